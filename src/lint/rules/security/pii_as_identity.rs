//! An identity stands in every event of a stream, in its name, in logs and in links: no key can be thrown away for it.

use crate::{
    diagnostic::Diagnostic,
    expr::{Expr, ExprKind, Root},
    lint::{
        Levels, Rule,
        judge::Found,
        on::On,
        personal::looks_personal,
    },
    model::{EventId, Issue, Subject},
    source::Span,
    types::{Field, Personal},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "pii-as-identity",
    code: "ES7005",
    summary: "Personal data that tells instances of an aggregate or a saga apart.",
    levels: Levels::of("-/-/E"),
    fix: None,
    options: &[],
    page: include_str!("pii_as_identity.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, policy) in on.model.policies.iter() {
        for reaction in &policy.reactions {
            targets(on, Subject::Policy(id), reaction.event, &reaction.issues, found);
        }
    }
    for (id, saga) in on.model.sagas.iter() {
        let subject = Subject::Saga(id);
        let mut keys = saga.reactions.iter().filter_map(|it| Some((it.event, it.key.as_ref()?)));
        let personal = keys.find_map(|(event, key)| personal(on, event, key));
        if let (Some((field, _)), Some(key)) = (personal, &saga.keyed_by) {
            let message = format!("`{}` identifies {} and a person", field.name.value, on.shown(subject));
            found.add(on.level(subject), finding(key.name.span, message, field));
        }
        for reaction in &saga.reactions {
            targets(on, subject, reaction.event, &reaction.issues, found);
        }
    }
}

/// The instances that commands address.
fn targets(on: &On<'_>, who: Subject, event: EventId, issues: &[Issue], found: &mut Found<'_>) {
    for issue in issues {
        let target = issue.target.as_ref().and_then(|target| personal(on, event, target));
        let handler = on.handler(issue.command);
        if let (Some((field, span)), Some(handler)) = (target, handler) {
            let shown = on.shown(handler);
            let message = format!("`{}` identifies {shown} and a person", field.name.value);
            found.add(on.lowest([who, handler]), finding(span, message, field));
        }
    }
}

fn finding(place: Span, message: String, field: &Field) -> Diagnostic {
    RULE.at(place, message)
        .related(field.name.span, "personal data")
        .help("give it an identity without meaning, and keep the personal value in a field")
}

/// The field of an event that an expression is, when it is personal.
fn personal<'a>(on: &On<'a>, event: EventId, expr: &Expr) -> Option<(&'a Field, Span)> {
    let mut inner = expr;
    while let ExprKind::Convert(_, inside) = &inner.kind {
        inner = inside;
    }
    let ExprKind::Field(Root::Event, name) = &inner.kind else { return None };
    let field = on.model.events[event].fields.iter().find(|field| field.name.value == *name)?;
    let is_personal = match field.personal {
        Some(Personal::Shred | Personal::External) => true,
        // A stand-in is made to be one.
        Some(Personal::Pseudonym | Personal::None) => false,
        None => looks_personal(on, field),
    };
    is_personal.then_some((field, expr.span))
}
