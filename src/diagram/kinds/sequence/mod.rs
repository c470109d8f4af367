//! The course of a command or a saga: who gives which command, who decides, what comes of it, and who reacts.

mod draw;
mod mermaid;
mod place;
mod plantuml;
mod say;
mod scene;
#[cfg(test)]
mod tests;

use super::{Kind, Language, Subject};
use crate::diagram::Request;

/// The course of a command or a saga.
pub(super) const KIND: Kind = Kind {
    name: "sequence",
    about: "what follows from a command, or the course of a saga, step by step",
    subject: Some(Subject {
        word: "COMMAND|SAGA",
        what: "a command or a saga",
        names: scene::names,
        paths: scene::paths,
    }),
    choices: &[],
    draw: Some(|request| {
        let scene = scene_of(request);
        draw::draw(&scene, &place::place(&scene), request.options.legend)
    }),
    blocks: None,
    texts: &[
        (Language::Mermaid, |request| mermaid::write(&scene_of(request))),
        (Language::Plantuml, |request| plantuml::write(&scene_of(request))),
    ],
};

fn scene_of(request: &Request<'_>) -> scene::Scene {
    scene::of(request.model, request.subject.unwrap_or_default())
}
