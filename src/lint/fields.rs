//! Every field of a model, with what carries it: what rules about data go through.

use std::collections::BTreeMap;

use super::on::On;
use crate::{
    model::{AggregateId, CommandId, ContextId, EventId, ReadModelId, SagaId, Subject},
    types::{Field, Meaning, Place, Scalar, Type, TypeId},
};

/// What carries a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Carrier {
    /// A command.
    Command(CommandId),
    /// An event.
    Event(EventId),
    /// The state of an aggregate.
    State(AggregateId),
    /// What a saga remembers.
    Memory(SagaId),
    /// A row of a read model.
    Row(ReadModelId),
    /// A value object.
    Value(TypeId),
}

/// A field with what carries it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Carried<'m> {
    /// The field.
    pub(super) field: &'m Field,
    /// What carries it.
    pub(super) by: Carrier,
    /// The context in which it is declared; nothing for systems and for shared types.
    pub(super) context: Option<ContextId>,
}

impl Carrier {
    /// The element, where it is one.
    pub(super) fn subject(self) -> Option<Subject> {
        match self {
            Self::Command(id) => Some(Subject::Command(id)),
            Self::Event(id) => Some(Subject::Event(id)),
            Self::State(id) => Some(Subject::Aggregate(id)),
            Self::Memory(id) => Some(Subject::Saga(id)),
            Self::Row(id) => Some(Subject::ReadModel(id)),
            Self::Value(_) => None,
        }
    }
}

impl<'a> On<'a> {
    /// Every field that is written today: first what commands carry, then events, states, sagas, rows and value
    /// objects. Events that are only read, since they are retired or split, are left out.
    pub(super) fn fields(&self) -> Vec<Carried<'a>> {
        let model = self.model;
        let mut found = Vec::new();
        let mut add = |fields: &'a [Field], by: Carrier, context: Option<ContextId>| {
            found.extend(fields.iter().map(|field| Carried { field, by, context }));
        };
        for (id, command) in model.commands.iter() {
            add(&command.fields, Carrier::Command(id), command.context);
        }
        for (id, event) in model.events.iter().filter(|(id, _)| !self.is_past(*id)) {
            add(&event.fields, Carrier::Event(id), event.context);
        }
        for (id, aggregate) in model.aggregates.iter() {
            add(&aggregate.state, Carrier::State(id), Some(aggregate.context));
        }
        for (id, saga) in model.sagas.iter() {
            add(&saga.state, Carrier::Memory(id), Some(saga.context));
        }
        for (id, view) in model.read_models.iter() {
            add(&view.fields, Carrier::Row(id), Some(view.context));
        }
        let contexts = self.contexts_by_name();
        for (id, definition) in model.types.iter() {
            let context = match &definition.place {
                Place::Context(name) => contexts.get(name.as_str()).copied(),
                Place::Shared => None,
                Place::Version { .. } => continue,
            };
            if let Meaning::Record(fields) = &definition.meaning {
                add(fields, Carrier::Value(id), context);
            }
        }
        found
    }

    /// Whether an event is not written any more, but only read.
    pub(super) fn is_past(&self, event: EventId) -> bool {
        let event = &self.model.events[event];
        event.retired.is_some() || !event.split_into.is_empty()
    }

    /// The contexts by their names, as types know them.
    pub(super) fn contexts_by_name(&self) -> BTreeMap<&'a str, ContextId> {
        let contexts = self.model.contexts.iter();
        contexts.map(|(id, context)| (context.name.value.as_str(), id)).collect()
    }

    /// Whether a type is the identity of an aggregate, or a Uuid.
    pub(super) fn is_identity(&self, ty: &Type) -> bool {
        match ty.present() {
            Type::Scalar(scalar) => *scalar == Scalar::Uuid,
            Type::Named(id) => {
                matches!(self.model.types[*id].meaning, Meaning::Identity { .. })
            }
            Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => false,
        }
    }
}
