//! Every field of a model with what declares it.

use std::collections::HashMap;

use super::on::On;
use crate::{
    model::{ContextId, Subject},
    types::{Field, Meaning, Place},
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
}
