//! What leads to what: people give commands, events come of them, policies and sagas react, read models are fed.

use std::collections::{BTreeMap, BTreeSet};

use super::element::Element;
use crate::{
    diagram::{
        names::{id_of, reaction_id, timeout_id},
        write::word,
    },
    model::{CommandId, EventId, Issue, Model, Saga, SagaId, Subject},
};

/// Every link once, as places among the elements, in the order of the model.
pub(super) fn of(model: &Model, elements: &[Element]) -> Vec<(usize, usize)> {
    let places = elements.iter().enumerate().map(|(at, it)| (it.id.as_str(), at)).collect();
    let mut links = Links { model, places, seen: BTreeSet::new(), found: Vec::new() };
    for (id, command) in model.commands.iter() {
        for actor in &command.by {
            links.add(&id_of(model, Subject::Actor(actor.value)), &links.command(id));
        }
        for event in command.events() {
            links.add(&links.command(id), &links.event(event));
        }
    }
    for (id, policy) in model.policies.iter() {
        let own = id_of(model, Subject::Policy(id));
        for event in &policy.whenever {
            links.add(&links.event(event.value), &own);
        }
        for command in &policy.then {
            links.add(&own, &links.command(command.value));
        }
    }
    for (id, saga) in model.sagas.iter() {
        links.saga(id, saga);
    }
    for (id, view) in model.read_models.iter() {
        for mapping in &view.mappings {
            links.add(&links.event(mapping.event), &id_of(model, Subject::ReadModel(id)));
        }
    }
    links.found
}

struct Links<'l> {
    model: &'l Model,
    places: BTreeMap<&'l str, usize>,
    seen: BTreeSet<(usize, usize)>,
    found: Vec<(usize, usize)>,
}

impl Links<'_> {
    fn command(&self, id: CommandId) -> String {
        id_of(self.model, Subject::Command(id))
    }

    fn event(&self, id: EventId) -> String {
        id_of(self.model, Subject::Event(id))
    }

    /// Each step by itself, so that what one event causes is not what all of them cause.
    fn saga(&mut self, id: SagaId, saga: &Saga) {
        let context = &self.model.contexts[self.model.sagas[id].context];
        let undos: Vec<&Issue> = saga.reactions.iter().filter_map(|it| it.undo.as_ref()).collect();
        let of = |compensates| if compensates { undos.as_slice() } else { &[] };
        for reaction in &saga.reactions {
            let step = reaction_id(self.model, context, saga, reaction.event);
            self.add(&self.event(reaction.event), &step);
            self.issues(
                &step,
                reaction.issues.iter().chain(of(reaction.compensates).iter().copied()),
            );
        }
        for timeout in &saga.timeouts {
            let step = timeout_id(context, saga, &timeout.name.value);
            self.issues(
                &step,
                timeout.issues.iter().chain(of(timeout.compensates).iter().copied()),
            );
        }
    }

    fn issues<'i>(&mut self, step: &str, issues: impl Iterator<Item = &'i Issue>) {
        issues.for_each(|issue| self.add(step, &self.command(issue.command)));
    }

    fn add(&mut self, from: &str, to: &str) {
        let place = |id: &str| self.places.get(word(id).as_str()).copied();
        if let (Some(from), Some(to)) = (place(from), place(to))
            && self.seen.insert((from, to))
        {
            self.found.push((from, to));
        }
    }
}
