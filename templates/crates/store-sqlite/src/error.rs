//! What can go wrong below the domain.

use std::sync::Arc;

use kernel::{FoldError, ReadError, WriteError};
use rusqlite::types::FromSqlError;

/// A failure of the store. Cheap to clone: everybody in a failed group commit is told the same.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("storage: {0}")]
    Storage(Arc<rusqlite::Error>),
    /// The file was written by a newer build.
    #[error("the file has schema version {found}, this build knows {known}: use the newer build")]
    NewerSchema {
        /// Version in the file.
        found: i64,
        /// Newest version of this build.
        known: i64,
    },
    /// The file is a database, but not an event store.
    #[error("the file is a database of another application")]
    NotAStore,
    /// A stored event cannot be read.
    #[error(transparent)]
    Read(Arc<ReadError>),
    /// A stored event does not fit the state that the events before it made.
    #[error(transparent)]
    Fold(Arc<FoldError>),
    /// A new event cannot be written.
    #[error("an event {0}")]
    Write(Arc<WriteError>),
    /// Something stored has a form that this build never writes.
    #[error("damaged entry: {0}")]
    Damaged(String),
    /// Code that was called panicked; nothing of its work was stored.
    #[error("panicked: {0}")]
    Panicked(String),
    /// A callback or a job waits for the writer thread, on which it runs itself.
    #[error("called on the writer thread, which would wait for itself")]
    OnWriterThread,
    /// The store was closed before the work could be done.
    #[error("the store is closed")]
    Closed,
    /// Two policies, sagas or read models have the same name.
    #[error("there are two processors named `{0}`")]
    NameTaken(&'static str),
    /// The operating system gave no thread.
    #[error("no thread for the store: {0}")]
    Thread(String),
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Storage(Arc::new(error))
    }
}

impl From<ReadError> for StoreError {
    fn from(error: ReadError) -> Self {
        Self::Read(Arc::new(error))
    }
}

impl From<FoldError> for StoreError {
    fn from(error: FoldError) -> Self {
        Self::Fold(Arc::new(error))
    }
}

impl From<WriteError> for StoreError {
    fn from(error: WriteError) -> Self {
        Self::Write(Arc::new(error))
    }
}

impl From<FromSqlError> for StoreError {
    fn from(error: FromSqlError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(error.to_string())
    }
}
