//! Personal data in stored events about which nobody has said how it can be forgotten.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    on::On,
    words::privacy::{is_one_of, is_personal},
};
use crate::{
    model::{ContextId, EventId, Writer},
    source::Span,
    types::{Field, Meaning, Personal, Scalar, Type},
};

/// A field of a stored event that says nothing about being personal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Unclassified<'a> {
    /// The field, of the event itself or of a value object in it.
    pub(super) field: &'a Field,
    /// The event that stores it.
    pub(super) event: EventId,
    /// Its context.
    pub(super) context: Option<ContextId>,
    /// Why it may be personal.
    pub(super) why: Why,
}

/// Why a field may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    /// Its name is one of those that tell of people.
    Name,
    /// A field of that name is protected here, in the same context.
    Elsewhere(Span),
}

/// What a context says about fields of one name.
#[derive(Debug, Clone, Copy)]
enum Said {
    /// They are personal and kept in some way, as here.
    Kept(Span),
    /// They are not personal.
    NotPersonal,
}

/// Every such field, event by event in order of declaration, and once each.
pub(super) fn unclassified<'a>(on: &On<'a>) -> Vec<Unclassified<'a>> {
    let said = what_is_said(on);
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    let events = on.model.events.iter();
    let stored =
        events.filter(|(_, it)| it.retired.is_none() && !matches!(it.writer, Writer::System(_)));
    for (id, event) in stored {
        for field in on.stored_fields(event) {
            if field.personal.is_some() || !seen.insert((event.context, field.name.span)) {
                continue;
            }
            let why = match said.get(&(event.context, field.name.value.as_str())) {
                Some(Said::Kept(span)) => Why::Elsewhere(*span),
                None if looks_personal(on, field) => Why::Name,
                Some(Said::NotPersonal) | None => continue,
            };
            found.push(Unclassified { field, event: id, context: event.context, why });
        }
    }
    found
}

/// Whether anybody of another context listens to an event, and where that is said.
pub(super) fn heard_elsewhere(on: &On<'_>, event: EventId) -> Option<(Option<ContextId>, Span)> {
    let own = on.model.events[event].context;
    let mut listeners = on.flow.listeners(event).iter();
    let listener = listeners.find(|it| on.context(it.who.subject()) != own)?;
    Some((on.context(listener.who.subject()), listener.span))
}

/// Whether a field holds personal data, going by its name or label.
pub(super) fn looks_personal(on: &On<'_>, field: &Field) -> bool {
    let (name, privacy) = (&field.name.value, on.privacy());
    let label = field.info.label.as_deref();
    let is_named = is_personal(name, &privacy.personal)
        || label.is_some_and(|label| is_personal(label, &privacy.personal));
    is_named && !is_one_of(name, &privacy.not_personal) && can_tell(on, &field.ty)
}

/// Whether values of a type can tell who somebody is: texts, numbers and days, also in value types and collections.
pub(super) fn can_tell(on: &On<'_>, ty: &Type) -> bool {
    match ty {
        Type::Scalar(Scalar::Text | Scalar::Int | Scalar::Date | Scalar::Bytes) => true,
        Type::Scalar(
            Scalar::Decimal | Scalar::Bool | Scalar::Uuid | Scalar::Timestamp | Scalar::Duration,
        ) => false,
        Type::Named(id) => match &on.model.types[*id].meaning {
            Meaning::Newtype(inner) => can_tell(on, inner),
            // What is in a value object is looked at field by field.
            Meaning::Identity { .. } | Meaning::Enumeration(_) | Meaning::Record(_) => false,
        },
        Type::Optional(inner) | Type::List(inner) | Type::Set(inner) | Type::Map(inner) => {
            can_tell(on, inner)
        }
    }
}

fn what_is_said<'a>(on: &On<'a>) -> BTreeMap<(Option<ContextId>, &'a str), Said> {
    let mut said = BTreeMap::new();
    for declared in on.fields() {
        let one = match declared.field.personal {
            Some(Personal::None) => Said::NotPersonal,
            Some(Personal::Shred | Personal::External | Personal::Pseudonym) => {
                Said::Kept(declared.field.name.span)
            }
            None => continue,
        };
        said.entry((declared.context, declared.field.name.value.as_str())).or_insert(one);
    }
    said
}
