//! What the phases before have settled, and typed look-ups in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    kind::Kind,
    level::Home,
    names::{Names, Wanted},
};
use crate::{
    diagnostic::Diagnostic,
    model::{ActorId, AggregateId, CommandId, ContextId, EventId, Model, ReadModelId, Subject},
    source::Spanned,
    syntax::Word,
    types::{Field, Place, TypeId},
};

/// The model so far and its names.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'m> {
    /// The model, as far as the phases before have filled it.
    pub(super) model: &'m Model,
    /// Every declared name.
    pub(super) names: &'m Names,
    /// Elements of which a field is bad and reported; expressions over them are not checked.
    pub(super) poisoned: &'m BTreeSet<Subject>,
    /// What newtypes say about their values, each as a field of that type.
    pub(super) templates: &'m BTreeMap<TypeId, Field>,
    /// Aggregates whose lifecycle is bad and reported.
    pub(super) lost_lifecycles: &'m BTreeSet<AggregateId>,
    /// Types of which a part is bad and reported.
    pub(super) broken_types: &'m BTreeSet<TypeId>,
}

impl Known<'_> {
    /// Where types are looked up first for an element at `home`.
    pub(super) fn place(self, home: Home) -> Place {
        home.context
            .map_or(Place::Shared, |id| Place::Context(self.model.contexts[id].name.value.clone()))
    }

    /// The same place for what is said about an event: whatever is unfinished there counts here too.
    pub(super) fn beside_event(self, home: Home, event: EventId) -> Home {
        let event = &self.model.events[event];
        self.beside(home, event.context, event.info.draft)
    }

    /// The same place for what is said about a command.
    pub(super) fn beside_command(self, home: Home, command: CommandId) -> Home {
        let command = &self.model.commands[command];
        self.beside(home, command.context, command.info.draft)
    }

    /// A finding matters as much as the least complete context that takes part.
    pub(super) fn beside(self, home: Home, context: Option<ContextId>, draft: bool) -> Home {
        let other = context.map(|id| self.model.contexts[id].level);
        let level = other.map_or(home.level, |level| level.min(home.level));
        Home { level, draft: home.draft || draft, ..home }
    }

    /// The event that a word of the flow names; `grammar` says what stands here, as in "a policy starts with an
    /// event". Nothing after a finding went out, or when the event's declaration is bad itself.
    pub(super) fn event(
        self,
        word: &Word,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<EventId>> {
        match self.find(word, Wanted::flow(&[Kind::Event], grammar), home, out)? {
            Subject::Event(id) => Some(Spanned::new(id, word.span)),
            _ => None,
        }
    }

    /// The command that a word of the flow names.
    pub(super) fn command(
        self,
        word: &Word,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<CommandId>> {
        match self.find(word, Wanted::flow(&[Kind::Command], grammar), home, out)? {
            Subject::Command(id) => Some(Spanned::new(id, word.span)),
            _ => None,
        }
    }

    /// The actor that a word of the flow names.
    pub(super) fn actor(
        self,
        word: &Word,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<ActorId>> {
        match self.find(word, Wanted::flow(&[Kind::Actor], grammar), home, out)? {
            Subject::Actor(id) => Some(Spanned::new(id, word.span)),
            _ => None,
        }
    }

    /// The context that a word names.
    pub(super) fn context(
        self,
        word: &Word,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<ContextId>> {
        match self.find(word, Wanted::place(&[Kind::Context], grammar), home, out)? {
            Subject::Context(id) => Some(Spanned::new(id, word.span)),
            _ => None,
        }
    }

    /// The read model that a word names.
    pub(super) fn read_model(
        self,
        word: &Word,
        grammar: &'static str,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Spanned<ReadModelId>> {
        match self.find(word, Wanted::place(&[Kind::ReadModel], grammar), home, out)? {
            Subject::ReadModel(id) => Some(Spanned::new(id, word.span)),
            _ => None,
        }
    }

    /// The element of whatever kind fits.
    pub(super) fn find(
        self,
        word: &Word,
        wanted: Wanted,
        home: Home,
        out: &mut Vec<Diagnostic>,
    ) -> Option<Subject> {
        self.names.find(word.as_ref().map(String::as_str), wanted, home, out)
    }
}
