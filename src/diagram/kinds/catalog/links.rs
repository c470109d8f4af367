//! What leads to what, found once for all elements.

use std::collections::BTreeMap;

use crate::model::{CommandId, EventId, Issue, Model, PolicyId, ReadModelId, SagaId};

/// A policy or a saga.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reactor {
    Policy(PolicyId),
    Saga(SagaId),
}

/// The ways through a model.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The commands that an event can come of.
    pub(super) causes: BTreeMap<EventId, Vec<CommandId>>,
    /// Who reacts to an event.
    pub(super) reactors: BTreeMap<EventId, Vec<Reactor>>,
    /// Who gives a command, beside people.
    pub(super) givers: BTreeMap<CommandId, Vec<Reactor>>,
    /// The read models that an event feeds.
    pub(super) views: BTreeMap<EventId, Vec<ReadModelId>>,
}

impl Links {
    /// All of them.
    pub(super) fn of(model: &Model) -> Self {
        let mut links = Self::default();
        for (id, command) in model.commands.iter() {
            let events = command.events();
            events.into_iter().for_each(|event| add(&mut links.causes, event, id));
        }
        for (id, policy) in model.policies.iter() {
            let whenever = policy.whenever.iter();
            let reactor = Reactor::Policy(id);
            whenever.for_each(|event| add(&mut links.reactors, event.value, reactor));
            policy.then.iter().for_each(|it| add(&mut links.givers, it.value, reactor));
        }
        for (id, saga) in model.sagas.iter() {
            let reactor = Reactor::Saga(id);
            for reaction in &saga.reactions {
                add(&mut links.reactors, reaction.event, reactor);
                links.given(reaction.issues.iter().chain(&reaction.undo), reactor);
            }
            links.given(saga.timeouts.iter().flat_map(|timeout| &timeout.issues), reactor);
        }
        for (id, view) in model.read_models.iter() {
            view.mappings.iter().for_each(|it| add(&mut links.views, it.event, id));
        }
        links
    }

    fn given<'i>(&mut self, issues: impl Iterator<Item = &'i Issue>, reactor: Reactor) {
        issues.for_each(|issue| add(&mut self.givers, issue.command, reactor));
    }
}

/// Adds something once.
fn add<K: Ord, V: PartialEq>(all: &mut BTreeMap<K, Vec<V>>, key: K, value: V) {
    let found = all.entry(key).or_default();
    if !found.contains(&value) {
        found.push(value);
    }
}
