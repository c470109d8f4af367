//! Commands: what is asked for, by people and by reactions.

use std::{borrow::Cow, fmt::Display};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{WriteError, from_json};

/// A command that can be given, to an aggregate of this context or of another one.
pub trait Command: Serialize {
    /// Context and command, such as `Accounts.DebitAccount`.
    const TYPE: &'static str;

    /// Gives the command to an instance.
    fn issue_to(&self, target: &impl Display) -> Result<IssuedCommand, WriteError> {
        Ok(IssuedCommand { target: Some(target.to_string()), ..self.issue()? })
    }

    /// Gives the command without a target: it makes a new instance under a fresh id.
    fn issue(&self) -> Result<IssuedCommand, WriteError> {
        let payload = serde_json::to_string(self)?;
        Ok(IssuedCommand { command_type: Cow::Borrowed(Self::TYPE), target: None, payload })
    }
}

/// A command that an aggregate of this context decides.
pub trait Handled: Command {
    /// The events that the model allows it to cause: one event's type, or an enum of several.
    type Outcome;

    /// Reads the fields of the command.
    fn from_json(payload: &[u8]) -> Result<Self, CommandError>
    where
        Self: DeserializeOwned,
    {
        Ok(from_json(payload)?)
    }
}

/// Every command of one aggregate.
pub trait CommandSet: Sized + Send + 'static {
    /// The commands by name, such as `Accounts.DebitAccount`.
    fn command_types() -> &'static [&'static str];

    /// The name of this one.
    fn command_type(&self) -> &'static str;

    /// Reads a command as the interface, a policy or a saga sends it.
    fn read(command_type: &str, payload: &[u8]) -> Result<Self, CommandError>;
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

/// Why a command could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// The aggregate has no such command.
    #[error("there is no command `{command_type}`; there are {}", known.join(", "))]
    UnknownType {
        /// The name that was asked for.
        command_type: String,
        /// The commands of the aggregate.
        known: &'static [&'static str],
    },
    /// The fields are not those of the command.
    #[error("the fields do not fit: {0}")]
    Payload(#[from] serde_json::Error),
}

impl CommandError {
    /// The error for a name that is no command of the set.
    pub fn unknown_type<S: CommandSet>(command_type: &str) -> Self {
        let command_type = command_type.to_owned();
        Self::UnknownType { command_type, known: S::command_types() }
    }
}
