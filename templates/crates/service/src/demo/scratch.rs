//! A folder for a demonstration, which leaves nothing behind.

use std::{env, fs, io, path::PathBuf, time::Duration};

use kernel::Uuid;
use store_sqlite::{Backoff, Durability, Options, Store};

use crate::error::ServiceError;

/// A new folder below the system's one for such things; it goes when this goes.
#[derive(Debug)]
pub(crate) struct Scratch {
    folder: PathBuf,
    name: &'static str,
}

impl Scratch {
    pub(crate) fn new(name: &'static str) -> io::Result<Self> {
        let folder = env::temp_dir().join(format!("{name}-demo-{}", Uuid::now_v7()));
        fs::create_dir(&folder)?;
        Ok(Self { folder, name })
    }

    pub(crate) fn open(&self) -> Result<Store, ServiceError> {
        // Whoever watches does not want to wait for an event that cannot be handled.
        let pause = Duration::from_millis(10);
        let backoff = Backoff { first: pause, longest: pause, attempts: 2 };
        let options = Options { durability: Durability::Normal, backoff, ..Options::default() };
        Ok(Store::open(self.folder.join(format!("{}.db", self.name)), options)?)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to the system, which clears this place now and then.
        drop(fs::remove_dir_all(&self.folder));
    }
}
