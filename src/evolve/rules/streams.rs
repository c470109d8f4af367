//! Stored events lie in streams. An upcaster changes what an event says, never where it lies.

use super::History;
use crate::diagnostic::{Diagnostic, rule};

pub(super) fn check(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let Some((kept, entry)) = history.newest_published() else { return };
    let (was, is) = (&entry.stream, &kept.today.stream);
    if was == is {
        return;
    }
    let name = &history.event.name;
    let category = |stream: &str| stream.split(' ').next().unwrap_or_default().to_owned();
    let key = |stream: &str| stream.rsplit(' ').next().unwrap_or_default().to_owned();
    let finding = if category(was) == category(is) {
        let message = format!(
            "the streams of `{}` are identified by `{}` now, and published by `{}`",
            name.value,
            key(is),
            key(was)
        );
        Diagnostic::error(rule::STREAM_KEY_CHANGED, name.span, message)
            .label("stored events would not be found under their new identities")
            .help("keep the identity, or start new streams with a new aggregate and copy what is still needed")
    } else {
        let message = format!(
            "`{}` is stored in streams of `{}`, and the model puts it into `{}`",
            name.value,
            category(was),
            category(is)
        );
        Diagnostic::error(rule::NOT_AN_UPCAST_STREAM, name.span, message)
            .label("stored events stay where they are")
            .help("leave the event with its aggregate and give the new one an event of its own; a policy can carry the news over")
    };
    out.push(finding.related(entry.span, "published here"));
}
