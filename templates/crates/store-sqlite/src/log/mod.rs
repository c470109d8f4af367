//! The log: events in the order in which they were committed.

pub(crate) mod append;
mod feed;
mod inspect;
mod raw;
pub(crate) mod read;

pub use feed::Stretch;
pub use inspect::{EventCount, StreamInfo};
pub use raw::RawEvent;
pub use read::RecordedEvent;
