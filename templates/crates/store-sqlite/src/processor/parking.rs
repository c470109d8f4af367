//! Dead letters: events that a processor could not handle, and the later events of their streams,
//! which must not overtake them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::{StoredEvent, Timestamp};
use rusqlite::params;

use crate::error::StoreError;
use crate::log::RecordedEvent;
use crate::log::read::{columns, stored};
use crate::processor::batch::handle;
use crate::processor::{Failure, Processor};
use crate::store::Store;
use crate::unit::Unit;

/// An event that is parked for one processor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// The processor that could not handle it.
    pub processor: String,
    /// The place in the log.
    pub position: u64,
    /// The kind of stream.
    pub category: String,
    /// The instance within the category.
    pub stream_id: String,
    /// The number of the event in its stream.
    pub stream_version: u64,
    /// The stored type.
    pub stored_type: String,
    /// The version of the payload.
    pub version: u32,
    /// The payload as it is stored.
    pub payload: String,
    /// Why it is parked.
    pub error: String,
    /// Since when.
    pub parked_at: Timestamp,
}

impl DeadLetter {
    fn stream(&self) -> (String, String) {
        (self.category.clone(), self.stream_id.clone())
    }
}

/// What came of trying parked events again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retried {
    /// Events handled now.
    pub handled: u64,
    /// Events still parked.
    pub left: u64,
}

impl Store {
    /// The parked events of a processor, or of all, in the order of the log.
    pub fn dead_letters(&self, processor: Option<&str>) -> Result<Vec<DeadLetter>, StoreError> {
        const LIST: &str = "SELECT processor, position, category, stream_id, stream_version, \
             event_type, event_version, payload, error, parked_at FROM dead_letters \
             WHERE ?1 IS NULL OR processor = ?1 ORDER BY processor, position";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(LIST)?;
            let rows = statement.query_map([processor], |row| {
                Ok(DeadLetter {
                    processor: row.get(0)?,
                    position: row.get(1)?,
                    category: row.get(2)?,
                    stream_id: row.get(3)?,
                    stream_version: row.get(4)?,
                    stored_type: row.get(5)?,
                    version: row.get(6)?,
                    payload: row.get(7)?,
                    error: row.get(8)?,
                    parked_at: Timestamp::from_microsecond(row.get(9)?).unwrap_or_default(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Gives a parked event up for good; true if it was parked. Later events of its stream stay
    /// parked until they are tried again.
    pub fn drop_dead_letter(&self, processor: &str, position: u64) -> Result<bool, StoreError> {
        let processor = processor.to_owned();
        self.write(move |unit| remove(unit, &processor, position))
    }
}

/// The streams that are parked for one processor.
pub(crate) struct Parked(BTreeMap<String, BTreeSet<String>>);

impl Parked {
    pub(crate) fn load(unit: &Unit<'_>, processor: &str) -> Result<Self, StoreError> {
        const STREAMS: &str =
            "SELECT DISTINCT category, stream_id FROM dead_letters WHERE processor = ?1";
        let mut statement = unit.statement(STREAMS)?;
        let mut rows = statement.query([processor])?;
        let mut streams = BTreeMap::<String, BTreeSet<String>>::new();
        while let Some(row) = rows.next()? {
            streams.entry(row.get(0)?).or_default().insert(row.get(1)?);
        }
        Ok(Self(streams))
    }

    pub(crate) fn holds(&self, event: &StoredEvent<'_>) -> bool {
        self.0.get(event.meta.category).is_some_and(|ids| ids.contains(event.meta.stream_id))
    }
}

/// Parks an event.
pub(crate) fn park(
    unit: &Unit<'_>,
    processor: &str,
    position: u64,
    error: &str,
) -> Result<(), StoreError> {
    const PARK: &str = "INSERT INTO dead_letters (processor, position, category, stream_id, \
         stream_version, event_type, event_version, payload, error, parked_at) \
         SELECT ?1, position, category, stream_id, stream_version, event_type, event_version, \
         payload, ?3, ?4 FROM events WHERE position = ?2";
    let now = unit.now().as_microsecond();
    unit.change(PARK, params![processor, position, error, now])?;
    Ok(())
}

/// Tries the parked events of a processor again, each stream in order up to its first failure.
pub(crate) fn retry(store: &Store, processor: &Arc<dyn Processor>) -> Result<Retried, StoreError> {
    let mut handled = 0;
    let mut blocked = BTreeSet::new();
    loop {
        let mut letters = store.dead_letters(Some(processor.name()))?;
        let left = letters.len() as u64;
        letters.retain(|letter| !blocked.contains(&letter.stream()));
        if letters.is_empty() {
            return Ok(Retried { handled, left });
        }
        for letter in letters {
            if blocked.contains(&letter.stream()) {
                continue;
            }
            if retry_one(store, processor, letter.position)? {
                handled += 1;
            } else {
                blocked.insert(letter.stream());
            }
        }
    }
}

/// Handles one parked event and removes it, or notes why it still cannot be handled.
fn retry_one(
    store: &Store,
    processor: &Arc<dyn Processor>,
    position: u64,
) -> Result<bool, StoreError> {
    const NOTE: &str = "UPDATE dead_letters SET error = ?3 WHERE processor = ?1 AND position = ?2";
    let worker = Arc::clone(processor);
    let outcome = store.write(move |unit| {
        if !remove(unit, worker.name(), position)? {
            return Ok(());
        }
        match event_at(unit, position)? {
            Some(event) => handle(worker.as_ref(), &event.stored(), unit),
            None => Ok(()),
        }
    });
    match outcome {
        Ok(()) => Ok(true),
        Err(Failure::Storage(error)) => Err(error),
        Err(Failure::Event(message) | Failure::Unreadable(message) | Failure::Future(message)) => {
            let name = processor.name();
            store.write(move |unit| {
                unit.change(NOTE, params![name, position, message])?;
                Ok::<_, StoreError>(false)
            })
        }
    }
}

fn remove(unit: &Unit<'_>, processor: &str, position: u64) -> Result<bool, StoreError> {
    const REMOVE: &str = "DELETE FROM dead_letters WHERE processor = ?1 AND position = ?2";
    Ok(unit.change(REMOVE, params![processor, position])? > 0)
}

fn event_at(unit: &Unit<'_>, position: u64) -> Result<Option<RecordedEvent>, StoreError> {
    const EVENT: &str = concat!("SELECT ", columns!(), " FROM events WHERE position = ?1");
    let mut statement = unit.statement(EVENT)?;
    let mut rows = statement.query([position])?;
    match rows.next()? {
        Some(row) => Ok(Some(stored(row)?.into())),
        None => Ok(None),
    }
}
