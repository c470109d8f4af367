//! Policies remember nothing, so that one which leads back to its own event goes round for ever.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Label,
    expr::{Expr, ExprKind, Root},
    lint::{Levels, Rule, circles::Ways, judge::Found, on::On},
    model::{
        Command, Decision, EventId, Handler, Issue, PolicyId, PolicyReaction, Row, Source, Subject,
    },
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "reaction-loop",
    code: "ES2016",
    summary: "An event that leads back to itself, with nobody on the way who could stop.",
    levels: Levels::of("-/E/E"),
    fix: None,
    options: &[],
    page: include_str!("reaction_loop.md"),
    check,
};

/// A policy that always answers an event with a command of which another event comes.
#[derive(Debug, Clone, Copy)]
struct Turn<'m> {
    policy: PolicyId,
    event: EventId,
    issue: &'m Issue,
    next: EventId,
    emitted: Span,
}

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let policies = on.model.policies.iter();
    let ways: Ways<EventId, Turn<'_>> = policies
        .flat_map(|(id, policy)| policy.reactions.iter().map(move |reaction| (id, reaction)))
        .flat_map(|(id, reaction)| turns(id, reaction, on))
        .map(|turn| (turn.event, turn.next, turn))
        .collect();
    for circle in ways.circles() {
        report(&circle, &ways.around(&circle), on, found);
    }
}

fn turns<'m>(policy: PolicyId, reaction: &'m PolicyReaction, on: &On<'m>) -> Vec<Turn<'m>> {
    if reaction.when.is_some() || reaction.using.is_some() {
        return Vec::new();
    }
    let event = reaction.event;
    let of = |issue: &'m Issue| {
        let command = &on.model.commands[issue.command];
        let mut certain = certain(command, issue);
        certain.retain(|(next, _)| stays_allowed(command, *next, on));
        certain.into_iter().map(move |(next, emitted)| Turn { policy, event, issue, next, emitted })
    };
    reaction.issues.iter().flat_map(of).collect()
}

/// The events that come of a command every time, as far as the model tells.
fn certain(command: &Command, issue: &Issue) -> Vec<(EventId, Span)> {
    match &command.decision {
        Decision::Table(rows) => {
            let certain = rows.iter().take_while(|row| !may_end(row, issue));
            certain.flat_map(Row::emissions).map(|it| (it.event, it.span)).collect()
        }
        Decision::Hook(events) => match events.as_slice() {
            [only] => vec![(only.value, only.span)],
            _ => Vec::new(),
        },
        Decision::Open => Vec::new(),
    }
}

/// Whether a command is as allowed the second time as it was the first: nothing that comes of it, or follows from its
/// event, leads out of the states in which it is.
fn stays_allowed(command: &Command, next: EventId, on: &On<'_>) -> bool {
    let Handler::Aggregate(handler) = command.handler else { return true };
    let aggregate = &on.model.aggregates[handler];
    let Some(lifecycle) = aggregate.lifecycle.as_ref().filter(|_| !command.from.is_empty()) else {
        return true;
    };
    let is_allowed = |state: usize| command.from.iter().any(|from| from.value == state);
    let begins =
        |event: EventId| on.flow.emitters(event).iter().any(|it| on.model.commands[it.command].creates);
    let keeps = |event: &EventId| {
        let it = &on.model.events[*event];
        it.moves_to.as_ref().is_none_or(|to| is_allowed(to.value))
            && it.folds.iter().all(|fold| fold.field.value != lifecycle.field.value)
            && (!begins(*event) || is_allowed(lifecycle.initial.value))
    };
    let all = on.flow.aftermath(on.model, command.events().into_iter().chain([next]));
    all.iter().filter(|event| aggregate.events.contains(event)).all(keeps)
}

/// Whether a row may hold one time and not another: it looks at the state or the time, at something that the policy
/// computes anew, or is a function.
fn may_end(row: &Row, issue: &Issue) -> bool {
    let changes = |condition: &Expr| {
        let read = condition.fields_of(Root::Command);
        condition.reads(Root::State)
            || condition.reads(Root::Meta)
            || issue.fields.iter().any(|it| read.contains(&it.field) && is_computed(&it.source))
    };
    row.is_hook() || row.when.as_ref().is_some_and(changes)
}

fn is_computed(source: &Source) -> bool {
    match source {
        Source::Written(expr) => {
            !matches!(expr.kind, ExprKind::Literal(_) | ExprKind::Field(..) | ExprKind::Root(_))
        }
        Source::Hook(_) => true,
        Source::ByName(_) | Source::Default => false,
    }
}

fn report(circle: &BTreeSet<EventId>, turns: &[Turn<'_>], on: &On<'_>, found: &mut Found<'_>) {
    let Some(first) = circle.first() else { return };
    let start = Subject::Event(*first);
    let mut way = Vec::new();
    let mut all = vec![start];
    for turn in turns {
        let (policy, command) = (Subject::Policy(turn.policy), Subject::Command(turn.issue.command));
        let next = Subject::Event(turn.next);
        let heard = heard(turn, on);
        let reacts = format!("{} reacts to it", on.shown(policy));
        way.push(Label { span: heard, text: reacts });
        way.push(Label { span: turn.issue.span, text: format!("gives {}", on.shown(command)) });
        way.push(Label { span: turn.emitted, text: format!("leads to {}", on.shown(next)) });
        all.extend([policy, command, next]);
    }
    let finding = RULE
        .at(on.name(start).span, format!("{} leads back to itself", on.shown(start)))
        .label("from here round and round")
        .way(way)
        .help("give a policy on the way a `when`, let a decision look at its state, or let a saga remember where it stands");
    found.add(on.lowest(all), finding);
}

/// Where a policy names the event.
fn heard(turn: &Turn<'_>, on: &On<'_>) -> Span {
    let policy = &on.model.policies[turn.policy];
    let named = policy.whenever.iter().find(|event| event.value == turn.event);
    named.map_or(policy.name.span, |event| event.span)
}
