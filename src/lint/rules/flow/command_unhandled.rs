//! A command is a request to somebody: without a receiver it is lost.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Handler, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-unhandled",
    code: "ES2001",
    summary: "A command that nobody handles.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("command_unhandled.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        if command.handler == Handler::Nobody {
            let message = format!("nobody handles {}", on.shown(Subject::Command(id)));
            let finding = RULE
                .at(command.name.span, message)
                .label("stands in a context, with no aggregate around it")
                .help("move it into the aggregate that decides it, or into `handles` of a system");
            found.add(on.level(Subject::Command(id)), finding);
        }
    }
}
