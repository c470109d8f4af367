//! What every bounded context of this workspace stands on.
//!
//! An event is stored once and read for ever: [`DomainEvent`] reads every version that was ever
//! written. An [`Aggregate`] decides commands and folds events. A [`Policy`], a [`Saga`] and a
//! [`ReadModel`] react to what was stored. All of it is pure: no clock, no database, no async; the
//! store and the application supply those at the edge. [`testing`] holds the fixtures.
//!
//! # Open enumerations
//!
//! A closed enumeration refuses a value it does not know. An open one keeps it, and writes it again
//! as it was read, through a last variant without a tag:
//!
//! ```
//! # use serde::{Deserialize, Serialize};
//! #[derive(Debug, PartialEq, Serialize, Deserialize)]
//! #[serde(rename_all = "snake_case")]
//! enum Channel {
//!     Web,
//!     Phone,
//!     #[serde(untagged)]
//!     Unknown(String),
//! }
//!
//! let channel: Channel = serde_json::from_str(r#""kiosk""#)?;
//! assert_eq!(channel, Channel::Unknown("kiosk".to_owned()));
//! assert_eq!(serde_json::to_string(&channel)?, r#""kiosk""#);
//! # Ok::<(), serde_json::Error>(())
//! ```

mod aggregate;
mod bytes;
mod command;
mod context;
pub mod convert;
mod decide;
mod event;
mod few;
mod id;
mod meta;
mod policy;
mod react_error;
mod read_error;
mod read_model;
mod saga;
mod stored;
pub mod testing;

pub use aggregate::{Aggregate, FoldError, Never, Refusal, Rejected};
pub use bytes::Bytes;
pub use command::{Command, IssuedCommand};
pub use context::Context;
pub use decide::{Create, Decide};
pub use event::{DomainEvent, WriteError};
pub use few::Few;
#[doc(hidden)]
pub use id::IdValue;
pub use id::{BadStreamId, StreamId};
pub use jiff::{SignedDuration, Timestamp, civil::Date};
pub use meta::{Meta, Position};
pub use policy::Policy;
pub use react_error::{BoxError, ReactError};
pub use read_error::{Place, ReadError};
pub use read_model::{Lookup, ReadModel, Rows};
pub use rust_decimal::Decimal;
pub use saga::{Instance, Instances, Saga, SagaChange, Step, Timeout};
pub use stored::StoredEvent;
pub use uuid::Uuid;
