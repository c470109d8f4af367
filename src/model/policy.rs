//! Policies: whenever this happens, do that.

use super::{CommandId, ContextId, EventId, Filling, Info};
use crate::{
    expr::Expr,
    source::{Span, Spanned},
};

/// A rule without memory that issues commands when events happen.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context that owns it.
    pub context: ContextId,
    /// The events that start it.
    pub whenever: Vec<Spanned<EventId>>,
    /// The commands that it may give, each once, as they are named.
    pub then: Vec<Spanned<CommandId>>,
    /// What it does, once for each of those events, since each has fields of its own.
    pub reactions: Vec<PolicyReaction>,
}

/// What a policy does on one of its events.
#[derive(Debug, Clone)]
pub struct PolicyReaction {
    /// The event.
    pub event: EventId,
    /// When it applies; nothing means always.
    pub when: Option<Expr>,
    /// The commands it issues, in order.
    pub issues: Vec<Issue>,
    /// A function written by hand that gives the commands instead.
    pub using: Option<Spanned<String>>,
}

/// A command that a policy or saga issues.
#[derive(Debug, Clone)]
pub struct Issue {
    /// The command.
    pub command: CommandId,
    /// Where it is named.
    pub span: Span,
    /// The identity of the addressed aggregate; nothing when a new one is made.
    pub target: Option<Expr>,
    /// One filling for each field of the command.
    pub fields: Vec<Filling>,
}

impl Issue {
    /// Every expression that the command reads.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.fields.iter().filter_map(|filling| filling.source.expr()).chain(&self.target)
    }
}
