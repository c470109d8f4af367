//! Events as an older or a newer build wrote them, for demonstrations, imports and tests.

use std::borrow::Cow;

use kernel::{Meta, Timestamp, Uuid};

use crate::cache::StreamKey;
use crate::error::StoreError;
use crate::log::append::{Envelope, NewEvent, append, stream_version};
use crate::store::Store;
use crate::unit::Unit;

/// An event whose payload is stored as it is, in whatever version it claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawEvent {
    /// The kind of stream.
    pub category: String,
    /// The instance within the category.
    pub stream_id: String,
    /// The stable name under which the event is stored.
    pub stored_type: String,
    /// The version of the payload.
    pub version: u32,
    /// The payload: JSON.
    pub payload: String,
    /// When it is said to have been stored; now if that is left open.
    pub recorded_at: Option<Timestamp>,
    /// Who is said to have caused it.
    pub actor: Option<String>,
}

impl Store {
    /// Appends an event to the end of its stream without asking an aggregate. Gives its position.
    pub fn append_raw(&self, event: RawEvent) -> Result<u64, StoreError> {
        self.write(move |unit| unit.append_raw(&event))
    }
}

impl Unit<'_> {
    /// Appends an event to the end of its stream without asking an aggregate. Gives its position.
    pub fn append_raw(&mut self, event: &RawEvent) -> Result<u64, StoreError> {
        let RawEvent { category, stream_id, .. } = event;
        self.bypassed(StreamKey { category: Cow::Owned(category.clone()), id: stream_id.clone() });
        let cause = Uuid::now_v7();
        let envelope = Envelope {
            category,
            stream_id,
            recorded_at: event.recorded_at.unwrap_or_else(|| self.now()),
            actor: event.actor.as_deref(),
            correlation_id: cause,
            causation_id: cause,
        };
        let event = NewEvent {
            stream_version: stream_version(self.connection(), category, stream_id)? + 1,
            stored_type: &event.stored_type,
            version: event.version,
            payload: &event.payload,
        };
        let Meta { position, .. } = append(self.connection(), &envelope, event)?;
        self.announce();
        Ok(position.stored)
    }
}
