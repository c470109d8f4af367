//! The kinds of pictures. A kind is a file here and a word in [`KINDS`].

mod board;

use super::{Request, drawing::Drawing};

/// Every kind of picture, the one that is drawn when none is named first.
pub const KINDS: &[&Kind] = &[&board::KIND];

/// What a kind of picture shows, and how it is made.
pub struct Kind {
    /// The name on the command line.
    pub name: &'static str,
    /// The question that it answers, in one line.
    pub about: &'static str,
    /// Its own layout.
    pub(super) draw: fn(&Request<'_>) -> Drawing,
    /// Its text for Graphviz.
    pub(super) dot: Option<fn(&Request<'_>) -> String>,
}

/// The kind of a name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name).copied()
}
