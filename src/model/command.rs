//! Commands: who handles them, and what comes of them.

use super::{ActorId, AggregateId, ContextId, EventId, Info, SystemId};
use crate::{
    expr::Expr,
    source::{Span, Spanned},
    types::Field,
};

/// A request to do something, with exactly one handler.
#[derive(Debug, Clone)]
pub struct Command {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context, when it is not a system's.
    pub context: Option<ContextId>,
    /// Who handles it.
    pub handler: Handler,
    /// Whether it starts a new stream.
    pub creates: bool,
    /// The actors who decide to issue it.
    pub by: Vec<Spanned<ActorId>>,
    /// The states in which it is allowed, as places in the lifecycle's enumeration; empty means any.
    pub from: Vec<Spanned<usize>>,
    /// What it carries, without the identity of its target.
    pub fields: Vec<Field>,
    /// What comes of it.
    pub decision: Decision,
}

/// Who handles a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handler {
    /// An aggregate of the model.
    Aggregate(AggregateId),
    /// An external system.
    System(SystemId),
    /// Nobody yet.
    Nobody,
}

/// How the outcome of a command is found.
#[derive(Debug, Clone)]
pub enum Decision {
    /// The first row whose condition holds applies.
    Table(Vec<Row>),
    /// A function written by hand decides between these events.
    Hook(Vec<Spanned<EventId>>),
    /// The model does not say what comes of it.
    Open,
}

/// One row of a decision table.
#[derive(Debug, Clone)]
pub struct Row {
    /// When it applies; nothing means always.
    pub when: Option<Expr>,
    /// What comes of it.
    pub outcome: Outcome,
    /// What can come of a function written by hand, beside the events of the other rows.
    pub by_hand: Vec<Spanned<EventId>>,
    /// The rule behind it, in words.
    pub because: Option<String>,
    /// The words that name the outcome.
    pub span: Span,
}

/// What comes of a command.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// An error for the caller; nothing is stored.
    Reject(Spanned<String>),
    /// Facts that are stored together.
    Emit(Vec<Emission>),
    /// Accepted, nothing is stored, for this reason.
    Ignore(String),
    /// A function written by hand decides.
    Using(Spanned<String>),
}

/// An event that a decision emits, with a source for each of its fields.
#[derive(Debug, Clone)]
pub struct Emission {
    /// The event.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// One filling for each field of the event, in order of declaration.
    pub fields: Vec<Filling>,
}

/// Where the value of one field comes from.
#[derive(Debug, Clone)]
pub struct Filling {
    /// The field that is filled.
    pub field: String,
    /// Its source.
    pub source: Source,
}

/// Where a value comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// An expression that the model writes.
    Written(Expr),
    /// A field of the same name that is in sight.
    ByName(Expr),
    /// The default of the field, or nothing for an optional one.
    Default,
    /// A function written by hand.
    Hook(Spanned<String>),
}

impl Command {
    /// Every event that can come of the command, once each, in order of first mention.
    pub fn events(&self) -> Vec<EventId> {
        let mut found = Vec::new();
        let mut add = |event| {
            if !found.contains(&event) {
                found.push(event);
            }
        };
        match &self.decision {
            Decision::Table(rows) => {
                rows.iter().flat_map(Row::events).for_each(add);
            }
            Decision::Hook(events) => events.iter().for_each(|event| add(event.value)),
            Decision::Open => {}
        }
        found
    }

    /// Whether an instance can begin with the event: it is the first of what comes of a command that creates.
    pub fn begins_with(&self, event: EventId) -> bool {
        let is_first = |row: &Row| row.emissions().first().is_some_and(|it| it.event == event);
        self.creates
            && match &self.decision {
                Decision::Table(rows) if !rows.iter().any(Row::is_hook) => {
                    rows.iter().any(is_first)
                }
                Decision::Table(_) | Decision::Hook(_) | Decision::Open => {
                    self.events().contains(&event)
                }
            }
    }

    /// Whether the event can come of the command when there is an instance already, if only since the event before it.
    pub fn goes_on_with(&self, event: EventId) -> bool {
        let is_later = |row: &Row| row.emissions().iter().skip(1).any(|it| it.event == event);
        match &self.decision {
            Decision::Table(rows) if self.creates && !rows.iter().any(Row::is_hook) => {
                rows.iter().any(is_later)
            }
            Decision::Table(_) | Decision::Hook(_) | Decision::Open => {
                let events = self.events();
                events.contains(&event) && (!self.creates || events.len() > 1)
            }
        }
    }
}

impl Row {
    /// The events that this row emits.
    pub fn emissions(&self) -> &[Emission] {
        match &self.outcome {
            Outcome::Emit(emissions) => emissions,
            Outcome::Reject(_) | Outcome::Ignore(_) | Outcome::Using(_) => &[],
        }
    }

    /// Every event that can come of this row.
    fn events(&self) -> impl Iterator<Item = EventId> {
        let emitted = self.emissions().iter().map(|emission| emission.event);
        emitted.chain(self.by_hand.iter().map(|event| event.value))
    }

    /// Whether a function written by hand decides.
    pub fn is_hook(&self) -> bool {
        match &self.outcome {
            Outcome::Using(_) => true,
            Outcome::Reject(_) | Outcome::Ignore(_) | Outcome::Emit(_) => false,
        }
    }
}

impl Source {
    /// The expression of a source that is one.
    pub fn expr(&self) -> Option<&Expr> {
        match self {
            Self::Written(expr) | Self::ByName(expr) => Some(expr),
            Self::Default | Self::Hook(_) => None,
        }
    }

    /// Whether nobody gives the value, so that it is the default of the field, or nothing.
    pub fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }

    /// Whether a function written by hand gives the value; it sees whole messages.
    pub fn is_hook(&self) -> bool {
        matches!(self, Self::Hook(_))
    }
}
