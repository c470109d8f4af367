//! Events: facts that are stored for ever, and how their shape changed.

use super::{Added, AggregateId, ContextId, EventId, Info, Source, Step, SystemId};
use crate::{
    source::{Span, Spanned},
    types::Field,
};

/// A fact, as it is written today, with its history.
#[derive(Debug, Clone)]
pub struct Event {
    /// The name.
    pub name: Spanned<String>,
    /// Label, description and the like.
    pub info: Info,
    /// The context, when it is not a system's.
    pub context: Option<ContextId>,
    /// Its one writer.
    pub writer: Writer,
    /// The newest version.
    pub version: Spanned<u32>,
    /// Who may read it.
    pub audience: Audience,
    /// The name under which it is stored; it survives renames.
    pub stored_as: Spanned<String>,
    /// What it carries.
    pub fields: Vec<Field>,
    /// How it changes the state of its aggregate.
    pub folds: Vec<Fold>,
    /// The state of the lifecycle that it leads to, as a place in the enumeration.
    pub moves_to: Option<Spanned<usize>>,
    /// The oldest version that a store may still hold; the first one when the model does not say.
    pub oldest: Option<Spanned<u32>>,
    /// How older versions are read, newest first: from `version` down to the one after the oldest.
    pub changes: Vec<Change>,
    /// Why it is no longer written; stored ones are then read as nothing, or as what it splits into.
    pub retired: Option<Spanned<String>>,
    /// The events that a stored one is read as.
    pub split_into: Vec<Split>,
    /// The version of stored events that carry none.
    pub unversioned_is: Option<Spanned<u32>>,
    /// Older versions that are published beside the newest.
    pub also_publish: Vec<Spanned<u32>>,
}

impl Event {
    /// The number of the oldest version that a store may still hold.
    pub fn oldest(&self) -> u32 {
        self.oldest.as_ref().map_or(1, |oldest| oldest.value)
    }
}

/// The one writer of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writer {
    /// An aggregate of the model.
    Aggregate(AggregateId),
    /// An external system.
    System(SystemId),
    /// Nobody yet.
    Nobody,
}

/// Who may read an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Its own context.
    #[default]
    Private,
    /// Every context.
    Public,
}

/// How an event changes one field of the state.
#[derive(Debug, Clone)]
pub struct Fold {
    /// The field of the state.
    pub field: Spanned<String>,
    /// Its new value.
    pub source: Source,
}

/// How the version before `number` becomes version `number`.
#[derive(Debug, Clone)]
pub struct Change {
    /// The newer of the two versions.
    pub number: Spanned<u32>,
    /// Why it changed.
    pub because: Option<String>,
    /// The name before, when the event was renamed.
    pub renamed_from: Option<Spanned<String>>,
    /// Context and name before, when the event moved.
    pub moved_from: Option<Spanned<String>>,
    /// What changed, in order.
    pub steps: Vec<Step>,
}

/// One of the events that a stored event is read as.
#[derive(Debug, Clone)]
pub struct Split {
    /// The event it becomes.
    pub event: EventId,
    /// Where it is named.
    pub span: Span,
    /// The fields of that event that the model fills, in the order in which it does.
    pub fields: Vec<SplitField>,
}

/// One field of an event that a stored event is read as.
#[derive(Debug, Clone)]
pub struct SplitField {
    /// The field of the new event.
    pub field: Spanned<String>,
    /// Its source.
    pub source: SplitSource,
}

/// Where a field of an event comes from that a stored event is read as.
#[derive(Debug, Clone)]
pub enum SplitSource {
    /// A field of the stored event, a part of its envelope, or a constant.
    Given(Added),
    /// A built-in conversion, or a function written by hand, of fields of the stored event.
    Using {
        /// The conversion or function.
        using: Spanned<String>,
        /// The fields it is given.
        of: Vec<Spanned<String>>,
    },
}
