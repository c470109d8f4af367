//! A fact that may lack a part is often two facts.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On, words::words_of},
    model::{Added, Event, StepKind, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "optional-event-field",
    code: "ES4017",
    summary: "An optional field in an event.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("optional_event_field.md"),
    check,
};

/// What people may say, or not.
const REMARKS: [&str; 7] =
    ["comment", "description", "hint", "memo", "message", "note", "remark"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, event) in on.model.events.iter() {
        // What systems outside tell is theirs to say.
        if on.is_past(id) || matches!(event.writer, Writer::System(_)) {
            continue;
        }
        let added = added(event);
        for field in event.fields.iter().filter(|field| field.ty.is_optional()) {
            let name = &field.name.value;
            let is_remark = words_of(name).pop().is_some_and(|it| REMARKS.contains(&it.as_str()));
            if is_remark || added.contains(name.as_str()) {
                continue;
            }
            let finding = RULE
                .at(field.name.span, format!("`{name}` of {} is optional", on.shown(Subject::Event(id))))
                .label("two facts in one?")
                .help("if it is there for a reason, let an event of its own tell it");
            found.add(on.level(Subject::Event(id)), finding);
        }
    }
}

/// The fields that older versions do not have.
fn added(event: &Event) -> BTreeSet<&str> {
    let steps = event.changes.iter().flat_map(|change| &change.steps);
    let fields = steps.filter_map(|step| match &step.kind {
        StepKind::Add { field, value: Added::Nothing } => Some(field.value.as_str()),
        _ => None,
    });
    fields.collect()
}
