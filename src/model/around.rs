//! What stands around the contexts: people, systems, the map, the story and the open questions.

use super::{
    ActorId, AggregateId, CommandId, ContextId, EventId, Info, PolicyId, ReadModelId, SagaId,
    SystemId,
};
use crate::source::{Span, Spanned};

/// A person or role that decides.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
}

/// A system that is not ours.
#[derive(Debug, Clone)]
pub struct System {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The commands it handles.
    pub handles: Vec<CommandId>,
    /// The events it writes.
    pub emits: Vec<EventId>,
}

/// How two contexts depend on each other.
#[derive(Debug, Clone)]
pub struct Relation {
    /// What kind of relation it is, and between whom.
    pub kind: RelationKind,
    /// The patterns of the relation.
    pub patterns: Vec<Spanned<Pattern>>,
    /// Where it is declared.
    pub span: Span,
    /// Label, description and the like.
    pub info: Info,
}

/// Who stands on which side of a relation.
#[derive(Debug, Clone)]
pub enum RelationKind {
    /// The upstream context shapes what the downstream one gets.
    UpstreamDownstream {
        /// The context that gives.
        upstream: Spanned<ContextId>,
        /// The context that takes.
        downstream: Spanned<ContextId>,
    },
    /// Both succeed or fail together.
    Partnership(Vec<Spanned<ContextId>>),
    /// They share a part of the model.
    SharedKernel(Vec<Spanned<ContextId>>),
    /// They have nothing to do with each other.
    SeparateWays(Vec<Spanned<ContextId>>),
}

/// Patterns of the context map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// The upstream offers a protocol to all.
    OpenHost,
    /// The upstream documents its language.
    PublishedLanguage,
    /// The downstream translates.
    AnticorruptionLayer,
    /// The downstream takes it as it is.
    Conformist,
    /// The downstream has a say.
    CustomerSupplier,
}

/// An element that a hotspot, the timeline or the glossary can point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A bounded context.
    Context(ContextId),
    /// An aggregate.
    Aggregate(AggregateId),
    /// A command.
    Command(CommandId),
    /// An event.
    Event(EventId),
    /// A policy.
    Policy(PolicyId),
    /// A saga.
    Saga(SagaId),
    /// A read model.
    ReadModel(ReadModelId),
    /// An actor.
    Actor(ActorId),
    /// An external system.
    System(SystemId),
}

/// An open question.
#[derive(Debug, Clone)]
pub struct Hotspot {
    /// Label, description and the like.
    pub info: Info,
    /// What it is about, with the places where that is named.
    pub about: Vec<Spanned<Subject>>,
    /// The rules whose findings it explains.
    pub rules: Vec<Spanned<String>>,
    /// The question.
    pub text: Spanned<String>,
    /// Since when it is open.
    pub since: Option<Spanned<String>>,
}

/// One event of the story.
#[derive(Debug, Clone)]
pub struct Moment {
    /// The event.
    pub event: Spanned<EventId>,
    /// Whether the business changes here.
    pub pivotal: bool,
    /// What begins with it.
    pub label: Option<String>,
}

/// A word of the domain.
#[derive(Debug, Clone)]
pub struct Term {
    /// The word.
    pub word: Spanned<String>,
    /// The element of that name, or what the word means.
    pub meaning: Spanned<String>,
    /// The element, when the meaning names one.
    pub subject: Option<Subject>,
}
