//! A stored event as the log holds it: the one input of everything that reads.

use serde::de::DeserializeOwned;

use crate::{BoxError, Meta, Place, ReadError, from_json};

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
        from_json(self.payload)
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

#[cfg(test)]
mod tests {
    use crate::{ReadError, testing::Recorded};

    #[test]
    fn an_error_says_where_and_what_to_do() {
        let recorded = Recorded::new("accounts.debited", 4, "{}");
        let error = recorded.stored().unknown_version(3);
        assert_eq!(
            error.to_string(),
            "`accounts.debited` version 4 (position 1, stream \
             test/00000000-0000-0000-0000-000000000001 event 1) \
             is newer than this build, which knows versions up to 3"
        );
        assert!(matches!(error, ReadError::FromTheFuture { newest: 3, .. }));
        assert!(error.advice().starts_with("deploy the newer build"));
        assert_eq!(error.place().version, 4);
    }
}
