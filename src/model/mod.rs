//! The resolved model: every name looked up, every expression typed, every place remembered.
//!
//! Declarations come in, one immutable [`Model`] and its diagnostics come out. Evolution, diagrams and
//! generation read this and nothing earlier.

mod around;
mod command;
mod context;
mod event;
mod policy;
mod read_model;
mod readers;
mod resolve;
mod saga;
mod scenario;
mod step;
mod uses;

pub use around::{Actor, Hotspot, Moment, Pattern, Relation, RelationKind, Subject, System, Term};
pub use command::{Command, Decision, Emission, Filling, Handler, Outcome, Row, Source};
pub use context::{Aggregate, Context, ContextKind, Lifecycle, Publishes, Reading, Snapshot};
pub use event::{Audience, Change, Event, Fold, Split, SplitField, SplitSource, Writer};
pub use policy::{Issue, Policy, PolicyReaction};
pub use read_model::{Mapping, Query, ReadModel, Returns, RowChange};
pub use readers::Reader;
pub use resolve::resolve;
pub use saga::{Reaction, Saga, Timeout};
pub use scenario::{Expectation, Given, Issued, Reactor, Samples, Scenario, Shown, Trigger};
pub use step::{Added, Extra, OldType, OnInvalid, Step, StepKind};
pub use uses::Uses;

pub use crate::types::{Allow, Deprecation, Info, Level};

use jiff::civil::Date;

use crate::{
    source::{Span, Spanned},
    syntax::ast::LintDecl,
    types::{Arena, TypeTable},
};

crate::ids! {
    /// Names a bounded context.
    ContextId;
    /// Names an aggregate.
    AggregateId;
    /// Names a command.
    CommandId;
    /// Names an event.
    EventId;
    /// Names a policy.
    PolicyId;
    /// Names a saga.
    SagaId;
    /// Names a read model.
    ReadModelId;
    /// Names an actor.
    ActorId;
    /// Names an external system.
    SystemId;
}

/// An event storming in which every reference is resolved.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// The kebab-case name.
    pub name: Spanned<String>,
    /// The name for people.
    pub title: Option<String>,
    /// Label, description and the like.
    pub info: Info,
    /// How complete the model claims to be, where a context does not say otherwise.
    pub level: Level,
    /// Where the generated workspace keeps its events.
    pub store: Store,
    /// The name of the generated workspace, when it is not the model's.
    pub workspace: Option<Spanned<String>>,
    /// Declared types and identities.
    pub types: TypeTable,
    /// Bounded contexts.
    pub contexts: Arena<ContextId, Context>,
    /// Aggregates of all contexts.
    pub aggregates: Arena<AggregateId, Aggregate>,
    /// Commands of all aggregates, systems and contexts.
    pub commands: Arena<CommandId, Command>,
    /// Events of all aggregates, systems and contexts.
    pub events: Arena<EventId, Event>,
    /// Policies of all contexts.
    pub policies: Arena<PolicyId, Policy>,
    /// Sagas, in the context that owns them.
    pub sagas: Arena<SagaId, Saga>,
    /// Read models of all contexts.
    pub read_models: Arena<ReadModelId, ReadModel>,
    /// People and roles.
    pub actors: Arena<ActorId, Actor>,
    /// External systems.
    pub systems: Arena<SystemId, System>,
    /// How contexts depend on each other.
    pub relations: Vec<Relation>,
    /// Examples that become tests.
    pub scenarios: Vec<Scenario>,
    /// Open questions.
    pub hotspots: Vec<Hotspot>,
    /// The story in order.
    pub timeline: Vec<Moment>,
    /// Words of the domain.
    pub glossary: Vec<Term>,
    /// Findings about changes that are right as they are.
    pub accepted: Vec<Accepted>,
    /// Settings of the rules, as written.
    pub lint: Option<Box<LintDecl>>,
    /// Every word that means an element, element by element: the place of its own name, behind the dot of a path.
    pub references: Vec<Spanned<Subject>>,
    /// Whether a word names no element where one element leads to another, so that more may lead there than is known.
    pub is_cut: bool,
}

impl Model {
    /// The name of an event with that of the context or system that it belongs to: `Orders.OrderPlaced`.
    pub fn event_path(&self, id: EventId) -> String {
        let event = &self.events[id];
        let owner = match (event.context, event.writer) {
            (Some(context), _) => Some(&self.contexts[context].name.value),
            (None, Writer::System(system)) => Some(&self.systems[system].name.value),
            (None, Writer::Aggregate(_) | Writer::Nobody) => None,
        };
        let name = &event.name.value;
        owner.map_or_else(|| name.clone(), |owner| format!("{owner}.{name}"))
    }

    /// The context of an element; nothing for what stands outside of all contexts.
    pub fn context_of(&self, subject: Subject) -> Option<ContextId> {
        match subject {
            Subject::Context(id) => Some(id),
            Subject::Aggregate(id) => Some(self.aggregates[id].context),
            Subject::Command(id) => self.commands[id].context,
            Subject::Event(id) => self.events[id].context,
            Subject::Policy(id) => Some(self.policies[id].context),
            Subject::Saga(id) => Some(self.sagas[id].context),
            Subject::ReadModel(id) => Some(self.read_models[id].context),
            Subject::Actor(_) | Subject::System(_) => None,
        }
    }

    /// Whether a life of an aggregate can begin with one of its events.
    pub fn begins(&self, aggregate: &Aggregate, event: EventId) -> bool {
        aggregate.commands.iter().any(|command| self.commands[*command].begins_with(event))
    }

    /// Whether one of its events can come to an instance that there is already.
    pub fn goes_on(&self, aggregate: &Aggregate, event: EventId) -> bool {
        aggregate.commands.iter().any(|command| self.commands[*command].goes_on_with(event))
    }

    /// The events of a context, those of its aggregates included, in order of declaration.
    pub fn events_of(&self, context: ContextId) -> Vec<EventId> {
        let own = &self.contexts[context];
        let of_aggregates = own.aggregates.iter().flat_map(|id| &self.aggregates[*id].events);
        let mut events: Vec<_> = of_aggregates.chain(&own.events).copied().collect();
        events.sort_unstable();
        events.dedup();
        events
    }

    /// The commands of a context, those of its aggregates included, in order of declaration.
    pub fn commands_of(&self, context: ContextId) -> Vec<CommandId> {
        let own = &self.contexts[context];
        let of_aggregates = own.aggregates.iter().flat_map(|id| &self.aggregates[*id].commands);
        let mut commands: Vec<_> = of_aggregates.chain(&own.commands).copied().collect();
        commands.sort_unstable();
        commands.dedup();
        commands
    }

    /// The places that name an element, in reading order. What a name consists of beside others, as `OrderId` does of
    /// `Order`, is not among them.
    pub fn references_to(&self, subject: Subject) -> impl Iterator<Item = Span> {
        let start = self.references.partition_point(|it| it.value < subject);
        let own = self.references.iter().skip(start).take_while(move |it| it.value == subject);
        own.map(|it| it.span)
    }

    /// The name of the generated workspace and its program: the model's, unless `generate:` says otherwise.
    pub fn workspace_name(&self) -> &str {
        &self.workspace.as_ref().unwrap_or(&self.name).value
    }
}

/// A finding about a change that is right as it is.
#[derive(Debug, Clone)]
pub struct Accepted {
    /// The finding: code and fingerprint.
    pub finding: Spanned<String>,
    /// Why it does no harm.
    pub because: String,
    /// The last day on which it is accepted.
    pub until: Option<Spanned<Date>>,
}

/// Where the generated workspace keeps its events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Store {
    /// An embedded database file.
    #[default]
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}
