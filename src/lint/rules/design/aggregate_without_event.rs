//! The state of an aggregate comes from its events: without one it forgets everything.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Decision, Outcome, Subject},
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
        let decides = aggregate.commands.iter().any(|id| decides(&on.model.commands[*id].decision));
        if decides && !is_told && !on.is_draft(aggregate.name.span) {
            let name = on.shown(Subject::Aggregate(id));
            let finding = RULE
                .at(aggregate.name.span, format!("{name} remembers nothing"))
                .label("decides commands, and no event tells of it")
                .help("say what has happened when a command was accepted, and emit it");
            found.add(on.level(Subject::Aggregate(id)), finding);
        }
    }
}

/// Whether a command is accepted. One of which nothing comes at all is told where it stands.
fn decides(decision: &Decision) -> bool {
    match decision {
        Decision::Table(rows) => rows.iter().any(|row| match &row.outcome {
            Outcome::Emit(_) | Outcome::Ignore(_) | Outcome::Using(_) => true,
            Outcome::Reject(_) => false,
        }),
        Decision::Hook(_) => true,
        Decision::Open => false,
    }
}
