//! The expressions that give fields of one name their values, wherever a value is written down.

use crate::{
    expr::{Conversion, Expr, ExprKind},
    lint::on::On,
    model::{ContextId, Decision, Filling, Issue, Row, Source},
    types::{Scalar, Type},
};

/// An expression that gives a field its value, and the context in which it stands.
pub(super) type Given<'m> = (ContextId, &'m Expr);

/// What is written for the fields of a name in the messages, states and rows of a context.
pub(super) fn written_for<'m>(on: &On<'m>, name: &str, owner: ContextId) -> Vec<Given<'m>> {
    let (model, mut found) = (on.model, Vec::new());
    let mut add = |context: Option<ContextId>, fillings: &'m [Filling]| {
        let own = fillings.iter().filter(|filling| filling.field == name);
        let written = own.filter_map(|filling| written(&filling.source));
        found.extend(
            context.into_iter().flat_map(|context| written.clone().map(move |it| (context, it))),
        );
    };
    for command in model.commands.values() {
        if let Decision::Table(rows) = &command.decision {
            for emission in rows.iter().flat_map(Row::emissions) {
                if model.events[emission.event].context == Some(owner) {
                    add(command.context, &emission.fields);
                }
            }
        }
    }
    let is_own = |issue: &&Issue| model.commands[issue.command].context == Some(owner);
    for policy in model.policies.values() {
        let issues = policy.reactions.iter().flat_map(|reaction| &reaction.issues);
        issues.filter(is_own).for_each(|issue| add(Some(policy.context), &issue.fields));
    }
    for saga in model.sagas.values() {
        let reactions = saga.reactions.iter().flat_map(|it| it.issues.iter().chain(&it.undo));
        let issues = reactions.chain(saga.timeouts.iter().flat_map(|timeout| &timeout.issues));
        issues.filter(is_own).for_each(|issue| add(Some(saga.context), &issue.fields));
    }
    for view in model.read_models.values().filter(|view| view.context == owner) {
        let changes = view.mappings.iter().flat_map(|mapping| &mapping.changes);
        changes.filter_map(|it| it.writes.as_ref()).for_each(|it| add(Some(owner), it));
    }
    for event in model.events.values().filter(|event| event.context == Some(owner)) {
        let folds = event.folds.iter().filter(|fold| fold.field.value == name);
        found.extend(folds.filter_map(|fold| Some((owner, written(&fold.source)?))));
    }
    found
}

/// Whether an expression is a value of a scalar that no field of that name gives.
pub(super) fn is_plain(expr: &Expr, scalar: Scalar, name: &str) -> bool {
    if let ExprKind::Convert(Conversion::Present | Conversion::Known, inner) = &expr.kind {
        return is_plain(inner, scalar, name);
    }
    let is_same = matches!(&expr.kind, ExprKind::Field(_, field) if field == name);
    let is_converted = matches!(expr.kind, ExprKind::Convert(..));
    !is_same && !is_converted && expr.ty == Type::Scalar(scalar)
}

fn written(source: &Source) -> Option<&Expr> {
    match source {
        Source::Written(expr) => Some(expr),
        Source::ByName(_) | Source::Default | Source::Hook(_) => None,
    }
}
