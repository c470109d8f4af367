//! The context map: which contexts there are, who gives and who takes, by which patterns, and what really flows.

mod draw;
mod scene;
#[cfg(test)]
mod tests;
mod ties;

use super::Kind;

/// The context map.
pub(super) const KIND: Kind = Kind {
    name: "contexts",
    about: "how contexts and systems depend on each other",
    subject: None,
    draw: |request| {
        draw::draw(&scene::of(request.model, &request.contexts()), request.options.legend)
    },
    blocks: None,
    texts: &[],
};
