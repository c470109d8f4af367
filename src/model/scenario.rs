//! Scenarios: examples of behaviour that become tests.

use super::{CommandId, ContextId, EventId, Info, PolicyId, ReadModelId, SagaId};
use crate::{
    source::{Span, Spanned},
    types::Literal,
};

/// An example of behaviour.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// The name, a sentence.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context in which it plays, when it says so: only its policies and sagas react then.
    pub context: Option<ContextId>,
    /// What has happened before.
    pub given: Vec<Given>,
    /// What happens now.
    pub when: Trigger,
    /// What must come of it.
    pub then: Expectation,
}

/// The values of the fields that matter; the others get samples. A value object may hold only the fields that matter
/// itself.
pub type Samples = Vec<(Spanned<String>, Literal)>;

/// Something that has happened, with the fields that matter.
#[derive(Debug, Clone)]
pub struct Given {
    /// The event.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// The stream, when it is not the one sample stream of its aggregate.
    pub stream: Option<Literal>,
    /// The fields that are given.
    pub fields: Samples,
}

/// A command that is issued, with the fields that matter.
#[derive(Debug, Clone)]
pub struct Issued {
    /// The command.
    pub command: CommandId,
    /// Where it is named.
    pub span: Span,
    /// The instance it addresses, when it is not the one sample instance of its aggregate.
    pub target: Option<Literal>,
    /// The fields that are given.
    pub fields: Samples,
}

/// What happens in a scenario.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A command is issued.
    Command(Issued),
    /// An event happens, and policies and sagas react.
    Event {
        /// The event.
        event: Given,
        /// Who reacts: policies first, each kind in order of declaration.
        reactors: Vec<Reactor>,
    },
    /// A saga's time runs out.
    Timeout {
        /// The saga.
        saga: SagaId,
        /// The place of the timeout among those of the saga.
        timeout: usize,
        /// Where it is named.
        span: Span,
    },
    /// Nothing more: a read model is looked at.
    Look(ReadModelId),
}

/// Who reacts to an event in a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reactor {
    /// A policy.
    Policy(PolicyId),
    /// A saga.
    Saga(SagaId),
}

/// What must come of a scenario.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// These events, in order, with the fields that matter.
    Events(Vec<Given>),
    /// These commands, in order, with the fields that matter; none means that nobody does anything.
    Commands(Vec<Issued>),
    /// A rejection of that name.
    Rejected(Spanned<String>),
    /// The command is accepted, and nothing is stored.
    Ignored,
    /// Exactly these rows in the order of their keys.
    Rows(Vec<Shown>),
}

/// A row of a read model, with the fields that matter.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Where it is written.
    pub span: Span,
    /// The fields that are compared.
    pub fields: Samples,
}
