//! How a command ends.

use kernel::{Aggregate, Refusal};

use crate::error::StoreError;

/// What became of an accepted command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The kind of stream.
    pub category: String,
    /// The instance that handled the command.
    pub stream_id: String,
    /// The number of stored events of the stream after the command.
    pub stream_version: u64,
    /// The position of the command's last event in the log; 0 if it caused none.
    pub position: u64,
    /// How many events the command caused.
    pub events: u64,
    /// Whether the command had been executed before, and this is the receipt of that time.
    pub repeated: bool,
}

/// Why a command had no effect.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError<R> {
    /// The domain refused it.
    #[error(transparent)]
    Rejected(R),
    /// The command needs an instance, and there is none.
    #[error("there is no such instance")]
    NotFound,
    /// The command makes an instance, and there is one already.
    #[error("the instance exists already")]
    AlreadyExists,
    /// The stream has changed since its version was looked up.
    #[error("the stream has {actual} events, not {expected}")]
    Conflict {
        /// The version that the command asked for.
        expected: u64,
        /// The version that the stream has.
        actual: u64,
    },
    /// The store failed, or an event cannot be read.
    #[error(transparent)]
    Store(StoreError),
}

impl<R> From<StoreError> for ExecuteError<R> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<R> From<Refusal<R>> for ExecuteError<R> {
    fn from(refusal: Refusal<R>) -> Self {
        match refusal {
            Refusal::Rejected(rejection) => Self::Rejected(rejection),
            Refusal::NotFound => Self::NotFound,
            Refusal::AlreadyExists => Self::AlreadyExists,
        }
    }
}

/// How a command ends.
pub type Executed<A> = Result<Receipt, ExecuteError<<A as Aggregate>::Rejection>>;
