//! What stored events are read as, once it was decided: the events that one was split into, and the version of those
//! that carry none.

use super::{History, Kept};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::lock::Entry,
};

const RESTORE: &str = "put it back: events that were read in one way are not read in another";

pub(super) fn check(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    for kept in &history.versions {
        let Some(entry) = kept.published else { continue };
        out.extend(parts(history, kept, entry));
        out.extend(unversioned(history, kept, entry));
    }
}

fn parts(history: &History<'_>, kept: &Kept<'_>, entry: &Entry) -> Option<Diagnostic> {
    let is_newest = history.newest().is_some_and(|newest| newest.id == kept.id);
    if entry.reading.is_empty() || !is_newest || entry.reading == kept.today.reading {
        return None;
    }
    let event = history.event;
    let same =
        kept.today.reading.iter().zip(&entry.reading).take_while(|(one, other)| one == other);
    let place = same.count();
    let told = |lines: &[String]| lines.get(place).map_or("nothing", |line| line.trim()).to_owned();
    let message = format!(
        "what `{}` is read as is published, and is not the same any more",
        event.name.value
    );
    let span = event.split_into.first().map_or(event.name.span, |part| part.span);
    let finding = Diagnostic::error(rule::PUBLISHED_STEPS_CHANGED, span, message);
    Some(
        finding
            .label(format!("now `{}`", told(&kept.today.reading)))
            .related(entry.span, format!("published with `{}`", told(&entry.reading)))
            .help(RESTORE),
    )
}

fn unversioned(history: &History<'_>, kept: &Kept<'_>, entry: &Entry) -> Option<Diagnostic> {
    if !entry.unversioned || kept.today.unversioned {
        return None;
    }
    let event = history.event;
    let message = format!(
        "stored events of `{}` without a version are published as version {}",
        event.name.value, kept.id.number
    );
    let span = event.unversioned_is.as_ref().map_or(event.name.span, |number| number.span);
    let finding = Diagnostic::error(rule::PUBLISHED_STEPS_CHANGED, span, message);
    Some(finding.related(entry.span, "published here").help(RESTORE))
}
