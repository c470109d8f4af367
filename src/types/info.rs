//! What every element of a model may say about itself, types and fields included.

use crate::source::{Span, Spanned};

/// How complete a model claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Level {
    /// Events, hotspots and people; incomplete on purpose.
    BigPicture,
    /// Who decides what, and what follows.
    Process,
    /// Complete enough to generate a service.
    #[default]
    Design,
}

impl Level {
    /// Every level, the least complete first.
    pub const ALL: &'static [Self] = &[Self::BigPicture, Self::Process, Self::Design];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BigPicture => "big-picture",
            Self::Process => "process",
            Self::Design => "design",
        }
    }
}

/// The part of an element that is the same for all kinds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Info {
    /// The name for people, in any language.
    pub label: Option<String>,
    /// What it means.
    pub description: Option<String>,
    /// Whether it is not yet meant to be complete.
    pub draft: bool,
    /// Free words for filters.
    pub tags: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Why it should no longer be used.
    pub deprecated: Option<Box<Deprecation>>,
    /// Findings that are accepted here.
    pub allow: Vec<Allow>,
}

/// That an element should no longer be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    /// Why.
    pub because: Option<String>,
    /// What to use instead, as written.
    pub instead: Option<Spanned<String>>,
    /// Since when: a date or a version.
    pub since: Option<String>,
    /// The last day on which it stays.
    pub until: Option<Spanned<String>>,
    /// Where it is said.
    pub span: Span,
}

/// A finding that is accepted on an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The rule by name.
    pub rule: Spanned<String>,
    /// Why it does not apply here.
    pub reason: Option<String>,
    /// The last day on which it is accepted.
    pub until: Option<Spanned<String>>,
    /// Where the work is tracked.
    pub ticket: Option<String>,
}
