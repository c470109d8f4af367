//! Plans the history of every event: its versions, its names in the store, and what it is read as.

use std::collections::BTreeMap;

use super::{
    also_published,
    derive::Walk,
    longer::Longer,
    plan::{EventPlan, Plan, Reading, StoredName},
    split,
};
use crate::{
    case,
    diagnostic::{Diagnostic, Severity, rule},
    model::{Change, Event, EventId, Level, Model},
    source::Spanned,
    types::TypeTable,
};

/// Derives every version of every event of a model and how it is read as the next.
///
/// Findings of a finished design are errors: where there is one, the plan of that event lacks versions
/// or values, and nothing should be generated from it. Before that a history may have gaps, and what is
/// wrong with it is a warning.
pub fn plan(model: &Model) -> (Plan, Vec<Diagnostic>) {
    let mut out = Vec::new();
    let mut types = model.types.clone();
    let mut events = Vec::new();
    for (id, event) in model.events.iter() {
        let mut found = Vec::new();
        events.push(plan_event(model, id, event, &mut types, &mut found));
        report(model, event, found, &mut out);
    }
    for (id, event) in model.events.iter() {
        let mut found = Vec::new();
        let reading = split::reading(model, event, &mut types, &mut found);
        report(model, event, found, &mut out);
        if let Some(planned) = events.get_mut(crate::types::Id::index(id)) {
            planned.reading = reading;
            let mut found = Vec::new();
            also_published::check(model, event, planned, &types, &mut found);
            report(model, event, found, &mut out);
        }
    }
    check_names(model, &events, &mut out);
    split::check_cycles(model, &mut out);
    (Plan { types, events }, out)
}

/// Reports findings with the severity that they have at the level of their event.
fn report(model: &Model, event: &Event, found: Vec<Diagnostic>, out: &mut Vec<Diagnostic>) {
    let context = event.context.and_then(|id| model.contexts.get(id));
    let level = context.map_or(model.level, |context| context.level);
    let draft = event.info.draft || context.is_some_and(|context| context.info.draft);
    if level == Level::Design && !draft {
        return out.extend(found);
    }
    let gaps = [
        rule::VERSION_GAP,
        rule::NO_VALUE_FOR_OLD_EVENTS,
        rule::PARTIAL_WITHOUT_POLICY,
        rule::SPLIT_INCOMPLETE,
        rule::NO_WAY_BACK,
    ];
    let wrong = found
        .into_iter()
        .filter(|finding| level != Level::BigPicture && !gaps.contains(&finding.rule));
    out.extend(wrong.map(|finding| Diagnostic { severity: Severity::Warning, ..finding }));
}

fn plan_event(
    model: &Model,
    id: EventId,
    event: &Event,
    types: &mut TypeTable,
    out: &mut Vec<Diagnostic>,
) -> EventPlan {
    check_numbers(event, out);
    let mut walk = Walk::new(model, event, types, out);
    let mut versions = vec![walk.version(event.version.value)];
    let mut hops = Vec::new();
    for number in (event.oldest().saturating_add(1)..=event.version.value).rev() {
        let Some(change) = change_to(event, number) else { break };
        let Ok(hop) = walk.undo_change(change) else { break };
        hops.push(hop);
        versions.push(walk.version(number - 1));
    }
    versions.reverse();
    hops.reverse();
    EventPlan {
        event: id,
        versions,
        longer: Longer::of(types, &hops, &also_published::ways(event, types, &hops)),
        hops,
        stored_under: stored_under(model, event),
        reading: Reading::Itself,
        unversioned_is: event.unversioned_is.as_ref().map(|number| number.value),
    }
}

fn change_to(event: &Event, number: u32) -> Option<&Change> {
    event.changes.iter().find(|change| change.number.value == number)
}

/// `changes` lists every version from the newest down to the one after the oldest, once each.
fn check_numbers(event: &Event, out: &mut Vec<Diagnostic>) {
    let (name, newest, oldest) = (&event.name.value, event.version.value, event.oldest());
    if let Some(number) = event.oldest.as_ref().filter(|it| !(1..=newest).contains(&it.value)) {
        return out.push(no_version(event, number));
    }
    let listed: Vec<u32> = event.changes.iter().map(|change| change.number.value).collect();
    // A slip can be a number of any size, so that nothing here may grow with it.
    let in_order =
        (oldest + 1..=newest).rev().zip(&listed).all(|(wanted, number)| wanted == *number);
    let as_many =
        u32::try_from(listed.len()).is_ok_and(|count| count == newest.saturating_sub(oldest));
    if newest == 0 {
        let finding = Diagnostic::error(
            rule::VERSION_GAP,
            event.version.span,
            format!("`{name}` has version 0, but the first version is 1"),
        );
        out.push(finding.help("write `version: 1`, or leave it out"));
    }
    if !(in_order && as_many) {
        out.push(gap(event, &listed));
    }
    if let Some(number) = event.unversioned_is.as_ref()
        && !(oldest..=newest).contains(&number.value)
    {
        out.push(no_version(event, number));
    }
}

fn no_version(event: &Event, number: &Spanned<u32>) -> Diagnostic {
    let (name, newest) = (&event.name.value, event.version.value);
    let message = format!("`{name}` has no version {}", number.value);
    Diagnostic::error(rule::VERSION_GAP, number.span, message)
        .related(event.version.span, format!("the newest version is {newest}"))
}

fn gap(event: &Event, listed: &[u32]) -> Diagnostic {
    let newest = event.version.value;
    let last = event.oldest() + 1;
    let wanted = last..=newest;
    let mut sorted = listed.to_vec();
    sorted.sort_unstable_by(|left, right| right.cmp(left));
    let odd = event.changes.iter().enumerate().find(|(place, change)| {
        let number = change.number.value;
        !wanted.contains(&number) || listed[..*place].contains(&number)
    });
    let missing = wanted.clone().rev().find(|number| !listed.contains(number));
    let name = &event.name.value;
    let (span, message, help) = match (odd, missing) {
        (Some((_, change)), _) if wanted.contains(&change.number.value) => (
            change.number.span,
            format!("`{name}` lists version {} twice", change.number.value),
            "keep one, and give the other its own number".to_owned(),
        ),
        (Some((_, change)), _) => (
            change.number.span,
            format!("`{name}` is at version {newest}, but `changes` lists {}", change.number.value),
            if newest < last {
                match event.oldest {
                    Some(_) => format!(
                        "version {newest} is the `oldest`: nothing leads to it any more, so take its change away"
                    ),
                    None => "an event of one version has no `changes`".to_owned(),
                }
            } else {
                format!("`changes` lists the versions from {newest} down to {last}")
            },
        ),
        (None, Some(number)) => (
            event.version.span,
            format!(
                "`{name}` is at version {newest}, but `changes` does not say what changed in version {number}"
            ),
            format!("add `{number}:` with `because` and `steps` under `changes`"),
        ),
        (None, None) => (
            event.changes.first().map_or(event.version.span, |change| change.number.span),
            format!("the versions of `{name}` are not listed newest first"),
            format!("write them in the order {}", words(&sorted)),
        ),
    };
    Diagnostic::error(rule::VERSION_GAP, span, message)
        .help(help)
        .related(event.version.span, format!("version {newest}"))
}

fn words(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

/// The names under which an event is and was stored, oldest first.
fn stored_under(model: &Model, event: &Event) -> Vec<StoredName> {
    let mut names = Vec::new();
    let mut current = event.stored_as.clone();
    let mut context = event
        .context
        .and_then(|id| model.contexts.get(id))
        .map_or_else(String::new, |context| context.name.value.clone());
    let mut last = event.version.value;
    let mut changes: Vec<&Change> = event.changes.iter().collect();
    changes.retain(|change| change.number.value > event.oldest() && change.number.value <= last);
    changes.sort_by_key(|change| std::cmp::Reverse(change.number.value));
    for change in changes {
        let number = change.number.value;
        let Some(before) = change.moved_from.as_ref().or(change.renamed_from.as_ref()) else {
            continue;
        };
        let (old, old_context) = old_name(before, &context);
        if old.value != current.value {
            names.push(stored(std::mem::replace(&mut current, old), number, last));
            last = number - 1;
        }
        context = old_context;
    }
    names.push(stored(current, event.oldest(), last));
    names.reverse();
    names
}

fn stored(name: Spanned<String>, first: u32, last: u32) -> StoredName {
    StoredName { name: name.value, first, last, span: name.span }
}

/// The default stored name of an earlier event, and its context. `Sales.OrderPlaced` names both; a
/// stored name as such, `sales.order_placed`, is taken as it is by the same rule.
fn old_name(before: &Spanned<String>, context: &str) -> (Spanned<String>, String) {
    let (context, event) = before.value.rsplit_once('.').unwrap_or((context, &before.value));
    let name = if context.is_empty() {
        case::snake(event).into_owned()
    } else {
        format!("{}.{}", case::snake(context), case::snake(event))
    };
    (Spanned::new(name, before.span), context.to_owned())
}

/// No name in the store may mean two events, today or in history.
fn check_names(model: &Model, events: &[EventPlan], out: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<&str, (EventId, &StoredName)> = BTreeMap::new();
    for planned in events {
        for stored in &planned.stored_under {
            let Some((first, other)) = seen.get(stored.name.as_str()) else {
                seen.insert(&stored.name, (planned.event, stored));
                continue;
            };
            // Two names of today are the model's own mistake, which it reports as `wire-name-clash`.
            let is_current = |id: EventId| model.events[id].stored_as.value == stored.name;
            if *first == planned.event || (is_current(*first) && is_current(planned.event)) {
                continue;
            }
            let name_of = |id: EventId| model.events[id].name.value.as_str();
            let message = format!(
                "`{}` and `{}` are both stored as `{}`",
                name_of(*first),
                name_of(planned.event),
                stored.name
            );
            out.push(
                Diagnostic::error(rule::TYPE_NAME_COLLISION, stored.span, message)
                    .label(versions_of(stored))
                    .related(other.span, format!("`{}`: {}", name_of(*first), versions_of(other)))
                    .help("give the newer event a name of its own with `stored_as`"),
            );
        }
    }
}

fn versions_of(stored: &StoredName) -> String {
    if stored.first == stored.last {
        format!("stored version {}", stored.first)
    } else {
        format!("stored versions {} to {}", stored.first, stored.last)
    }
}
