//! Whoever waits for others needs an answer to silence.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{EventId, Reaction, Saga, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "saga-without-timeout",
    code: "ES2014",
    summary: "A saga that waits for another context or a system outside, without a deadline.",
    levels: Levels::of("-/s/I"),
    fix: None,
    options: &[],
    page: include_str!("saga_without_timeout.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        let Some(awaited) = awaited(saga, on).filter(|_| saga.timeouts.is_empty()) else {
            continue;
        };
        let (subject, event) = (Subject::Saga(id), Subject::Event(awaited.event));
        let message = format!("{} has no deadline for {}", on.shown(subject), on.shown(event));
        let finding = RULE
            .at(saga.name.span, message)
            .label("no timeout")
            .related(awaited.span, "comes from outside")
            .help("say under `timeouts` after how long it gives up, and what happens then");
        found.add(on.lowest([subject, event]), finding);
    }
}

/// The event of others that a running instance waits for; the first one by name, whatever the order of the reactions.
fn awaited<'s>(saga: &'s Saga, on: &On<'_>) -> Option<&'s Reaction> {
    let starts = |event: EventId| saga.starts.iter().any(|start| start.value == event);
    let is_foreign = |event: EventId| on.model.events[event].context != Some(saga.context);
    let awaited = saga.reactions.iter().filter(|it| is_foreign(it.event) && !starts(it.event));
    awaited.min_by_key(|it| on.model.events[it.event].name.value.as_str())
}
