//! Reading the log: borrowed rows for those that fold, owned events for those that look.

use kernel::{Meta, Position, StoredEvent, Timestamp, Uuid};
use rusqlite::{Connection, Params, Row};

use crate::error::StoreError;
use crate::store::Store;

/// The columns that [`stored`] expects, in its order.
macro_rules! columns {
    () => {
        "position, event_type, event_version, stream_version, recorded_at, event_id, \
         correlation_id, causation_id, actor, category, stream_id, payload"
    };
}
pub(crate) use columns;

/// A row as the stored event that it is, without copying anything.
pub(crate) fn stored<'r>(row: &'r Row<'_>) -> Result<StoredEvent<'r>, StoreError> {
    let meta = Meta {
        event_id: row.get(5)?,
        category: row.get_ref(9)?.as_str()?,
        stream_id: row.get_ref(10)?.as_str()?,
        stream_version: row.get(3)?,
        position: Position::whole(row.get(0)?),
        recorded_at: timestamp(row, 4)?,
        actor: row.get_ref(8)?.as_str_or_null()?,
        correlation_id: row.get(6)?,
        causation_id: row.get(7)?,
    };
    Ok(StoredEvent {
        stored_type: row.get_ref(1)?.as_str()?,
        version: row.get(2)?,
        payload: row.get_ref(11)?.as_bytes()?,
        meta,
    })
}

/// The time in a column.
pub(crate) fn timestamp(row: &Row<'_>, column: usize) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(row.get(column)?)
        .map_err(|error| StoreError::Damaged(error.to_string()))
}

/// A stored event that can be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedEvent {
    /// The place in the log, from 1.
    pub position: u64,
    /// The identity of the event.
    pub event_id: Uuid,
    /// The kind of stream.
    pub category: String,
    /// The instance within the category.
    pub stream_id: String,
    /// The number of the event in its stream, from 1.
    pub stream_version: u64,
    /// The stable name under which the event is stored.
    pub stored_type: String,
    /// The version of the payload.
    pub version: u32,
    /// The payload: JSON as it was written.
    pub payload: Vec<u8>,
    /// When the event was stored.
    pub recorded_at: Timestamp,
    /// Who caused it, if that is known.
    pub actor: Option<String>,
    /// What the event belongs to.
    pub correlation_id: Uuid,
    /// The command that caused the event.
    pub causation_id: Uuid,
}

impl RecordedEvent {
    /// The event as everything that reads takes it.
    pub fn stored(&self) -> StoredEvent<'_> {
        StoredEvent {
            stored_type: &self.stored_type,
            version: self.version,
            payload: &self.payload,
            meta: Meta {
                event_id: self.event_id,
                category: &self.category,
                stream_id: &self.stream_id,
                stream_version: self.stream_version,
                position: Position::whole(self.position),
                recorded_at: self.recorded_at,
                actor: self.actor.as_deref(),
                correlation_id: self.correlation_id,
                causation_id: self.causation_id,
            },
        }
    }
}

impl From<StoredEvent<'_>> for RecordedEvent {
    fn from(stored: StoredEvent<'_>) -> Self {
        let StoredEvent { stored_type, version, payload, meta } = stored;
        Self {
            position: meta.position.stored,
            event_id: meta.event_id,
            category: meta.category.to_owned(),
            stream_id: meta.stream_id.to_owned(),
            stream_version: meta.stream_version,
            stored_type: stored_type.to_owned(),
            version,
            payload: payload.to_owned(),
            recorded_at: meta.recorded_at,
            actor: meta.actor.map(str::to_owned),
            correlation_id: meta.correlation_id,
            causation_id: meta.causation_id,
        }
    }
}

impl Store {
    /// The events after a position, at most `limit`, in the order of the log.
    pub fn events_since(
        &self,
        position: u64,
        limit: usize,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        const SINCE: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM events WHERE position > ?1 ORDER BY position LIMIT ?2"
        );
        self.read(|connection| recorded(connection, SINCE, (position, limit)))
    }

    /// The events of one stream after a version, in order.
    pub fn stream(
        &self,
        category: &str,
        stream_id: &str,
        after_version: u64,
    ) -> Result<Vec<RecordedEvent>, StoreError> {
        const STREAM: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM events WHERE category = ?1 AND stream_id = ?2 AND stream_version > ?3 \
             ORDER BY stream_version"
        );
        self.read(|connection| recorded(connection, STREAM, (category, stream_id, after_version)))
    }
}

/// The events that a statement finds.
pub(crate) fn recorded(
    connection: &Connection,
    sql: &str,
    params: impl Params,
) -> Result<Vec<RecordedEvent>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(stored(row)?.into());
    }
    Ok(events)
}

/// The position of the newest event, 0 for an empty log.
pub(crate) fn head(connection: &Connection) -> Result<u64, StoreError> {
    let mut last = connection.prepare_cached("SELECT coalesce(max(position), 0) FROM events")?;
    Ok(last.query_row([], |row| row.get(0))?)
}
