//! How processors and the dispatcher are doing.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::processor::Kind;

/// How a processor, or the dispatcher of commands, is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProcessorState {
    /// All is well.
    Running,
    /// Something failed and is tried again.
    Retrying {
        /// How often it has failed.
        attempts: u32,
        /// Why.
        error: String,
    },
    /// It met an event of a newer build, and waits for that build to take over.
    Stopped {
        /// Which event.
        error: String,
    },
}

/// One processor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProcessorStatus {
    /// Context and name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// The position up to which it has dealt with everything.
    pub position: u64,
    /// How many positions it is behind the newest event.
    pub lag: u64,
    /// How it is doing.
    pub state: ProcessorState,
    /// Parked events.
    pub dead_letters: u64,
    /// Timers that have not run out; only sagas have any.
    pub timers: u64,
    /// Why a timer that was due could not run out.
    pub timer_error: Option<String>,
}

/// Everything that reacts to events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// The position of the newest event.
    pub head: u64,
    /// Every processor, in the order of registration.
    pub processors: Vec<ProcessorStatus>,
    /// How executing issued commands is going.
    pub dispatcher: ProcessorState,
    /// Issued commands that wait.
    pub pending_commands: u64,
    /// Issued commands that were refused.
    pub rejected_commands: u64,
}

/// What a worker tells others about itself.
#[derive(Debug)]
pub(crate) struct Progress(Mutex<(u64, ProcessorState)>);

impl Default for Progress {
    fn default() -> Self {
        Self(Mutex::new((0, ProcessorState::Running)))
    }
}

impl Progress {
    pub(crate) fn arrive(&self, position: u64) {
        self.lock().0 = position;
    }

    pub(crate) fn set(&self, state: ProcessorState) {
        self.lock().1 = state;
    }

    pub(crate) fn get(&self) -> (u64, ProcessorState) {
        self.lock().clone()
    }

    pub(crate) fn has_stopped(&self) -> bool {
        matches!(self.lock().1, ProcessorState::Stopped { .. })
    }

    fn lock(&self) -> MutexGuard<'_, (u64, ProcessorState)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
