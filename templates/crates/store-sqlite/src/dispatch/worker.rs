//! Drives the dispatcher: executes what waits, in order within a lane, together across lanes.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::dispatch::handler::{Handler, NotDone};
use crate::dispatch::pending::{PendingCommand, heads, remove, waits};
use crate::dispatch::rejected::reject;
use crate::error::StoreError;
use crate::processor::Failure;
use crate::status::{ProcessorState, Progress};
use crate::store::Store;
use crate::unit::Unit;
use crate::worker::{Pace, Worker};

/// The handlers of all commands by name.
pub(crate) type Handlers = BTreeMap<&'static str, Arc<dyn Handler>>;

/// Executes pending commands.
pub(crate) struct DispatchWorker {
    store: Store,
    handlers: Arc<Handlers>,
    progress: Arc<Progress>,
    /// Commands that failed, by their place in the queue.
    resting: BTreeMap<i64, Rest>,
    outages: u32,
}

/// How often a command has failed, and when it is tried again.
#[derive(Debug, Clone, Copy)]
struct Rest {
    attempts: u32,
    until: Instant,
}

type Outcome = Result<(), StoreError>;

impl Worker for DispatchWorker {
    fn step(&mut self) -> Pace {
        self.advance().unwrap_or_else(|error| {
            self.outages += 1;
            let (attempts, error) = (self.outages, error.to_string());
            self.progress.set(ProcessorState::Retrying { attempts, error });
            Pace::Pause(self.store.options().backoff.pause(attempts))
        })
    }
}

impl DispatchWorker {
    pub(crate) fn new(store: Store, handlers: Handlers, progress: Arc<Progress>) -> Self {
        let handlers = Arc::new(handlers);
        Self { store, handlers, progress, resting: BTreeMap::new(), outages: 0 }
    }

    fn advance(&mut self) -> Result<Pace, StoreError> {
        let limit = self.store.options().batch.max(1) + self.resting.len();
        let waiting = self.store.read(|connection| heads(connection, limit))?;
        self.resting.retain(|seq, _| waiting.iter().any(|command| command.seq == *seq));
        let now = Instant::now();
        let (resting, ready): (Vec<_>, Vec<_>) = waiting
            .into_iter()
            .partition(|command| self.resting.get(&command.seq).is_some_and(|r| r.until > now));
        if ready.is_empty() {
            if resting.is_empty() {
                self.progress.set(ProcessorState::Running);
            }
            return Ok(self.pause(now));
        }
        for (command, outcome) in self.execute(ready) {
            match outcome {
                Ok(()) => drop(self.resting.remove(&command.seq)),
                Err(error) => self.put_off(command, error)?,
            }
        }
        self.outages = 0;
        Ok(Pace::Again)
    }

    fn pause(&self, now: Instant) -> Pace {
        let next = self.resting.values().map(|rest| rest.until).min();
        next.map_or(Pace::Idle, |next| Pace::Pause(next.saturating_duration_since(now)))
    }

    /// Hands all commands to the writer at once, so that they share a commit if nothing else.
    fn execute(&self, commands: Vec<PendingCommand>) -> Receiver<(PendingCommand, Outcome)> {
        let (done, outcomes) = channel();
        for command in commands {
            let (done, handlers) = (done.clone(), Arc::clone(&self.handlers));
            let job = command.clone();
            self.store.submit(
                move |unit| execute(&handlers, &job, unit),
                move |outcome| drop(done.send((command, outcome))),
            );
        }
        outcomes
    }

    /// A command could not be executed, though the domain did not refuse it.
    fn put_off(&mut self, command: PendingCommand, error: StoreError) -> Result<(), StoreError> {
        let backoff = self.store.options().backoff;
        let attempts = self.resting.get(&command.seq).map_or(0, |rest| rest.attempts) + 1;
        let (give_up, error) = match Failure::from(error) {
            Failure::Storage(error) => return Err(error),
            Failure::Future(error) => (false, error),
            Failure::Event(error) => (attempts >= backoff.attempts, error),
        };
        self.progress.set(ProcessorState::Retrying { attempts, error: error.clone() });
        if give_up {
            self.resting.remove(&command.seq);
            return self.store.write(move |unit| reject(unit, &command, "Failed", &error));
        }
        let until = Instant::now() + backoff.pause(attempts).min(Duration::from_secs(3600));
        self.resting.insert(command.seq, Rest { attempts, until });
        Ok(())
    }
}

/// Executes one command and takes it out of the queue, or moves it to the refused ones.
fn execute(handlers: &Handlers, command: &PendingCommand, unit: &mut Unit<'_>) -> Outcome {
    if !waits(unit, command)? {
        return Ok(());
    }
    let outcome = match handlers.get(command.command_type.as_str()) {
        Some(handler) => handler.handle(command, unit),
        None => Err(NotDone::refused("UnknownCommand", "no aggregate handles this command")),
    };
    match outcome {
        Ok(()) => remove(unit, command),
        Err(NotDone::Refused { code, reason }) => reject(unit, command, &code, &reason),
        Err(NotDone::Store(error)) => Err(error),
    }
}
