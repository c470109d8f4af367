//! Drives the dispatcher: executes what waits, each lane in order.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use crate::dispatch::handler::{Handler, NotDone};
use crate::dispatch::pending::{PendingCommand, is_next, note, remove, waiting};
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
    /// Lanes whose next command has failed, and when it is tried again.
    held: BTreeMap<(String, String), Instant>,
    /// How often in a row the store has failed.
    outages: u32,
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
        Self { store, handlers, progress, held: BTreeMap::new(), outages: 0 }
    }

    fn advance(&mut self) -> Result<Pace, StoreError> {
        let now = Instant::now();
        self.held.retain(|_, until| *until > now);
        let limit = self.store.options().batch.max(1);
        let ready = self.store.read(|connection| {
            waiting(connection, limit, |command| {
                let (issued_by, lane) = command.lane();
                self.held.contains_key(&(issued_by.to_owned(), lane.to_owned()))
            })
        })?;
        if ready.is_empty() {
            return Ok(self.wait(now));
        }
        for (command, outcome) in self.execute(ready) {
            if let Err(error) = outcome {
                self.put_off(command, error)?;
            }
        }
        self.outages = 0;
        Ok(Pace::Again)
    }

    fn wait(&self, now: Instant) -> Pace {
        if let Some(next) = self.held.values().min() {
            return Pace::Pause(next.saturating_duration_since(now));
        }
        self.progress.set(ProcessorState::Running);
        Pace::Idle
    }

    /// Hands all commands to the writer at once, so that they share commits if nothing else.
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

    /// A command could not be executed, though the domain did not refuse it: its lane is held for
    /// a while, or the command given up.
    fn put_off(&mut self, command: PendingCommand, error: StoreError) -> Result<(), StoreError> {
        let backoff = self.store.options().backoff;
        let (may_give_up, error) = match Failure::from(error) {
            Failure::Storage(error) => return Err(error),
            Failure::Future(error) => (false, error),
            Failure::Event(error) | Failure::Unreadable(error) => (true, error),
        };
        let (issued_by, lane) = command.lane();
        let lane = (issued_by.to_owned(), lane.to_owned());
        let reason = error.clone();
        let (attempts, given_up) = self.store.write(move |unit| {
            let attempts = note(unit, &command, &reason)?;
            let give_up = may_give_up && attempts >= backoff.attempts;
            if give_up {
                reject(unit, &command, "Failed", &reason)?;
            }
            Ok::<_, StoreError>((attempts, give_up))
        })?;
        self.progress.set(ProcessorState::Retrying { attempts, error });
        if !given_up {
            let pause = backoff.pause(attempts).min(Duration::from_secs(3600));
            self.held.insert(lane, Instant::now() + pause);
        }
        Ok(())
    }
}

/// Executes one command and takes it out of the queue, or moves it to the refused ones.
fn execute(handlers: &Handlers, command: &PendingCommand, unit: &mut Unit<'_>) -> Outcome {
    if !is_next(unit, command)? {
        return Ok(());
    }
    let outcome = match handlers.get(command.command_type.as_str()) {
        Some(handler) => handler.handle(command, unit),
        None => Err(NotDone::refused("UnknownCommand", &"no aggregate handles this command")),
    };
    match outcome {
        Ok(()) => remove(unit, command),
        Err(NotDone::Refused { code, reason }) => reject(unit, command, &code, &reason),
        Err(NotDone::Store(error)) => Err(error),
    }
}
