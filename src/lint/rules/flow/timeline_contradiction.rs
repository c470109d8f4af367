//! Nothing happens before its cause.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{EventId, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "timeline-contradiction",
    code: "ES2026",
    summary: "An event that the timeline tells before the only events that lead to it.",
    levels: Levels::of("W/W/-"),
    fix: None,
    options: &[],
    page: include_str!("timeline_contradiction.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (place, moment) in on.model.timeline.iter().enumerate() {
        let Some(causes) = causes(moment.event.value, on) else { continue };
        let later = |cause: &EventId| on.flow.moment(*cause).is_some_and(|it| it > place);
        let Some(cause) = causes.first().filter(|_| causes.iter().all(later)) else { continue };
        let (event, cause_of_it) = (Subject::Event(moment.event.value), Subject::Event(*cause));
        let message = format!(
            "{} stands before its cause {}",
            on.shown(event),
            on.shown(cause_of_it)
        );
        let mut finding = RULE
            .at(moment.event.span, message)
            .label("told here already")
            .help("put it behind its cause, or say what else leads to it");
        let told = on.flow.moment(*cause).and_then(|place| on.model.timeline.get(place));
        if let Some(told) = told {
            finding = finding.related(told.event.span, "the cause is told here");
        }
        found.add(on.lowest([event, cause_of_it]), finding);
    }
}

/// The events of which an event comes, when nothing else can lead to it: no person, no time, no system.
fn causes(event: EventId, on: &On<'_>) -> Option<BTreeSet<EventId>> {
    let mut causes = BTreeSet::new();
    if !on.flow.is_written(on.model, event) || on.flow.emitters(event).is_empty() {
        return None;
    }
    for emitter in on.flow.emitters(event) {
        let issuers = on.flow.issuers(emitter.command);
        if issuers.is_empty() {
            return None;
        }
        for issuer in issuers {
            causes.insert(issuer.on?);
        }
    }
    Some(causes)
}
