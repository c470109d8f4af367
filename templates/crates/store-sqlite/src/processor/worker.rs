//! Drives one processor: batches while all is well, one event at a time around one that fails.

use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::error::StoreError;
use crate::processor::batch::{Ahead, BatchError, look_ahead, run};
use crate::processor::parking::park;
use crate::processor::{Failure, Kind, Processor, checkpoint, timers};
use crate::status::{ProcessorState, Progress};
use crate::store::Store;
use crate::worker::{Pace, Worker};

/// Drives one processor.
pub(crate) struct ReactionWorker {
    store: Store,
    processor: Arc<dyn Processor>,
    progress: Arc<Progress>,
    /// The processor's types as a JSON list, for SQL.
    types: Arc<str>,
    /// The checkpoint as it was last read.
    checkpoint: u64,
    /// Up to here there is nothing to handle; the checkpoint may lag behind.
    seen: u64,
    /// The event that failed last, and how often it has failed by itself.
    trouble: Option<(u64, u32)>,
    /// How often in a row the store has failed.
    outages: u32,
    resume: Option<Instant>,
}

impl Worker for ReactionWorker {
    fn step(&mut self) -> Pace {
        if self.progress.has_stopped() {
            return Pace::Stopped;
        }
        let left = self.resume.map(|resume| resume.saturating_duration_since(Instant::now()));
        if let Some(left) = left.filter(|left| !left.is_zero()) {
            return Pace::Pause(left);
        }
        match self.advance() {
            Ok(moved) => {
                (self.resume, self.outages) = (None, 0);
                self.progress.set(ProcessorState::Running);
                if moved { Pace::Again } else { Pace::Idle }
            }
            Err(BatchError::Event(position, failure)) => self.stumble(position, failure),
            Err(BatchError::Store(error)) => self.bear(&error),
        }
    }
}

impl ReactionWorker {
    pub(crate) fn new(
        store: Store,
        processor: Arc<dyn Processor>,
        progress: Arc<Progress>,
    ) -> Result<Self, StoreError> {
        let types = serde_json::to_string(processor.stored_types())?.into();
        let (trouble, resume) = (None, None);
        Ok(Self {
            store,
            processor,
            progress,
            types,
            checkpoint: 0,
            seen: 0,
            trouble,
            outages: 0,
            resume,
        })
    }

    /// Handles what lies ahead; false if there is nothing.
    fn advance(&mut self) -> Result<bool, BatchError> {
        let ahead = self.look_ahead()?;
        let Some(next) = ahead.next else {
            self.arrive(ahead.head);
            let timers = self.processor.kind() == Kind::Saga;
            return Ok(timers && timers::fire(&self.store, &self.processor)? > 0);
        };
        let upto = match self.trouble {
            Some((failed, _)) if next < failed => failed - 1,
            Some((failed, _)) if next == failed => failed,
            Some(_) | None => u64::MAX,
        };
        let (processor, types) = (Arc::clone(&self.processor), Arc::clone(&self.types));
        let limit = self.store.options().batch.max(1);
        let done =
            self.store.write(move |unit| run(processor.as_ref(), &types, unit, upto, limit))?;
        self.checkpoint = done;
        self.arrive(done);
        self.trouble = self.trouble.filter(|(failed, _)| *failed > done);
        Ok(true)
    }

    fn look_ahead(&mut self) -> Result<Ahead, StoreError> {
        self.store.clone().read(|connection| {
            let checkpoint = checkpoint::position(connection, self.processor.name())?;
            if checkpoint != self.checkpoint {
                // Moved by another process, or set back for a rebuild.
                (self.checkpoint, self.seen) = (checkpoint, checkpoint);
            }
            look_ahead(connection, self.seen, &self.types)
        })
    }

    fn arrive(&mut self, position: u64) {
        self.seen = position;
        self.progress.arrive(position);
    }

    /// An event failed: first it gets a transaction of its own, then some more attempts, and in
    /// the end it is parked.
    fn stumble(&mut self, position: u64, failure: Failure) -> Pace {
        let attempts = match self.trouble {
            Some((failed, attempts)) if failed == position => attempts + 1,
            Some(_) | None => {
                self.trouble = Some((position, 0));
                return Pace::Again;
            }
        };
        let error = match failure {
            Failure::Future(error) => {
                self.progress.set(ProcessorState::Stopped { error });
                return Pace::Stopped;
            }
            Failure::Storage(error) => return self.bear(&error),
            Failure::Unreadable(error) => return self.park(position, error),
            Failure::Event(error) => error,
        };
        self.trouble = Some((position, attempts));
        if attempts >= self.store.options().backoff.attempts {
            return self.park(position, error);
        }
        let pause = self.store.options().backoff.pause(attempts);
        self.progress.set(ProcessorState::Retrying { attempts, error });
        self.rest(pause)
    }

    fn park(&mut self, position: u64, error: String) -> Pace {
        let name = self.processor.name();
        let parked = self.store.write(move |unit| {
            if checkpoint::position(unit.connection(), name)? < position {
                park(unit, name, position, &error)?;
                checkpoint::advance(unit, name, position)?;
            }
            Ok::<_, StoreError>(())
        });
        match parked {
            Ok(()) => Pace::Again,
            Err(error) => self.bear(&error),
        }
    }

    /// The store failed, which is no event's fault: tried again for as long as it takes.
    fn bear(&mut self, error: &StoreError) -> Pace {
        self.outages += 1;
        let (attempts, error) = (self.outages, error.to_string());
        self.progress.set(ProcessorState::Retrying { attempts, error });
        self.rest(self.store.options().backoff.pause(attempts))
    }

    fn rest(&mut self, pause: Duration) -> Pace {
        self.resume = Instant::now().checked_add(pause);
        Pace::Pause(pause)
    }
}
