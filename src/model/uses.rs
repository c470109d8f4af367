//! What a context uses of the events of others: the data behind tolerant readers, and behind the question who breaks.

use std::collections::{BTreeMap, BTreeSet};

use super::{ContextId, EventId, Model, Source};
use crate::expr::{Expr, Root};

/// The events of other contexts that a context reads.
#[derive(Debug, Clone, Default)]
pub struct Uses {
    /// The fields that its policies, sagas and read models use, by event.
    pub fields: BTreeMap<EventId, BTreeSet<String>>,
    /// The events that functions written by hand see, whole.
    pub by_hand: BTreeSet<EventId>,
}

impl Model {
    /// The events of other contexts that a context reads, each once, in order of first use.
    pub fn foreign_events(&self, context: ContextId) -> Vec<EventId> {
        let own = &self.contexts[context];
        let policies = own.policies.iter().flat_map(|id| &self.policies[*id].whenever);
        let sagas = own.sagas.iter().flat_map(|id| &self.sagas[*id].reactions);
        let views = own.read_models.iter().flat_map(|id| &self.read_models[*id].mappings);
        let is_foreign = |event: &EventId| self.events[*event].context != Some(context);
        let mut seen = BTreeSet::new();
        let mut used: Vec<EventId> = policies
            .map(|event| event.value)
            .chain(sagas.map(|reaction| reaction.event))
            .chain(views.map(|mapping| mapping.event))
            .filter(|event| is_foreign(event) && seen.insert(*event))
            .collect();
        if used.is_empty() {
            return used;
        }
        // What was really several events is read as those that are used.
        let wanted = seen.clone();
        let several = self.events.iter().filter(|(id, event)| {
            is_foreign(id) && event.split_into.iter().any(|part| wanted.contains(&part.event))
        });
        used.extend(several.map(|(id, _)| id).filter(|id| seen.insert(*id)));
        used
    }

    /// The fields of the events of other contexts that a context uses.
    pub fn uses_of(&self, context: ContextId) -> Uses {
        let mut finder = Finder { model: self, uses: Uses::default() };
        for event in self.foreign_events(context) {
            finder.uses.fields.entry(event).or_default();
        }
        finder.policies(context);
        finder.sagas(context);
        finder.read_models(context);
        finder.uses
    }
}

struct Finder<'m> {
    model: &'m Model,
    /// Foreign events only; those of the context itself are read whole.
    uses: Uses,
}

impl Finder<'_> {
    fn policies(&mut self, context: ContextId) {
        let policies = &self.model.contexts[context].policies;
        for reaction in policies.iter().flat_map(|id| &self.model.policies[*id].reactions) {
            let issued = reaction.issues.iter().flat_map(|issue| issue.expressions());
            self.expressions(reaction.event, reaction.when.iter().chain(issued));
            let fillings = reaction.issues.iter().flat_map(|issue| &issue.fields);
            self.hooks(reaction.event, fillings.map(|filling| &filling.source));
            if reaction.using.is_some() {
                self.everything(reaction.event);
            }
        }
    }

    fn sagas(&mut self, context: ContextId) {
        let sagas = &self.model.contexts[context].sagas;
        for reaction in sagas.iter().flat_map(|id| &self.model.sagas[*id].reactions) {
            let issues = || reaction.issues.iter().chain(&reaction.undo);
            let folds = || reaction.folds.iter().map(|fold| &fold.source);
            let own = reaction.when.iter().chain(&reaction.key);
            self.expressions(reaction.event, own.chain(folds().filter_map(Source::expr)));
            self.expressions(reaction.event, issues().flat_map(|issue| issue.expressions()));
            let fillings = issues().flat_map(|issue| &issue.fields);
            self.hooks(reaction.event, fillings.map(|filling| &filling.source).chain(folds()));
        }
    }

    fn read_models(&mut self, context: ContextId) {
        let views = &self.model.contexts[context].read_models;
        for mapping in views.iter().flat_map(|id| &self.model.read_models[*id].mappings) {
            for change in &mapping.changes {
                let sources = || change.writes.iter().flatten().map(|filling| &filling.source);
                let values = sources().filter_map(Source::expr);
                self.expressions(mapping.event, change.key.iter().chain(values));
                self.hooks(mapping.event, sources());
            }
        }
    }

    fn expressions<'e>(&mut self, event: EventId, expressions: impl Iterator<Item = &'e Expr>) {
        let Some(fields) = self.uses.fields.get_mut(&event) else { return };
        for expression in expressions {
            fields.extend(expression.fields_of(Root::Event));
        }
    }

    /// A function written by hand sees the whole event.
    fn hooks<'s>(&mut self, event: EventId, mut sources: impl Iterator<Item = &'s Source>) {
        if sources.any(Source::is_hook) {
            self.everything(event);
        }
    }

    fn everything(&mut self, event: EventId) {
        let Some(fields) = self.uses.fields.get_mut(&event) else { return };
        let all = self.model.events[event].fields.iter();
        fields.extend(all.map(|field| field.name.value.clone()));
        self.uses.by_hand.insert(event);
    }
}
