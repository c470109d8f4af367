//! The context map: which contexts there are, who gives and who takes, by which patterns, and what really flows.

mod dot;
mod draw;
mod flow;
mod scene;
#[cfg(test)]
mod tests;
mod ties;

pub(super) use scene::sign;

use super::{Choice, Kind, Language};
use crate::diagram::{
    Request,
    flow::{self as flowing, Flow},
};

/// The context map.
pub(super) const KIND: Kind = Kind {
    name: "contexts",
    about: "how contexts and systems depend on each other",
    subject: None,
    choices: &[Choice::Contexts],
    draw: Some(|request| draw::draw(&scene(request), request.options.legend)),
    blocks: None,
    texts: &[
        (Language::Dot, |request| dot::write(&scene(request))),
        (Language::Mermaid, |request| flowing::mermaid(&flow(request))),
        (Language::Plantuml, |request| flowing::plantuml(&flow(request))),
    ],
};

fn scene(request: &Request<'_>) -> scene::Scene {
    scene::of(request.model, &request.contexts())
}

fn flow(request: &Request<'_>) -> Flow {
    flow::flow(&scene(request), request.options.legend)
}
