//! Loading a stream: its snapshot, if there is one that still means the same, and the events after.

use kernel::{Aggregate, DomainEvent, Few, Meta, Position, StoredEvent};
use rusqlite::Connection;

use crate::cache::{Folded, StreamKey};
use crate::error::StoreError;
use crate::execute::snapshot;
use crate::log::read::{columns, stored};

const AFTER: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM events WHERE category = ?1 AND stream_id = ?2 AND stream_version > ?3 \
     ORDER BY stream_version"
);

/// Folds a stream from the newest usable snapshot on.
pub(crate) fn load<A: Aggregate>(
    connection: &Connection,
    stream: &StreamKey,
) -> Result<Folded<A>, StoreError> {
    let mut folded =
        snapshot::load(connection, stream)?.unwrap_or(Folded { state: None, version: 0 });
    let mut statement = connection.prepare_cached(AFTER)?;
    let mut rows = statement.query((&stream.category, &stream.id, folded.version))?;
    while let Some(row) = rows.next()? {
        let stored = stored(row)?;
        apply(&mut folded.state, &stored)?;
        // Counts what is stored: an event that was retired or split since is still one.
        folded.version = stored.meta.stream_version;
    }
    Ok(folded)
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
