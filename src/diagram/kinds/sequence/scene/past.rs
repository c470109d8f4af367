//! What can have happened to a saga before a point of its course, so that it takes back nothing that never was.

use std::collections::BTreeSet;

use crate::model::{CommandId, EventId, Model, Saga};

/// Whether an event of a saga cannot have happened where commands led to other outcomes than those: it follows from what
/// starts the saga, and in no other way. What comes from elsewhere may have happened at any time.
pub(super) fn ruled_out(
    model: &Model,
    saga: &Saga,
    instead: &[(CommandId, EventId)],
) -> impl Fn(EventId) -> bool + use<> {
    let ever = following(model, saga, &[]);
    let here = following(model, saga, instead);
    move |event| ever.contains(&event) && !here.contains(&event)
}

/// The events that follow from what starts a saga, without some outcomes.
fn following(model: &Model, saga: &Saga, without: &[(CommandId, EventId)]) -> BTreeSet<EventId> {
    let mut open: Vec<EventId> = saga.starts.iter().map(|start| start.value).collect();
    let mut seen: BTreeSet<EventId> = open.iter().copied().collect();
    while let Some(event) = open.pop() {
        for command in given_on(model, event) {
            let outcomes = model.commands[command].events().into_iter();
            open.extend(outcomes.filter(|outcome| {
                !without.contains(&(command, *outcome)) && seen.insert(*outcome)
            }));
        }
    }
    seen
}

/// The commands that policies and sagas give on an event.
fn given_on(model: &Model, event: EventId) -> impl Iterator<Item = CommandId> {
    let of_policies = model.policies.iter().flat_map(|(_, policy)| &policy.reactions);
    let of_policies = of_policies.map(|reaction| (reaction.event, &reaction.issues));
    let of_sagas = model.sagas.iter().flat_map(|(_, saga)| &saga.reactions);
    let of_sagas = of_sagas.map(|reaction| (reaction.event, &reaction.issues));
    of_policies
        .chain(of_sagas)
        .filter(move |(heard, _)| *heard == event)
        .flat_map(|(_, issues)| issues)
        .map(|issue| issue.command)
}
