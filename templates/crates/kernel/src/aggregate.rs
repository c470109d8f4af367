//! Aggregates: what decides commands, and is a fold of its own events.

use std::error::Error;

use serde::{Serialize, de::DeserializeOwned};

use crate::{
    BadStreamId, CommandSet, Context, DomainEvent, Envelope, Few, Meta, StreamId, WriteError,
    to_json,
};

/// The state of one instance, the decisions it takes, and how its events change it.
pub trait Aggregate: Clone + Send + Serialize + DeserializeOwned + 'static {
    /// The kind of stream that holds its events, such as `accounts.account`.
    const CATEGORY: &'static str;
    /// After how many stored events a snapshot is due, if at all.
    const SNAPSHOT_EVERY: Option<u64>;
    /// Changes whenever a snapshot of an older build would mean something else.
    const FINGERPRINT: &'static str;
    /// How much of the envelope reading and folding its events looks at. A replay leaves the rest of
    /// [`Meta`] blank, which saves up to half its time.
    const READS: Envelope = Envelope::Whole;

    /// Names one instance.
    type Id: StreamId;
    /// Every command it handles.
    type Command: CommandSet;
    /// Every event it writes.
    type Event: DomainEvent;
    /// Every reason it has to refuse a command.
    type Rejection: Rejected;

    /// Decides a command. `None` is an instance that does not exist yet.
    fn decide(
        state: Option<&Self>,
        id: &Self::Id,
        command: Self::Command,
        cx: &Context,
    ) -> Result<Few<Self::Event>, Refusal<Self::Rejection>>;

    /// Folds an event into the state. After an error the state means nothing.
    fn evolve(
        state: &mut Option<Self>,
        event: Self::Event,
        meta: &Meta<'_>,
    ) -> Result<(), FoldError>;

    /// Writes a snapshot.
    fn save(&self) -> Result<Vec<u8>, WriteError> {
        to_json(self)
    }

    /// Reads a snapshot with the same [`FINGERPRINT`](Self::FINGERPRINT).
    fn load(snapshot: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(snapshot)
    }
}

/// A reason of the domain to refuse a command. Nothing is stored.
pub trait Rejected: Error + Send + Sync + 'static {
    /// The name of the reason in the model, for machines.
    fn code(&self) -> &'static str;
}

/// The rejection of an aggregate that has no reason to refuse anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("never")]
pub enum Never {}

impl Rejected for Never {
    fn code(&self) -> &'static str {
        match *self {}
    }
}

/// Why a command had no effect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal<R> {
    /// The domain refused it.
    #[error(transparent)]
    Rejected(R),
    /// The command needs an instance, and there is none.
    #[error("there is no such instance")]
    NotFound,
    /// The command makes an instance, and there is one already.
    #[error("the instance exists already")]
    AlreadyExists,
}

impl<R> From<R> for Refusal<R> {
    fn from(rejection: R) -> Self {
        Self::Rejected(rejection)
    }
}

impl<R: Rejected> Refusal<R> {
    /// The name of the reason, for machines.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Rejected(rejection) => rejection.code(),
            Self::NotFound => "NotFound",
            Self::AlreadyExists => "AlreadyExists",
        }
    }
}

/// Why an event could not be folded into the state: the stream is damaged.
#[derive(Debug, thiserror::Error)]
pub enum FoldError {
    /// The event changes an instance that no earlier event made.
    #[error("`{event}` at event {stream_version} of {stream} changes what does not exist yet")]
    NotCreated {
        /// The stored type.
        event: &'static str,
        /// Category and id.
        stream: String,
        /// The number of the event in its stream.
        stream_version: u64,
    },
    /// The event makes an instance that an earlier event made.
    #[error("`{event}` at event {stream_version} of {stream} makes what exists already")]
    CreatedTwice {
        /// The stored type.
        event: &'static str,
        /// Category and id.
        stream: String,
        /// The number of the event in its stream.
        stream_version: u64,
    },
    /// The stream's id is not one of its aggregate.
    #[error(transparent)]
    StreamId(#[from] BadStreamId),
}

impl FoldError {
    /// The error for an event that met the wrong state: none, or one already.
    pub fn wrong_state(event: &impl DomainEvent, exists: bool, meta: &Meta<'_>) -> Self {
        let event = event.stored_type();
        let stream = format!("{}/{}", meta.category, meta.stream_id);
        let stream_version = meta.stream_version;
        if exists {
            Self::CreatedTwice { event, stream, stream_version }
        } else {
            Self::NotCreated { event, stream, stream_version }
        }
    }
}
