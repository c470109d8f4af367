//! What leaves a context: its public events, as other services read them.

use serde::Serialize;

use crate::{DomainEvent, WriteError, to_json};

/// One version of an event, ready to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The stable name under which this version is or was stored.
    pub stored_type: &'static str,
    /// The version of the payload.
    pub version: u32,
    /// The payload, JSON.
    pub payload: Vec<u8>,
}

impl Published {
    /// The payload of a version, written.
    pub fn of(
        stored_type: &'static str,
        version: u32,
        payload: &impl Serialize,
    ) -> Result<Self, WriteError> {
        Ok(Self { stored_type, version, payload: to_json(payload)? })
    }

    /// An event that is published in its newest version only.
    pub fn newest(event: &impl DomainEvent) -> Result<Vec<Self>, WriteError> {
        let (stored_type, version) = (event.stored_type(), event.version());
        Ok(vec![Self { stored_type, version, payload: event.write()? }])
    }
}

/// The events of an aggregate of which some leave their context.
pub trait PublicEvent: DomainEvent {
    /// The stored types that can be read as an event which leaves.
    fn public_types() -> &'static [&'static str];

    /// The event as others read it: in its newest version, and in every older one that is still
    /// published, newest first. Nothing for a private event.
    fn publish(self) -> Result<Vec<Published>, WriteError>;
}
