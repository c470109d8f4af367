//! The commands that wait to be executed.

use kernel::{IssuedCommand, Uuid};
use rusqlite::{Connection, Row, params};

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
            command_type: row.get(3)?,
            target: row.get(4)?,
            payload: row.get(5)?,
            correlation_id: row.get(6)?,
            causation_id: row.get(7)?,
        })
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

/// The oldest command of every lane, at most `limit`, oldest first.
pub(crate) fn heads(
    connection: &Connection,
    limit: usize,
) -> Result<Vec<PendingCommand>, StoreError> {
    const HEADS: &str = "SELECT seq, command_id, issued_by, command_type, target, payload, \
         correlation_id, causation_id FROM pending_commands AS command WHERE NOT EXISTS \
         (SELECT 1 FROM pending_commands AS earlier WHERE earlier.issued_by = command.issued_by \
         AND earlier.lane = command.lane AND earlier.seq < command.seq) ORDER BY seq LIMIT ?1";
    let mut statement = connection.prepare_cached(HEADS)?;
    let rows = statement.query_map([limit], PendingCommand::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether nobody has executed or refused a command meanwhile.
pub(crate) fn waits(unit: &Unit<'_>, command: &PendingCommand) -> Result<bool, StoreError> {
    const WAITS: &str = "SELECT 1 FROM pending_commands WHERE seq = ?1";
    Ok(unit.statement(WAITS)?.exists([command.seq])?)
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
