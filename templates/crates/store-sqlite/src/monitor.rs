//! Looking after the reactions while they run.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::dispatch::pending;
use crate::error::StoreError;
use crate::log::read::head;
use crate::processor::parking::{Retried, retry};
use crate::processor::{Kind, Processor, checkpoint};
use crate::status::{ProcessorStatus, Progress, Status};
use crate::store::Store;

/// A processor, and what its worker tells about it.
pub(crate) type Watched = (Arc<dyn Processor>, Arc<Progress>);

/// How often [`Monitor::settled`] looks.
const GLANCE: Duration = Duration::from_millis(2);

/// Tells how reactions are doing, and helps those that got stuck. Cheap to clone.
#[derive(Clone)]
pub struct Monitor {
    store: Store,
    processors: Arc<[Watched]>,
    dispatcher: Arc<Progress>,
}

impl Monitor {
    pub(crate) fn new(store: Store, processors: Vec<Arc<dyn Processor>>) -> Self {
        let processors =
            processors.into_iter().map(|processor| (processor, Arc::default())).collect();
        Self { store, processors, dispatcher: Arc::default() }
    }

    pub(crate) fn processors(&self) -> &[Watched] {
        &self.processors
    }

    pub(crate) fn dispatcher(&self) -> &Arc<Progress> {
        &self.dispatcher
    }

    /// How everything is doing.
    pub fn status(&self) -> Result<Status, StoreError> {
        const REJECTED: &str = "SELECT count(*) FROM rejected_commands";
        self.store.read(|connection| {
            let head = head(connection)?;
            let processors = self.processors.iter();
            let processors = processors
                .map(|(processor, progress)| status(connection, processor.as_ref(), progress, head))
                .collect::<Result<_, StoreError>>()?;
            Ok(Status {
                head,
                processors,
                dispatcher: self.dispatcher.get().1,
                pending_commands: pending::count(connection)?,
                rejected_commands: connection.query_row(REJECTED, [], |row| row.get(0))?,
            })
        })
    }

    /// The position up to which a processor has dealt with everything; none if there is no such
    /// processor.
    pub fn position(&self, processor: &str) -> Result<Option<u64>, StoreError> {
        let Some((processor, progress)) = self.find(processor) else { return Ok(None) };
        let name = processor.name();
        let stored = self.store.read(|connection| checkpoint::position(connection, name))?;
        Ok(Some(stored.max(progress.get().0)))
    }

    /// How many stored events every processor still has to handle, in the order of registration.
    /// Looks at all events behind the checkpoints, which may take its time.
    pub fn waiting(&self) -> Result<Vec<u64>, StoreError> {
        const WAITING: &str = "SELECT count(*) FROM events WHERE position > ?1 \
             AND event_type IN (SELECT value FROM json_each(?2))";
        let count = |connection: &Connection, processor: &dyn Processor| {
            let from = checkpoint::position(connection, processor.name())?;
            let types = serde_json::to_string(processor.stored_types())?;
            Ok(connection.query_row(WAITING, (from, types), |row| row.get(0))?)
        };
        self.store.read(|connection| {
            let processors = self.processors.iter();
            processors.map(|(processor, _)| count(connection, processor.as_ref())).collect()
        })
    }

    /// Tries the parked events of a processor again, each stream in order up to its first failure.
    /// None if there is no such processor.
    pub fn retry_dead_letters(&self, processor: &str) -> Result<Option<Retried>, StoreError> {
        self.find(processor).map(|(processor, _)| retry(&self.store, processor)).transpose()
    }

    /// Drops the rows of a read model and builds them again from the first event; false if there
    /// is no such read model.
    pub fn rebuild(&self, read_model: &str) -> Result<bool, StoreError> {
        let found = self.find(read_model).filter(|(found, _)| found.kind() == Kind::ReadModel);
        let Some((processor, progress)) = found.cloned() else { return Ok(false) };
        self.store.write(move |unit| {
            progress.arrive(0);
            checkpoint::restart(unit, processor.as_ref())?;
            unit.announce();
            Ok::<_, StoreError>(true)
        })
    }

    /// Waits until every event has been seen by every reaction and no command is pending, at most
    /// for `limit`; true if it came to that. Somebody has to be running them meanwhile.
    pub fn settled(&self, limit: Duration) -> Result<bool, StoreError> {
        let start = Instant::now();
        while !self.is_settled()? {
            if start.elapsed() >= limit {
                return Ok(false);
            }
            thread::sleep(GLANCE);
        }
        Ok(true)
    }

    fn is_settled(&self) -> Result<bool, StoreError> {
        let before = self.store.head()?;
        let all_seen = self.processors.iter().all(|(_, progress)| progress.get().0 >= before);
        let waiting = self.store.read(pending::count)?;
        // A command executed in between has moved the head.
        Ok(all_seen && waiting == 0 && self.store.head()? == before)
    }

    fn find(&self, name: &str) -> Option<&Watched> {
        self.processors.iter().find(|(processor, _)| processor.name() == name)
    }
}

fn status(
    connection: &Connection,
    processor: &dyn Processor,
    progress: &Progress,
    head: u64,
) -> Result<ProcessorStatus, StoreError> {
    const PARKED: &str = "SELECT count(*) FROM dead_letters WHERE processor = ?1";
    const TIMERS: &str = "SELECT count(*), max(error) FROM timers WHERE saga = ?1";
    let name = processor.name();
    let (seen, state) = progress.get();
    let position = seen.max(checkpoint::position(connection, name)?);
    let (timers, timer_error) =
        connection.query_row(TIMERS, [name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(ProcessorStatus {
        name,
        kind: processor.kind(),
        position,
        lag: head.saturating_sub(position),
        state,
        dead_letters: connection.query_row(PARKED, [name], |row| row.get(0))?,
        timers,
        timer_error,
    })
}
