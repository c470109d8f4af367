//! How the shape of each event changed: what its versions were, and what it is read as. Whether the steps explain
//! every difference is decided where shapes are derived; here words become types and values.

mod raw;
mod splits;
mod steps;
#[cfg(test)]
mod tests;

use super::{Work, declare::Declared, info::text, known::Known, level::Home};
use crate::{
    diagnostic::{Diagnostic, rule},
    model::Change,
    syntax::{
        Entry, Word,
        ast::{ChangeDecl, EventDecl},
    },
};

/// Fills in the changes and splits of every event.
pub(super) fn resolve(declared: &Declared<'_>, work: &mut Work<'_>) {
    for event in &declared.events {
        let (known, out) = work.known();
        let changes = changes_of(event.decl, known, event.home, out);
        let split_into = splits::splits_of(event.decl, known, event.home, out);
        let resolved = &mut work.model.events[event.id];
        resolved.changes = changes;
        resolved.split_into = split_into;
    }
}

fn changes_of(
    decl: &EventDecl,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Vec<Change> {
    let mut changes = Vec::new();
    for entry in decl.changes.entries() {
        changes.extend(change_of(entry, known, home, out));
    }
    changes
}

fn change_of(
    entry: &Entry<ChangeDecl, u32>,
    known: Known<'_>,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Option<Change> {
    let decl = entry.value.as_ref()?;
    let moved_from = decl.moved_from.word();
    if let Some(word) = &moved_from {
        names_a_context(word, home, out);
    }
    Some(Change {
        number: entry.name,
        because: text(&decl.because),
        renamed_from: decl.renamed_from.word(),
        moved_from,
        steps: steps::steps_of(decl.steps.items(), known, home, out),
    })
}

/// The context that an event came from may be gone, so that nothing else can tell whether it was forgotten.
fn names_a_context(word: &Word, home: Home, out: &mut Vec<Diagnostic>) {
    let whole = word.value.split_once('.').is_some_and(|(context, name)| {
        !context.is_empty() && !name.is_empty() && !name.contains('.')
    });
    if !whole {
        let message = format!("`{}` does not say which context the event comes from", word.value);
        let finding = Diagnostic::error(rule::UNRESOLVED_REFERENCE, word.span, message)
            .help("write `Context.Event`; an event that was only renamed says `renamed_from:`");
        home.report(finding, out);
    }
}
