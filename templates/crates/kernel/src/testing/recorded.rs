//! Events as they lie in the store, and the fixed time and ids of every test.

use std::fmt::Display;

use crate::{Context, DomainEvent, Meta, Position, StoredEvent, Timestamp, Uuid};

/// The time at which every test begins: 2026-01-01T00:00:00Z.
pub const START: Timestamp = Timestamp::constant(1_767_225_600, 0);

/// The nth of the ids that tests use.
pub fn uuid(n: u64) -> Uuid {
    Uuid::from_u128(n.into())
}

/// What a decision knows in a test: the time is [`START`], and nobody in particular asks.
pub fn context() -> Context {
    Context { now: START, actor: None, correlation_id: uuid(0xc0), causation_id: uuid(0xca) }
}

/// An event as an older or the current build stored it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    stored_type: String,
    version: u32,
    payload: Vec<u8>,
    category: String,
    stream_id: String,
    number: u64,
    at: Timestamp,
    actor: Option<String>,
}

impl Recorded {
    /// An event of a stored type and version, in the first sample stream of the category `test`.
    pub fn new(stored_type: &str, version: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self {
            stored_type: stored_type.to_owned(),
            version,
            payload: payload.into(),
            category: "test".to_owned(),
            stream_id: uuid(1).to_string(),
            number: 1,
            at: START,
            actor: None,
        }
    }

    /// An event as the current build stores it.
    pub fn of(event: &impl DomainEvent) -> Self {
        let payload = event.write().expect("the test's event can be written");
        Self::new(event.stored_type(), event.version(), payload)
    }

    /// The same event in another stream.
    #[must_use]
    pub fn in_stream(self, id: &impl Display) -> Self {
        Self { stream_id: id.to_string(), ..self }
    }

    /// The same event, recorded at another time.
    #[must_use]
    pub fn at(self, at: Timestamp) -> Self {
        Self { at, ..self }
    }

    /// The same event, caused by somebody.
    #[must_use]
    pub fn by(self, actor: &str) -> Self {
        Self { actor: Some(actor.to_owned()), ..self }
    }

    /// The same event in another category, as the nth event of its stream.
    #[must_use]
    pub(super) fn nth(self, category: &str, number: u64) -> Self {
        Self { category: category.to_owned(), number, ..self }
    }

    /// The event as a reader gets it.
    pub fn stored(&self) -> StoredEvent<'_> {
        StoredEvent {
            stored_type: &self.stored_type,
            version: self.version,
            payload: &self.payload,
            meta: Meta {
                event_id: uuid(0xe000 + self.number),
                category: &self.category,
                stream_id: &self.stream_id,
                stream_version: self.number,
                position: Position::whole(self.number),
                recorded_at: self.at,
                actor: self.actor.as_deref(),
                correlation_id: uuid(0xc0),
                causation_id: uuid(0xca),
            },
        }
    }
}
