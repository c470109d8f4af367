//! Scenarios: examples of behaviour that become tests.

use super::{CommandId, EventId, Info, PolicyId, ReadModelId, SagaId};
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
    /// What has happened before.
    pub given: Vec<Given>,
    /// What happens now.
    pub when: Trigger,
    /// What must come of it.
    pub then: Expectation,
}

/// Something that has happened, with the fields that matter.
#[derive(Debug, Clone)]
pub struct Given {
    /// The event.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// The fields that are given; the others get samples.
    pub fields: Vec<(Spanned<String>, Literal)>,
}

/// What happens in a scenario.
#[derive(Debug, Clone)]
pub enum Trigger {
    /// A command is issued, with the fields that matter.
    Command { command: CommandId, span: Span, fields: Vec<(Spanned<String>, Literal)> },
    /// An event happens and a policy or saga reacts.
    Event { given: Given, reactor: Reactor },
    /// A saga's time runs out.
    Timeout { saga: SagaId, timeout: usize, span: Span },
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
    /// These commands, in order, with the fields that matter.
    Commands(Vec<(CommandId, Span, Vec<(Spanned<String>, Literal)>)>),
    /// A rejection of that name.
    Rejected(Spanned<String>),
    /// Nothing is stored.
    Ignored,
    /// These rows, each with the fields that matter.
    Rows(Vec<Vec<(Spanned<String>, Literal)>>),
}
