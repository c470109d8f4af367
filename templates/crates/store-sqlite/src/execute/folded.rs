//! Loading a stream: its snapshot, if there is one that still means the same, and the events after.

use kernel::{Aggregate, DomainEvent, Envelope, Few, Meta, Position, StoredEvent, Timestamp, Uuid};
use rusqlite::{Connection, Row};

use crate::cache::{Folded, StreamKey};
use crate::error::StoreError;
use crate::execute::snapshot;
use crate::log::read::{columns, stored, timestamp};

/// The events of a stream after a version, with what [`brief`] or what [`stored`] expects.
macro_rules! after {
    ($columns:expr) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM events WHERE category = ?1 AND stream_id = ?2 AND stream_version > ?3 \
             ORDER BY stream_version"
        )
    };
}

/// Folds a stream from the newest usable snapshot on.
pub(crate) fn load<A: Aggregate>(
    connection: &Connection,
    stream: &StreamKey,
) -> Result<Folded<A>, StoreError> {
    // An error tells all of the place of its event, which only the whole envelope has.
    fold(connection, stream, A::READS).or_else(|_| fold(connection, stream, Envelope::Whole))
}

fn fold<A: Aggregate>(
    connection: &Connection,
    stream: &StreamKey,
    envelope: Envelope,
) -> Result<Folded<A>, StoreError> {
    let mut folded =
        snapshot::load(connection, stream)?.unwrap_or(Folded { state: None, version: 0 });
    let mut statement = connection.prepare_cached(match envelope {
        Envelope::Stream { .. } => after!("event_type, event_version, payload, recorded_at"),
        Envelope::Whole => after!(columns!()),
    })?;
    let mut rows = statement.query((&stream.category, &stream.id, folded.version))?;
    while let Some(row) = rows.next()? {
        // Counts what is stored: an event that was retired or split since is still one.
        folded.version += 1;
        let event = match envelope {
            Envelope::Stream { timed } => brief(row, stream, folded.version, timed)?,
            Envelope::Whole => stored(row)?,
        };
        apply(&mut folded.state, &event)?;
    }
    Ok(folded)
}

/// An event of a stream that has no gaps, the rest of its envelope left blank: fetching columns for
/// nobody would double the time of a replay.
#[inline]
fn brief<'r>(
    row: &'r Row<'_>,
    stream: &'r StreamKey,
    stream_version: u64,
    timed: &[&str],
) -> Result<StoredEvent<'r>, StoreError> {
    let stored_type = row.get_ref(0)?.as_str()?;
    let is_timed = timed.contains(&stored_type);
    let meta = Meta {
        event_id: Uuid::nil(),
        category: &stream.category,
        stream_id: &stream.id,
        stream_version,
        position: Position::whole(0),
        recorded_at: if is_timed { timestamp(row, 3)? } else { Timestamp::UNIX_EPOCH },
        actor: None,
        correlation_id: Uuid::nil(),
        causation_id: Uuid::nil(),
    };
    Ok(StoredEvent {
        stored_type,
        version: row.get(1)?,
        payload: row.get_ref(2)?.as_bytes()?,
        meta,
    })
}

/// Folds one stored event, whatever number of events it is read as.
fn apply<A: Aggregate>(state: &mut Option<A>, stored: &StoredEvent<'_>) -> Result<(), StoreError> {
    match A::Event::read(stored)? {
        Few::None => {}
        Few::One(event) => A::evolve(state, event, &stored.meta)?,
        Few::Many(events) => {
            let of = u32::try_from(events.len()).unwrap_or(u32::MAX);
            for (part, event) in (0..).zip(events) {
                let position = Position { part, of, ..stored.meta.position };
                A::evolve(state, event, &Meta { position, ..stored.meta })?;
            }
        }
    }
    Ok(())
}
