//! Reactions at work, each in a thread of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crate::error::StoreError;
use crate::monitor::Monitor;
use crate::store::Store;
use crate::worker::{Pace, Worker};

/// Running reactions; they stop when this is dropped, each after the transaction it is in.
pub struct Running {
    store: Store,
    monitor: Monitor,
    stop: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Running {
    pub(crate) fn start(
        store: Store,
        workers: Vec<Box<dyn Worker>>,
        monitor: Monitor,
    ) -> Result<Self, StoreError> {
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = Self { store, monitor, stop, threads: Vec::new() };
        for worker in workers {
            let (store, stop) = (running.store.clone(), Arc::clone(&running.stop));
            let thread = thread::Builder::new()
                .name("store-reaction".to_owned())
                .spawn(move || work(worker, &store, &stop))
                .map_err(|error| StoreError::Thread(error.to_string()))?;
            running.threads.push(thread);
        }
        Ok(running)
    }

    /// Tells how the reactions are doing.
    pub fn monitor(&self) -> &Monitor {
        &self.monitor
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        self.store.committed().raise();
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

fn work(mut worker: Box<dyn Worker>, store: &Store, stop: &AtomicBool) {
    let poll = store.options().poll;
    while !stop.load(Ordering::Acquire) {
        let seen = store.committed().count();
        match worker.step() {
            Pace::Again => {}
            Pace::Pause(pause) => store.committed().wait(seen, pause.min(poll)),
            Pace::Idle | Pace::Stopped => store.committed().wait(seen, poll),
        }
    }
}
