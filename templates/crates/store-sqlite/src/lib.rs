//! The event store of this workspace: one SQLite file, one thread that writes, no async.
//!
//! * [`Store`] executes commands, and reads events, states and read models.
//! * [`Wiring`] connects policies, sagas and read models to a store as [`Processors`], which are
//!   started in threads ([`Running`]) or stepped through until they settle.
//! * [`Monitor`] tells how they are doing and frees what got stuck.
//!
//! What is acknowledged is on the disk. Whatever an event leads to, happens once: effects and
//! checkpoints change in one transaction, and the ids of commands follow from their causes.

#![warn(clippy::unwrap_used, clippy::expect_used)]

mod cache;
mod clock;
mod connection;
mod dispatch;
mod error;
mod execute;
mod job;
mod log;
mod monitor;
mod options;
mod processor;
mod processors;
mod query;
mod running;
mod schema;
mod signal;
mod status;
mod store;
mod unit;
mod worker;
mod writer;

pub use clock::{Clock, ManualClock, SystemClock};
pub use dispatch::rejected::RejectedCommand;
pub use error::StoreError;
pub use execute::{CommandMeta, ExecuteError, Executed, Receipt};
pub use log::{EventCount, RawEvent, RecordedEvent, StreamInfo, Stretch};
pub use monitor::Monitor;
pub use options::{Backoff, Durability, Options};
pub use processor::Kind;
pub use processor::parking::{DeadLetter, Retried};
pub use processors::{Processors, Wiring};
pub use query::Page;
pub use running::Running;
pub use status::{ProcessorState, ProcessorStatus, Status};
pub use store::Store;
pub use unit::Unit;
