//! Snapshots: folded state that saves replaying a long stream. Never needed, always replaceable.

use kernel::Aggregate;
use rusqlite::{Connection, OptionalExtension, params};

use crate::cache::{Folded, StreamKey};
use crate::error::StoreError;
use crate::log::append::Envelope;

/// The newest snapshot, unless another build wrote it or it cannot be read: then the events tell.
pub(crate) fn load<A: Aggregate>(
    connection: &Connection,
    stream: &StreamKey,
) -> Result<Option<Folded<A>>, StoreError> {
    const LOAD: &str = "SELECT stream_version, state FROM snapshots \
         WHERE category = ?1 AND stream_id = ?2 AND fingerprint = ?3";
    if A::SNAPSHOT_EVERY.is_none() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(LOAD)?;
    let key = (&stream.category, &stream.id, A::FINGERPRINT);
    let found = statement.query_row(key, |row| {
        let state = row.get_ref(1)?.as_bytes()?;
        Ok(A::load(state).ok().map(|state| (state, row.get(0))))
    });
    match found.optional()?.flatten() {
        Some((state, version)) => Ok(Some(Folded { state: Some(state), version: version? })),
        None => Ok(None),
    }
}

/// Saves a snapshot if the stream has passed a multiple of [`Aggregate::SNAPSHOT_EVERY`] since
/// `before`. A state that cannot be written has no snapshots.
pub(crate) fn save_if_due<A: Aggregate>(
    connection: &Connection,
    stream: &Envelope<'_>,
    before: u64,
    folded: &Folded<A>,
) -> Result<(), StoreError> {
    const SAVE: &str = "INSERT INTO snapshots \
         (category, stream_id, stream_version, fingerprint, state) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT DO UPDATE SET stream_version = excluded.stream_version, \
         fingerprint = excluded.fingerprint, state = excluded.state";
    let (Some(every), Some(state)) = (A::SNAPSHOT_EVERY, &folded.state) else { return Ok(()) };
    let every = every.max(1);
    if before / every == folded.version / every {
        return Ok(());
    }
    if let Ok(saved) = state.save() {
        let row = params![stream.category, stream.stream_id, folded.version, A::FINGERPRINT, saved];
        connection.prepare_cached(SAVE)?.execute(row)?;
    }
    Ok(())
}
