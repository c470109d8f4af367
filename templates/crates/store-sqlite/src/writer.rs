//! The one thread that writes. Jobs that wait at the same time share a transaction (group commit),
//! so the price of reaching the disk is paid once for all of them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;

use crate::cache::StateCache;
use crate::clock::Clock;
use crate::error::StoreError;
use crate::job::Job;
use crate::options::Options;
use crate::signal::Signal;
use crate::unit::Unit;

/// The sending half: hands jobs to the thread and joins it when dropped.
#[derive(Debug)]
pub(crate) struct Writer {
    queue: Sender<Message>,
    thread: Option<JoinHandle<()>>,
}

enum Message {
    Job(Box<dyn Job>),
    Close,
}

impl Writer {
    /// Starts the thread. It raises `committed` after every transaction that others should look at.
    pub(crate) fn start(
        connection: Connection,
        options: &Options,
        committed: Arc<Signal>,
    ) -> Result<Self, StoreError> {
        let (queue, jobs) = channel();
        let group = options.group.max(1);
        let cache = StateCache::new(options.cached_states);
        let clock = Arc::clone(&options.clock);
        let desk = Desk { connection, cache, clock, committed, data_version: 0 };
        let thread = thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || desk.serve(&jobs, group))
            .map_err(|error| StoreError::Thread(error.to_string()))?;
        Ok(Self { queue, thread: Some(thread) })
    }

    /// Queues a job. A job that comes after [`Writer::close`] is dropped, which answers it.
    pub(crate) fn submit(&self, job: Box<dyn Job>) {
        drop(self.queue.send(Message::Job(job)));
    }

    /// Whether the caller runs on the writer thread.
    pub(crate) fn is_current(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| thread.thread().id() == thread::current().id())
    }

    /// Finishes the jobs queued so far and ends the thread.
    pub(crate) fn close(&self) {
        drop(self.queue.send(Message::Close));
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.close();
        // The last handle may die inside a callback, on the writer thread: nobody can join himself.
        if !self.is_current() {
            self.thread.take().map(JoinHandle::join);
        }
    }
}

/// What the thread owns.
struct Desk {
    connection: Connection,
    cache: StateCache,
    clock: Arc<dyn Clock>,
    committed: Arc<Signal>,
    data_version: i64,
}

impl Desk {
    fn serve(mut self, jobs: &Receiver<Message>, limit: usize) {
        let mut group = Vec::with_capacity(limit);
        while let Ok(Message::Job(first)) = jobs.recv() {
            group.push(first);
            let mut closing = false;
            while group.len() < limit && !closing {
                match jobs.try_recv() {
                    Ok(Message::Job(job)) => group.push(job),
                    Ok(Message::Close) => closing = true,
                    Err(_) => break,
                }
            }
            self.commit(&mut group);
            if closing {
                break;
            }
        }
    }

    /// One transaction for the whole group, then the answers.
    fn commit(&mut self, group: &mut Vec<Box<dyn Job>>) {
        let outcome = self.run_group(group);
        match &outcome {
            Ok(news) if *news => self.committed.raise(),
            Ok(_) => {}
            Err(_) => self.abandon(),
        }
        for job in group.drain(..) {
            let outcome = outcome.as_ref().map(|_| ()).map_err(Clone::clone);
            // A callback that panics must not take the writer with it.
            drop(catch_unwind(AssertUnwindSafe(|| job.answer(outcome))));
        }
    }

    fn run_group(&mut self, group: &mut [Box<dyn Job>]) -> Result<bool, StoreError> {
        self.connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        self.notice_other_writers()?;
        let mut news = false;
        for job in group {
            news |= self.run_alone(job.as_mut())?;
        }
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(news)
    }

    /// Runs one job in a savepoint, so that its failure takes nothing but its own rows along.
    fn run_alone(&mut self, job: &mut dyn Job) -> Result<bool, StoreError> {
        self.connection.prepare_cached("SAVEPOINT job")?.execute([])?;
        let mut unit = Unit::new(&self.connection, &mut self.cache, self.clock.as_ref());
        let keep = job.run(&mut unit);
        let (touched, news) = unit.finish();
        if !keep {
            for stream in &touched {
                self.cache.forget(stream);
            }
            self.connection.prepare_cached("ROLLBACK TO job")?.execute([])?;
        }
        self.connection.prepare_cached("RELEASE job")?.execute([])?;
        Ok(keep && news)
    }

    /// Cached state is only worth something while nobody else writes to the file: SQLite's
    /// `data_version` changes when another connection has committed.
    fn notice_other_writers(&mut self) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached("PRAGMA data_version")?;
        let now = statement.query_row([], |row| row.get(0))?;
        if now != self.data_version {
            self.cache.clear();
            self.data_version = now;
        }
        Ok(())
    }

    /// After a failed transaction nothing that was cached can be trusted.
    fn abandon(&mut self) {
        self.cache.clear();
        if !self.connection.is_autocommit() {
            drop(self.connection.execute_batch("ROLLBACK"));
        }
    }
}
