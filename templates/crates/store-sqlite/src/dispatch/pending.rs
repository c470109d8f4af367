//! The commands that wait to be executed.

use kernel::{IssuedCommand, Uuid};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::StoreError;
use crate::execute::CommandMeta;
use crate::unit::Unit;

/// Who issues commands, and why.
pub(crate) struct Issuer<'a> {
    /// The policy or saga.
    pub(crate) name: &'a str,
    /// Commands of one lane are executed in order.
    pub(crate) lane: &'a str,
    /// The event or the timer.
    pub(crate) cause: Uuid,
    pub(crate) correlation_id: Uuid,
}

/// A command that waits.
#[derive(Debug, Clone)]
pub(crate) struct PendingCommand {
    pub(crate) seq: i64,
    pub(crate) command_id: Uuid,
    pub(crate) issued_by: String,
    pub(crate) lane: String,
    pub(crate) command_type: String,
    pub(crate) target: Option<String>,
    pub(crate) payload: String,
    pub(crate) correlation_id: Uuid,
    pub(crate) causation_id: Uuid,
}

impl PendingCommand {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            seq: row.get(0)?,
            command_id: row.get(1)?,
            issued_by: row.get(2)?,
            lane: row.get(3)?,
            command_type: row.get(4)?,
            target: row.get(5)?,
            payload: row.get(6)?,
            correlation_id: row.get(7)?,
            causation_id: row.get(8)?,
        })
    }

    /// Commands of one lane are executed in order.
    pub(crate) fn lane(&self) -> (&str, &str) {
        (&self.issued_by, &self.lane)
    }

    /// What is known about the command besides its fields. It acts in the name of its issuer.
    pub(crate) fn meta(&self) -> CommandMeta {
        CommandMeta {
            command_id: self.command_id,
            correlation_id: self.correlation_id,
            causation_id: Some(self.causation_id),
            actor: Some(self.issued_by.clone()),
            expected: None,
        }
    }
}

/// Queues commands with their ordinals.
///
/// The id of a command follows from issuer, cause and ordinal, so the same reaction to the same
/// event gives the same command, and the command log tells that it was executed before.
pub(crate) fn issue(
    unit: &mut Unit<'_>,
    issuer: &Issuer<'_>,
    commands: impl IntoIterator<Item = (u64, IssuedCommand)>,
) -> Result<(), StoreError> {
    const ISSUE: &str = "INSERT INTO pending_commands (command_id, issued_by, lane, command_type, \
         target, payload, correlation_id, causation_id, issued_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING";
    let now = unit.now().as_microsecond();
    for (ordinal, IssuedCommand { command_type, target, payload }) in commands {
        let name = format!("{}/{ordinal}", issuer.name);
        unit.change(
            ISSUE,
            params![
                Uuid::new_v5(&issuer.cause, name.as_bytes()),
                issuer.name,
                issuer.lane,
                command_type,
                target,
                payload,
                issuer.correlation_id,
                issuer.cause,
                now,
            ],
        )?;
        unit.announce();
    }
    Ok(())
}

/// The commands whose lanes are not `held`, at most `limit`, oldest first.
pub(crate) fn waiting(
    connection: &Connection,
    limit: usize,
    held: impl Fn(&PendingCommand) -> bool,
) -> Result<Vec<PendingCommand>, StoreError> {
    const WAITING: &str = "SELECT seq, command_id, issued_by, lane, command_type, target, \
         payload, correlation_id, causation_id FROM pending_commands ORDER BY seq";
    let mut statement = connection.prepare_cached(WAITING)?;
    let mut rows = statement.query([])?;
    let mut commands = Vec::new();
    while let Some(row) = rows.next()? {
        let command = PendingCommand::read(row)?;
        if !held(&command) {
            commands.push(command);
        }
        if commands.len() == limit {
            break;
        }
    }
    Ok(commands)
}

/// Whether a command waits, and is the first of its lane. It may have been executed meanwhile, or
/// the one before it may have failed.
pub(crate) fn is_next(unit: &Unit<'_>, command: &PendingCommand) -> Result<bool, StoreError> {
    const NEXT: &str = "SELECT 1 FROM pending_commands AS command WHERE seq = ?1 AND NOT EXISTS \
         (SELECT 1 FROM pending_commands AS earlier WHERE earlier.issued_by = command.issued_by \
         AND earlier.lane = command.lane AND earlier.seq < command.seq)";
    Ok(unit.statement(NEXT)?.exists([command.seq])?)
}

/// Notes why a command could not be executed, and gives the number of attempts so far.
pub(crate) fn note(
    unit: &Unit<'_>,
    command: &PendingCommand,
    error: &str,
) -> Result<u32, StoreError> {
    const NOTE: &str = "UPDATE pending_commands SET attempts = attempts + 1, error = ?2 \
         WHERE seq = ?1 RETURNING attempts";
    let row = params![command.seq, error];
    let attempts = unit.statement(NOTE)?.query_row(row, |row| row.get(0)).optional()?;
    Ok(attempts.unwrap_or(0))
}

/// Takes a command out of the queue.
pub(crate) fn remove(unit: &Unit<'_>, command: &PendingCommand) -> Result<(), StoreError> {
    const REMOVE: &str = "DELETE FROM pending_commands WHERE seq = ?1";
    unit.change(REMOVE, [command.seq])?;
    Ok(())
}

/// How many commands wait.
pub(crate) fn count(connection: &Connection) -> Result<u64, StoreError> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM pending_commands")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
