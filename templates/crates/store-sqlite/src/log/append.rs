//! Writing to the end of a stream.

use kernel::{Meta, Position, Timestamp, Uuid};
use rusqlite::{Connection, params};
use uuid::{NoContext, Timestamp as Moment};

use crate::error::StoreError;

/// What the events of one command have in common.
#[derive(Debug, Clone)]
pub(crate) struct Envelope<'a> {
    pub(crate) category: &'a str,
    pub(crate) stream_id: &'a str,
    pub(crate) recorded_at: Timestamp,
    pub(crate) actor: Option<&'a str>,
    pub(crate) correlation_id: Uuid,
    pub(crate) causation_id: Uuid,
}

/// One event as it goes into its row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NewEvent<'a> {
    pub(crate) stream_version: u64,
    pub(crate) stored_type: &'a str,
    pub(crate) version: u32,
    /// JSON text.
    pub(crate) payload: &'a str,
}

const INSERT: &str = "INSERT INTO events (event_type, event_version, stream_version, recorded_at, \
     event_id, correlation_id, causation_id, actor, category, stream_id, payload) \
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

/// Appends one event and gives its envelope, as every reader will see it.
pub(crate) fn append<'a>(
    connection: &Connection,
    envelope: &Envelope<'a>,
    event: NewEvent<'_>,
) -> Result<Meta<'a>, StoreError> {
    let Envelope { category, stream_id, recorded_at, actor, correlation_id, causation_id } =
        *envelope;
    let event_id = fresh_id(recorded_at);
    connection.prepare_cached(INSERT)?.execute(params![
        event.stored_type,
        event.version,
        event.stream_version,
        recorded_at.as_microsecond(),
        event_id,
        correlation_id,
        causation_id,
        actor,
        category,
        stream_id,
        event.payload,
    ])?;
    let position = u64::try_from(connection.last_insert_rowid()).unwrap_or_default();
    Ok(Meta {
        event_id,
        category,
        stream_id,
        stream_version: event.stream_version,
        position: Position::whole(position),
        recorded_at,
        actor,
        correlation_id,
        causation_id,
    })
}

/// The number of stored events of a stream.
pub(crate) fn stream_version(
    connection: &Connection,
    category: &str,
    stream_id: &str,
) -> Result<u64, StoreError> {
    const LAST: &str = "SELECT coalesce(max(stream_version), 0) FROM events \
         WHERE category = ?1 AND stream_id = ?2";
    let mut statement = connection.prepare_cached(LAST)?;
    Ok(statement.query_row([category, stream_id], |row| row.get(0))?)
}

/// A version 7 UUID, so that ids rise with time and their index grows at its end.
fn fresh_id(now: Timestamp) -> Uuid {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanos = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    Uuid::new_v7(Moment::from_unix(NoContext, seconds, nanos))
}
