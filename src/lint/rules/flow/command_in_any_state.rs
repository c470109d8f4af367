//! Whoever has states should say in which of them a command makes sense.

use crate::{
    expr::{Expr, Root},
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Command, Decision, Handler, Lifecycle, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-in-any-state",
    code: "ES2025",
    summary: "A command that is allowed in every state of a lifecycle.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("command_in_any_state.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        let Handler::Aggregate(aggregate) = command.handler else { continue };
        let Some(lifecycle) = &on.model.aggregates[aggregate].lifecycle else { continue };
        if command.creates || !command.from.is_empty() || looks_at(command, lifecycle) {
            continue;
        }
        let subject = Subject::Command(id);
        let message = format!("{} is accepted in every state", on.shown(subject));
        let finding = RULE
            .at(command.name.span, message)
            .label("has no `from`, and its decision does not look at the state")
            .related(lifecycle.field.span, "the states are those of this field")
            .help("name the states in which it is allowed under `from`");
        found.add(on.level(subject), finding);
    }
}

/// Whether a decision looks at the state of the lifecycle itself. A function may.
fn looks_at(command: &Command, lifecycle: &Lifecycle) -> bool {
    let reads = |condition: &Expr| {
        condition.fields_of(Root::State).contains(&lifecycle.field.value)
    };
    match &command.decision {
        Decision::Table(rows) => rows.iter().any(|row| {
            row.is_hook() || row.when.as_ref().is_some_and(reads)
        }),
        Decision::Hook(_) => true,
        Decision::Open => false,
    }
}
