//! Processors: what reads the log and acts on it. A processor moves forward in transactions that
//! hold both its effects and its checkpoint, so every event takes effect exactly once.

pub(crate) mod batch;
pub(crate) mod checkpoint;
mod failure;
pub(crate) mod parking;
pub(crate) mod policy;
pub(crate) mod read_model;
pub(crate) mod saga;
pub(crate) mod timers;
pub(crate) mod worker;

use std::fmt;

use kernel::{ReactError, StoredEvent};

use crate::processor::timers::Timer;
use crate::unit::Unit;

pub(crate) use failure::{Failure, store_failed};

/// A policy, a saga or a read model, as the store runs it.
pub(crate) trait Processor: Send + Sync {
    fn name(&self) -> &'static str;

    fn kind(&self) -> Kind;

    /// Changes when everything must be done anew; empty for what cannot be done anew.
    fn fingerprint(&self) -> &'static str;

    /// Events of other types are passed over.
    fn stored_types(&self) -> &'static [&'static str];

    /// Takes one event. After an error the caller undoes whatever was written.
    fn react(&self, stored: &StoredEvent<'_>, unit: &mut Unit<'_>) -> Result<(), ReactError>;

    /// Lets a timer run out.
    fn time_out(&self, timer: &Timer, unit: &mut Unit<'_>) -> Result<(), ReactError> {
        let _ = (timer, unit);
        Ok(())
    }
}

/// What a processor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Reacts with commands and remembers nothing.
    Policy,
    /// Reacts with commands and remembers its instances.
    Saga,
    /// Keeps rows.
    ReadModel,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Policy => "policy",
            Self::Saga => "saga",
            Self::ReadModel => "read model",
        })
    }
}
