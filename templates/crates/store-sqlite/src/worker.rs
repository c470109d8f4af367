//! What runs beside the writer: processors and the dispatcher, one step after the other.

use std::time::Duration;

/// Something that has work to do from time to time.
pub(crate) trait Worker: Send {
    /// Does a little of it.
    fn step(&mut self) -> Pace;
}

/// What a worker says after a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    /// There may be more to do.
    Again,
    /// There is nothing to do until something is committed or a timer is due.
    Idle,
    /// Something went wrong and is tried again after this time.
    Pause(Duration),
    /// Nothing can be done in this process any more.
    Stopped,
}
