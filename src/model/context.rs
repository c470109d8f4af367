//! Bounded contexts and the aggregates inside them.

use super::{
    AggregateId, CommandId, ContextId, EventId, Info, Level, PolicyId, ReadModelId, SagaId,
};
use crate::{
    case,
    source::{Span, Spanned},
    types::{Field, TypeId},
};

/// A part of the domain with a language of its own.
#[derive(Debug, Clone)]
pub struct Context {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// How complete this context claims to be.
    pub level: Level,
    /// How much it matters to the business.
    pub kind: Option<ContextKind>,
    /// Its aggregates.
    pub aggregates: Vec<AggregateId>,
    /// Commands that no aggregate has taken yet.
    pub commands: Vec<CommandId>,
    /// Events that no aggregate has taken yet.
    pub events: Vec<EventId>,
    /// Its policies.
    pub policies: Vec<PolicyId>,
    /// Its sagas.
    pub sagas: Vec<SagaId>,
    /// Its read models.
    pub read_models: Vec<ReadModelId>,
    /// How its public events leave.
    pub publishes: Option<Publishes>,
    /// The events of other contexts that it says it depends on.
    pub reads: Vec<Reading>,
}

impl Context {
    /// The channel by which its public events leave: what the model says, or its name.
    pub fn channel(&self) -> String {
        let said = self.publishes.as_ref().and_then(|publishes| publishes.channel.as_ref());
        said.map_or_else(|| case::kebab(&self.name.value), |channel| channel.value.clone())
    }

    /// Whether its published events only say that something happened.
    pub fn is_notification(&self) -> bool {
        let style = self.publishes.as_ref().and_then(|publishes| publishes.style.as_ref());
        style.is_some_and(|style| style.value == "notification")
    }
}

/// How much a context matters to the business.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContextKind {
    /// What the business is about.
    Core,
    /// What the core needs.
    Supporting,
    /// What could be bought.
    Generic,
}

/// How the public events of a context leave it.
#[derive(Debug, Clone)]
pub struct Publishes {
    /// The channel or topic.
    pub channel: Option<Spanned<String>>,
    /// `outbox` or `transactional`; how saving and publishing stay together.
    pub delivery: Option<Spanned<String>>,
    /// `notification` or `state-transfer`; how much an event tells.
    pub style: Option<Spanned<String>>,
}

/// An event of another context, with the version and the fields that are depended on.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The event.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// The version that is read.
    pub version: Option<Spanned<u32>>,
    /// The fields that are read, each with the place where it is named; nothing means all that are used.
    pub fields: Option<Vec<Spanned<String>>>,
}

/// A cluster of state with one writer.
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context that owns it.
    pub context: ContextId,
    /// The type of its identity.
    pub identity: TypeId,
    /// The name of the streams in which its events lie; it survives renames.
    pub stored_as: Spanned<String>,
    /// What it remembers.
    pub state: Vec<Field>,
    /// Its states and where it starts.
    pub lifecycle: Option<Lifecycle>,
    /// The commands it handles.
    pub commands: Vec<CommandId>,
    /// The events it writes.
    pub events: Vec<EventId>,
    /// How often the state is saved beside the events.
    pub snapshot: Option<Snapshot>,
}

/// A state machine over one field of the state.
#[derive(Debug, Clone)]
pub struct Lifecycle {
    /// The field of the state, an enumeration.
    pub field: Spanned<String>,
    /// The state after creation, as a place in the enumeration.
    pub initial: Spanned<usize>,
    /// The states without a way out.
    pub finals: Vec<Spanned<usize>>,
}

/// How often the state of an aggregate is saved beside its events.
#[derive(Debug, Clone, Copy)]
pub struct Snapshot {
    /// After how many events.
    pub every: u32,
}
