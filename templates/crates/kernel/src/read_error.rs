//! Why a stored event could not be read, where it lies, and what to do about it.

use std::fmt;

use crate::BoxError;

/// Why a stored event could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The event was written by a newer build.
    #[error("{at} is newer than this build, which knows versions up to {newest}")]
    FromTheFuture {
        /// The event.
        at: Box<Place>,
        /// The newest version that this build knows.
        newest: u32,
    },
    /// No build ever wrote such a version.
    #[error("{at} has a version that never existed; versions go from 1 to {newest}")]
    NoSuchVersion {
        /// The event.
        at: Box<Place>,
        /// The newest version that this build knows.
        newest: u32,
    },
    /// The reader does not know events of this type.
    #[error("{at} is of a type that its reader does not know; it knows {}", known.join(", "))]
    UnknownType {
        /// The event.
        at: Box<Place>,
        /// The types that the reader knows, with renamed and retired ones.
        known: &'static [&'static str],
    },
    /// The payload is not what its version promises.
    #[error("{at} has a payload that does not fit its version: {source}")]
    Payload {
        /// The event.
        at: Box<Place>,
        /// What is wrong, with line and column in the payload.
        source: serde_json::Error,
    },
    /// A conversion or a hook refused a stored value.
    #[error("{at} could not be brought up to date, `{step}` failed: {source}")]
    Hook {
        /// The event.
        at: Box<Place>,
        /// The conversion or hook.
        step: &'static str,
        /// What it said.
        source: BoxError,
    },
}

impl ReadError {
    /// The event that could not be read.
    pub fn place(&self) -> &Place {
        match self {
            Self::FromTheFuture { at, .. }
            | Self::NoSuchVersion { at, .. }
            | Self::UnknownType { at, .. }
            | Self::Payload { at, .. }
            | Self::Hook { at, .. } => at,
        }
    }

    /// What to do now, in one sentence.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::FromTheFuture { .. } => {
                "deploy the newer build that wrote it; after a rollback, roll forward again"
            }
            Self::NoSuchVersion { .. } => {
                "look for a writer that sets the version by hand, and correct the stored version"
            }
            Self::UnknownType { .. } => {
                "add the type to the model, as an event, under `renamed_from`, or as `retired`"
            }
            Self::Payload { .. } => {
                "compare the payload with the published version; a changed event needs a new version"
            }
            Self::Hook { .. } => "handle the value in the hook, or give the step an `on_invalid`",
        }
    }
}

/// Where a stored event lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The stored type.
    pub stored_type: String,
    /// The stored version.
    pub version: u32,
    /// The kind of stream.
    pub category: String,
    /// The instance within the category.
    pub stream_id: String,
    /// The number of the event in its stream.
    pub stream_version: u64,
    /// The position in the log.
    pub position: u64,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stored_type, version, category, stream_id, stream_version, position } = self;
        write!(
            f,
            "`{stored_type}` version {version} \
             (position {position}, stream {category}/{stream_id} event {stream_version})"
        )
    }
}
