//! Opening the file: one connection that writes, any number that only read.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use crate::error::StoreError;
use crate::options::{Durability, Options};
use crate::schema;

/// Statements kept compiled per connection; there are fewer in this crate.
const STATEMENTS: usize = 64;

/// Readers kept open while nobody uses them.
const IDLE_READERS: usize = 8;

/// Where the store lives.
#[derive(Debug, Clone)]
pub(crate) enum Location {
    File(PathBuf),
    /// A database in memory, shared by the connections of this process that know its name.
    Memory(String),
}

impl Location {
    pub(crate) fn memory() -> Self {
        Self::Memory(format!("file:/{}?vfs=memdb", Uuid::now_v7()))
    }

    fn open(&self, access: OpenFlags, busy: Duration) -> Result<Connection, StoreError> {
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = match self {
            Self::File(path) => Connection::open_with_flags(path, flags)?,
            Self::Memory(name) => {
                Connection::open_with_flags(name, flags | OpenFlags::SQLITE_OPEN_URI)?
            }
        };
        connection.busy_timeout(busy)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        Ok(connection)
    }

    /// The connection that writes; brings the file to the newest schema.
    pub(crate) fn writer(&self, options: &Options) -> Result<Connection, StoreError> {
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut connection = self.open(access, options.busy_timeout)?;
        // Asking for the journal mode reads the file first: not a database, no store.
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(
            None,
            "synchronous",
            match options.durability {
                Durability::Full => "FULL",
                Durability::Normal => "NORMAL",
            },
        )?;
        schema::migrate(&mut connection)?;
        Ok(connection)
    }

    fn reader(&self, busy: Duration) -> Result<Connection, StoreError> {
        self.open(OpenFlags::SQLITE_OPEN_READ_ONLY, busy)
    }
}

impl From<&Path> for Location {
    fn from(path: &Path) -> Self {
        Self::File(path.to_owned())
    }
}

/// Read-only connections, opened when needed and used again.
#[derive(Debug)]
pub(crate) struct Readers {
    location: Location,
    busy: Duration,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(location: Location, busy: Duration) -> Self {
        Self { location, busy, idle: Mutex::default() }
    }

    /// Runs `read` on a connection that nobody else uses meanwhile.
    pub(crate) fn with<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match waiting {
            Some(connection) => connection,
            None => self.location.reader(self.busy)?,
        };
        let result = read(&connection);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_READERS {
            idle.push(connection);
        }
        result
    }
}
