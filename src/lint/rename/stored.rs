//! What is in a store under a name, and how it keeps that name when the model says another.

use crate::{
    case,
    diagnostic::Edit,
    lint::{fields::Declared, on::On},
    model::{AggregateId, ContextId, EventId, Subject, Writer},
    source::{Span, Spanned},
};

impl On<'_> {
    /// The edits that say under which names things are stored which are named after an element; nothing where it cannot
    /// be said.
    pub(super) fn keeping_what_is_stored(&self, subject: Subject, new: &str) -> Option<Vec<Edit>> {
        if !self.keeps_its_readers(subject) {
            return None;
        }
        let model = self.model;
        if case::snake(&self.name(subject).value) == case::snake(new) {
            return Some(Vec::new());
        }
        let (events, aggregates) = match subject {
            Subject::Event(id) => (vec![id], Vec::new()),
            Subject::Aggregate(id) => (Vec::new(), vec![id]),
            Subject::Context(id) => (model.events_of(id), model.contexts[id].aggregates.clone()),
            Subject::System(id) => {
                let all = model.events.iter();
                let own = all.filter(|(_, event)| event.writer == Writer::System(id));
                (own.map(|(id, _)| id).collect(), Vec::new())
            }
            Subject::Command(_)
            | Subject::Policy(_)
            | Subject::Saga(_)
            | Subject::ReadModel(_)
            | Subject::Actor(_) => return Some(Vec::new()),
        };
        let streams = aggregates.into_iter().filter(|id| self.has_streams(*id));
        let streams = streams.map(|id| &model.aggregates[id]).map(|it| (&it.name, &it.stored_as));
        let events = events.into_iter().filter(|id| self.has_been_stored(*id));
        let events = events.map(|id| &model.events[id]).map(|it| (&it.name, &it.stored_as));
        let derived = streams.chain(events).filter(|(name, stored)| name.span == stored.span);
        derived.map(|(name, stored)| self.saying(name, &stored.value)).collect()
    }

    /// Whether fields are in what is stored: of an event that has been published or changed, of a value object in one, or
    /// of what a saga remembers.
    pub(super) fn is_in_a_store(&self, declared: &Declared<'_>) -> bool {
        match declared.of {
            Some(Subject::Event(id)) => self.has_been_stored(id) || self.is_past(id),
            Some(Subject::Saga(_)) => self.lock.is_some(),
            Some(
                Subject::Context(_)
                | Subject::Aggregate(_)
                | Subject::Command(_)
                | Subject::Policy(_)
                | Subject::ReadModel(_)
                | Subject::Actor(_)
                | Subject::System(_),
            ) => false,
            None => {
                self.lock.is_some() || self.model.events.ids().any(|id| self.has_been_stored(id))
            }
        }
    }

    /// Whether events of a type may be in some store.
    fn has_been_stored(&self, id: EventId) -> bool {
        let event = &self.model.events[id];
        let is_published = self
            .lock
            .is_some_and(|lock| lock.stored_under(&event.stored_as.value).next().is_some());
        is_published || event.version.value > 1 || event.unversioned_is.is_some()
    }

    fn has_streams(&self, id: AggregateId) -> bool {
        self.model.aggregates[id].events.iter().any(|event| self.has_been_stored(*event))
    }

    /// Whether nothing that is frozen says the name of an element: neither how a published event is read today, nor what
    /// the instances of a saga remember.
    fn keeps_its_readers(&self, subject: Subject) -> bool {
        let Some(lock) = self.lock else { return true };
        let model = self.model;
        let read_as = &self.renames.known(self).read_as;
        let is_of = |id: ContextId, path: &String| {
            path.split('.').next() == Some(model.contexts[id].name.value.as_str())
        };
        match subject {
            Subject::Event(id) => !read_as.contains(&id),
            Subject::Context(id) => {
                let mut events = read_as.iter();
                !events.any(|event| model.events[*event].context == Some(id))
                    && !lock.sagas.keys().any(|path| is_of(id, path))
            }
            Subject::Saga(id) => {
                let saga = &model.sagas[id];
                let context = &model.contexts[saga.context].name.value;
                !lock.sagas.contains_key(&format!("{context}.{}", saga.name.value))
            }
            Subject::System(id) => {
                let mut events = read_as.iter();
                !events.any(|event| model.events[*event].writer == Writer::System(id))
            }
            Subject::Aggregate(_)
            | Subject::Command(_)
            | Subject::Policy(_)
            | Subject::ReadModel(_)
            | Subject::Actor(_) => true,
        }
    }

    /// The edit that says under which name something is stored.
    fn saying(&self, name: &Spanned<String>, stored_as: &str) -> Option<Edit> {
        let around = self.outlines.around(name.span).next()?;
        let text = self.sources.text(name.span.file);
        let behind = text.get(name.span.end as usize..around.span.end as usize)?;
        let body = behind.strip_prefix(':')?;
        let content = body.trim_start();
        let at = name.span.end as usize + 1 + (body.len() - content.len());
        let key = format!("stored_as: {stored_as}");
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
