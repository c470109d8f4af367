//! A new name for an element in every place that says the old one, so that a rule can offer it.

use std::{
    cell::OnceCell,
    collections::{BTreeSet, HashMap},
};

use super::on::On;
use crate::{
    case,
    diagnostic::Edit,
    model::{Event, EventId, Subject},
    source::{Span, Spanned},
};

/// What has to be known of all names before one is changed. It is gathered when the first one is.
#[derive(Debug, Default)]
pub(super) struct Renames(OnceCell<Known>);

#[derive(Debug)]
struct Known {
    /// How many elements and types have a name, in snake case.
    taken: HashMap<String, usize>,
    /// What deprecated elements say is to be used instead.
    instead: Vec<Spanned<String>>,
    /// Events that others are read as.
    read_as: BTreeSet<EventId>,
}

impl Renames {
    fn known(&self, on: &On<'_>) -> &Known {
        self.0.get_or_init(|| Known::new(on))
    }
}

impl Known {
    fn new(on: &On<'_>) -> Self {
        let mut taken = HashMap::new();
        let elements = on.elements().map(|(subject, _)| on.name(subject));
        let types = on.model.types.iter().map(|(_, definition)| &definition.name);
        for name in elements.chain(types) {
            *taken.entry(case::snake(&name.value).into_owned()).or_insert(0) += 1;
        }
        let deprecated =
            on.elements().filter_map(|(subject, _)| on.info(subject).deprecated.as_ref());
        let instead = deprecated.filter_map(|it| it.instead.clone()).collect();
        let splits = on.model.events.values().flat_map(|event| &event.split_into);
        Self { taken, instead, read_as: splits.map(|split| split.event).collect() }
    }

    fn with_name(&self, name: &str) -> usize {
        self.taken.get(case::snake(name).as_ref()).copied().unwrap_or(0)
    }
}

impl On<'_> {
    /// The edits that give an element another name, wherever it is named; nothing where not all of these places are
    /// known, where the new name is taken, or where a part of other names would have to change with it.
    ///
    /// An event that has been published keeps the name under which it is stored.
    pub(super) fn renamed(&self, subject: Subject, new: &str) -> Option<Vec<Edit>> {
        let old = self.name(subject);
        if !is_whole_name(subject) || self.is_frozen(subject) || !self.is_free(&old.value, new) {
            return None;
        }
        let mut places = vec![old.span];
        places.extend(self.model.references_to(subject));
        places.extend(
            self.renames.known(self).instead.iter().filter_map(|it| named_at_end(it, &old.value)),
        );
        places.sort_unstable();
        places.dedup();
        let edit = |place| {
            Some(Edit { span: self.within_quotes(place, &old.value)?, text: new.to_owned() })
        };
        let mut edits: Vec<Edit> = places.into_iter().map(edit).collect::<Option<_>>()?;
        if let Subject::Event(id) = subject
            && self.would_be_stored_otherwise(id, new)
        {
            edits.push(self.keeping_what_is_stored(id)?);
        }
        Some(edits)
    }

    /// Whether a name means one element only, and another one none, so that no other word changes what it means.
    fn is_free(&self, old: &str, new: &str) -> bool {
        let known = self.renames.known(self);
        let is_same = case::snake(old) == case::snake(new);
        let is_identifier = new.starts_with(|it: char| it.is_ascii_alphabetic())
            && new.bytes().all(|it| it.is_ascii_alphanumeric());
        let is_in_settings =
            self.settings.per_path().iter().any(|it| it.pattern.as_str().contains(old));
        known.with_name(old) == 1
            && known.with_name(new) == usize::from(is_same)
            && is_identifier
            && !is_in_settings
    }

    /// Whether a published event may be read as this one: what is frozen then says its name.
    fn is_frozen(&self, subject: Subject) -> bool {
        match subject {
            Subject::Event(id) => {
                self.lock.is_some() && self.renames.known(self).read_as.contains(&id)
            }
            Subject::Context(_)
            | Subject::Aggregate(_)
            | Subject::Command(_)
            | Subject::Policy(_)
            | Subject::Saga(_)
            | Subject::ReadModel(_)
            | Subject::Actor(_)
            | Subject::System(_) => false,
        }
    }

    /// The place of a name as it is written, without quotes; nothing when the text there says something else.
    fn within_quotes(&self, place: Span, name: &str) -> Option<Span> {
        let text = self.text(place);
        let start = text.find(name).filter(|at| *at <= 1)?;
        let is_quoted = text.len() == name.len() + 2 && start == 1;
        let start = place.start + u32::try_from(start).ok()?;
        let end = start + u32::try_from(name.len()).ok()?;
        (is_quoted || text.len() == name.len()).then(|| Span::new(place.file, start, end))
    }

    /// Whether stored events of the old name would not be found under the new one.
    fn would_be_stored_otherwise(&self, id: EventId, new: &str) -> bool {
        let event = &self.model.events[id];
        let is_derived = event.stored_as.span == event.name.span;
        let is_published = self
            .lock
            .is_some_and(|lock| lock.stored_under(&event.stored_as.value).next().is_some());
        is_derived
            && case::snake(&event.name.value) != case::snake(new)
            && (is_published || event.version.value > 1 || event.unversioned_is.is_some())
    }

    /// The edit that says under which name an event is stored.
    fn keeping_what_is_stored(&self, id: EventId) -> Option<Edit> {
        let Event { name, stored_as, .. } = &self.model.events[id];
        let around = self.outlines.around(name.span).next()?;
        let text = self.sources.text(name.span.file);
        let behind = text.get(name.span.end as usize..around.span.end as usize)?;
        let body = behind.strip_prefix(':')?;
        let content = body.trim_start();
        let at = name.span.end as usize + 1 + (body.len() - content.len());
        let key = format!("stored_as: {}", stored_as.value);
        let insert = |at: usize, text: String| {
            let at = u32::try_from(at).ok()?;
            Some(Edit { span: Span::new(name.span.file, at, at), text })
        };
        if let Some(inside) = content.strip_prefix('{') {
            let comma = if inside.trim_start().starts_with('}') { " " } else { "," };
            return insert(at + 1, format!(" {key}{comma}"));
        }
        let line = text.get(..at)?.rfind('\n')? + 1;
        let indent = text.get(line..at)?;
        let is_block = line > name.span.end as usize && indent.bytes().all(|it| it == b' ');
        let is_key = content.starts_with(|it: char| it.is_ascii_lowercase());
        if is_block && is_key { insert(at, format!("{key}\n{indent}")) } else { None }
    }
}

/// Whether nothing else is named after an element, and every place that names it is a reference.
fn is_whole_name(subject: Subject) -> bool {
    match subject {
        Subject::Command(_)
        | Subject::Event(_)
        | Subject::Policy(_)
        | Subject::ReadModel(_)
        | Subject::Actor(_) => true,
        // Types, targets, paths and timeouts contain their names.
        Subject::Context(_) | Subject::Aggregate(_) | Subject::Saga(_) | Subject::System(_) => {
            false
        }
    }
}

/// The place of a name that stands alone or at the end of a path.
fn named_at_end(word: &Spanned<String>, name: &str) -> Option<Span> {
    let rest = word.value.strip_suffix(name)?;
    if !rest.is_empty() && !rest.ends_with('.') {
        return None;
    }
    let Span { file, start, end } = word.span;
    let before = u32::try_from(rest.len()).ok()?;
    Some(Span::new(file, start + before, end))
}

#[cfg(test)]
mod tests;
