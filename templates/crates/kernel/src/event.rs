//! Events: what is stored once and read for ever.

use crate::{Few, ReadError, StoredEvent, WriteError};

/// The events of one aggregate. Written in the newest version only, read in every version.
pub trait DomainEvent: Sized + Send {
    /// Every stored type that can be read, with those of renamed and retired events.
    fn stored_types() -> &'static [&'static str];

    /// The stable name under which this event is stored.
    fn stored_type(&self) -> &'static str;

    /// The version in which this event is written: the newest.
    fn version(&self) -> u32;

    /// The payload as JSON.
    fn write(&self) -> Result<Vec<u8>, WriteError>;

    /// Reads a stored event as it is today: nothing if it was retired, several if it was split.
    fn read(stored: &StoredEvent<'_>) -> Result<Few<Self>, ReadError>;
}
