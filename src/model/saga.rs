//! Sagas, also called process managers: they remember, wait, and undo.

use jiff::SignedDuration;

use super::{ContextId, EventId, Fold, Info, Issue};
use crate::{
    expr::Expr,
    source::{Span, Spanned},
    types::Field,
};

/// A process that spans aggregates.
#[derive(Debug, Clone)]
pub struct Saga {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context that owns it.
    pub context: ContextId,
    /// The field by which an event finds its instance, with its type; nothing when the model does not say yet.
    pub keyed_by: Option<Field>,
    /// What an instance remembers.
    pub state: Vec<Field>,
    /// The events that start an instance.
    pub starts: Vec<Spanned<EventId>>,
    /// What it does on each event, the starting one included.
    pub reactions: Vec<Reaction>,
    /// What it does when nothing happens for too long.
    pub timeouts: Vec<Timeout>,
}

/// What a saga does on one event.
#[derive(Debug, Clone)]
pub struct Reaction {
    /// Label, description and the like.
    pub info: Info,
    /// The event.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// When it applies; nothing means always.
    pub when: Option<Expr>,
    /// The instance it belongs to; nothing when the model does not say yet.
    pub key: Option<Expr>,
    /// How the event changes the memory of the instance.
    pub folds: Vec<Fold>,
    /// The commands it issues, in order.
    pub issues: Vec<Issue>,
    /// The command that would undo what the event tells.
    pub undo: Option<Issue>,
    /// Whether everything done so far is undone, newest first.
    pub compensates: bool,
    /// Whether the instance is over.
    pub ends: bool,
}

/// What a saga does when nothing happens for too long.
#[derive(Debug, Clone)]
pub struct Timeout {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// How long after the start.
    pub after: Spanned<SignedDuration>,
    /// The commands it issues, in order; only the memory of the instance is in sight.
    pub issues: Vec<Issue>,
    /// Whether everything done so far is undone, newest first.
    pub compensates: bool,
    /// Whether the instance is over.
    pub ends: bool,
}
