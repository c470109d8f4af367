//! Two events of the model that take each other's stored names read each other's events.

use std::collections::BTreeSet;

use super::History;
use crate::diagnostic::{Diagnostic, rule};

/// `events` are the events of the model, as every context can name them.
pub(super) fn check(history: &History<'_>, events: &BTreeSet<String>, out: &mut Vec<Diagnostic>) {
    let Some((kept, entry)) = history.newest_published() else { return };
    let path = history.path();
    if entry.event == path || !events.contains(&entry.event) {
        return;
    }
    let message =
        format!("`{}` is published for `{}`, and is read as `{path}` now", kept.id, entry.event);
    out.push(
        Diagnostic::error(rule::STORED_NAME_CHANGED, history.event.stored_as.span, message)
            .label(format!("`{}` is still in the model", entry.event))
            .related(entry.span, "published here")
            .help("give each event back the name it was stored under"),
    );
}
