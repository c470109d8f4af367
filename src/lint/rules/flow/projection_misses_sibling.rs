//! A read model that tells how something goes on, and not how it stops.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    expr::Expr,
    lint::{Levels, Rule, judge::Found, on::On},
    model::{AggregateId, EventId, Fold, ReadModel, Source, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "projection-misses-sibling",
    code: "ES2029",
    summary: "A read model that follows an aggregate, and misses an event like those that it shows.",
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
                    .related(on.name(missed).span, "changes the aggregate as well")
                    .help("name it under `from`, if its rows should tell of it");
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

/// The events that are not shown, though they change the state of a lifecycle as others do that are shown, or change the
/// memory of the aggregate exactly like one of them.
fn missed(aggregate: AggregateId, shown: &BTreeSet<EventId>, on: &On<'_>) -> Vec<EventId> {
    let model = on.model;
    let moves = |event: &EventId| model.events[*event].moves_to.is_some();
    let shows_moves = shown.iter().any(moves);
    let shown_folds: Vec<&Fold> =
        shown.iter().flat_map(|event| &model.events[*event].folds).collect();
    let is_alike = |event: &EventId| {
        let mut folds = model.events[*event].folds.iter();
        folds.any(|fold| shown_folds.iter().any(|other| is_same(fold, other)))
    };
    let events = model.aggregates[aggregate].events.iter().copied();
    let is_live = |event: &EventId| on.flow.is_written(model, *event);
    let missing = events.filter(|event| is_live(event) && !shown.contains(event));
    missing.filter(|event| (shows_moves && moves(event)) || is_alike(event)).collect()
}

fn written(source: &Source) -> Option<&Expr> {
    match source {
        Source::Written(expr) => Some(expr),
        Source::ByName(_) | Source::Default | Source::Hook(_) => None,
    }
}

fn is_same(fold: &Fold, other: &Fold) -> bool {
    fold.field.value == other.field.value
        && written(&fold.source).zip(written(&other.source)).is_some_and(|(own, other)| own.same(other))
}
