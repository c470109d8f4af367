//! The log: events in the order in which they were committed.

pub(crate) mod append;
mod inspect;
mod raw;
pub(crate) mod read;

pub use inspect::{EventCount, StreamInfo};
pub use raw::RawEvent;
pub use read::RecordedEvent;
