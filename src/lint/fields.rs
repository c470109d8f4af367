//! Every field of a model with what declares it, and the fields that an event stores, those of its value objects
//! included.

use std::collections::{BTreeSet, HashMap};

use super::on::On;
use crate::{
    model::{ContextId, Event, Subject},
    types::{Field, Meaning, Place, Type, TypeId},
};

/// A field, and where it is declared.
#[derive(Debug, Clone, Copy)]
pub struct Declared<'a> {
    /// The field.
    pub field: &'a Field,
    /// The element of the flow that declares it; nothing for a value object.
    pub of: Option<Subject>,
    /// The context; nothing for systems, and for types that all contexts share.
    pub context: Option<ContextId>,
}

impl<'a> On<'a> {
    /// Every field of the model: messages first, then what is remembered and shown, then value objects.
    pub fn fields(&self) -> Vec<Declared<'a>> {
        let model = self.model;
        let events = model.events.iter().map(|(id, it)| (Subject::Event(id), &it.fields));
        let commands = model.commands.iter().map(|(id, it)| (Subject::Command(id), &it.fields));
        let states = model.aggregates.iter().map(|(id, it)| (Subject::Aggregate(id), &it.state));
        let sagas = model.sagas.iter().map(|(id, it)| (Subject::Saga(id), &it.state));
        let views = model.read_models.iter().map(|(id, it)| (Subject::ReadModel(id), &it.fields));
        let of_elements = commands.chain(events).chain(states).chain(sagas).chain(views);
        let mut all = Vec::new();
        for (subject, fields) in of_elements {
            let (of, context) = (Some(subject), self.context(subject));
            all.extend(fields.iter().map(|field| Declared { field, of, context }));
        }
        let contexts: HashMap<&str, ContextId> =
            model.contexts.iter().map(|(id, context)| (context.name.value.as_str(), id)).collect();
        for (_, definition) in model.types.iter() {
            let context = match &definition.place {
                Place::Shared => None,
                Place::Context(name) => contexts.get(name.as_str()).copied(),
                Place::Version { .. } => continue,
            };
            if let Meaning::Record(fields) = &definition.meaning {
                all.extend(fields.iter().map(|field| Declared { field, of: None, context }));
            }
        }
        all
    }

    /// Puts fields in an order that stays when the model is written down in another one: those of commands first, in which
    /// values arrive.
    pub fn put_fields_in_steady_order(&self, fields: &mut [Declared<'_>]) {
        self.put_in_steady_order(fields, |it| it.field.name.span);
        fields.sort_by_key(|it| !matches!(it.of, Some(Subject::Command(_))));
    }

    /// The fields that an event stores today: its own, and those of the value objects in it. What is inside of a field
    /// that says how personal data is kept is kept with it.
    pub fn stored_fields(&self, event: &'a Event) -> Vec<&'a Field> {
        let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
        let mut waiting: Vec<&Field> = event.fields.iter().rev().collect();
        while let Some(field) = waiting.pop() {
            found.push(field);
            let inside =
                if field.personal.is_some() { &[] } else { self.inside(&field.ty, &mut seen) };
            waiting.extend(inside.iter().rev());
        }
        found
    }

    /// The fields of the value object at the heart of a type, the first time that it is asked for.
    fn inside(&self, ty: &Type, seen: &mut BTreeSet<TypeId>) -> &'a [Field] {
        let mut next = ty.named().filter(|id| seen.insert(*id));
        while let Some(id) = next {
            match &self.model.types[id].meaning {
                Meaning::Record(fields) => return fields,
                Meaning::Newtype(inner) => next = inner.named().filter(|id| seen.insert(*id)),
                Meaning::Identity { .. } | Meaning::Enumeration(_) => return &[],
            }
        }
        &[]
    }
}
