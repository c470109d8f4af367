//! How far a processor has come.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::log::read::head;
use crate::processor::{Kind, Processor, read_model};
use crate::unit::Unit;

/// The position of the last event that a processor has dealt with.
pub(crate) fn position(connection: &Connection, processor: &str) -> Result<u64, StoreError> {
    const POSITION: &str = "SELECT position FROM checkpoints WHERE processor = ?1";
    let mut statement = connection.prepare_cached(POSITION)?;
    Ok(statement.query_row([processor], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Moves a checkpoint, in the transaction of what was done up to there.
pub(crate) fn advance(unit: &Unit<'_>, processor: &str, to: u64) -> Result<(), StoreError> {
    const ADVANCE: &str = "UPDATE checkpoints SET position = ?2 WHERE processor = ?1";
    unit.change(ADVANCE, params![processor, to])?;
    Ok(())
}

/// Makes the checkpoint of a processor that the file does not know, and starts a read model anew
/// that another build has written.
///
/// A new read model begins with the first event. A new policy or saga begins with the next one:
/// acting on the whole past, because somebody added a rule today, is hardly ever wanted.
pub(crate) fn prepare(unit: &Unit<'_>, processor: &dyn Processor) -> Result<(), StoreError> {
    const FIND: &str = "SELECT fingerprint FROM checkpoints WHERE processor = ?1";
    const INSERT: &str = "INSERT INTO checkpoints (processor, kind, position, fingerprint) \
         VALUES (?1, ?2, ?3, ?4)";
    let (name, fingerprint) = (processor.name(), processor.fingerprint());
    let known: Option<String> =
        unit.statement(FIND)?.query_row([name], |row| row.get(0)).optional()?;
    match known {
        Some(known) if known == fingerprint => Ok(()),
        Some(_) => restart(unit, processor),
        None => {
            let start = match processor.kind() {
                Kind::ReadModel => 0,
                Kind::Policy | Kind::Saga => head(unit.connection())?,
            };
            let row = params![name, processor.kind().to_string(), start, fingerprint];
            unit.change(INSERT, row)?;
            Ok(())
        }
    }
}

/// Drops everything that a read model holds, so that it is built again from the first event.
pub(crate) fn restart(unit: &Unit<'_>, processor: &dyn Processor) -> Result<(), StoreError> {
    const RESTART: &str =
        "UPDATE checkpoints SET position = 0, fingerprint = ?2 WHERE processor = ?1";
    let name = processor.name();
    read_model::clear(unit, name)?;
    unit.change("DELETE FROM dead_letters WHERE processor = ?1", [name])?;
    unit.change(RESTART, [name, processor.fingerprint()])?;
    Ok(())
}
