//! Policies: whenever this happens, then that shall be done.

use crate::{IssuedCommand, ReactError, StoredEvent};

/// A reaction that remembers nothing.
pub trait Policy: 'static {
    /// Context and policy, such as `accounts.debit_payer`. Ids of its commands derive from it.
    const NAME: &'static str;

    /// The stored types it reacts to.
    fn stored_types() -> &'static [&'static str];

    /// The commands that a stored event calls for.
    fn react(stored: &StoredEvent<'_>) -> Result<Vec<IssuedCommand>, ReactError>;
}
