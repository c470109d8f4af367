//! The decided history of every event: what each version looks like and how it is read as the next.

use super::{
    conversion::Conversion,
    draft,
    hop::{Hop, Input, MetaPart, MetaWay, Widening},
    longer::Longer,
    shape::Shape,
};
use crate::{
    model::EventId,
    source::Span,
    types::{Id, Literal, Type, TypeId, TypeTable},
};

/// The versions of all events of a model. Complete when planning reported no error: generation finds
/// an answer for every field of every version.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The types of the model, followed by those that only old versions have
    /// ([`Place::Version`](crate::types::Place::Version)); ids of the model keep their meaning.
    pub types: TypeTable,
    pub(super) events: Vec<EventPlan>,
}

/// The versions of one event.
#[derive(Debug, Clone)]
pub struct EventPlan {
    /// The event.
    pub event: EventId,
    /// Every version that a store may hold, oldest first.
    pub versions: Vec<Version>,
    /// How each version is read as the next, oldest first: `hops[i]` leads from `versions[i]` to
    /// `versions[i + 1]`.
    pub hops: Vec<Hop>,
    /// The names under which it is and was stored, oldest first.
    pub stored_under: Vec<StoredName>,
    /// What a stored event is read as, after the last hop.
    pub reading: Reading,
    /// The version of stored events that carry none.
    pub unversioned_is: Option<u32>,
    /// Its old word lists that are read as longer ones.
    pub longer: Longer,
}

/// One version of an event.
#[derive(Debug, Clone)]
pub struct Version {
    /// The number, from 1.
    pub number: u32,
    /// What it carries.
    pub shape: Shape,
    /// The old word lists and value objects that this version declares, in order. Types of a newer
    /// version may appear in its shape too.
    pub declares: Vec<TypeId>,
}

/// A name in the store, and the versions that were stored under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredName {
    /// The stored type name.
    pub name: String,
    /// The first version.
    pub first: u32,
    /// The last version.
    pub last: u32,
    /// Where the model says it.
    pub span: Span,
}

/// What a stored event is read as.
#[derive(Debug, Clone)]
pub enum Reading {
    /// The newest version of itself.
    Itself,
    /// Nothing: it is retired.
    Nothing,
    /// Other events, in order.
    Others(Vec<SplitPlan>),
}

/// One of the events that a stored event is read as.
#[derive(Debug, Clone)]
pub struct SplitPlan {
    /// The event that it becomes; it may be read as others in turn.
    pub event: EventId,
    /// One value for each field of that event, in its order.
    pub fields: Vec<SplitValue>,
}

/// The value of one field of a new event.
#[derive(Debug, Clone)]
pub struct SplitValue {
    /// The field.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// Where the value comes from.
    pub source: SplitFrom,
}

/// Where the value of a field of a new event comes from.
#[derive(Debug, Clone)]
pub enum SplitFrom {
    /// Nowhere: the field is optional.
    Nothing,
    /// A constant, fitted to the type.
    Constant(Literal),
    /// A part of the envelope.
    Meta(MetaPart, MetaWay),
    /// A field of the stored event, as it is or in a wider type; always a copy.
    Copy(Input, Widening),
    /// A built-in conversion of fields of the stored event.
    Convert(Conversion),
    /// A function written by hand.
    Hook {
        /// The function.
        using: String,
        /// The arguments in order.
        from: Vec<Input>,
    },
}

impl Plan {
    /// The plans of all events, in the order of the model.
    pub fn events(&self) -> &[EventPlan] {
        &self.events
    }

    /// The plan of an event, or nothing when the id belongs to another model.
    pub fn get(&self, event: EventId) -> Option<&EventPlan> {
        self.events.get(event.index())
    }
}

impl std::ops::Index<EventId> for Plan {
    type Output = EventPlan;
    fn index(&self, event: EventId) -> &EventPlan {
        &self.events[event.index()]
    }
}

impl EventPlan {
    /// The version of that number.
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// The way from a version to the next.
    pub fn hop_from(&self, number: u32) -> Option<&Hop> {
        self.hops.iter().find(|hop| hop.from == number)
    }

    /// The hops that lead from a version to the newest one, in order.
    pub fn hops_from(&self, number: u32) -> impl Iterator<Item = &Hop> {
        self.hops.iter().filter(move |hop| hop.from >= number)
    }

    /// The hops of which nobody has said why: they still have the words of a draft.
    pub fn hops_without_reason(&self) -> impl Iterator<Item = &Hop> {
        self.hops.iter().filter(|hop| hop.because.as_deref() == Some(draft::WHY))
    }

    /// The name under which a version was stored.
    pub fn stored_name(&self, number: u32) -> Option<&StoredName> {
        self.stored_under.iter().find(|name| (name.first..=name.last).contains(&number))
    }

    /// Whether reading a version can fail on a payload that decodes.
    pub fn can_fail(&self) -> bool {
        self.hops.iter().any(Hop::can_fail)
    }
}
