//! Whoever goes on by events never hears of a command that was rejected.

use crate::{
    expr::{Expr, Root},
    lint::{Levels, Rule, flow::Issuer, judge::Found, on::On},
    model::{Command, CommandId, Decision, Outcome, Row, Subject},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "silent-outcome",
    code: "ES2013",
    summary: "A command of a policy or saga that can come to nothing without an event.",
    levels: Levels::of("-/I/W"),
    fix: None,
    options: &[],
    page: include_str!("silent_outcome.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        let givers = givers(id, on);
        let Some(issuer) = givers.first() else { continue };
        let silent = silent_rows(command);
        let Some((span, label)) = silent.first() else { continue };
        let subject = Subject::Command(id);
        let who = on.shown(issuer.who);
        let message =
            format!("one outcome of {} is silent, and {who} cannot go on from it", on.shown(subject));
        let mut finding = RULE
            .at(*span, message)
            .label(label.clone())
            .help("emit an event on which the flow goes on, or `ignore` with the reason why nothing is meant");
        for giver in &givers {
            finding = finding.related(giver.span, format!("{} gives it", on.shown(giver.who)));
        }
        for (span, label) in silent.iter().skip(1) {
            finding = finding.related(*span, label.clone());
        }
        found.add(on.lowest([subject, issuer.who]), finding);
    }
}

/// The policies and sagas that give a command and would have to hear of its end. What people get told they can answer,
/// and a saga with a timeout goes on without an answer.
fn givers<'a>(id: CommandId, on: &On<'a>) -> Vec<&'a Issuer> {
    let issuers = on.flow.issuers(id);
    if issuers.iter().any(|issuer| matches!(issuer.who, Subject::Actor(_))) {
        return Vec::new();
    }
    issuers.iter().filter(|issuer| !has_deadline(issuer, on)).collect()
}

fn has_deadline(issuer: &Issuer, on: &On<'_>) -> bool {
    let Subject::Saga(saga) = issuer.who else { return false };
    !on.model.sagas[saga].timeouts.is_empty()
}

/// The places of outcomes without an event that nobody has called meant. A rejection for what the command alone says is
/// for callers who give wrong values, which a flow does not.
fn silent_rows(command: &Command) -> Vec<(Span, String)> {
    let Decision::Table(rows) = &command.decision else { return Vec::new() };
    if command.events().is_empty() {
        return Vec::new();
    }
    let rejected = rows.iter().filter(|row| depends_on_state(row));
    let mut silent: Vec<_> = rejected
        .filter_map(|row| match &row.outcome {
            Outcome::Reject(name) => Some((row.span, format!("`{}` stores nothing", name.value))),
            Outcome::Emit(_) | Outcome::Ignore(_) | Outcome::Using(_) => None,
        })
        .collect();
    if rows.last().is_some_and(|row| row.when.is_some()) {
        silent.push((command.name.span, "when no row holds, nothing is stored".to_owned()));
    }
    silent
}

fn depends_on_state(row: &Row) -> bool {
    row.when.as_ref().is_none_or(looks_around)
}

fn looks_around(condition: &Expr) -> bool {
    condition.reads(Root::State) || condition.reads(Root::Meta)
}
