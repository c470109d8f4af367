//! Words that several formats share.

use crate::{
    diagnostic::{Diagnostic, Severity},
    evolve::diff::{Diff, EventDiff, FieldChange, FieldDiff, Impact, Kind, Reader},
};

/// `OrderPlaced 2 -> 3`: the event with what became of it.
pub(super) fn title(event: &EventDiff) -> String {
    let name = name(event);
    match (event.kind, event.from, event.to) {
        (Kind::New, _, Some(to)) => format!("{name} {to}"),
        (_, Some(from), Some(to)) if from == to => format!("{name} {to}"),
        (_, Some(from), Some(to)) => format!("{name} {from} -> {to}"),
        (_, from, to) => {
            format!("{name} {}", from.or(to).map(|number| number.to_string()).unwrap_or_default())
        }
    }
}

/// The event without its context.
pub(super) fn name(event: &EventDiff) -> &str {
    event.event.rsplit_once('.').map_or(event.event.as_str(), |(_, name)| name)
}

/// The context of the event.
pub(super) fn context(event: &EventDiff) -> &str {
    event.event.rsplit_once('.').map_or("", |(context, _)| context)
}

/// What stands behind the title: context, audience, and what became of the event.
pub(super) fn marks(event: &EventDiff) -> String {
    let mut marks = vec![context(event).to_owned(), event.audience.as_str().to_owned()];
    match event.kind {
        Kind::Changed => {}
        Kind::New | Kind::Retired | Kind::Vanished => marks.push(event.kind.as_str().to_owned()),
        Kind::Renamed => marks.push(format!("was {}", event.was.as_deref().unwrap_or_default())),
    }
    if event.draft && event.to.is_some() {
        marks.push("draft".to_owned());
    }
    marks.retain(|mark| !mark.is_empty());
    marks.join(", ")
}

/// The field with its type: `total: Money`, `- channel: Text`.
pub(super) fn field(field: &FieldDiff) -> String {
    let is = field.is.as_deref().or(field.was.as_deref()).unwrap_or_default();
    match field.change {
        FieldChange::Gone => format!("- {}: {is}", field.field),
        FieldChange::New | FieldChange::Moved => format!("+ {}: {is}", field.field),
        FieldChange::Renamed => {
            let old = field.made_of.first().map_or("", String::as_str);
            format!("~ {old} -> {}: {is}", field.field)
        }
        FieldChange::Changed => {
            format!("~ {}: {} -> {is}", field.field, field.was.as_deref().unwrap_or_default())
        }
    }
}

/// Who reads an event, and in which way.
pub(super) fn reader(reader: &Reader) -> String {
    let hand = if reader.by_hand { "; a function by hand sees all of it" } else { "" };
    format!("{}{hand}", reader.verdict.text)
}

/// The rules that were broken, by code: `EV302`.
pub(super) fn code(finding: &Diagnostic) -> &str {
    finding.code().unwrap_or(finding.rule)
}

/// Everything that happened, in one line.
pub(super) fn summary(diff: &Diff) -> String {
    let count = diff.events.len();
    let breaking = diff.events.iter().filter(|event| event.breaks()).count();
    let events = if count == 1 { "1 event".to_owned() } else { format!("{count} events") };
    match diff.impact() {
        Impact::None => "nothing changed".to_owned(),
        Impact::Compatible => format!("{events} changed, nobody breaks"),
        Impact::Breaking => {
            let errors = all(diff).filter(|it| it.severity == Severity::Error).count();
            let errors =
                if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
            let beside = match diff.breaking_beside() {
                0 => String::new(),
                count => format!(", {count} breaking beside events"),
            };
            format!("{events} changed, {breaking} breaking{beside}, {errors}")
        }
    }
}

/// Every finding of a comparison, those of events first.
pub(super) fn all(diff: &Diff) -> impl Iterator<Item = &Diagnostic> {
    diff.events.iter().flat_map(|event| &event.findings).chain(&diff.findings).chain(&diff.effects)
}
