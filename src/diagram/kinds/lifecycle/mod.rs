//! The life of an aggregate: its states, the events that lead from one to the next, and the commands behind them.

mod dot;
mod draw;
mod mermaid;
mod plantuml;
mod scene;
#[cfg(test)]
mod tests;

use super::{Kind, Language, Subject};
use crate::diagram::Request;

/// The life of an aggregate.
pub(super) const KIND: Kind = Kind {
    name: "lifecycle",
    about: "the states of an aggregate, and what leads from one to the next",
    subject: Some(Subject {
        word: "AGGREGATE",
        what: "an aggregate with a lifecycle",
        names: scene::names,
        paths: scene::paths,
    }),
    choices: &[],
    draw: Some(|request| draw::draw(&scene(request), request.options.legend)),
    blocks: None,
    texts: &[
        (Language::Dot, |request| dot::write(&scene(request))),
        (Language::Mermaid, |request| mermaid::write(&scene(request))),
        (Language::Plantuml, |request| plantuml::write(&scene(request))),
    ],
};

fn scene(request: &Request<'_>) -> scene::Scene {
    scene::of(request.model, request.subject.unwrap_or_default())
}
