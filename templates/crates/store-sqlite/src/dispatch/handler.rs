//! From a command's name to the aggregate that handles it.

use std::marker::PhantomData;

use kernel::{Aggregate, CommandSet, Rejected, StreamId};

use crate::dispatch::pending::PendingCommand;
use crate::error::StoreError;
use crate::execute::ExecuteError;
use crate::unit::Unit;

/// Executes the issued commands of one aggregate.
pub(crate) trait Handler: Send + Sync {
    fn command_types(&self) -> &'static [&'static str];

    fn handle(&self, command: &PendingCommand, unit: &mut Unit<'_>) -> Result<(), NotDone>;
}

/// Why an issued command was not executed.
#[derive(Debug, Clone)]
pub(crate) enum NotDone {
    /// It never will be, as things are.
    Refused { code: String, reason: String },
    /// It may be next time.
    Store(StoreError),
}

impl NotDone {
    pub(crate) fn refused(code: &str, reason: &impl ToString) -> Self {
        Self::Refused { code: code.to_owned(), reason: reason.to_string() }
    }
}

impl From<StoreError> for NotDone {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<R: Rejected> From<ExecuteError<R>> for NotDone {
    fn from(error: ExecuteError<R>) -> Self {
        let code = match &error {
            ExecuteError::Rejected(rejection) => rejection.code(),
            ExecuteError::NotFound => "NotFound",
            ExecuteError::AlreadyExists => "AlreadyExists",
            ExecuteError::Conflict { .. } => "Conflict",
            ExecuteError::Store(store) => return Self::Store(store.clone()),
        };
        Self::refused(code, &error)
    }
}

/// The [`Handler`] of an [`Aggregate`].
pub(crate) struct AggregateHandler<A>(pub(crate) PhantomData<fn() -> A>);

impl<A: Aggregate> Handler for AggregateHandler<A> {
    fn command_types(&self) -> &'static [&'static str] {
        A::Command::command_types()
    }

    fn handle(&self, command: &PendingCommand, unit: &mut Unit<'_>) -> Result<(), NotDone> {
        let id = match &command.target {
            Some(target) => {
                target.parse::<A::Id>().map_err(|error| NotDone::refused("BadTarget", &error))?
            }
            None => A::Id::fresh().ok_or_else(|| {
                NotDone::refused("NoTarget", &"the command names no instance to handle it")
            })?,
        };
        let read = A::Command::read(&command.command_type, command.payload.as_bytes())
            .map_err(|error| NotDone::refused("BadCommand", &error))?;
        unit.execute::<A>(&id, read, &command.meta())?;
        Ok(())
    }
}
