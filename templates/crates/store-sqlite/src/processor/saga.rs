//! Sagas in the store: instances, timers and issued commands change in the transaction of the
//! checkpoint, or in that of the timer that ran out.

use std::marker::PhantomData;

use kernel::{Instance, Instances, ReactError, Saga, SagaChange, StoredEvent, Timestamp, Uuid};
use rusqlite::{Connection, params};

use crate::dispatch::pending::{Issuer, issue};
use crate::error::StoreError;
use crate::processor::timers::{self, Timer};
use crate::processor::{Kind, Processor, store_failed};
use crate::unit::Unit;

/// Runs a [`Saga`].
pub(crate) struct SagaProcessor<S>(pub(crate) PhantomData<fn() -> S>);

impl<S: Saga> Processor for SagaProcessor<S> {
    fn name(&self) -> &'static str {
        S::NAME
    }

    fn kind(&self) -> Kind {
        Kind::Saga
    }

    fn fingerprint(&self) -> &'static str {
        ""
    }

    fn stored_types(&self) -> &'static [&'static str] {
        S::stored_types()
    }

    fn react(&self, stored: &StoredEvent<'_>, unit: &mut Unit<'_>) -> Result<(), ReactError> {
        let connection = unit.connection();
        let mut load = |key: &str| Ok(find::<S>(connection, key)?);
        let mut instances = Instances::new(&mut load);
        S::react(stored, &mut instances)?;
        let changes = instances.into_changes();
        let cause = Cause {
            id: stored.meta.event_id,
            correlation_id: stored.meta.correlation_id,
            at: stored.meta.recorded_at,
        };
        keep::<S>(unit, &cause, changes).map_err(store_failed)
    }

    fn time_out(&self, timer: &Timer, unit: &mut Unit<'_>) -> Result<(), ReactError> {
        let connection = unit.connection();
        let mut load = |key: &str| Ok(find::<S>(connection, key)?);
        let mut instances = Instances::new(&mut load);
        instances.time_out::<S>(&timer.name, timer.key.clone())?;
        let changes = instances.into_changes();
        let cause = Cause { id: timer.id, correlation_id: timer.correlation_id, at: timer.due_at };
        keep::<S>(unit, &cause, changes).map_err(store_failed)
    }
}

/// The event or the timer that changes instances.
struct Cause {
    id: Uuid,
    correlation_id: Uuid,
    at: Timestamp,
}

fn find<S: Saga>(
    connection: &Connection,
    key: &str,
) -> Result<Option<Instance<S::State>>, StoreError> {
    const FIND: &str =
        "SELECT state, undos, ended FROM saga_instances WHERE saga = ?1 AND key = ?2";
    let mut statement = connection.prepare_cached(FIND)?;
    let mut rows = statement.query([S::NAME, key])?;
    let Some(row) = rows.next()? else { return Ok(None) };
    Ok(Some(Instance {
        state: serde_json::from_str(row.get_ref(0)?.as_str()?)?,
        undos: serde_json::from_str(row.get_ref(1)?.as_str()?)?,
        ended: row.get(2)?,
    }))
}

/// Stores what became of the instances. The ordinals of the commands run through all of them, so
/// the ids of commands that one event leads to differ.
fn keep<S: Saga>(
    unit: &mut Unit<'_>,
    cause: &Cause,
    changes: Vec<SagaChange<S::State>>,
) -> Result<(), StoreError> {
    let mut ordinal = 0;
    for SagaChange { key, instance, started, commands } in changes {
        save::<S>(unit, &key, &instance)?;
        if instance.ended {
            timers::cancel(unit, S::NAME, &key)?;
        } else if started {
            start_timers::<S>(unit, cause, &key)?;
        }
        let issuer = Issuer {
            name: S::NAME,
            lane: &key,
            cause: cause.id,
            correlation_id: cause.correlation_id,
        };
        let next = ordinal + commands.len() as u64;
        issue(unit, &issuer, (ordinal..).zip(commands))?;
        ordinal = next;
    }
    Ok(())
}

fn start_timers<S: Saga>(unit: &Unit<'_>, cause: &Cause, key: &str) -> Result<(), StoreError> {
    for timeout in S::TIMEOUTS {
        let name = format!("{}/{key}/{}", S::NAME, timeout.name);
        let timer = Timer {
            id: Uuid::new_v5(&cause.id, name.as_bytes()),
            key: key.to_owned(),
            name: timeout.name.to_owned(),
            due_at: cause.at.saturating_add(timeout.after).unwrap_or(Timestamp::MAX),
            correlation_id: cause.correlation_id,
        };
        timers::start(unit, S::NAME, &timer)?;
    }
    Ok(())
}

fn save<S: Saga>(
    unit: &Unit<'_>,
    key: &str,
    instance: &Instance<S::State>,
) -> Result<(), StoreError> {
    const SAVE: &str = "INSERT INTO saga_instances (saga, key, state, undos, ended) \
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET \
         state = excluded.state, undos = excluded.undos, ended = excluded.ended";
    let state = serde_json::to_string(&instance.state)?;
    let undos = serde_json::to_string(&instance.undos)?;
    unit.change(SAVE, params![S::NAME, key, state, undos, instance.ended])?;
    Ok(())
}
