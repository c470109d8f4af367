//! What accompanies a command.

use kernel::{Aggregate, Context, Few, Timestamp, Uuid};

use crate::cache::Folded;
use crate::execute::ExecuteError;

/// What is known about a command besides its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandMeta {
    /// The identity of the command: given again, it is answered with the first receipt.
    pub command_id: Uuid,
    /// What the command belongs to: the same for everything that one request sets off.
    pub correlation_id: Uuid,
    /// The event that led to the command, if it was one.
    pub causation_id: Option<Uuid>,
    /// Who gave the command, if that is known.
    pub actor: Option<String>,
    /// The number of stored events that the stream must have, 0 for none, if that matters.
    pub expected: Option<u64>,
}

impl CommandMeta {
    /// A command under an id of the caller's choice, with nothing else known about it.
    pub fn new(command_id: Uuid) -> Self {
        let correlation_id = command_id;
        Self { command_id, correlation_id, causation_id: None, actor: None, expected: None }
    }

    /// A command under a new id.
    pub fn fresh() -> Self {
        Self::new(Uuid::now_v7())
    }

    /// Asks the aggregate, if its stream has the version that the command expects.
    pub(crate) fn decide<A: Aggregate>(
        &self,
        folded: &Folded<A>,
        id: &A::Id,
        command: A::Command,
        now: Timestamp,
    ) -> Result<Few<A::Event>, ExecuteError<A::Rejection>> {
        let actual = folded.version;
        if let Some(expected) = self.expected.filter(|expected| *expected != actual) {
            return Err(ExecuteError::Conflict { expected, actual });
        }
        let context = Context {
            now,
            actor: self.actor.clone(),
            correlation_id: self.correlation_id,
            causation_id: self.causation_id.unwrap_or(self.command_id),
        };
        Ok(A::decide(folded.state.as_ref(), id, command, &context)?)
    }
}
