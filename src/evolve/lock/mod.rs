//! What has been published: a second, independent record of every frozen version, beside the model that derives
//! them. Neither is trusted alone; the two have to agree.
//!
//! The file is YAML, like the model, so that one reader with byte spans reads both. It is written in one way only:
//! sorted, without dates and without the version of the program, one field or step a line, so that a review shows
//! what is frozen and git merges what two people published.

mod merge;
mod of_model;
mod read;
mod write;

use std::{collections::BTreeMap, fmt};

use super::{form::Record, hash::short};
use crate::source::Span;

pub use crate::syntax::ast::{Audience, LockedState as State};
pub use merge::{NotMerged, merge};
pub use of_model::of_model;
pub use read::parse;

/// The name of the file, beside the root file of the model.
pub const FILE: &str = "esgen.lock";

/// The version of the format.
const FORMAT: u32 = 1;

/// Names a version in a store: the name it is stored under and its number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VersionId {
    /// The stored type name.
    pub stored: String,
    /// The number, from 1.
    pub number: u32,
}

impl VersionId {
    /// The version of that number, stored under that name.
    pub fn new(stored: impl Into<String>, number: u32) -> Self {
        Self { stored: stored.into(), number }
    }
}

impl fmt::Display for VersionId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.stored, self.number)
    }
}

/// The published versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// Every version, in order of name and number.
    pub versions: BTreeMap<VersionId, Entry>,
    /// What the running instances of each saga remember, by its name as `Context.Saga`. Unlike a version it moves on
    /// when it is published again.
    pub sagas: BTreeMap<String, Memory>,
}

/// What the instances of a saga remember.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Memory {
    /// The fields.
    pub shape: Record,
    /// Where it stands in the lock file; for one that was made from a model, where the model names the saga.
    pub span: Span,
}

/// A published version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The event as `Context.Event`, as the model called it when the version was published.
    pub event: String,
    /// Who may rely on it.
    pub audience: Audience,
    /// The streams in which it is stored, and what identifies one: `accounts.account Uuid`.
    pub stream: String,
    /// The line of compatible versions. It rises when a reader of the version before could not read this one.
    pub line: u32,
    /// Where it is in its life.
    pub state: State,
    /// What it carries.
    pub shape: Record,
    /// How the version before is read as this one, in the words of
    /// [`describe`](super::describe::frozen_steps).
    pub steps: Vec<String>,
    /// The events that stored ones are read as since the event was split, in the words of
    /// [`describe`](super::describe::split). Decided once, at any time.
    pub reading: Vec<String>,
    /// Whether stored events that carry no version are of this one. Decided once, at any time.
    pub unversioned: bool,
    /// A hash of what descriptions say about it.
    pub meaning: String,
    /// A hash of its golden files; empty when there are none.
    pub samples: String,
    /// Where it stands in the lock file; for an entry that was made from a model, where the model says it.
    pub span: Span,
}

impl Entry {
    /// A hash of everything in the entry, which a hand that edits it does not keep up.
    pub fn hash(&self, id: &VersionId) -> String {
        let life = [self.state.as_str().to_owned(), self.unversioned.to_string()];
        let rest = [self.meaning.clone(), self.reading.join("\n")];
        short([self.frozen(id)].into_iter().chain(life).chain(rest))
    }

    /// A hash of what is frozen from the first day.
    pub(in crate::evolve) fn frozen(&self, id: &VersionId) -> String {
        let head = [id.to_string(), self.event.clone(), self.audience.as_str().to_owned()];
        let body = [self.stream.clone(), self.line.to_string(), self.samples.clone()];
        let steps = self.steps.join("\n");
        short(head.into_iter().chain(body).chain(self.shape.lines()).chain([steps]))
    }
}

impl Lock {
    /// The entry of a version.
    pub fn get(&self, id: &VersionId) -> Option<&Entry> {
        self.versions.get(id)
    }

    /// The versions that were stored under a name, in order of number.
    pub fn stored_under(&self, stored: &str) -> impl Iterator<Item = (&VersionId, &Entry)> {
        let (first, last) = (VersionId::new(stored, 0), VersionId::new(stored, u32::MAX));
        self.versions.range(first..=last)
    }
}
