//! Diagrams: a model becomes a scene of some kind, a layout gives everything its place, and the picture is written in
//! some format.
//!
//! `kinds` has one file or folder for each kind of picture: its scene, its layout and its drawing. They share `layout`
//! (order, tracks, lines), `text` (sizes of texts), `theme` (colours and icons) and `drawing` (shapes); `write` turns a
//! drawing into SVG, and SVG into PNG. What tells a story in time shares more: `scene` (what is told), `stickies`,
//! `lanes`, `wires` (lines), the axis of `time`, and what is `around` all that. What of a model is shown is decided once
//! for all kinds, in `scope`, by what leads to what (`process`) and by names (`elements`).

mod around;
#[cfg(test)]
mod checks;
mod compare;
mod drawing;
mod elements;
mod keys;
mod kinds;
mod lanes;
mod layout;
mod pieces;
mod process;
mod scene;
mod scope;
mod stickies;
mod text;
mod theme;
mod time;
mod wires;
mod write;

use std::collections::BTreeSet;

pub use kinds::{Choice, KINDS, Kind, Language, Subject, kind};
pub use scope::{Refusal, check};
pub use write::{Fonts, Png};

use crate::model::{ContextId, Model};
use scope::Scope;
use theme::Light;
use write::Look;

/// What of a model is drawn, and with what around it.
#[derive(Debug, Clone)]
pub struct Options {
    /// The contexts to draw, by name; all when there is none.
    pub contexts: Vec<String>,
    /// What is drawn where that is less than whole contexts.
    pub limits: Limits,
    /// How read models are shown.
    pub views: Views,
    /// Where time runs.
    pub direction: Direction,
    /// Into how many pixels the timeline is folded; not at all when there is nothing.
    pub wrap: Option<i32>,
    /// Whether a legend explains the colours.
    pub legend: bool,
    /// In what light the picture will be looked at.
    pub theme: Theme,
    /// The older state of the model since which changes are shown.
    pub against: Option<Before>,
}

/// An older state of a model.
#[derive(Debug, Clone)]
pub struct Before {
    /// What it is called.
    pub name: String,
    /// The model as it was.
    pub model: Model,
}

/// Elements to which a picture is limited, by name. All of the limits have to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// Only what happens in these aggregates.
    pub aggregates: Vec<String>,
    /// Only what this can lead to.
    pub from: Option<String>,
    /// Only what can lead to this.
    pub to: Option<String>,
    /// Only what is so many lines away from this, before and after.
    pub around: Option<(String, usize)>,
}

impl Limits {
    /// Whether nothing is limited.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// How read models are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Views {
    /// As numbers on the events that feed them.
    #[default]
    Badges,
    /// As stickies with lines from the events that feed them.
    Edges,
    /// Not at all.
    Off,
}

/// Where time runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// From left to right.
    #[default]
    Right,
    /// From top to bottom.
    Down,
}

/// In what light a picture will be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// As the reader prefers, where the format can ask; else light.
    #[default]
    Auto,
    /// On white paper.
    Light,
    /// On a dark screen.
    Dark,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            contexts: Vec::new(),
            limits: Limits::default(),
            views: Views::default(),
            direction: Direction::default(),
            wrap: None,
            legend: true,
            theme: Theme::default(),
            against: None,
        }
    }
}

/// A picture that is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// The model.
    pub model: &'r Model,
    /// What of it.
    pub options: &'r Options,
    /// What it is a picture of, by one of the names that its kind lists; nothing where that is the whole model.
    pub subject: Option<&'r str>,
}

impl<'r> Request<'r> {
    /// What of the model is shown.
    fn scope(&self) -> Scope<'r> {
        Scope::new(self.model, self.options)
    }

    /// The contexts to draw; all when there is none.
    fn contexts(&self) -> BTreeSet<ContextId> {
        let contexts = self.model.contexts.iter();
        let wanted = contexts.filter(|(_, it)| self.options.contexts.contains(&it.name.value));
        wanted.map(|(id, _)| id).collect()
    }
}

/// Draws a picture as SVG, with a layout of our own.
pub fn svg(kind: &Kind, request: &Request<'_>) -> String {
    let look = match request.options.theme {
        Theme::Auto => Look::Auto,
        Theme::Light => Look::Fixed(Light::Bright),
        Theme::Dark => Look::Fixed(Light::Dark),
    };
    write::svg(&(kind.draw)(request), look)
}

/// Draws a picture as PNG. `fonts` gives the fonts of this machine, and is asked for letters that the embedded font
/// lacks.
///
/// # Errors
/// When the picture is larger than any viewer could show.
pub fn png(
    kind: &Kind,
    request: &Request<'_>,
    fonts: impl FnOnce() -> Fonts,
) -> Result<Png, String> {
    let light = match request.options.theme {
        Theme::Auto | Theme::Light => Light::Bright,
        Theme::Dark => Light::Dark,
    };
    let svg = write::svg(&(kind.draw)(request), Look::Fixed(light));
    let fonts = if text::is_embedded(&svg) { Fonts::embedded() } else { fonts() };
    write::png(&svg, fonts)
}

/// The picture in the language of another tool, which then makes the layout; nothing when the kind cannot be said in it.
pub fn text(kind: &Kind, request: &Request<'_>, language: Language) -> Option<String> {
    let (_, write) = kind.texts.iter().find(|(known, _)| *known == language)?;
    Some(write(request))
}

/// The contexts that `options` name and the model does not have.
pub fn unknown_contexts<'o>(model: &Model, options: &'o Options) -> Vec<&'o str> {
    let known = |name: &str| model.contexts.values().any(|context| context.name.value == name);
    options.contexts.iter().map(String::as_str).filter(|name| !known(name)).collect()
}
