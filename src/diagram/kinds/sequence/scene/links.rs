//! What leads to what in a model, looked up once.

use std::collections::BTreeSet;

use crate::model::{CommandId, EventId, Model, PolicyId, ReadModelId, SagaId};
use crate::types::Id;

/// Who reacts to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reactor {
    /// A policy, by the place of its reaction.
    Policy(PolicyId, usize),
    /// A saga, by the place of its reaction.
    Saga(SagaId, usize),
}

/// Who gives commands without being a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Giver {
    Policy(PolicyId),
    Saga(SagaId),
}

impl From<Reactor> for Giver {
    fn from(reactor: Reactor) -> Self {
        match reactor {
            Reactor::Policy(id, _) => Self::Policy(id),
            Reactor::Saga(id, _) => Self::Saga(id),
        }
    }
}

/// What leads to what.
#[derive(Debug)]
pub(super) struct Links {
    /// For every event the commands of which it can come.
    pub(super) emitters: Vec<Vec<CommandId>>,
    /// For every event who reacts to it.
    pub(super) reactors: Vec<Vec<Reactor>>,
    /// For every event the read models that it changes.
    pub(super) readers: Vec<Vec<ReadModelId>>,
    /// For every command who gives it, and on which event if it is not time that passes.
    pub(super) givers: Vec<Vec<(Giver, Option<EventId>)>>,
}

impl Links {
    /// What leads to what in a model.
    pub(super) fn new(model: &Model) -> Self {
        let mut links = Self {
            emitters: vec![Vec::new(); model.events.len()],
            reactors: vec![Vec::new(); model.events.len()],
            readers: vec![Vec::new(); model.events.len()],
            givers: vec![Vec::new(); model.commands.len()],
        };
        for (id, command) in model.commands.iter() {
            for event in command.events() {
                links.emitters[event.index()].push(id);
            }
        }
        for (id, policy) in model.policies.iter() {
            for (at, reaction) in policy.reactions.iter().enumerate() {
                let issued = reaction.issues.iter().map(|issue| issue.command);
                links.reacts(Reactor::Policy(id, at), reaction.event, issued);
            }
        }
        for (id, saga) in model.sagas.iter() {
            for (at, reaction) in saga.reactions.iter().enumerate() {
                let issued = reaction.issues.iter().chain(&reaction.undo);
                let issued = issued.map(|issue| issue.command);
                links.reacts(Reactor::Saga(id, at), reaction.event, issued);
            }
            for issue in saga.timeouts.iter().flat_map(|timeout| &timeout.issues) {
                links.givers[issue.command.index()].push((Giver::Saga(id), None));
            }
        }
        for (id, view) in model.read_models.iter() {
            let events: BTreeSet<_> = view.mappings.iter().map(|mapping| mapping.event).collect();
            events.into_iter().for_each(|event| links.readers[event.index()].push(id));
        }
        links
    }

    fn reacts(&mut self, who: Reactor, on: EventId, issued: impl Iterator<Item = CommandId>) {
        self.reactors[on.index()].push(who);
        issued.for_each(|command| self.givers[command.index()].push((who.into(), Some(on))));
    }

    /// The commands that lead to one of some events, be it through policies and sagas.
    pub(super) fn leading(&self, events: impl Iterator<Item = EventId>) -> BTreeSet<CommandId> {
        let mut commands = BTreeSet::new();
        let mut open: Vec<EventId> = events.collect();
        let mut seen: BTreeSet<EventId> = open.iter().copied().collect();
        while let Some(event) = open.pop() {
            for command in &self.emitters[event.index()] {
                if commands.insert(*command) {
                    let before = self.givers[command.index()].iter().filter_map(|(_, on)| *on);
                    open.extend(before.filter(|on| seen.insert(*on)));
                }
            }
        }
        commands
    }
}
