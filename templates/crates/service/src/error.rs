//! Why the program ends with an error.

use std::{io, path::PathBuf};

use store_sqlite::StoreError;

/// Why the service could not do what it was asked to.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The arguments are not understood, or ask for help. The text is for the terminal.
    #[error("{text}")]
    Usage {
        /// What to print.
        text: String,
        /// Whether it was asked for.
        is_help: bool,
    },
    /// There is no file to look into.
    #[error("there is no file `{}`: run the service first, or name one with --db", .0.display())]
    NoFile(PathBuf),
    /// What was named is not there.
    #[error("{0}")]
    Unknown(String),
    /// The address cannot be listened at.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// The address.
        address: String,
        /// Why not.
        source: io::Error,
    },
    /// Some stored events could not be read.
    #[error("{0} of the stored events cannot be read")]
    Unreadable(usize),
    /// The reactions did not come to an end in time.
    #[error("the reactions did not catch up within {0} seconds")]
    TooSlow(u64),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The operating system refused.
    #[error("the system refused: {0}")]
    System(#[from] io::Error),
}
