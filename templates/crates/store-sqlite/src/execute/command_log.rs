//! The receipts of accepted commands, so that a command given twice is executed once.

use kernel::{Timestamp, Uuid};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::StoreError;
use crate::execute::{CommandMeta, Receipt};

/// The receipt of a command that was accepted before.
pub(crate) fn find(connection: &Connection, command: Uuid) -> Result<Option<Receipt>, StoreError> {
    const FIND: &str = "SELECT category, stream_id, stream_version, position, events \
         FROM command_log WHERE command_id = ?1";
    let mut statement = connection.prepare_cached(FIND)?;
    let receipt = statement.query_row([command], |row| {
        Ok(Receipt {
            category: row.get(0)?,
            stream_id: row.get(1)?,
            stream_version: row.get(2)?,
            position: row.get(3)?,
            events: row.get(4)?,
            repeated: true,
        })
    });
    Ok(receipt.optional()?)
}

/// Remembers an accepted command.
pub(crate) fn record(
    connection: &Connection,
    meta: &CommandMeta,
    receipt: &Receipt,
    now: Timestamp,
) -> Result<(), StoreError> {
    const RECORD: &str = "INSERT INTO command_log (command_id, category, stream_id, \
         stream_version, position, events, correlation_id, causation_id, recorded_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    connection.prepare_cached(RECORD)?.execute(params![
        meta.command_id,
        receipt.category,
        receipt.stream_id,
        receipt.stream_version,
        receipt.position,
        receipt.events,
        meta.correlation_id,
        meta.causation_id,
        now.as_microsecond(),
    ])?;
    Ok(())
}
