//! What never ends is kept for ever.

use super::heard::heard_of;
use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{AggregateId, CommandId, EventId, Reaction, Saga, SagaId, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "saga-never-ends",
    code: "ES2011",
    summary: "A saga of which no instance is ever over, or none after some event.",
    levels: Levels::of("-/I/W"),
    fix: None,
    options: &[],
    page: include_str!("saga_never_ends.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        let subject = Subject::Saga(id);
        if does_something(saga) && !ends(saga) {
            let finding = RULE
                .at(saga.name.span, format!("instances of {} are never over", on.shown(subject)))
                .label("no reaction and no timeout ends one")
                .help("say `ends: true` at the last reaction; one that remembers nothing is a policy");
            found.add(on.level(subject), finding);
            continue;
        }
        if saga.timeouts.iter().any(|timeout| timeout.ends) {
            continue;
        }
        for reaction in saga.reactions.iter().filter(|it| is_last(it, id, saga, on)) {
            let event = Subject::Event(reaction.event);
            let message =
                format!("after {} an instance of {} waits for ever", on.shown(event), on.shown(subject));
            let finding = RULE
                .at(reaction.span, message)
                .label("nothing can follow, and this does not end it")
                .help("say `ends: true` here, or react to what comes of it");
            found.add(on.lowest([subject, event]), finding);
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

/// Whether a reaction does not end the instance, though nothing more can come to it: what it gives has no answer, and
/// all other events would have to come of an aggregate whose life is over.
fn is_last(reaction: &Reaction, id: SagaId, saga: &Saga, on: &On<'_>) -> bool {
    let Some(over) = finished(reaction.event, id, saga, on).filter(|_| !reaction.ends) else {
        return false;
    };
    let undos = saga.reactions.iter().filter_map(|it| it.undo.as_ref());
    let mut given = reaction.issues.iter().chain(undos.filter(|_| reaction.compensates));
    let mut others = saga.reactions.iter().filter(|other| !is_start(saga, other.event));
    others.all(|other| on.model.events[other.event].writer == Writer::Aggregate(over))
        && given.all(|issue| heard_of(on, saga, issue.command).is_empty())
}

/// The aggregate whose life an event ends, when no other instance of it can belong to the process: the saga follows
/// this one, or has made it.
fn finished(event: EventId, id: SagaId, saga: &Saga, on: &On<'_>) -> Option<AggregateId> {
    let event = &on.model.events[event];
    let Writer::Aggregate(writer) = event.writer else { return None };
    let aggregate = &on.model.aggregates[writer];
    let state = event.moves_to.as_ref()?.value;
    let is_final = aggregate.lifecycle.as_ref()?.finals.iter().any(|it| it.value == state);
    let is_followed =
        saga.starts.iter().any(|it| on.model.events[it.value].writer == event.writer);
    let is_ours = |command: &CommandId| {
        let issuers = on.flow.issuers(*command);
        issuers.iter().all(|issuer| issuer.who == Subject::Saga(id))
    };
    let mut making =
        aggregate.commands.iter().filter(|command| on.model.commands[**command].creates);
    (is_final && (is_followed || making.all(is_ours))).then_some(writer)
}

fn is_start(saga: &Saga, event: EventId) -> bool {
    saga.starts.iter().any(|start| start.value == event)
}
