//! The history of an event: what every version carries, and which step makes each field of the next one.

mod dot;
mod draw;
mod mermaid;
mod place;
mod scene;
#[cfg(test)]
mod tests;

use super::{Kind, Language, Subject};
use crate::diagram::Request;

/// The history of an event.
pub(super) const KIND: Kind = Kind {
    name: "lineage",
    about: "the versions of an event, field by field, and how each is read as the next",
    subject: Some(Subject {
        word: "EVENT",
        what: "an event with a history",
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
        (Language::Dot, |request| dot::write(&scene_of(request))),
        (Language::Mermaid, |request| mermaid::write(&scene_of(request))),
    ],
};

fn scene_of(request: &Request<'_>) -> scene::Scene {
    scene::of(request.model, request.plan, request.subject.unwrap_or_default())
}
