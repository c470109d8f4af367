//! What is published has to stay in the model for as long as a store may hold it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Frozen, History};
use crate::{
    diagnostic::{Diagnostic, nearest, rule},
    evolve::{
        form::Record,
        lock::{Entry, VersionId},
        plan::EventPlan,
    },
    model::Writer,
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
    let mut by_path: BTreeMap<String, &EventPlan> = BTreeMap::new();
    for planned in frozen.plan.events() {
        by_path.insert(frozen.model.event_path(planned.event), planned);
    }
    let unpublished = Unpublished::of(frozen);
    let ends = Ends::of(frozen);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (id, entry) in &frozen.published.versions {
        let is_read = frozen.today.get(id).is_some() || ends.tell(id);
        if !entry.state.is_kept() || is_read || !told.insert(&id.stored) {
            continue;
        }
        match by_path.get(&entry.event) {
            // Its older names are missing because its newer versions are, which is told.
            Some(planned) if newer_than(*frozen, planned).is_some() => {}
            Some(planned) if has_stream(frozen, planned) => {
                out.push(restored(frozen, planned, id, entry));
            }
            Some(_) | None => out.push(vanished(&unpublished, id, entry)),
        }
    }
}

/// The oldest and the newest version that is read under each name: what is missing beyond has a finding of its own.
struct Ends<'f>(BTreeMap<&'f str, (u32, u32)>);

impl<'f> Ends<'f> {
    fn of(frozen: &Frozen<'f>) -> Self {
        let mut ends: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
        for planned in frozen.plan.events().iter().filter(|it| has_stream(frozen, it)) {
            let event = &frozen.model.events[planned.event];
            for stored in &planned.stored_under {
                // Only under its name of today can an event have had newer versions.
                let is_current = stored.last == event.version.value;
                let newest = if is_current { stored.last } else { u32::MAX };
                ends.insert(&stored.name, (event.oldest(), newest));
            }
        }
        Self(ends)
    }

    fn tell(&self, id: &VersionId) -> bool {
        let end = self.0.get(id.stored.as_str());
        end.is_some_and(|(oldest, newest)| id.number < *oldest || id.number > *newest)
    }
}

/// Whether events of this kind are stored at all.
fn has_stream(frozen: &Frozen<'_>, planned: &EventPlan) -> bool {
    match frozen.model.events[planned.event].writer {
        Writer::Aggregate(_) => true,
        Writer::System(_) | Writer::Nobody => false,
    }
}

/// The events of today of which nothing is published, by the shape of one of their versions.
struct Unpublished<'f>(BTreeMap<&'f Record, Vec<&'f str>>);

impl<'f> Unpublished<'f> {
    fn of(frozen: &Frozen<'f>) -> Self {
        let mut by_shape: BTreeMap<&Record, Vec<&str>> = BTreeMap::new();
        let new = frozen.today.versions.iter().filter(|(id, _)| frozen.published.get(id).is_none());
        for (_, entry) in new {
            by_shape.entry(&entry.shape).or_default().push(&entry.event);
        }
        Self(by_shape)
    }

    /// The one event that may be another one under a new name.
    fn like(&self, entry: &Entry) -> Option<&'f str> {
        let names = self.0.get(&entry.shape)?;
        match names.as_slice() {
            [only] => Some(only),
            several if several.len() > 20 => None,
            several => nearest(&entry.event, several.iter().copied()),
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

fn vanished(unpublished: &Unpublished<'_>, id: &VersionId, entry: &Entry) -> Diagnostic {
    let message = format!("`{}` is published, and not in the model any more", entry.event);
    let near = unpublished.like(entry);
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
