//! A read model that tells how something goes on, and not how it stops.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{AggregateId, EventId, ReadModel, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "projection-misses-sibling",
    code: "ES2029",
    summary: "A read model that follows the states of an aggregate, and not one of the events that change them.",
    levels: Levels::of("-/-/p"),
    fix: None,
    options: &[],
    page: include_str!("projection_misses_sibling.md"),
    check,
};

/// How many events of an aggregate have to be shown before it counts as followed.
const FOLLOWED: usize = 3;

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, view) in on.model.read_models.iter() {
        let subject = Subject::ReadModel(id);
        for (aggregate, shown) in followed(view, on) {
            for event in missed(aggregate, &shown, on) {
                let missed = Subject::Event(event);
                let message = format!(
                    "{} follows {} and never hears {}",
                    on.shown(subject),
                    on.shown(Subject::Aggregate(aggregate)),
                    on.shown(missed)
                );
                let finding = RULE
                    .at(view.name.span, message)
                    .label(format!("knows {} other events of it", shown.len()))
                    .related(on.name(missed).span, "changes the state as well")
                    .help("name it under `from`, if its rows tell the state");
                found.add(on.lowest([subject, missed]), finding);
            }
        }
    }
}

/// The aggregates of which a read model shows enough events, with those events.
fn followed(view: &ReadModel, on: &On<'_>) -> BTreeMap<AggregateId, BTreeSet<EventId>> {
    let mut shown: BTreeMap<AggregateId, BTreeSet<EventId>> = BTreeMap::new();
    for mapping in &view.mappings {
        if let Writer::Aggregate(aggregate) = on.model.events[mapping.event].writer {
            shown.entry(aggregate).or_default().insert(mapping.event);
        }
    }
    shown.retain(|_, events| events.len() >= FOLLOWED);
    shown
}

/// The events that change the state of a lifecycle and are not shown, where another one that does is shown.
fn missed(aggregate: AggregateId, shown: &BTreeSet<EventId>, on: &On<'_>) -> Vec<EventId> {
    let moves = |event: &EventId| on.model.events[*event].moves_to.is_some();
    if !shown.iter().any(moves) {
        return Vec::new();
    }
    let events = on.model.aggregates[aggregate].events.iter().copied();
    let is_live = |event: &EventId| on.flow.is_written(on.model, *event);
    events.filter(|it| moves(it) && is_live(it) && !shown.contains(it)).collect()
}
