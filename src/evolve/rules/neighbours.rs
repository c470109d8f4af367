//! What a version that is not published yet would do to readers of the one before that: to instances of the same
//! service while a deployment rolls, and to readers outside that nobody here knows.

use super::{History, Kept};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::{
        accept::acceptable,
        compat::{Obstacle, Why, obstacles, subject},
        lock::{Audience, Entry},
    },
};

pub(super) fn check(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let (Some((kept, entry)), Some(newest)) = (history.newest_published(), history.newest()) else {
        return;
    };
    if let Audience::Public = entry.audience
        && let Audience::Private = newest.today.audience
    {
        out.push(made_private(history, entry));
    }
    if kept.id.number >= newest.id.number {
        return;
    }
    let found = obstacles(&entry.shape, &newest.today.shape);
    if found.is_empty() {
        return;
    }
    let number = kept.id.number;
    out.push(rolling(history, newest, number, &found));
    let is_kept_up = history.event.also_publish.iter().any(|older| older.value == number);
    if newest.today.audience == Audience::Public && !is_kept_up {
        out.push(line_opened(history, number, &found));
    }
}

/// Whether nothing but words stands in the way.
pub(super) fn only_words(found: &[Obstacle]) -> bool {
    found.iter().all(|obstacle| matches!(obstacle.why, Why::NewWords(_)))
}

/// The obstacles in one sentence.
pub(super) fn told(found: &[Obstacle]) -> String {
    found.iter().map(Obstacle::text).collect::<Vec<_>>().join("; ")
}

fn rolling(
    history: &History<'_>,
    newest: &Kept<'_>,
    number: u32,
    found: &[Obstacle],
) -> Diagnostic {
    let event = history.event;
    let newer = newest.id.number;
    let rule = if only_words(found) { rule::CLOSED_ENUM_GREW } else { rule::ROLLING_DEPLOY_BREAKS };
    let severity = match newest.today.audience {
        Audience::Public if only_words(found) => Severity::Error,
        Audience::Public | Audience::Private => Severity::Warning,
    };
    let message = format!(
        "an instance that still knows version {number} of `{}` cannot read version {newer}",
        event.name.value
    );
    let help = if only_words(found) {
        "publish a version in which the enumeration is `open` first, or deploy readers before writers"
    } else {
        "deploy in two steps, first one that reads both versions; or stop the old instances first"
    };
    let finding = Diagnostic::new(severity, rule, event.version.span, message)
        .label(format!("it {}", told(found)))
        .help(help)
        .note("neighbours: upcasters do not help code that was not redeployed");
    acceptable(finding, &format!("{} {number} {newer} {}", history.path(), subject(found)))
}

fn line_opened(history: &History<'_>, number: u32, found: &[Obstacle]) -> Diagnostic {
    let name = &history.event.name;
    let message =
        format!("readers of version {number} of `{}` outside of this model break", name.value);
    let finding = Diagnostic::warning(rule::LINE_OPENED, name.span, message)
        .label(format!("such a reader {}", told(found)))
        .help(format!("write `also_publish: [{number}]` until they have moved"));
    acceptable(finding, &format!("{} {number} {}", history.path(), subject(found)))
}

fn made_private(history: &History<'_>, entry: &Entry) -> Diagnostic {
    let frozen = history.frozen;
    let readers = frozen.readers_of(history.planned);
    let names: Vec<String> =
        readers.iter().map(|id| format!("`{}`", frozen.model.contexts[*id].name.value)).collect();
    let (severity, label) = if names.is_empty() {
        (Severity::Warning, "nobody here reads it; who else does, nobody knows".to_owned())
    } else {
        (Severity::Error, format!("read by {}", names.join(", ")))
    };
    let name = &history.event.name;
    let message = format!("`{}` is published for everybody, and private now", name.value);
    let finding = Diagnostic::new(severity, rule::MADE_PRIVATE, name.span, message)
        .label(label)
        .related(entry.span, "published here")
        .help("write `audience: public`, or take the readers away first");
    acceptable(finding, &history.path())
}
