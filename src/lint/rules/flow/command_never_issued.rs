//! A command that nobody gives is dead, or somebody is missing on the board.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-never-issued",
    code: "ES2003",
    summary: "A command that nobody gives.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("command_never_issued.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        if on.flow.issuers(id).is_empty() {
            let message = format!("nobody gives {}", on.shown(Subject::Command(id)));
            let finding = RULE
                .at(command.name.span, message)
                .label("no actor, no policy and no saga gives it")
                .help("name its actors under `by`, or give it under `then` of a policy or `issue` of a saga");
            found.add(on.level(Subject::Command(id)), finding);
        }
    }
}
