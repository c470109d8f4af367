//! Diagrams: a model becomes a scene of some kind, a layout gives everything its place, and the picture is written in
//! some format.
//!
//! `kinds` has one file or folder for each kind of picture: its scene, its layout and its drawing. They share `layout`
//! (order, tracks, lines), `text` (sizes of texts), `theme` (colours and icons) and `drawing` (shapes); `write` turns a
//! drawing into SVG, and SVG into PNG. What tells a story in time shares more: `scene` (what is told), `stickies`,
//! `lanes`, `wires` (lines), the axis of `time`, and what is `around` all that. What of a model is shown is decided once
//! for all kinds, in `scope`, by what leads to what (`process`) and by names (`elements`). `flow` says pictures to tools
//! that make a layout of their own, `inject` keeps those in documents up to date, and `html` puts everything into one
//! page; `set` says which pictures there are of a model, and what their files are called.

mod around;
#[cfg(test)]
mod checks;
mod compare;
mod drawing;
mod elements;
mod flow;
mod html;
mod inject;
mod kinds;
mod lanes;
mod layout;
mod limits;
mod names;
mod pieces;
mod process;
mod scene;
mod scope;
mod set;
mod stickies;
mod text;
mod theme;
mod time;
mod wires;
mod write;

use std::collections::BTreeSet;

pub use html::{Live, Page, Remark, html};
pub use inject::{Mark, Mistake, inject};
pub use kinds::{Choice, KINDS, Kind, Language, Subject, kind};
pub use names::declared;
pub use scope::check;
pub use set::{Drawn, Link, Picture, READABLE, all, index, pages, too_many};
pub use write::{Fonts, Png};

use crate::{
    evolve::Plan,
    model::{ContextId, Model},
};
use drawing::Drawing;
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

impl Options {
    /// Whether all of a model is drawn as it is, on one page.
    pub fn is_everything(&self) -> bool {
        let is_part = !self.contexts.is_empty() || !self.limits.is_nothing();
        !is_part && self.wrap.is_none() && self.against.is_none()
    }
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
    /// How every stored version of its events is read.
    pub plan: &'r Plan,
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

/// Why there is no such picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is in the way.
    pub reason: String,
    /// What to ask for instead.
    pub help: String,
}

/// Draws a picture as SVG, with a layout of our own.
///
/// # Errors
/// When the kind is not drawn.
pub fn svg(kind: &Kind, request: &Request<'_>) -> Result<String, Refusal> {
    let look = match request.options.theme {
        Theme::Auto => Look::Auto,
        Theme::Light => Look::Fixed(Light::Bright),
        Theme::Dark => Look::Fixed(Light::Dark),
    };
    Ok(write::svg(&drawn(kind, request, "SVG")?, look))
}

/// Draws a picture as PNG. `fonts` gives the fonts of this machine, and is asked for letters that the embedded font
/// lacks.
///
/// # Errors
/// When the kind is not drawn, or the picture is larger than any viewer could show.
pub fn png(
    kind: &Kind,
    request: &Request<'_>,
    fonts: impl FnOnce() -> Fonts,
) -> Result<Png, Refusal> {
    let light = match request.options.theme {
        Theme::Auto | Theme::Light => Light::Bright,
        Theme::Dark => Light::Dark,
    };
    let svg = write::svg(&drawn(kind, request, "PNG")?, Look::Fixed(light));
    let fonts = if text::is_embedded(&svg) { Fonts::embedded() } else { fonts() };
    let help = || "write an SVG, or one context with `--context`".to_owned();
    write::png(&svg, fonts).map_err(|reason| Refusal { reason, help: help() })
}

/// The picture in the language of another tool, which then makes the layout.
///
/// # Errors
/// When the kind cannot be said in it, or says more than the tool would take.
pub fn text(kind: &Kind, request: &Request<'_>, language: Language) -> Result<String, Refusal> {
    let say = kind.texts.iter().find(|(known, _)| *known == language);
    let (_, say) = say.ok_or_else(|| no_such(kind, language.name()))?;
    limits::within(say(request), kind, language)
}

fn drawn(kind: &Kind, request: &Request<'_>, format: &str) -> Result<Drawing, Refusal> {
    let draw = kind.draw.ok_or_else(|| no_such(kind, format))?;
    Ok(draw(request))
}

fn no_such(kind: &Kind, format: &str) -> Refusal {
    let drawn = kind.draw.map(|_| ["SVG", "PNG"]).into_iter().flatten();
    let formats: Vec<_> = drawn.chain(kind.languages().map(Language::name)).collect();
    Refusal {
        reason: format!("there is no {format} of a picture of kind `{}`", kind.name),
        help: format!("there is {}", formats.join(", ")),
    }
}

/// The contexts that `options` name and the model does not have.
pub fn unknown_contexts<'o>(model: &Model, options: &'o Options) -> Vec<&'o str> {
    let known = |name: &str| model.contexts.values().any(|context| context.name.value == name);
    options.contexts.iter().map(String::as_str).filter(|name| !known(name)).collect()
}
