//! An event from outside lies in no stream of ours: without a field nobody knows what it is about.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "event-without-data",
    code: "ES4007",
    summary: "An event of an external system that carries nothing.",
    levels: Levels::of("-/-/I"),
    fix: None,
    options: &[],
    page: include_str!("event_without_data.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, event) in on.model.events.iter() {
        let is_outside = matches!(event.writer, Writer::System(_));
        let is_heard = !on.flow.listeners(id).is_empty();
        if is_outside && is_heard && event.fields.is_empty() && !on.is_past(id) {
            let name = on.shown(Subject::Event(id));
            let finding = RULE
                .at(event.name.span, format!("{name} tells nothing but its name"))
                .label("comes from outside, where it lies in no stream")
                .help("add the field by which the system says what it is about");
            found.add(on.level(Subject::Event(id)), finding);
        }
    }
}
