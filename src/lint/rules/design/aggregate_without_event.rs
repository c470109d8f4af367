//! The state of an aggregate comes from its events: without one it forgets everything.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Decision, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "aggregate-without-event",
    code: "ES3017",
    summary: "An aggregate that decides commands and has no event.",
    levels: Levels::of("-/-/W"),
    fix: None,
    options: &[],
    page: include_str!("aggregate_without_event.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        let is_told = aggregate.events.iter().any(|event| !on.is_past(*event));
        // A command of which nothing is said yet is told where it stands.
        let decides = aggregate
            .commands
            .iter()
            .any(|command| !matches!(on.model.commands[*command].decision, Decision::Open));
        if decides && !is_told {
            let name = on.shown(Subject::Aggregate(id));
            let finding = RULE
                .at(aggregate.name.span, format!("{name} remembers nothing"))
                .label("decides commands, and no event tells of it")
                .help("say what has happened when a command was accepted, and emit it");
            found.add(on.level(Subject::Aggregate(id)), finding);
        }
    }
}
