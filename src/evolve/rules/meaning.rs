//! Words change no payload, and can change what every stored event means.

use super::History;
use crate::diagnostic::{Diagnostic, rule};

pub(super) fn check(history: &History<'_>, out: &mut Vec<Diagnostic>) {
    let Some((kept, entry)) = history.newest_published() else { return };
    let is_newest = history.newest().is_some_and(|newest| newest.id == kept.id);
    // Where fields are others, their descriptions are too, and that is told already.
    let is_same = entry.meaning == kept.today.meaning || entry.shape != kept.today.shape;
    if !is_newest || is_same {
        return;
    }
    let name = &history.event.name;
    let message = format!("the description of `{}` changed since it was published", name.value);
    let path = history.path();
    out.push(
        Diagnostic::warning(rule::MEANING_EDITED, name.span, message)
            .label("does it still mean the same?")
            .related(entry.span, "published here")
            .help(format!(
                "if it does, `esgen publish --same-meaning {path}`; if not, it is another event"
            )),
    );
}
