//! The kinds of pictures. A kind is a file here and a word in [`KINDS`].

mod blueprint;
mod board;
mod catalog;
mod contexts;
mod lifecycle;
mod lineage;
mod names;
mod sequence;

use super::{Request, drawing::Drawing};
use crate::model::Model;

/// Every kind of picture, the one that is drawn when none is named first.
pub const KINDS: &[&Kind] = &[
    &board::KIND,
    &blueprint::KIND,
    &contexts::KIND,
    &lifecycle::KIND,
    &sequence::KIND,
    &lineage::KIND,
    &catalog::KIND,
];

/// The kind that shows how contexts hang together, and leads on where another kind is too large for one page.
pub(super) const MAP: &Kind = &contexts::KIND;

/// What a kind of picture shows, and how it is made.
pub struct Kind {
    /// The name on the command line.
    pub name: &'static str,
    /// The question that it answers, in one line.
    pub about: &'static str,
    /// What it is a picture of, when that is not the whole model.
    pub subject: Option<Subject>,
    /// What can be chosen about it.
    pub(super) choices: &'static [Choice],
    /// Its own layout; nothing for what is only said.
    pub(super) draw: Option<fn(&Request<'_>) -> Drawing>,
    /// How many blocks there are to read; nothing where a picture of a whole model always fits a page.
    pub(super) blocks: Option<fn(&Request<'_>) -> usize>,
    /// How it is said in the languages of other tools.
    pub(super) texts: &'static [(Language, Say)],
}

/// Says a picture in a language.
type Say = fn(&Request<'_>) -> String;

impl Kind {
    /// Whether it is drawn, and not only said.
    pub fn is_drawn(&self) -> bool {
        self.draw.is_some()
    }

    /// The languages of other tools in which it can be said.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.texts.iter().map(|(language, _)| *language)
    }

    /// Whether something can be chosen about it, in the language of another tool where one is named.
    pub fn has(&self, choice: Choice, language: Option<Language>) -> bool {
        self.choices.contains(&choice) && language.is_none_or(|language| language.has(choice))
    }
}

/// What can be chosen about pictures of some kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Which contexts are drawn.
    Contexts,
    /// What is drawn of them, by aggregate or by what leads to what.
    Limits,
    /// How read models are shown.
    Views,
    /// Where time runs.
    Direction,
    /// Whether time is folded.
    Wrap,
    /// The older state of the model since which changes are shown.
    Against,
}

/// A language in which other tools are told what to draw, or people what there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// The DOT of Graphviz.
    Dot,
    /// Mermaid, which many sites draw inside of Markdown.
    Mermaid,
    /// The language of `PlantUML`.
    Plantuml,
    /// Markdown, to be read as it is.
    Markdown,
}

impl Language {
    /// Whether something can be chosen about what is said in it.
    fn has(self, choice: Choice) -> bool {
        match choice {
            Choice::Contexts | Choice::Limits | Choice::Views => true,
            Choice::Direction | Choice::Against => self == Self::Dot,
            Choice::Wrap => false,
        }
    }

    /// Its name, as people write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "DOT",
            Self::Mermaid => "Mermaid",
            Self::Plantuml => "PlantUML",
            Self::Markdown => "Markdown",
        }
    }
}

/// What a kind of picture is a picture of.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// What it is, in the help of the command.
    pub word: &'static str,
    /// What it is, as in "an aggregate".
    pub what: &'static str,
    /// The names of everything in a model that can be drawn so.
    pub names: fn(&Model) -> Vec<String>,
    /// The same in full, with the context or system that each belongs to, in the same order.
    pub paths: fn(&Model) -> Vec<String>,
}

/// The kind of a name.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name).copied()
}
