//! Commands: what is asked for, by people and by reactions.

use std::{borrow::Cow, fmt::Display};

use serde::{Deserialize, Serialize};

use crate::WriteError;

/// A command that an aggregate of this context handles.
pub trait Command: Send {
    /// The events that the model allows it to cause: one event's type, or an enum of several.
    type Outcome;
}

/// A command that a policy or a saga gives. It is executed later, in a transaction of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedCommand {
    /// Context and command, such as `Accounts.DebitAccount`.
    pub command_type: Cow<'static, str>,
    /// The instance that shall handle it; none if it makes a new one under a fresh id.
    pub target: Option<String>,
    /// The fields of the command as JSON text.
    pub payload: String,
}

impl IssuedCommand {
    /// A command for an instance.
    pub fn to(
        command_type: &'static str,
        target: &impl Display,
        command: &impl Serialize,
    ) -> Result<Self, WriteError> {
        let target = Some(target.to_string());
        Ok(Self { target, ..Self::new(command_type, command)? })
    }

    /// A command that makes a new instance under a fresh id.
    pub fn new(command_type: &'static str, command: &impl Serialize) -> Result<Self, WriteError> {
        let payload = serde_json::to_string(command)?;
        Ok(Self { command_type: Cow::Borrowed(command_type), target: None, payload })
    }
}
