//! What leads to what: events trigger the steps of policies and sagas, and steps issue commands.

use std::collections::BTreeSet;

use super::{Edge, build::Builder};
use crate::model::{EventId, Issue, Policy, Saga};

/// Adds the edges of every policy and saga, each once.
pub(super) fn connect(builder: &mut Builder<'_>) {
    let model = builder.model;
    let mut edges = Edges { builder, seen: BTreeSet::new() };
    for (id, policy) in model.policies.iter() {
        edges.policy(id, policy);
    }
    for (id, saga) in model.sagas.iter() {
        edges.saga(id, saga);
    }
}

struct Edges<'b, 'm> {
    builder: &'b mut Builder<'m>,
    seen: BTreeSet<Edge>,
}

impl Edges<'_, '_> {
    fn policy(&mut self, id: crate::model::PolicyId, policy: &Policy) {
        let Some(step) = self.builder.policies.get(&id).copied() else { return };
        for event in &policy.whenever {
            self.trigger(event.value, step);
        }
        policy.reactions.iter().for_each(|reaction| self.issue(step, &reaction.issues));
    }

    fn saga(&mut self, id: crate::model::SagaId, saga: &Saga) {
        let steps = self.builder.sagas.get(&id).cloned().unwrap_or_default();
        let undos: Vec<&Issue> =
            saga.reactions.iter().filter_map(|reaction| reaction.undo.as_ref()).collect();
        for (reaction, step) in saga.reactions.iter().zip(&steps) {
            self.trigger(reaction.event, *step);
            self.issue(*step, &reaction.issues);
            if reaction.compensates {
                self.issue(*step, undos.iter().copied());
            }
        }
        for (timeout, step) in saga.timeouts.iter().zip(steps.iter().skip(saga.reactions.len())) {
            self.issue(*step, &timeout.issues);
            if timeout.compensates {
                self.issue(*step, undos.iter().copied());
            }
        }
    }

    fn trigger(&mut self, event: EventId, to: usize) {
        for (from, at) in self.builder.events.get(&event).cloned().unwrap_or_default() {
            self.add(Edge { from, event: Some(at), to });
        }
    }

    fn issue<'i>(&mut self, from: usize, issues: impl IntoIterator<Item = &'i Issue>) {
        for issue in issues {
            if let Some(to) = self.builder.commands.get(&issue.command).copied() {
                self.add(Edge { from, event: None, to });
            }
        }
    }

    fn add(&mut self, edge: Edge) {
        if self.seen.insert(edge) {
            self.builder.scene.edges.push(edge);
        }
    }
}
