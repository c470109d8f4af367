//! Administration: looking into the file, and helping what got stuck.

use std::io::Write;

use store_sqlite::{Monitor, ProcessorStatus, Store};

use crate::{arguments::Admin, error::ServiceError, table::Table};

/// Does what was asked for and says what came of it.
pub(crate) fn run(
    what: Admin,
    store: &Store,
    monitor: &Monitor,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    match what {
        Admin::Counts => counts(store, out),
        Admin::Status => status(monitor, out),
        Admin::Rebuild { read_model } => {
            known(monitor.rebuild(&read_model)?, || {
                format!("there is no read model `{read_model}`")
            })?;
            say(out, "its rows are built again as soon as the service runs")
        }
        Admin::DeadLetters { processor } => dead_letters(store, processor.as_deref(), out),
        Admin::RetryDeadLetters { processor } => match monitor.retry_dead_letters(&processor)? {
            Some(tried) => say(out, &format!("{} handled, {} left", tried.handled, tried.left)),
            None => known(false, || format!("there is no `{processor}`")),
        },
        Admin::DropDeadLetter { processor, position } => {
            known(store.drop_dead_letter(&processor, position)?, || {
                format!("no event at position {position} is parked for `{processor}`")
            })?;
            say(out, "dropped")
        }
        Admin::Rejected => rejected(store, out),
        Admin::RetryRejected { id } => {
            known(store.retry_rejected(id)?, || format!("no command {id} was refused"))?;
            say(out, "it is given again as soon as the service runs")
        }
        Admin::DropRejected { id } => {
            known(store.drop_rejected(id)?, || format!("no command {id} was refused"))?;
            say(out, "dropped")
        }
    }
}

/// Stored events by type and version.
pub(crate) fn counts(store: &Store, out: &mut dyn Write) -> Result<(), ServiceError> {
    writeln!(out, "type,version,count")?;
    for counted in store.counts()? {
        writeln!(out, "{},{},{}", counted.stored_type, counted.version, counted.count)?;
    }
    Ok(())
}

/// Tells what the file holds. What a running service is doing right now, it says itself: see its
/// `/health/ready`.
fn status(monitor: &Monitor, out: &mut dyn Write) -> Result<(), ServiceError> {
    let status = monitor.status()?;
    let heading = ["name", "kind", "position", "waiting", "parked", "timers", "state"];
    let mut table = Table::new(heading);
    for (processor, waiting) in status.processors.iter().zip(monitor.waiting()?) {
        table.row([
            processor.name.to_owned(),
            processor.kind.to_string(),
            processor.position.to_string(),
            waiting.to_string(),
            processor.dead_letters.to_string(),
            processor.timers.to_string(),
            state(processor, waiting),
        ]);
    }
    table.write(out)?;
    writeln!(out)?;
    writeln!(
        out,
        "newest event at position {}, {} commands pending, {} refused",
        status.head, status.pending_commands, status.rejected_commands
    )?;
    Ok(())
}

/// The most urgent thing to know about a processor.
fn state(processor: &ProcessorStatus, waiting: u64) -> String {
    match &processor.timer_error {
        Some(error) => format!("a timer fails: {error}"),
        None if processor.dead_letters > 0 => "events are parked".to_owned(),
        None if waiting > 0 => "behind".to_owned(),
        None => "up to date".to_owned(),
    }
}

fn dead_letters(
    store: &Store,
    processor: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    let mut table = Table::new(["processor", "position", "event", "version", "stream", "error"]);
    for letter in store.dead_letters(processor)? {
        table.row([
            letter.processor,
            letter.position.to_string(),
            letter.stored_type,
            letter.version.to_string(),
            format!("{}/{}", letter.category, letter.stream_id),
            letter.error,
        ]);
    }
    show(&table, "no event is parked", out)
}

fn rejected(store: &Store, out: &mut dyn Write) -> Result<(), ServiceError> {
    let mut table = Table::new(["id", "issued by", "command", "target", "code", "reason"]);
    for command in store.rejected_commands()? {
        table.row([
            command.command_id.to_string(),
            command.issued_by,
            command.command_type,
            command.target.unwrap_or_default(),
            command.code,
            command.reason,
        ]);
    }
    show(&table, "no command was refused", out)
}

fn show<const N: usize>(
    table: &Table<N>,
    otherwise: &str,
    out: &mut dyn Write,
) -> Result<(), ServiceError> {
    if table.is_empty() {
        return say(out, otherwise);
    }
    Ok(table.write(out)?)
}

fn say(out: &mut dyn Write, what: &str) -> Result<(), ServiceError> {
    Ok(writeln!(out, "{what}")?)
}

fn known(is_known: bool, otherwise: impl FnOnce() -> String) -> Result<(), ServiceError> {
    if is_known { Ok(()) } else { Err(ServiceError::Unknown(otherwise())) }
}
