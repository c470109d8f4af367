//! What is final does not go on.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Handler, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "final-state-left",
    code: "ES2033",
    summary: "A command that is allowed in a state that is called final.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("final_state_left.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        let Handler::Aggregate(aggregate) = command.handler else { continue };
        let Some(lifecycle) = &on.model.aggregates[aggregate].lifecycle else { continue };
        for from in &command.from {
            let Some(last) = lifecycle.finals.iter().find(|last| last.value == from.value) else {
                continue;
            };
            let (subject, state) = (Subject::Command(id), on.text(from.span));
            let message = format!("{} is allowed in `{state}`, which is final", on.shown(subject));
            let finding = RULE
                .at(from.span, message)
                .label("something happens here")
                .related(last.span, "nothing can happen any more")
                .help(format!("take `{state}` out of `from`, or out of `final`"));
            found.add(on.level(subject), finding);
        }
    }
}
