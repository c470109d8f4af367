//! A new name for something in every place that says the old one, so that a rule can offer it.

mod known;
mod stored;

use std::cell::OnceCell;

use super::{fields::Declared, on::On};
use crate::{case, diagnostic::Edit, model::Subject, source::Span, types::TypeId};
use known::Known;

/// Words that mean something of their own in expressions, so that nobody knows which of them is a field.
const OF_EXPRESSIONS: [&str; 31] = [
    "all",
    "command",
    "contains",
    "date",
    "decimal",
    "delete",
    "duration",
    "endsWith",
    "event",
    "exists",
    "false",
    "filter",
    "has",
    "in",
    "map",
    "meta",
    "null",
    "orValue",
    "row",
    "size",
    "startsWith",
    "state",
    "stream_id",
    "timestamp",
    "true",
    "using",
    "uuid",
    "value",
    "with",
    "without",
    "recorded_at",
];

/// What has to be known of all names before one is changed. It is gathered when the first one is.
#[derive(Debug, Default)]
pub(super) struct Renames(OnceCell<Known>);

impl Renames {
    fn known(&self, on: &On<'_>) -> &Known {
        self.0.get_or_init(|| Known::new(on))
    }
}

impl On<'_> {
    /// The edits that give an element another name, wherever it is named: in paths, types, targets, expressions and
    /// patterns of settings too. Nothing where the old name means something else as well, where the new one is taken, or
    /// where what is stored could not be found any more.
    ///
    /// What has been published keeps the name under which it is stored.
    pub(super) fn renamed(&self, subject: Subject, new: &str) -> Option<Vec<Edit>> {
        let name = self.name(subject);
        if !is_identifier(new) || !self.is_only_name(&name.value, new) {
            return None;
        }
        let mut edits = self.rewritten(&name.value, new)?;
        // What the model knows to be a reference has to be among the words that are found in its text.
        let is_found = |place: Span| edits.iter().any(|edit| is_within(edit.span, place));
        if !self.model.references_to(subject).chain([name.span]).all(is_found) {
            return None;
        }
        if let Subject::Aggregate(_) = subject {
            edits.extend(self.with_what_an_aggregate_declares(&name.value, new)?);
        }
        edits.extend(self.keeping_what_is_stored(subject, new)?);
        Some(edits)
    }

    /// The edits that give a type another name, wherever it is named.
    pub(super) fn type_renamed(&self, id: TypeId, new: &str) -> Option<Vec<Edit>> {
        let name = &self.model.types[id].name.value;
        let is_free = is_identifier(new) && self.is_only_name(name, new);
        is_free.then(|| self.rewritten(name, new)).flatten()
    }

    /// The edits that give all fields of a name another one: what travels from a command to an event, the state and a row
    /// is filled by name, so that all of them go together. Nothing where one of them has been stored.
    pub(super) fn fields_renamed(&self, old: &str, new: &str) -> Option<Vec<Edit>> {
        let known = self.renames.known(self);
        let is_word = new.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'_')
            && new.starts_with(|it: char| it.is_ascii_lowercase());
        let mut fields = self.fields().into_iter().filter(|it| it.field.name.value == old);
        let is_stored = |declared: Declared<'_>| self.is_in_a_store(&declared);
        let is_free = is_word && known.is_field_only(old) && !known.is_field(new);
        if !is_free || OF_EXPRESSIONS.contains(&old) || fields.any(is_stored) {
            return None;
        }
        self.rewritten(old, new)
    }

    /// An aggregate declares the type of its identity, and its name in snake case is the target of its commands.
    fn with_what_an_aggregate_declares(&self, old: &str, new: &str) -> Option<Vec<Edit>> {
        let known = self.renames.known(self);
        let (identity, other) = (format!("{old}Id"), format!("{new}Id"));
        if !self.is_only_name(&identity, &other) {
            return None;
        }
        let mut edits = self.rewritten(&identity, &other)?;
        let (target, other) = (case::snake(old), case::snake(new));
        if target != other {
            // A field that is called like a target fills it, or is filled by it.
            if known.is_word(&target) || known.is_word(&other) {
                return None;
            }
            edits.extend(self.rewritten(&target, &other)?);
        }
        Some(edits)
    }

    /// Whether a name means one element or type only, and another one none, so that no other word changes what it means.
    fn is_only_name(&self, old: &str, new: &str) -> bool {
        let known = self.renames.known(self);
        let is_same = case::snake(old) == case::snake(new);
        let is_part_of_a_pattern = |pattern: &str| {
            pattern.split('/').any(|segment| segment.contains(old) && segment != old)
        };
        let mut patterns = self.settings.per_path().iter();
        known.with_name(old) == 1
            && known.with_name(new) == usize::from(is_same)
            && !known.is_word(old)
            && !patterns.any(|it| is_part_of_a_pattern(it.pattern.as_str()))
    }

    /// The edits that write one word instead of another in every place; nothing where the new word stands somewhere
    /// already, or the old one tells how something was once.
    fn rewritten(&self, old: &str, new: &str) -> Option<Vec<Edit>> {
        let known = self.renames.known(self);
        let places = known.mentions_of(old);
        if !known.mentions_of(new).is_empty() || places.iter().any(|it| it.is_history) {
            return None;
        }
        let edit = |span: Span| Edit { span, text: new.to_owned() };
        Some(places.iter().map(|it| edit(it.span)).collect())
    }
}

fn is_identifier(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_alphabetic())
        && name.bytes().all(|it| it.is_ascii_alphanumeric())
}

fn is_within(inner: Span, outer: Span) -> bool {
    inner.file == outer.file && outer.start <= inner.start && inner.end <= outer.end
}

#[cfg(test)]
mod tests;
