//! What really flows between places: events that others use, and commands that are given across a border.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagram::text::{counted, spoken},
    model::{CommandId, ContextId, EventId, Handler, Issue, Model, SystemId, Writer},
};

/// A context, or an external system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Context(ContextId),
    System(SystemId),
}

/// What flows from one place to another one.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) events: BTreeSet<EventId>,
    pub(super) commands: BTreeSet<CommandId>,
    /// Commands against the direction of a declared relation: who takes also asks.
    pub(super) asked: BTreeSet<CommandId>,
}

impl Flow {
    pub(super) fn is_empty(&self) -> bool {
        self.events.is_empty() && self.commands.is_empty() && self.asked.is_empty()
    }

    /// The flow in words: a single thing by its name, several by their number.
    pub(super) fn told(&self, model: &Model) -> String {
        let mut words = Vec::new();
        let event = |id: EventId| {
            let event = &model.events[id];
            spoken(&event.name.value, event.info.label.as_deref())
        };
        let command = |id: CommandId| {
            let command = &model.commands[id];
            spoken(&command.name.value, command.info.label.as_deref())
        };
        let commands: BTreeSet<_> = self.commands.union(&self.asked).copied().collect();
        let many = self.events.len() + commands.len() > 1;
        if let Some(first) = self.events.first() {
            words.push(if many { counted(self.events.len(), "event") } else { event(*first) });
        }
        if let Some(first) = commands.first() {
            words.push(if many { counted(commands.len(), "command") } else { command(*first) });
        }
        words.join(", ")
    }
}

/// Everything that flows across a border.
pub(super) fn flows(model: &Model) -> BTreeMap<(Place, Place), Flow> {
    let mut flows = Flows { model, found: BTreeMap::new() };
    for policy in model.policies.values() {
        policy.whenever.iter().for_each(|event| flows.event(event.value, policy.context));
        let issues = policy.reactions.iter().flat_map(|reaction| &reaction.issues);
        issues.for_each(|issue| flows.command(policy.context, issue));
    }
    for saga in model.sagas.values() {
        for reaction in &saga.reactions {
            flows.event(reaction.event, saga.context);
            let issues = reaction.issues.iter().chain(&reaction.undo);
            issues.for_each(|issue| flows.command(saga.context, issue));
        }
        let issues = saga.timeouts.iter().flat_map(|timeout| &timeout.issues);
        issues.for_each(|issue| flows.command(saga.context, issue));
    }
    for view in model.read_models.values() {
        view.mappings.iter().for_each(|mapping| flows.event(mapping.event, view.context));
    }
    for (id, context) in model.contexts.iter() {
        context.reads.iter().for_each(|reading| flows.event(reading.event, id));
    }
    flows.found
}

struct Flows<'m> {
    model: &'m Model,
    found: BTreeMap<(Place, Place), Flow>,
}

impl Flows<'_> {
    fn event(&mut self, id: EventId, reader: ContextId) {
        let event = &self.model.events[id];
        let from = match (event.context, event.writer) {
            (Some(context), _) => Place::Context(context),
            (None, Writer::System(system)) => Place::System(system),
            (None, Writer::Aggregate(_) | Writer::Nobody) => return,
        };
        self.between(from, Place::Context(reader), |flow| {
            flow.events.insert(id);
        });
    }

    fn command(&mut self, giver: ContextId, issue: &Issue) {
        let command = &self.model.commands[issue.command];
        let to = match (command.context, command.handler) {
            (Some(context), _) => Place::Context(context),
            (None, Handler::System(system)) => Place::System(system),
            (None, Handler::Aggregate(_) | Handler::Nobody) => return,
        };
        let from = Place::Context(giver);
        self.between(from, to, |flow| {
            flow.commands.insert(issue.command);
        });
    }

    fn between(&mut self, from: Place, to: Place, add: impl FnOnce(&mut Flow)) {
        if from != to {
            add(self.found.entry((from, to)).or_default());
        }
    }
}
