//! Whoever is made under one identity is not found under another.

use std::collections::BTreeMap;

use crate::{
    expr::{Conversion, Expr, ExprKind},
    lint::{Levels, Rule, judge::Found, on::On},
    model::{AggregateId, Handler, Issue, Subject},
    types::{Meaning, Type, TypeId},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "foreign-identity",
    code: "ES4027",
    summary: "A command to an instance under the identity of something under which none is made.",
    levels: Levels::of("-/-/W"),
    fix: None,
    options: &[],
    page: include_str!("foreign_identity.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let issues: Vec<Given<'_>> = given(on).collect();
    let mut origins: BTreeMap<AggregateId, Origins<'_>> = BTreeMap::new();
    for given in issues.iter().filter(|it| on.model.commands[it.issue.command].creates) {
        let Some(aggregate) = handler(on, given.issue) else { continue };
        origins.entry(aggregate).or_default().add(given.issue, on);
    }
    for Given { who, issue } in issues {
        let Some(aggregate) = handler(on, issue) else { continue };
        let Some(Origins { known, is_open: false }) = origins.get(&aggregate) else { continue };
        let Some((target, lent)) = issue.target.as_ref().and_then(|it| Some((it, lender(it, on)?)))
        else {
            continue;
        };
        if known.contains_key(&lent) || on.model.commands[issue.command].creates {
            continue;
        }
        let Some((usual, made)) = known.first_key_value() else { continue };
        let (instance, who) = (Subject::Aggregate(aggregate), who);
        let name = |id: TypeId| &on.model.types[id].name.value;
        let (lent, usual) = (name(lent), name(*usual));
        let message = format!("no {} is made under any `{lent}`", on.shown(instance));
        let finding = RULE
            .at(target.span, message)
            .label(format!("made of `{lent}`"))
            .related(made.span, format!("made under `{usual}`"))
            .help(format!("make the identity of the same `{usual}` in both places"));
        found.add(on.lowest([instance, who]), finding);
    }
}

/// A command that a policy or a saga gives.
struct Given<'m> {
    who: Subject,
    issue: &'m Issue,
}

fn given<'m>(on: &On<'m>) -> impl Iterator<Item = Given<'m>> {
    let policies = on.model.policies.iter().flat_map(|(id, policy)| {
        let issues = policy.reactions.iter().flat_map(|reaction| &reaction.issues);
        issues.map(move |issue| Given { who: Subject::Policy(id), issue })
    });
    let sagas = on.model.sagas.iter().flat_map(|(id, saga)| {
        let steps = saga.reactions.iter().flat_map(|it| it.issues.iter().chain(&it.undo));
        let issues = steps.chain(saga.timeouts.iter().flat_map(|timeout| &timeout.issues));
        issues.map(move |issue| Given { who: Subject::Saga(id), issue })
    });
    policies.chain(sagas)
}

fn handler(on: &On<'_>, issue: &Issue) -> Option<AggregateId> {
    match on.model.commands[issue.command].handler {
        Handler::Aggregate(id) => Some(id),
        Handler::System(_) | Handler::Nobody => None,
    }
}

/// The identities that the instances of an aggregate are made under.
#[derive(Default)]
struct Origins<'m> {
    known: BTreeMap<TypeId, &'m Expr>,
    /// Whether some are made in a way that tells nothing.
    is_open: bool,
}

impl<'m> Origins<'m> {
    fn add(&mut self, issue: &'m Issue, on: &On<'m>) {
        let people_too = !on.model.commands[issue.command].by.is_empty();
        let lent = issue.target.as_ref().and_then(|target| Some((lender(target, on)?, target)));
        if let Some((lender, target)) = lent.filter(|_| !people_too) {
            self.known.entry(lender).or_insert(target);
        } else {
            self.is_open = true;
        }
    }
}

/// The identity of another aggregate of which an identity is made: `TicketId(Uuid(order))` borrows that of an order.
fn lender(target: &Expr, on: &On<'_>) -> Option<TypeId> {
    let mut inside = target;
    while let ExprKind::Convert(Conversion::Wrap | Conversion::Unwrap, next) = &inside.kind {
        inside = next;
    }
    let Type::Named(id) = inside.ty else { return None };
    let is_identity = matches!(on.model.types[id].meaning, Meaning::Identity { .. });
    (is_identity && inside.ty != target.ty).then_some(id)
}
