//! A circle that nobody outside of it ever starts.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Label,
    lint::{Levels, Rule, circles::Ways, flow::Issuer, judge::Found, on::On},
    model::{CommandId, EventId, Subject},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "unreachable-flow",
    code: "ES2017",
    summary: "Commands and events that only lead to each other, so that nothing ever begins.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("unreachable_flow.md"),
    check,
};

/// One thing that leads to another, with who makes it so.
#[derive(Debug, Clone, Copy)]
struct Step {
    to: Subject,
    who: Option<Subject>,
    span: Span,
}

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let ways = steps(on);
    let reached = ways.reached(beginnings(on));
    // Whatever nothing leads to has a fault of its own and counts as a beginning, so that every first part of what is
    // left is a circle.
    let left: Ways<Subject, Step> = ways.without(&reached);
    for circle in left.first_circles() {
        report(&circle, &left.around(&circle), on, found);
    }
}

/// What leads to what: events to commands, commands to events.
fn steps(on: &On<'_>) -> Ways<Subject, Step> {
    let model = on.model;
    let mut steps = Vec::new();
    for id in model.commands.ids() {
        let to = Subject::Command(id);
        for issuer in on.flow.issuers(id) {
            let step = Step { to, who: Some(issuer.who), span: issuer.span };
            steps.extend(occasions(issuer, on).map(|event| (Subject::Event(event), to, step)));
        }
    }
    for id in model.events.ids() {
        let to = Subject::Event(id);
        for emitter in on.flow.emitters(id) {
            let step = Step { to, who: None, span: emitter.span };
            steps.push((Subject::Command(emitter.command), to, step));
        }
    }
    steps.into_iter().collect()
}

/// The events without which somebody gives no command. A saga does nothing before it starts.
fn occasions<'a>(issuer: &Issuer, on: &On<'a>) -> impl Iterator<Item = EventId> + use<'a> {
    let starts =
        if let Subject::Saga(saga) = issuer.who { on.model.sagas[saga].starts.as_slice() } else { &[] };
    let on_event = if starts.is_empty() { issuer.on } else { None };
    starts.iter().map(|start| start.value).chain(on_event)
}

/// What happens without anything in the model leading to it.
fn beginnings(on: &On<'_>) -> Vec<Subject> {
    let commands = on.model.commands.ids().filter(|id| begins(*id, on)).map(Subject::Command);
    let events = on.model.events.ids().filter(|id| happens(*id, on)).map(Subject::Event);
    commands.chain(events).collect()
}

fn begins(id: CommandId, on: &On<'_>) -> bool {
    let issuers = on.flow.issuers(id);
    let of_nothing = |issuer: &Issuer| occasions(issuer, on).next().is_none();
    issuers.is_empty() || issuers.iter().any(of_nothing)
}

fn happens(id: EventId, on: &On<'_>) -> bool {
    let from_outside = matches!(on.writer(id), Some(Subject::System(_)));
    from_outside || on.flow.emitters(id).is_empty() || on.flow.is_of_the_past(on.model, id)
}

fn report(circle: &BTreeSet<Subject>, steps: &[Step], on: &On<'_>, found: &mut Found<'_>) {
    let Some(first) = circle.first() else { return };
    let label = |step: &Step| Label {
        span: step.span,
        text: match step.who {
            Some(who) => format!("{} gives {}", on.shown(who), on.shown(step.to)),
            None => format!("leads to {}", on.shown(step.to)),
        },
    };
    let finding = RULE
        .at(on.name(*first).span, format!("nothing can ever lead to {}", on.shown(*first)))
        .label("only leads to itself")
        .way(steps.iter().map(label))
        .help("say who begins: an actor under `by`, or an event of a system outside");
    found.add(on.lowest(circle.iter().copied()), finding);
}
