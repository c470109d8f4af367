//! Stored events lie in streams. An upcaster changes what an event says, never where it lies.

use std::collections::BTreeMap;

use super::History;
use crate::{
    diagnostic::{Diagnostic, rule},
    source::{Span, Spanned},
};

/// What was published in other streams than the model says, by the streams then and now. An aggregate that is renamed
/// moves all of its events, which is one mistake and no more.
#[derive(Debug, Default)]
pub(super) struct Moved<'h>(BTreeMap<(&'h str, &'h str), Vec<MovedEvent<'h>>>);

/// The name of an event, and where it was published.
type MovedEvent<'h> = (&'h Spanned<String>, Span);

impl<'h> Moved<'h> {
    pub(super) fn check(&mut self, history: &History<'h>) {
        let Some((kept, entry)) = history.newest_published() else { return };
        if entry.stream != kept.today.stream {
            let streams = (entry.stream.as_str(), kept.today.stream.as_str());
            self.0.entry(streams).or_default().push((&history.event.name, entry.span));
        }
    }

    pub(super) fn report(self, out: &mut Vec<Diagnostic>) {
        for ((was, is), events) in self.0 {
            let Some(((name, published), others)) = events.split_first() else { continue };
            let mut finding = finding(name, was, is).related(*published, "published here");
            for (other, _) in others {
                finding = finding.note(format!("`{}` lies in these streams too", other.value));
            }
            out.push(finding);
        }
    }
}

fn finding(name: &Spanned<String>, was: &str, is: &str) -> Diagnostic {
    let ((category, key), (new_category, new_key)) = (parts(was), parts(is));
    if category == new_category {
        let message = format!(
            "the streams of `{}` are identified by `{new_key}` now, and published by `{key}`",
            name.value
        );
        return Diagnostic::error(rule::STREAM_KEY_CHANGED, name.span, message)
            .label("stored events would not be found under their new identities")
            .help("keep the identity, or start new streams with a new aggregate and copy what is still needed");
    }
    let message = format!(
        "`{}` is stored in streams of `{category}`, and the model puts it into `{new_category}`",
        name.value
    );
    Diagnostic::error(rule::NOT_AN_UPCAST_STREAM, name.span, message)
        .label("stored events stay where they are")
        .help(format!(
            "if the aggregate was renamed, write `stored_as: {category}` on it; if not, leave the event with its aggregate and give the new one an event of its own; a policy can carry the news over"
        ))
}

/// The category of streams, and what identifies one of them.
fn parts(stream: &str) -> (&str, &str) {
    stream.split_once(' ').unwrap_or((stream, ""))
}
