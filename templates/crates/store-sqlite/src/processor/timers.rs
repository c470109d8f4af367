//! Timers of sagas: rows with a due time that survive a restart.

use std::sync::Arc;
use std::time::Duration;

use kernel::{Timestamp, Uuid};
use rusqlite::{Row, params};

use crate::error::StoreError;
use crate::processor::{Failure, Processor};
use crate::store::Store;
use crate::unit::Unit;

/// A timeout of one instance that has not run out yet.
#[derive(Debug, Clone)]
pub(crate) struct Timer {
    pub(crate) id: Uuid,
    pub(crate) key: String,
    pub(crate) name: String,
    pub(crate) due_at: Timestamp,
    pub(crate) correlation_id: Uuid,
}

impl Timer {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            key: row.get(1)?,
            name: row.get(2)?,
            due_at: Timestamp::from_microsecond(row.get(3)?).unwrap_or(Timestamp::MAX),
            correlation_id: row.get(4)?,
        })
    }
}

/// A timer that could not run out is tried again after this time at the earliest.
const SHORTEST_DELAY: Duration = Duration::from_secs(1);

/// Starts a timer.
pub(crate) fn start(unit: &Unit<'_>, saga: &str, timer: &Timer) -> Result<(), StoreError> {
    const START: &str = "INSERT INTO timers (timer_id, saga, key, name, due_at, correlation_id) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
    let due_at = timer.due_at.as_microsecond();
    let row = params![timer.id, saga, timer.key, timer.name, due_at, timer.correlation_id];
    unit.change(START, row)?;
    Ok(())
}

/// Stops the timers of an instance.
pub(crate) fn cancel(unit: &Unit<'_>, saga: &str, key: &str) -> Result<(), StoreError> {
    const CANCEL: &str = "DELETE FROM timers WHERE saga = ?1 AND key = ?2";
    unit.change(CANCEL, [saga, key])?;
    Ok(())
}

/// Lets the timers of a saga run out that are due, the earliest first. Gives their number.
pub(crate) fn fire(store: &Store, processor: &Arc<dyn Processor>) -> Result<usize, StoreError> {
    const DUE: &str = "SELECT timer_id, key, name, due_at, correlation_id FROM timers \
         WHERE saga = ?1 AND due_at <= ?2 ORDER BY due_at, timer_id LIMIT ?3";
    let now = store.options().clock.now().as_microsecond();
    let due: Vec<Timer> = store.read(|connection| {
        let mut statement = connection.prepare_cached(DUE)?;
        let limit = store.options().batch.max(1);
        let rows = statement.query_map(params![processor.name(), now, limit], Timer::read)?;
        Ok::<_, StoreError>(rows.collect::<Result<_, _>>()?)
    })?;
    let count = due.len();
    for timer in due {
        fire_one(store, processor, timer)?;
    }
    Ok(count)
}

/// Lets one timer run out in a transaction that also deletes it. A timer that fails is put off.
fn fire_one(store: &Store, processor: &Arc<dyn Processor>, timer: Timer) -> Result<(), StoreError> {
    const TAKE: &str = "DELETE FROM timers WHERE timer_id = ?1";
    const PUT_OFF: &str = "UPDATE timers SET due_at = ?2, error = ?3 WHERE timer_id = ?1";
    let (id, saga) = (timer.id, Arc::clone(processor));
    let outcome = store.write(move |unit| {
        if unit.change(TAKE, [timer.id])? == 0 {
            return Ok(()); // Cancelled meanwhile.
        }
        saga.time_out(&timer, unit).map_err(Failure::from)
    });
    let error = match outcome {
        Ok(()) => return Ok(()),
        Err(Failure::Storage(error)) => return Err(error),
        Err(Failure::Event(error) | Failure::Unreadable(error) | Failure::Future(error)) => error,
    };
    let delay = store.options().backoff.longest.max(SHORTEST_DELAY);
    store.write(move |unit| {
        let later = unit.now().saturating_add(delay).unwrap_or(Timestamp::MAX);
        unit.change(PUT_OFF, params![id, later.as_microsecond(), error])?;
        Ok(())
    })
}
