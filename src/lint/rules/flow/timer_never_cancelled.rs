//! A deadline is dropped when its instance ends, so that one which never ends hears of it in any case.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Saga, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "timer-never-cancelled",
    code: "ES2028",
    summary: "A timeout that fires although what it waits for has happened.",
    levels: Levels::of("-/-/p"),
    fix: None,
    options: &[],
    page: include_str!("timer_never_cancelled.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        if !waits(saga) || saga.reactions.iter().any(|reaction| reaction.ends) {
            continue;
        }
        let subject = Subject::Saga(id);
        for timeout in &saga.timeouts {
            let message = format!("`{}` fires whatever happens", timeout.name.value);
            let finding = RULE
                .at(timeout.name.span, message)
                .label("is dropped when the instance ends, and no reaction ends it")
                .related(saga.name.span, format!("instances of {}", on.shown(subject)))
                .help("say `ends: true` at the reaction after which nothing is waited for any more");
            found.add(on.level(subject), finding);
        }
    }
}

/// Whether a saga hears of anything after its start. One that does not is a reminder, and meant to fire.
fn waits(saga: &Saga) -> bool {
    let starts = |event| saga.starts.iter().any(|start| start.value == event);
    saga.reactions.iter().any(|reaction| !starts(reaction.event))
}
