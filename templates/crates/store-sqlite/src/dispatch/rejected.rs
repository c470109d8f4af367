//! Issued commands that were refused: kept with the reason until somebody looks at them.

use kernel::{Timestamp, Uuid};
use rusqlite::params;

use crate::dispatch::pending::{PendingCommand, remove};
use crate::error::StoreError;
use crate::store::Store;
use crate::unit::Unit;

/// The columns that both tables of commands have.
macro_rules! command_columns {
    () => {
        "command_id, issued_by, lane, command_type, target, payload, correlation_id, \
         causation_id, issued_at"
    };
}

/// An issued command that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedCommand {
    /// The identity of the command.
    pub command_id: Uuid,
    /// The policy or saga that issued it.
    pub issued_by: String,
    /// Context and command.
    pub command_type: String,
    /// The instance that should have handled it, unless it was to make one.
    pub target: Option<String>,
    /// The fields of the command as JSON.
    pub payload: String,
    /// What the command belongs to.
    pub correlation_id: Uuid,
    /// The event or timer that led to it.
    pub causation_id: Uuid,
    /// The name of the reason, for machines.
    pub code: String,
    /// The reason, for people.
    pub reason: String,
    /// Since when it lies here.
    pub rejected_at: Timestamp,
}

impl Store {
    /// The issued commands that were refused, oldest first.
    pub fn rejected_commands(&self) -> Result<Vec<RejectedCommand>, StoreError> {
        const LIST: &str = "SELECT command_id, issued_by, command_type, target, payload, \
             correlation_id, causation_id, code, reason, rejected_at \
             FROM rejected_commands ORDER BY seq";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(LIST)?;
            let rows = statement.query_map([], |row| {
                Ok(RejectedCommand {
                    command_id: row.get(0)?,
                    issued_by: row.get(1)?,
                    command_type: row.get(2)?,
                    target: row.get(3)?,
                    payload: row.get(4)?,
                    correlation_id: row.get(5)?,
                    causation_id: row.get(6)?,
                    code: row.get(7)?,
                    reason: row.get(8)?,
                    rejected_at: Timestamp::from_microsecond(row.get(9)?).unwrap_or_default(),
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// Queues a refused command again; true if there was such a command.
    pub fn retry_rejected(&self, command_id: Uuid) -> Result<bool, StoreError> {
        const AGAIN: &str = concat!(
            "INSERT INTO pending_commands (",
            command_columns!(),
            ") SELECT ",
            command_columns!(),
            " FROM rejected_commands WHERE command_id = ?1"
        );
        self.write(move |unit| {
            unit.change(AGAIN, [command_id])?;
            unit.announce();
            forget(unit, command_id)
        })
    }

    /// Gives a refused command up for good; true if there was such a command.
    pub fn drop_rejected(&self, command_id: Uuid) -> Result<bool, StoreError> {
        self.write(move |unit| forget(unit, command_id))
    }
}

/// Moves a command from those that wait to those that were refused.
pub(crate) fn reject(
    unit: &Unit<'_>,
    command: &PendingCommand,
    code: &str,
    reason: &str,
) -> Result<(), StoreError> {
    const REJECT: &str = concat!(
        "INSERT INTO rejected_commands (",
        command_columns!(),
        ", code, reason, rejected_at) SELECT ",
        command_columns!(),
        ", ?2, ?3, ?4 FROM pending_commands WHERE seq = ?1"
    );
    let now = unit.now().as_microsecond();
    unit.change(REJECT, params![command.seq, code, reason, now])?;
    remove(unit, command)
}

fn forget(unit: &Unit<'_>, command_id: Uuid) -> Result<bool, StoreError> {
    const FORGET: &str = "DELETE FROM rejected_commands WHERE command_id = ?1";
    Ok(unit.change(FORGET, [command_id])? > 0)
}
