//! What every bounded context of this workspace stands on.
//!
//! An event is stored once and read for ever: [`DomainEvent`] reads every version that was ever
//! written. An [`Aggregate`] decides commands and folds events. A [`Policy`], a [`Saga`] and a
//! [`ReadModel`] react to what was stored. All of it is pure: no clock, no database, no async; the
//! store and the application supply those at the edge. [`testing`] holds the fixtures.

// What macros and attributes write for other crates holds here too.
#[cfg(test)]
extern crate self as kernel;

mod aggregate;
mod bytes;
mod command;
mod context;
pub mod convert;
mod decide;
mod enumeration;
mod event;
mod exactly;
mod few;
mod id;
mod json;
mod meta;
mod newtype;
mod one_of;
mod policy;
mod published;
mod react_error;
mod read_error;
mod read_model;
mod saga;
mod stored;
pub mod testing;

pub use aggregate::{Aggregate, FoldError, Never, Refusal, Rejected};
pub use bytes::Bytes;
pub use command::{Command, CommandError, CommandSet, Handled, IssuedCommand};
pub use context::Context;
pub use decide::{Create, Decide};
pub use enumeration::UnknownValue;
pub use event::DomainEvent;
#[doc(hidden)]
pub use exactly::Exact;
pub use exactly::exactly;
pub use few::Few;
#[doc(hidden)]
pub use id::IdValue;
pub use id::{BadStreamId, StreamId};
pub use jiff::{SignedDuration, Timestamp, civil::Date};
pub use json::{WriteError, from_json, to_json};
pub use meta::{Envelope, Meta, Position};
pub use policy::Policy;
pub use published::{PublicEvent, Published};
pub use react_error::{BoxError, ReactError};
pub use read_error::{Place, ReadError};
pub use read_model::{Lookup, ReadModel, Rows};
pub use rust_decimal::Decimal;
pub use saga::{Instance, Instances, Saga, SagaChange, Step, Timeout};
pub use stored::StoredEvent;
pub use uuid::Uuid;
