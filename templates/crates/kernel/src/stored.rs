//! A stored event as the log holds it: the one input of everything that reads.

use serde::de::DeserializeOwned;

use crate::{BoxError, Meta, Place, ReadError};

/// A stored event before it is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredEvent<'a> {
    /// The stable name under which events of this kind are stored.
    pub stored_type: &'a str,
    /// The version of the payload, from 1.
    pub version: u32,
    /// The payload, JSON as it was written.
    pub payload: &'a [u8],
    /// The envelope.
    pub meta: Meta<'a>,
}

impl StoredEvent<'_> {
    /// Reads the payload as exactly one version.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        serde_json::from_slice(self.payload)
            .map_err(|source| ReadError::Payload { at: Box::new(self.place()), source })
    }

    /// The error for a version that this build has no shape for.
    pub fn unknown_version(&self, newest: u32) -> ReadError {
        let at = Box::new(self.place());
        if self.version > newest {
            ReadError::FromTheFuture { at, newest }
        } else {
            ReadError::NoSuchVersion { at, newest }
        }
    }

    /// The error for a stored type that the reader does not know.
    pub fn unknown_type(&self, known: &'static [&'static str]) -> ReadError {
        ReadError::UnknownType { at: Box::new(self.place()), known }
    }

    /// The error for a step from one version to the next that could not be taken.
    pub fn failed_step(&self, step: &'static str, source: impl Into<BoxError>) -> ReadError {
        ReadError::Hook { at: Box::new(self.place()), step, source: source.into() }
    }

    fn place(&self) -> Place {
        Place {
            stored_type: self.stored_type.to_owned(),
            version: self.version,
            category: self.meta.category.to_owned(),
            stream_id: self.meta.stream_id.to_owned(),
            stream_version: self.meta.stream_version,
            position: self.meta.position.stored,
        }
    }
}
