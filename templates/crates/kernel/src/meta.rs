//! What is known about a stored event besides its payload.

use crate::{BadStreamId, StreamId, Timestamp, Uuid};

/// The envelope of one event: who, when, where, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meta<'a> {
    /// The identity of the stored event, unique in the store.
    pub event_id: Uuid,
    /// The kind of stream, such as `accounts.account`.
    pub category: &'a str,
    /// The instance within the category, as text.
    pub stream_id: &'a str,
    /// The number of the stored event in its stream, from 1.
    pub stream_version: u64,
    /// The place in the whole log.
    pub position: Position,
    /// When the event was stored.
    pub recorded_at: Timestamp,
    /// Who caused it, if that is known.
    pub actor: Option<&'a str>,
    /// What the event belongs to: the same for everything that one request sets off.
    pub correlation_id: Uuid,
    /// The command that caused the event.
    pub causation_id: Uuid,
}

impl Meta<'_> {
    /// The stream's instance as the identity type of its aggregate.
    pub fn id<T: StreamId>(&self) -> Result<T, BadStreamId> {
        let foreign = |_| BadStreamId::of(self.category, self.stream_id);
        self.stream_id.parse().map_err(foreign)
    }
}

/// How much of [`Meta`] somebody looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Envelope {
    /// The stream, and the number of the event in it.
    Stream {
        /// The stored types of the events whose time is looked at, too.
        timed: &'static [&'static str],
    },
    /// All of it.
    Whole,
}

/// A place in the log. One stored event may be read as several; each of them has its own part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The position of the stored event, from 1, rising without promise of being gapless.
    pub stored: u64,
    /// Which of the events that it is read as, from 0.
    pub part: u32,
    /// How many events it is read as.
    pub of: u32,
}

impl Position {
    /// The position of an event that is read as itself.
    pub fn whole(stored: u64) -> Self {
        Self { stored, part: 0, of: 1 }
    }
}
