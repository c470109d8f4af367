//! The kinds of elements in the words of messages.

use crate::model::Subject;

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Context,
    Aggregate,
    Command,
    Event,
    Policy,
    Saga,
    ReadModel,
    Actor,
    System,
}

impl Kind {
    /// Every kind, the likeliest first where a word may name anything.
    pub(super) const ALL: &'static [Self] = &[
        Self::Event,
        Self::Command,
        Self::Aggregate,
        Self::ReadModel,
        Self::Policy,
        Self::Saga,
        Self::System,
        Self::Actor,
        Self::Context,
    ];

    /// The kind in a message.
    pub(super) fn name(self) -> &'static str {
        self.with_article().split_once(' ').map_or("", |(_, name)| name)
    }

    /// The kind in a message, with its article.
    pub(super) fn with_article(self) -> &'static str {
        match self {
            Self::Context => "a context",
            Self::Aggregate => "an aggregate",
            Self::Command => "a command",
            Self::Event => "an event",
            Self::Policy => "a policy",
            Self::Saga => "a saga",
            Self::ReadModel => "a read model",
            Self::Actor => "an actor",
            Self::System => "an external system",
        }
    }
}

impl From<Subject> for Kind {
    fn from(subject: Subject) -> Self {
        match subject {
            Subject::Context(_) => Self::Context,
            Subject::Aggregate(_) => Self::Aggregate,
            Subject::Command(_) => Self::Command,
            Subject::Event(_) => Self::Event,
            Subject::Policy(_) => Self::Policy,
            Subject::Saga(_) => Self::Saga,
            Subject::ReadModel(_) => Self::ReadModel,
            Subject::Actor(_) => Self::Actor,
            Subject::System(_) => Self::System,
        }
    }
}
