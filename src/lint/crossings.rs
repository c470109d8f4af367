//! Where contexts meet: who listens to the events of another context, or gives commands to one.

use super::on::On;
use crate::{
    model::{ContextId, Subject},
    source::Span,
};

/// A place at which one context depends on another.
#[derive(Debug, Clone, Copy)]
pub(super) struct Crossing {
    /// The context that listens, or that gives the command.
    pub(super) from: ContextId,
    /// The context that it depends on.
    pub(super) on: ContextId,
    /// What happens there.
    pub(super) kind: CrossingKind,
    /// Where the event or the command is named.
    pub(super) span: Span,
}

/// How one context depends on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CrossingKind {
    /// It listens to an event of the other.
    Listens,
    /// It gives the other a command.
    Commands,
}

impl On<'_> {
    /// Every place at which two contexts meet, events first, each kind in order of declaration.
    pub(super) fn crossings(&self) -> Vec<Crossing> {
        let mut found = Vec::new();
        let mut add = |who: Subject, on: Option<ContextId>, kind, span| {
            if let (Some(from), Some(on)) = (self.context(who), on)
                && from != on
            {
                found.push(Crossing { from, on, kind, span });
            }
        };
        for (id, event) in self.model.events.iter() {
            for listener in self.flow.listeners(id) {
                add(listener.who.subject(), event.context, CrossingKind::Listens, listener.span);
            }
        }
        for (id, command) in self.model.commands.iter() {
            for issuer in self.flow.issuers(id) {
                add(issuer.who, command.context, CrossingKind::Commands, issuer.span);
            }
        }
        found
    }
}
