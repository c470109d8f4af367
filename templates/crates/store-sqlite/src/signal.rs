//! Wake-up calls: processors sleep until something was committed, and the commit need not know
//! who is waiting.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Counts how often it was raised; waiting compares counts, so a call between looking for work
/// and going to sleep is not lost.
#[derive(Debug, Default)]
pub(crate) struct Signal {
    raised: Mutex<u64>,
    changed: Condvar,
}

impl Signal {
    /// Wakes everybody who waits.
    pub(crate) fn raise(&self) {
        *self.raised.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.changed.notify_all();
    }

    /// The count to pass to [`Signal::wait`]; take it before looking for work.
    pub(crate) fn count(&self) -> u64 {
        *self.raised.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until the signal was raised after `seen` was taken, at most for `limit`.
    pub(crate) fn wait(&self, seen: u64, limit: Duration) {
        let raised = self.raised.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.changed.wait_timeout_while(raised, limit, |count| *count == seen));
    }
}
