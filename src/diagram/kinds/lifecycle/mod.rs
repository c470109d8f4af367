//! The life of an aggregate: its states, the events that lead from one to the next, and the commands behind them.

mod draw;
mod scene;
#[cfg(test)]
mod tests;

use super::{Kind, Subject};

/// The life of an aggregate.
pub(super) const KIND: Kind = Kind {
    name: "lifecycle",
    about: "the states of an aggregate, and what leads from one to the next",
    subject: Some(Subject {
        word: "AGGREGATE",
        what: "an aggregate with a lifecycle",
        names: scene::names,
    }),
    draw: |request| {
        draw::draw(
            &scene::of(request.model, request.subject.unwrap_or_default()),
            request.options.legend,
        )
    },
    blocks: None,
    texts: &[],
};
