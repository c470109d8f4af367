//! Why a processor cannot go on, as far as it matters for what to do next.

use kernel::{ReactError, ReadError};

use crate::error::StoreError;

/// Why a processor cannot go on.
#[derive(Debug, Clone)]
pub(crate) enum Failure {
    /// A newer build wrote the event. Passing it over would lose it, so the processor stops.
    Future(String),
    /// No attempt will ever read what is stored: parked at once.
    Unreadable(String),
    /// The event and the processor do not get along: worth a retry, then it is parked.
    Event(String),
    /// The store does not work. That is no event's fault: retried for as long as it takes.
    Storage(StoreError),
}

impl From<ReactError> for Failure {
    fn from(error: ReactError) -> Self {
        match error {
            ReactError::Read(error) => error.into(),
            ReactError::Store(error) => match error.downcast::<StoreError>() {
                Ok(error) => Self::from(*error),
                Err(error) => Self::Event(error.to_string()),
            },
            ReactError::StreamId(_) | ReactError::Write(_) => Self::Event(error.to_string()),
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::of_reading(&error, format!("{error}: {}", error.advice()))
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::Storage(_) | StoreError::Closed => Self::Storage(error),
            StoreError::Read(read) => Self::of_reading(read, error.to_string()),
            _ => Self::Event(error.to_string()),
        }
    }
}

impl Failure {
    fn of_reading(error: &ReadError, message: String) -> Self {
        match error {
            ReadError::FromTheFuture { .. } => Self::Future(message),
            ReadError::NoSuchVersion { .. }
            | ReadError::UnknownType { .. }
            | ReadError::Payload { .. } => Self::Unreadable(message),
            ReadError::Hook { .. } => Self::Event(message),
        }
    }
}

/// Carries an error of the store through a reaction, see [`Failure`].
pub(crate) fn store_failed(error: impl Into<StoreError>) -> ReactError {
    ReactError::Store(Box::new(error.into()))
}
