//! The event store of this workspace: one SQLite file, one thread that writes, no async.
//!
//! * [`Store`] executes commands and reads what is stored.

mod cache;
mod clock;
mod connection;
mod error;
mod execute;
mod job;
mod log;
mod options;
mod schema;
mod signal;
mod store;
mod unit;
mod writer;

pub use clock::{Clock, ManualClock, SystemClock};
pub use error::StoreError;
pub use execute::{CommandMeta, ExecuteError, Executed, Receipt};
pub use log::{EventCount, RawEvent, RecordedEvent, StreamInfo};
pub use options::{Backoff, Durability, Options};
pub use store::Store;
pub use unit::Unit;
