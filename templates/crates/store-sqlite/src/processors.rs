//! Putting the reactions of an application to work: who is there, and running them all.

use std::collections::BTreeSet;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use kernel::{Aggregate, Policy, ReadModel, Saga};

use crate::dispatch::handler::{AggregateHandler, Handler};
use crate::dispatch::worker::{DispatchWorker, Handlers};
use crate::error::StoreError;
use crate::monitor::Monitor;
use crate::processor::policy::PolicyProcessor;
use crate::processor::read_model::ReadModelProcessor;
use crate::processor::saga::SagaProcessor;
use crate::processor::worker::ReactionWorker;
use crate::processor::{Processor, checkpoint};
use crate::running::Running;
use crate::store::Store;
use crate::worker::{Pace, Worker};

/// The reactions of an application, and the aggregates that handle the commands they issue.
#[derive(Default)]
pub struct Wiring {
    processors: Vec<Arc<dyn Processor>>,
    handlers: Handlers,
}

impl Wiring {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets an aggregate handle the commands that policies and sagas issue.
    #[must_use]
    pub fn aggregate<A: Aggregate>(mut self) -> Self {
        let handler: Arc<dyn Handler> = Arc::new(AggregateHandler::<A>(PhantomData));
        for command_type in handler.command_types() {
            self.handlers.insert(command_type, Arc::clone(&handler));
        }
        self
    }

    /// Adds a policy. One that the file does not know yet reacts to what happens from now on.
    #[must_use]
    pub fn policy<P: Policy>(self) -> Self {
        self.with(PolicyProcessor::<P>(PhantomData))
    }

    /// Adds a saga. One that the file does not know yet reacts to what happens from now on.
    #[must_use]
    pub fn saga<S: Saga>(self) -> Self {
        self.with(SagaProcessor::<S>(PhantomData))
    }

    /// Adds a read model. It is built from the first event on if the file does not know it yet, or
    /// if its fingerprint has changed.
    #[must_use]
    pub fn read_model<M: ReadModel>(self) -> Self {
        self.with(ReadModelProcessor::<M>(PhantomData))
    }

    /// Connects everything to a store, where each continues from its checkpoint.
    pub fn connect(self, store: &Store) -> Result<Processors, StoreError> {
        let mut names = BTreeSet::new();
        if let Some(twice) = self.processors.iter().find(|p| !names.insert(p.name())) {
            return Err(StoreError::NameTaken(twice.name()));
        }
        let processors = self.processors.clone();
        store.write(move |unit| {
            processors.iter().try_for_each(|p| checkpoint::prepare(unit, p.as_ref()))
        })?;
        let monitor = Monitor::new(store.clone(), self.processors);
        let mut workers: Vec<Box<dyn Worker>> = Vec::new();
        for (processor, progress) in monitor.processors() {
            let (processor, progress) = (Arc::clone(processor), Arc::clone(progress));
            workers.push(Box::new(ReactionWorker::new(store.clone(), processor, progress)?));
        }
        let progress = Arc::clone(monitor.dispatcher());
        workers.push(Box::new(DispatchWorker::new(store.clone(), self.handlers, progress)));
        Ok(Processors { store: store.clone(), workers, monitor })
    }

    fn with(mut self, processor: impl Processor + 'static) -> Self {
        self.processors.push(Arc::new(processor));
        self
    }
}

/// Connected reactions that stand still: [`start`](Self::start) them, or let them
/// [`settle`](Self::settle) step by step.
pub struct Processors {
    store: Store,
    workers: Vec<Box<dyn Worker>>,
    monitor: Monitor,
}

impl Processors {
    /// Works on the calling thread until nothing is left to do, at most for `limit`; true if
    /// nothing is left. What fails is retried with its pauses, so that may take its time.
    pub fn settle(&mut self, limit: Duration) -> bool {
        let start = Instant::now();
        loop {
            let paces: Vec<Pace> = self.workers.iter_mut().map(|worker| worker.step()).collect();
            if start.elapsed() >= limit {
                return false;
            }
            let pause = paces.iter().filter_map(|pace| match pace {
                Pace::Again => Some(Duration::ZERO),
                Pace::Pause(pause) => Some(*pause),
                Pace::Idle | Pace::Stopped => None,
            });
            match pause.min() {
                Some(pause) => thread::sleep(pause.min(limit.saturating_sub(start.elapsed()))),
                None => return true,
            }
        }
    }

    /// Runs every reaction in a thread of its own.
    pub fn start(self) -> Result<Running, StoreError> {
        Running::start(self.store, self.workers, self.monitor)
    }

    /// Tells how the reactions are doing.
    pub fn monitor(&self) -> &Monitor {
        &self.monitor
    }
}
