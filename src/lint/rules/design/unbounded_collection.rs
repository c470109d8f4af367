//! A list in the state that only ever grows makes every load slower than the one before.

use std::collections::BTreeSet;

use crate::{
    expr::{Binary, Expr, ExprKind, Function, Root},
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Aggregate, Decision, Fold, Subject},
    types::Type,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "unbounded-collection",
    code: "ES3019",
    summary: "A list or set in the state that events only ever add to.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("unbounded_collection.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        // Where a life has an end, so has what it gathers.
        if aggregate.lifecycle.as_ref().is_some_and(|lifecycle| !lifecycle.finals.is_empty()) {
            continue;
        }
        let counted = counted(on, aggregate);
        let collections = aggregate.state.iter().filter(|field| may_grow(on, &field.ty));
        for field in collections.filter(|field| !counted.contains(&field.name.value)) {
            let folds = || {
                let events = aggregate.events.iter().map(|event| &on.model.events[*event]);
                let folds = events.flat_map(|event| &event.folds);
                folds.filter(|fold| fold.field.value == field.name.value)
            };
            if let Some(growth) = folds().find(|fold| is_growth(fold))
                && folds().all(|fold| is_growth(fold) || is_first(fold))
            {
                let name = on.shown(Subject::Aggregate(id));
                let finding = RULE
                    .at(field.name.span, format!("`{}` of {name} grows without limit", field.name.value))
                    .label("nothing is ever taken out")
                    .related(growth.field.span, "grows here")
                    .help("refuse what is too much with `size(…)`, or keep only what is decided by");
                found.add(on.level(Subject::Aggregate(id)), finding);
            }
        }
    }
}

/// Whether a value of the type can become ever longer. There are only so many words in an enumeration, and the keys of
/// a map usually come from a table of things.
fn may_grow(on: &On<'_>, ty: &Type) -> bool {
    match ty.present() {
        Type::List(_) => true,
        Type::Set(inner) => on.model.types.enumeration(inner).is_none(),
        Type::Map(_) | Type::Scalar(_) | Type::Named(_) | Type::Optional(_) => false,
    }
}

/// The fields of the state whose size some decision looks at.
fn counted(on: &On<'_>, aggregate: &Aggregate) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for command in &aggregate.commands {
        let Decision::Table(rows) = &on.model.commands[*command].decision else { continue };
        for when in rows.iter().filter_map(|row| row.when.as_ref()) {
            when.visit(&mut |part| {
                if let ExprKind::Call(Function::Size, _) = &part.kind {
                    found.extend(part.fields_of(Root::State));
                }
            });
        }
    }
    found
}

/// Whether a fold adds to what is there.
fn is_growth(fold: &Fold) -> bool {
    let Some(value) = fold.source.expr() else { return false };
    let mut whole = value;
    while let ExprKind::Convert(_, inner) = &whole.kind {
        whole = inner;
    }
    match &whole.kind {
        ExprKind::Call(Function::With, parts) => {
            parts.first().is_some_and(|base| is_same(base, fold))
        }
        ExprKind::Binary(Binary::Add, left, _) => is_same(left, fold),
        _ => false,
    }
}

/// Whether a value is the field of the state that is folded.
fn is_same(value: &Expr, fold: &Fold) -> bool {
    matches!(&value.kind, ExprKind::Field(Root::State, field) if *field == fold.field.value)
}

/// Whether a fold gives the field a value that the event carries, as the one does with which an instance starts.
fn is_first(fold: &Fold) -> bool {
    fold.source.expr().is_some_and(|value| {
        !value.reads(Root::State) && !matches!(&value.kind, ExprKind::List(_) | ExprKind::Literal(_))
    })
}
