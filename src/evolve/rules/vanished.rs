//! What is published has to stay in the model for as long as a store may hold it.

use std::collections::BTreeSet;

use super::{Frozen, History};
use crate::{
    diagnostic::{Diagnostic, did_you_mean, rule},
    evolve::{
        lock::{Entry, VersionId},
        plan::EventPlan,
    },
};

/// A version of an event that is published, and newer than the newest of the model.
pub(super) fn check_numbers(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let Some((id, entry)) = newer_than(history.frozen, history.planned) else { return };
    let event = history.event;
    let message = format!(
        "`{}` is at version {}, and version {} is published",
        event.name.value, event.version.value, id.number
    );
    out.push(
        Diagnostic::error(rule::VERSION_WENT_BACK, event.version.span, message)
            .label("stored events may be newer than this")
            .related(entry.span, "published here")
            .help("bring the newer version back; what is published cannot be taken back"),
    );
}

fn newer_than<'a>(frozen: Frozen<'a>, planned: &EventPlan) -> Option<(&'a VersionId, &'a Entry)> {
    let newest = planned.newest()?.number;
    let name = &planned.stored_name(newest)?.name;
    frozen.published.stored_under(name).last().filter(|(id, _)| id.number > newest)
}

/// The published versions before the oldest that the model still reads: somebody has to attest that they are gone.
pub(super) fn check_oldest(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let Some(oldest) = &history.event.oldest else { return };
    let names = history.planned.stored_under.iter();
    let older = names.flat_map(|stored| history.frozen.published.stored_under(&stored.name));
    let mut kept = older.filter(|(id, entry)| id.number < oldest.value && entry.state.is_kept());
    let Some((id, entry)) = kept.next() else { return };
    let message = format!(
        "`{}` is not read before version {}, and a store may hold `{id}`",
        history.event.name.value, oldest.value
    );
    out.push(
        Diagnostic::error(rule::UPCASTER_WITHOUT_ATTESTATION, oldest.span, message)
            .related(entry.span, "published here")
            .help(format!(
                "ask `esgen audit`; when no store holds one, attest it: `esgen publish --purge {id}`"
            )),
    );
}

/// The published events that no event of the model is stored as.
pub(super) fn check(frozen: &Frozen<'_>, out: &mut Vec<Diagnostic>) {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for planned in frozen.plan.events() {
        known.extend(planned.stored_under.iter().map(|stored| stored.name.as_str()));
    }
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (id, entry) in &frozen.published.versions {
        let is_missing = entry.state.is_kept() && !known.contains(id.stored.as_str());
        if is_missing && told.insert(&id.stored) {
            let same = |it: &&EventPlan| frozen.model.event_path(it.event) == entry.event;
            match frozen.plan.events().iter().find(same) {
                // Its older names are missing because its newer versions are, which is told.
                Some(planned) if newer_than(*frozen, planned).is_some() => {}
                Some(planned) => out.push(restored(frozen, planned, id, entry)),
                None => out.push(vanished(frozen, id, entry)),
            }
        }
    }
}

/// The event is there, and the model knows it under other names only.
fn restored(frozen: &Frozen<'_>, planned: &EventPlan, id: &VersionId, entry: &Entry) -> Diagnostic {
    let event = &frozen.model.events[planned.event];
    let now = planned.stored_name(id.number);
    let (name, span) = now.map_or((event.stored_as.value.as_str(), event.stored_as.span), |now| {
        (now.name.as_str(), now.span)
    });
    let message = format!(
        "version {} of `{}` is published as `{}`, and stored as `{name}` now",
        id.number, event.name.value, id.stored
    );
    let help = if name == event.stored_as.value {
        format!("write `stored_as: {}`", id.stored)
    } else {
        "put the old name back: what is stored is not renamed".to_owned()
    };
    Diagnostic::error(rule::STORED_NAME_CHANGED, span, message)
        .label("stored events would not be found under this name")
        .related(entry.span, "published here")
        .help(help)
}

fn vanished(frozen: &Frozen<'_>, id: &VersionId, entry: &Entry) -> Diagnostic {
    let message = format!("`{}` is published, and not in the model any more", entry.event);
    let new = frozen.today.versions.iter().filter(|(id, _)| frozen.published.get(id).is_none());
    let same = new.filter(|(_, other)| other.shape == entry.shape).map(|(_, other)| other);
    let names: Vec<String> = same.map(|other| other.event.clone()).collect();
    let near = did_you_mean(&entry.event, names.iter().map(String::as_str))
        .map(|_| ())
        .and(names.first())
        .or_else(|| names.first().filter(|_| names.len() == 1));
    let old = entry.event.rsplit('.').next().unwrap_or(&entry.event);
    let help = near.map_or_else(
        || {
            format!(
                "bring it back with `retired: why`; once no store holds one, `esgen publish --purge {}`",
                id.stored
            )
        },
        |name| format!("if `{name}` is its new name, add a version with `renamed_from: {old}`, or write `stored_as: {}`", id.stored),
    );
    Diagnostic::error(rule::EVENT_VANISHED, entry.span, message)
        .label("stores may hold events of this type")
        .help(help)
}
