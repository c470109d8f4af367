//! Work for the writer thread: a closure, and a callback that is told how it ended.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::StoreError;
use crate::unit::Unit;

/// One piece of work, run in a savepoint of its own and answered after the commit.
pub(crate) trait Job: Send {
    /// Does the work; false means that what it wrote is to be rolled back.
    fn run(&mut self, unit: &mut Unit<'_>) -> bool;

    /// Tells the caller. `commit` is the fate of the transaction the work was part of.
    fn answer(self: Box<Self>, commit: Result<(), StoreError>);
}

/// The [`Job`] made of a closure and a callback. Dropped unanswered, it tells its caller that the
/// store is closed, so nobody waits for ever.
pub(crate) struct Work<F, D, T, E>
where
    D: FnOnce(Result<T, E>),
    E: From<StoreError>,
{
    task: Option<F>,
    result: Option<Result<T, E>>,
    reply: Option<D>,
}

impl<F, D, T, E> Work<F, D, T, E>
where
    F: FnOnce(&mut Unit<'_>) -> Result<T, E>,
    D: FnOnce(Result<T, E>),
    E: From<StoreError>,
{
    pub(crate) fn new(task: F, reply: D) -> Self {
        Self { task: Some(task), result: None, reply: Some(reply) }
    }
}

impl<F, D, T, E> Job for Work<F, D, T, E>
where
    F: FnOnce(&mut Unit<'_>) -> Result<T, E> + Send,
    D: FnOnce(Result<T, E>) + Send,
    T: Send,
    E: From<StoreError> + Send,
{
    fn run(&mut self, unit: &mut Unit<'_>) -> bool {
        let Some(task) = self.task.take() else { return false };
        let result = contain(|| {
            let value = task(unit)?;
            unit.check()?;
            Ok(value)
        });
        let keep = result.is_ok();
        self.result = Some(result);
        keep
    }

    fn answer(mut self: Box<Self>, commit: Result<(), StoreError>) {
        let result = match (commit, self.result.take()) {
            (Ok(()), Some(result)) | (Err(_), Some(result @ Err(_))) => result,
            (Ok(()), None) => Err(StoreError::Closed.into()),
            (Err(error), Some(Ok(_)) | None) => Err(error.into()),
        };
        if let Some(reply) = self.reply.take() {
            reply(result);
        }
    }
}

impl<F, D, T, E> Drop for Work<F, D, T, E>
where
    D: FnOnce(Result<T, E>),
    E: From<StoreError>,
{
    fn drop(&mut self) {
        if let Some(reply) = self.reply.take() {
            reply(Err(StoreError::Closed.into()));
        }
    }
}

/// Runs `work` and turns a panic into [`StoreError::Panicked`].
///
/// Unwind safety is asserted because everything `work` could leave half done is undone by the
/// caller: rows by a rollback, cached state by dropping it.
pub(crate) fn contain<T, E: From<StoreError>>(work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|panic| Err(StoreError::Panicked(message(panic.as_ref())).into()))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "panic".to_owned())
}
