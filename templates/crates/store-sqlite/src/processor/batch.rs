//! One step of a processor: some events, their effects and the checkpoint, in one transaction.

use kernel::StoredEvent;
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::job::contain;
use crate::log::read::{columns, head, stored};
use crate::processor::parking::{Parked, park};
use crate::processor::{Failure, Processor, checkpoint};
use crate::unit::Unit;

/// Why a batch was undone.
#[derive(Debug, Clone)]
pub(crate) enum BatchError {
    /// The event at this position could not be handled.
    Event(u64, Failure),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for BatchError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<rusqlite::Error> for BatchError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// What lies ahead of a processor.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ahead {
    /// The position of the newest event.
    pub(crate) head: u64,
    /// The position of the first event that the processor has to handle.
    pub(crate) next: Option<u64>,
}

/// Looks for the next event of one of these types (a JSON list) after a position.
pub(crate) fn look_ahead(
    connection: &Connection,
    after: u64,
    types: &str,
) -> Result<Ahead, StoreError> {
    const NEXT: &str = "SELECT position FROM events WHERE position > ?1 \
         AND event_type IN (SELECT value FROM json_each(?2)) ORDER BY position LIMIT 1";
    // The head first: what is appended in between lies behind it and is looked at next time.
    let head = head(connection)?;
    let mut statement = connection.prepare_cached(NEXT)?;
    let next = statement.query_row((after, types), |row| row.get(0)).optional()?;
    Ok(Ahead { head, next })
}

/// Handles at most `limit` events up to position `upto`, and gives the new checkpoint.
///
/// The first event that fails ends the batch with an error, and the batch is undone as a whole.
pub(crate) fn run(
    processor: &dyn Processor,
    types: &str,
    unit: &mut Unit<'_>,
    upto: u64,
    limit: usize,
) -> Result<u64, BatchError> {
    const EVENTS: &str = concat!(
        "SELECT ",
        columns!(),
        " FROM events WHERE position > ?1 AND position <= ?2 \
         AND event_type IN (SELECT value FROM json_each(?3)) ORDER BY position LIMIT ?4"
    );
    let start = checkpoint::position(unit.connection(), processor.name())?;
    let parked = Parked::load(unit, processor.name())?;
    let mut statement = unit.statement(EVENTS)?;
    // SQLite counts to 2^63 - 1.
    let upto = upto.min(i64::MAX.unsigned_abs());
    let mut rows = statement.query((start, upto, types, limit))?;
    let mut done = start;
    while let Some(row) = rows.next()? {
        let event = stored(row)?;
        let position = event.meta.position.stored;
        if parked.holds(&event) {
            park(unit, processor.name(), position, "waits for an earlier event of its stream")?;
        } else {
            handle(processor, &event, unit)
                .map_err(|failure| BatchError::Event(position, failure))?;
        }
        done = position;
    }
    if done > start {
        checkpoint::advance(unit, processor.name(), done)?;
    }
    Ok(done)
}

/// Lets a processor react, and survives it if that panics.
pub(crate) fn handle(
    processor: &dyn Processor,
    event: &StoredEvent<'_>,
    unit: &mut Unit<'_>,
) -> Result<(), Failure> {
    contain(|| processor.react(event, unit).map_err(Failure::from))
}
