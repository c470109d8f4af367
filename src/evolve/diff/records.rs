//! The records of both sides held against each other: what was published stays published, one number is one version,
//! and stricter rules are told.

use rust_decimal::Decimal;

use super::{
    Baseline, Side, World,
    pairs::{Pair, Pairs},
};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::lock::{Entry, Lock, VersionId},
    source::Span,
    types::{Field, Literal, Value},
};

pub(super) fn check(world: &World<'_>, pairs: &Pairs<'_>) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let Baseline::Model(before) = world.baseline else { return out };
    for pair in pairs.values() {
        versions(world, before, pair, &mut out);
    }
    let by_name = before.by_stored_name();
    for pair in pairs.values() {
        if let Some(((id, _), ours)) = pair.from().zip(pair.ours.as_ref())
            && let Some(old) = by_name.get(id.stored.as_str())
        {
            let names = pair.fields(world.ours.plan, world.ours.model, pair.from());
            for field in &world.ours.model.events[ours.id].fields {
                let diff = names.iter().find(|diff| diff.field == field.name.value);
                let was = match diff.map(|diff| diff.made_of.as_slice()) {
                    Some([one]) => one,
                    Some(_) => continue,
                    None => &field.name.value,
                };
                let known = before.model.events[old.event].fields.iter();
                let known = known.clone().find(|known| known.name.value == *was);
                out.extend(known.and_then(|known| tightened(&ours.path, known, field)));
            }
        }
    }
    out
}

/// Versions that one side published and the other knows as something else.
fn versions<'a>(world: &World<'a>, before: Side<'a>, pair: &Pair<'_>, out: &mut Vec<Diagnostic>) {
    for (id, old) in &pair.old {
        let mine = pair.version(id.number).filter(|(other, _)| other == id);
        let place = mine.map_or_else(
            || pair.place().unwrap_or(world.ours.model.name.span),
            |_| pair.ours.as_ref().map_or(Span::default(), |ours| newest_span(world, ours.id)),
        );
        let is_other = |entry: &Entry| mine.is_some_and(|(_, mine)| differs(mine, entry));
        let locked = |lock: Option<&'a Lock>| lock.and_then(|lock| lock.get(id));
        match (locked(world.ours.published), locked(before.published)) {
            (Some(ours), Some(theirs)) if ours.frozen(id) != theirs.frozen(id) => {
                out.push(altered(id, ours));
            }
            (None, Some(theirs)) if is_other(theirs) => {
                out.push(taken(Severity::Error, id, place, "published in the baseline"));
            }
            (None, Some(_)) => out.push(forgotten(id, place)),
            (Some(_), None) if !old.is_frozen && is_other(&old.entry) => {
                let label = "the baseline has a draft of the same number";
                out.push(taken(Severity::Error, id, place, label));
            }
            (None, None) if !old.is_frozen && is_other(&old.entry) => {
                let label = "the baseline has another draft of the same number";
                out.push(taken(Severity::Warning, id, place, label));
            }
            (Some(_) | None, Some(_) | None) => {}
        }
    }
}

fn newest_span(world: &World<'_>, event: crate::model::EventId) -> Span {
    let event = &world.ours.model.events[event];
    if event.version.value > 1 { event.version.span } else { event.name.span }
}

fn differs(one: &Entry, other: &Entry) -> bool {
    one.shape != other.shape || one.steps != other.steps
}

fn altered(id: &VersionId, ours: &Entry) -> Diagnostic {
    let message = format!("the published version `{id}` is not what the baseline has published");
    Diagnostic::error(rule::LOCK_TAMPERED, ours.span, message)
        .label("another version under this name")
        .help("take the entry of the baseline; what was published never changes")
}

fn forgotten(id: &VersionId, place: Span) -> Diagnostic {
    let message = format!("`{id}` is published in the baseline, and not in the lock file here");
    Diagnostic::error(rule::LOCK_TAMPERED, place, message).help(
        "bring the branch up to date with the baseline, or take its `esgen.lock` and publish again",
    )
}

fn taken(severity: Severity, id: &VersionId, place: Span, label: &str) -> Diagnostic {
    let message = format!("`{id}` is two versions: one here, another in the baseline");
    Diagnostic::new(severity, rule::VERSION_NUMBER_TAKEN, place, message).label(label).help(
        format!(
            "keep what the baseline has as version {}, and make this change version {}",
            id.number,
            id.number + 1
        ),
    )
}

/// The bounds of a field that allow less than before.
fn tightened(event: &str, was: &Field, is: &Field) -> Option<Diagnostic> {
    let mut stricter = Vec::new();
    let number = |value: Option<&Value>| value.and_then(|value| decimal(&value.literal));
    let shown =
        |value: Option<Decimal>| value.map_or("none".to_owned(), |it| it.normalize().to_string());
    let (old, new) = (number(was.min.as_deref()), number(is.min.as_deref()));
    if new.is_some() && old.is_none_or(|old| new.is_some_and(|new| new > old)) {
        stricter.push(format!("`min` was {}, and is {}", shown(old), shown(new)));
    }
    let (old, new) = (number(was.max.as_deref()), number(is.max.as_deref()));
    if new.is_some() && old.is_none_or(|old| new.is_some_and(|new| new < old)) {
        stricter.push(format!("`max` was {}, and is {}", shown(old), shown(new)));
    }
    let pattern = |field: &Field| field.pattern.as_ref().map(|pattern| pattern.value.clone());
    if let Some(new) = pattern(is).filter(|new| Some(new) != pattern(was).as_ref()) {
        let old = pattern(was).unwrap_or_else(|| "none".to_owned());
        stricter.push(format!("`pattern` was {old}, and is {new}"));
    }
    if stricter.is_empty() {
        return None;
    }
    let message = format!("`{}` of `{event}` takes less than before", is.name.value);
    Some(
        Diagnostic::info(rule::RULE_TIGHTENED, is.name.span, message)
            .label(stricter.join("; "))
            .note("history: stored events stay readable, since bounds are not checked on reading"),
    )
}

fn decimal(literal: &Literal) -> Option<Decimal> {
    match literal {
        Literal::Int(number) => Some(Decimal::from(*number)),
        Literal::Decimal(number) => Some(*number),
        _ => None,
    }
}
