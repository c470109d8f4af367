//! What a user of the store may choose.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, SystemClock};

/// How the store is opened. `Options::default()` is meant for production.
#[derive(Clone)]
pub struct Options {
    /// When a commit counts as done.
    pub durability: Durability,
    /// How long to wait for another process that is writing to the file.
    pub busy_timeout: Duration,
    /// Jobs that share one commit, at most.
    pub group: usize,
    /// Streams whose state is kept in memory.
    pub cached_states: usize,
    /// Events that a processor handles in one transaction, at most.
    pub batch: usize,
    /// How often and how fast a failing processor tries again.
    pub backoff: Backoff,
    /// How long a processor sleeps at most when nothing wakes it: the accuracy of timers, and the
    /// time until an event is seen that another process appended.
    pub poll: Duration,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durability: Durability::Full,
            busy_timeout: Duration::from_secs(5),
            group: 256,
            cached_states: 10_000,
            batch: 256,
            backoff: Backoff::default(),
            poll: Duration::from_millis(500),
            clock: Arc::new(SystemClock),
        }
    }
}

/// When a commit counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// When it is on the disk.
    #[default]
    Full,
    /// When the operating system has it: faster, and a power failure may lose the last commits,
    /// though never damage the file.
    Normal,
}

/// Retry with doubling pauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The first pause.
    pub first: Duration,
    /// No pause is longer.
    pub longest: Duration,
    /// Attempts before an event is parked or a command given up.
    pub attempts: u32,
}

impl Backoff {
    /// The pause after attempt number `attempt`, counted from 1.
    pub fn pause(&self, attempt: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        self.first.saturating_mul(doubled).min(self.longest)
    }
}

impl Default for Backoff {
    /// Ten attempts with pauses of 1, 2, 4, .. up to 60 seconds: about five minutes.
    fn default() -> Self {
        Self { first: Duration::from_secs(1), longest: Duration::from_secs(60), attempts: 10 }
    }
}
