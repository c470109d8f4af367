//! What is written today, and not only read because it was stored once.

use super::{fields::Declared, on::On};
use crate::{
    model::{EventId, Subject},
    types::{Meaning, Scalar, Type},
};

impl<'a> On<'a> {
    /// Whether an event is not written any more, but only read, since it is retired or split.
    pub(super) fn is_past(&self, event: EventId) -> bool {
        let event = &self.model.events[event];
        event.retired.is_some() || !event.split_into.is_empty()
    }

    /// Every field of the model but those of events that are only read.
    pub(super) fn fields_of_today(&self) -> Vec<Declared<'a>> {
        let mut fields = self.fields();
        fields.retain(|declared| match declared.of {
            Some(Subject::Event(event)) => !self.is_past(event),
            _ => true,
        });
        fields
    }

    /// Whether a type is the identity of an aggregate, or a Uuid.
    pub(super) fn is_identity(&self, ty: &Type) -> bool {
        match ty.present() {
            Type::Scalar(scalar) => *scalar == Scalar::Uuid,
            Type::Named(id) => matches!(self.model.types[*id].meaning, Meaning::Identity { .. }),
            Type::Optional(_) | Type::List(_) | Type::Set(_) | Type::Map(_) => false,
        }
    }
}

impl Declared<'_> {
    /// Whether a system outside speaks of the field: what it calls things is its business.
    pub(super) fn is_outside(&self) -> bool {
        self.context.is_none() && self.of.is_some()
    }

    /// Whether a row shows the field.
    pub(super) fn is_shown(&self) -> bool {
        matches!(self.of, Some(Subject::ReadModel(_)))
    }
}
