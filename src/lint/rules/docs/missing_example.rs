//! Who reads an event of others wants to see one.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Audience, EventId, Expectation, Given, Subject, Trigger},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "missing-example",
    code: "ES8006",
    summary: "A public event of which no example is shown.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("missing_example.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let shown = shown(on);
    for (id, event) in on.model.events.iter() {
        let is_public = event.audience == Audience::Public && event.retired.is_none();
        let has_example = on.stored_fields(event).iter().any(|field| field.example.is_some());
        if is_public && !event.fields.is_empty() && !has_example && !shown.contains(&id) {
            let subject = Subject::Event(id);
            let finding = RULE
                .at(event.name.span, format!("show one {}", on.shown(subject)))
                .label("public, and no field has an `example`")
                .help("give its fields an `example:`, or values in a scenario");
            found.add(on.level(subject), finding);
        }
    }
}

/// The events that scenarios give values for.
fn shown(on: &On<'_>) -> BTreeSet<EventId> {
    let mut shown = BTreeSet::new();
    let mut show = |given: &Given| {
        if !given.fields.is_empty() {
            shown.insert(given.event);
        }
    };
    for scenario in &on.model.scenarios {
        scenario.given.iter().for_each(&mut show);
        if let Trigger::Event { event, .. } = &scenario.when {
            show(event);
        }
        if let Expectation::Events(events) = &scenario.then {
            events.iter().for_each(&mut show);
        }
    }
    shown
}
