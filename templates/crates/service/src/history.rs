//! Stored events of every version, as older builds wrote them, and how they are read today.

use std::panic::catch_unwind;

use kernel::{Aggregate, DomainEvent, StoredEvent};
use store_sqlite::{RawEvent, StoreError};

use crate::error::ServiceError;

/// An event as some build wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// The kind of stream.
    pub category: &'static str,
    /// The instance within the category.
    pub stream_id: &'static str,
    /// The stable name under which the event is stored.
    pub stored_type: &'static str,
    /// The version of the payload.
    pub version: u32,
    /// The payload as JSON.
    pub payload: &'static str,
    /// When it was stored, as an instant in RFC 3339.
    pub recorded_at: &'static str,
}

impl Sample {
    /// The event as the store takes it.
    pub(crate) fn raw(&self) -> Result<RawEvent, ServiceError> {
        let recorded_at = self.recorded_at.parse().map_err(|error: _| {
            StoreError::Damaged(format!("`{}` is no instant: {error}", self.recorded_at))
        })?;
        Ok(RawEvent {
            category: self.category.to_owned(),
            stream_id: self.stream_id.to_owned(),
            stored_type: self.stored_type.to_owned(),
            version: self.version,
            payload: self.payload.to_owned(),
            recorded_at: Some(recorded_at),
            actor: None,
        })
    }
}

/// Reads the stored events of one aggregate, whichever version they have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    pub(crate) category: &'static str,
    /// The path of the aggregate.
    pub(crate) base: &'static str,
    pub(crate) read: fn(&StoredEvent<'_>) -> Result<Vec<Today>, String>,
}

/// An event as it is today.
#[derive(Debug)]
pub(crate) struct Today {
    pub(crate) stored_type: &'static str,
    pub(crate) version: u32,
    pub(crate) payload: String,
}

impl Reader {
    pub(crate) fn of<A: Aggregate>(base: &'static str) -> Self {
        Self { category: A::CATEGORY, base, read: read::<A> }
    }
}

fn read<A: Aggregate>(stored: &StoredEvent<'_>) -> Result<Vec<Today>, String> {
    // A step written by hand may panic; that is one event that cannot be read, no more.
    let events = catch_unwind(|| A::Event::read(stored)).map_err(|_| "reading it panics")?;
    let events = events.map_err(|error| format!("{error}: {}", error.advice()))?;
    let today = |event: A::Event| {
        let payload = event.write().map_err(|error| error.to_string())?;
        Ok(Today {
            stored_type: event.stored_type(),
            version: event.version(),
            payload: String::from_utf8_lossy(&payload).into_owned(),
        })
    };
    events.into_iter().map(today).collect()
}
