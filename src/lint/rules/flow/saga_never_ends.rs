//! What never ends is kept for ever.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Saga, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "saga-never-ends",
    code: "ES2011",
    summary: "A saga of which no instance is ever over.",
    levels: Levels::of("-/I/W"),
    fix: None,
    options: &[],
    page: include_str!("saga_never_ends.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        if does_something(saga) && !ends(saga) {
            let subject = Subject::Saga(id);
            let finding = RULE
                .at(saga.name.span, format!("instances of {} are never over", on.shown(subject)))
                .label("no reaction and no timeout ends one")
                .help("say `ends: true` at the last reaction; one that remembers nothing is a policy");
            found.add(on.level(subject), finding);
        }
    }
}

fn does_something(saga: &Saga) -> bool {
    !saga.reactions.is_empty() || !saga.timeouts.is_empty()
}

fn ends(saga: &Saga) -> bool {
    saga.reactions.iter().any(|reaction| reaction.ends)
        || saga.timeouts.iter().any(|timeout| timeout.ends)
}
