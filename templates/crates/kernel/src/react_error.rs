//! Why a policy, a saga or a read model could not react.

use crate::{BadStreamId, ReadError, WriteError};

/// An error of a store or a hook, whose type does not matter here.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a reaction stopped. Nothing of it may be kept.
#[derive(Debug, thiserror::Error)]
pub enum ReactError {
    /// The event could not be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The stream's id is not one of its aggregate.
    #[error(transparent)]
    StreamId(#[from] BadStreamId),
    /// A command could not be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The store could not load or keep what the reaction needs.
    #[error("the store failed: {0}")]
    Store(#[source] BoxError),
}
