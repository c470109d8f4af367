//! What is final does not go on.

use crate::{
    expr::{Binary, Expr, ExprKind, Root, Unary},
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Command, Decision, Handler, Outcome, Row, Subject},
    types::Literal,
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
            if !stores(command, Life { field: &lifecycle.field.value, state: from.value }) {
                continue;
            }
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

/// A state in which somebody lives.
#[derive(Debug, Clone, Copy)]
struct Life<'m> {
    field: &'m str,
    state: usize,
}

/// Whether something may come of a command there: the rows are read in order, until one surely holds.
fn stores(command: &Command, life: Life<'_>) -> bool {
    match &command.decision {
        Decision::Table(rows) => {
            for row in rows {
                let holds = row.when.as_ref().map_or(Some(true), |when| life.holds(when));
                if holds != Some(false) && emits(row) && !(holds.is_none() && life.is_read(row)) {
                    return true;
                }
                if holds == Some(true) {
                    return false;
                }
            }
            false
        }
        Decision::Hook(_) | Decision::Open => true,
    }
}

fn emits(row: &Row) -> bool {
    match row.outcome {
        Outcome::Emit(_) | Outcome::Using(_) => true,
        Outcome::Reject(_) | Outcome::Ignore(_) => !row.by_hand.is_empty(),
    }
}

impl Life<'_> {
    /// Whether the condition of a row looks at the state, so that whoever wrote it thought of the end.
    fn is_read(self, row: &Row) -> bool {
        row.when.as_ref().is_some_and(|it| it.fields_of(Root::State).iter().any(|it| it == self.field))
    }

    /// Whether a condition holds in that state, as far as the state alone decides.
    fn holds(self, condition: &Expr) -> Option<bool> {
        match &condition.kind {
            ExprKind::Unary(Unary::Not, inner) => self.holds(inner).map(|it| !it),
            ExprKind::Binary(Binary::And, one, other) => {
                either(self.holds(one), self.holds(other), false)
            }
            ExprKind::Binary(Binary::Or, one, other) => {
                either(self.holds(one), self.holds(other), true)
            }
            ExprKind::Binary(Binary::Equal, one, other) => self.equal(one, other),
            ExprKind::Binary(Binary::NotEqual, one, other) => {
                self.equal(one, other).map(|it| !it)
            }
            ExprKind::Binary(Binary::In, one, all) => self.is_in(one, all),
            ExprKind::Literal(_)
            | ExprKind::Root(_)
            | ExprKind::Field(..)
            | ExprKind::Member(..)
            | ExprKind::Unary(Unary::Negate, _)
            | ExprKind::Binary(..)
            | ExprKind::Conditional(..)
            | ExprKind::Call(..)
            | ExprKind::List(_)
            | ExprKind::Record(_)
            | ExprKind::Over(..)
            | ExprKind::Convert(..) => None,
        }
    }

    /// Whether a value is one of a list that is written down.
    fn is_in(self, one: &Expr, all: &Expr) -> Option<bool> {
        let ExprKind::List(all) = &all.kind else { return None };
        let each: Vec<_> = all.iter().map(|other| self.equal(one, other)).collect();
        if each.contains(&Some(true)) {
            return Some(true);
        }
        (!each.contains(&None)).then_some(false)
    }

    fn equal(self, one: &Expr, other: &Expr) -> Option<bool> {
        match (&one.kind, &other.kind) {
            (ExprKind::Field(Root::State, field), ExprKind::Literal(Literal::Enum(_, Ok(state))))
            | (ExprKind::Literal(Literal::Enum(_, Ok(state))), ExprKind::Field(Root::State, field)) => {
                (field == self.field).then_some(*state == self.state)
            }
            _ => None,
        }
    }
}

/// What two conditions say together when one that is `strong` decides alone.
fn either(one: Option<bool>, other: Option<bool>, strong: bool) -> Option<bool> {
    if one == Some(strong) || other == Some(strong) {
        return Some(strong);
    }
    one.and(other)
}
