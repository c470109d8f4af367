//! An aggregate changes by its events only, so a command without one changes nothing.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Command, Decision, Handler, Outcome, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-without-outcome",
    code: "ES2004",
    summary: "A command of an aggregate of which no event can come.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("command_without_outcome.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        // A system outside may answer without telling us, and who has no handler has a worse fault.
        if matches!(command.handler, Handler::Aggregate(_)) && !says_what_comes(command) {
            let message = format!("nothing comes of {}", on.shown(Subject::Command(id)));
            let finding = RULE
                .at(command.name.span, message)
                .label("changes nothing that anybody can see")
                .help("name its events under `emits` or `decide`; a row with `ignore` says that nothing is meant");
            found.add(on.level(Subject::Command(id)), finding);
        }
    }
}

fn says_what_comes(command: &Command) -> bool {
    match &command.decision {
        Decision::Table(rows) => rows.iter().any(|row| match &row.outcome {
            Outcome::Emit(_) | Outcome::Ignore(_) | Outcome::Using(_) => true,
            Outcome::Reject(_) => false,
        }),
        Decision::Hook(_) => true,
        Decision::Open => false,
    }
}
