//! The store as its users see it: a handle that can be cloned, for writing and for reading.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use rusqlite::Connection;

use crate::connection::{Location, Readers};
use crate::error::StoreError;
use crate::job::Work;
use crate::options::Options;
use crate::signal::Signal;
use crate::unit::Unit;
use crate::writer::Writer;

/// An event store in one SQLite file. Cheap to clone; the last clone to go closes it.
#[derive(Clone)]
pub struct Store {
    shared: Arc<Shared>,
}

struct Shared {
    writer: Writer,
    readers: Readers,
    committed: Arc<Signal>,
    options: Options,
}

impl Store {
    /// Opens the file, makes it if there is none, and brings it to the newest schema.
    ///
    /// Other processes may have it open too: each sees what the others commit.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        Self::at(Location::from(path.as_ref()), options)
    }

    /// A store that lives as long as its handles, for tests.
    pub fn in_memory(options: Options) -> Result<Self, StoreError> {
        Self::at(Location::memory(), options)
    }

    fn at(location: Location, options: Options) -> Result<Self, StoreError> {
        let committed = Arc::new(Signal::default());
        let connection = location.writer(&options)?;
        let writer = Writer::start(connection, &options, Arc::clone(&committed))?;
        let readers = Readers::new(location, options.busy_timeout);
        Ok(Self { shared: Arc::new(Shared { writer, readers, committed, options }) })
    }

    /// Queues `work` for the writer thread; `reply` is called there, after the commit or when it
    /// is certain that there will be none.
    ///
    /// An error or a panic of `work` undoes `work` alone. `reply` should hand the result on and
    /// return: the next commit waits for it.
    pub fn submit<T, E, F, D>(&self, work: F, reply: D)
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Unit<'_>) -> Result<T, E> + Send + 'static,
        D: FnOnce(Result<T, E>) + Send + 'static,
    {
        self.shared.writer.submit(Box::new(Work::new(work, reply)));
    }

    /// Does `work` on the writer thread and waits for its commit. See [`Store::submit`].
    pub fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Unit<'_>) -> Result<T, E> + Send + 'static,
    {
        if self.shared.writer.is_current() {
            return Err(StoreError::OnWriterThread.into());
        }
        let (reply, result) = sync_channel(1);
        self.submit(work, move |outcome| drop(reply.send(outcome)));
        result.recv().unwrap_or_else(|_| Err(StoreError::Closed.into()))
    }

    /// Finishes what is queued and takes no more. Reading stays possible.
    pub fn close(&self) {
        self.shared.writer.close();
    }

    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.shared.readers.with(read)
    }

    pub(crate) fn options(&self) -> &Options {
        &self.shared.options
    }

    pub(crate) fn committed(&self) -> &Signal {
        &self.shared.committed
    }
}
