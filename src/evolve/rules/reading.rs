//! What stored events are read as, once it was decided: the events that one was split into, and the version of those
//! that carry none.

use super::{History, Kept};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::lock::{Entry, State},
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
    let newest = history.newest_published().filter(|(newest, _)| newest.id == kept.id);
    let today = history.newest().filter(|_| newest.is_some())?.today;
    let was_retired = entry.state == State::Retired;
    let (was, is) = if entry.reading.is_empty() {
        let is = if today.state == State::Retired { "other events" } else { "itself" };
        let comes_back =
            was_retired && (today.state != State::Retired || !today.reading.is_empty());
        comes_back.then(|| ("nothing".to_owned(), is.to_owned()))?
    } else {
        difference(&entry.reading, &today.reading)?
    };
    let event = history.event;
    let message = format!(
        "what `{}` is read as is published, and is not the same any more",
        event.name.value
    );
    let span = event.split_into.first().map_or(event.name.span, |part| part.span);
    let finding = Diagnostic::error(rule::PUBLISHED_STEPS_CHANGED, span, message);
    Some(
        finding
            .label(format!("now `{is}`"))
            .related(entry.span, format!("published with `{was}`"))
            .help(RESTORE),
    )
}

/// The first line in which two readings differ. Lines of an event that has a new version since then name other fields.
fn difference(was: &[String], is: &[String]) -> Option<(String, String)> {
    let (was, is) = (parts_of(was), parts_of(is));
    for (place, (head, lines)) in was.iter().enumerate() {
        let Some((new_head, new_lines)) = is.get(place) else {
            return Some(((*head).to_owned(), "nothing".to_owned()));
        };
        let name = |head: &str| head.rsplit_once('@').map(|(name, _)| name.to_owned());
        if name(head) != name(new_head) {
            return Some(((*head).to_owned(), (*new_head).to_owned()));
        }
        if head != new_head || lines == new_lines {
            continue;
        }
        let same = lines.iter().zip(new_lines).take_while(|(one, other)| one == other).count();
        let told =
            |lines: &[&str]| lines.get(same).map_or("nothing", |line| line.trim()).to_owned();
        return Some((told(lines), told(new_lines)));
    }
    let more = is.get(was.len())?;
    Some(("nothing".to_owned(), more.0.to_owned()))
}

/// Each event with the lines of its fields, which are indented.
fn parts_of(lines: &[String]) -> Vec<(&str, Vec<&str>)> {
    let mut parts: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in lines {
        match parts.last_mut() {
            Some((_, fields)) if line.starts_with(' ') => fields.push(line),
            _ => parts.push((line, Vec::new())),
        }
    }
    parts
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
