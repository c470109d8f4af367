//! The boards of a model: the whole, each part of it, and each look.

use crate::{
    diagram::{Direction, Options, Views, checks::limits},
    model::Model,
};

/// Options that draw a model whole, each of its contexts, its parts, and in every look.
pub(super) fn all(model: &Model) -> Vec<Options> {
    let mut all = vec![Options::default()];
    for context in model.contexts.values() {
        all.push(Options { contexts: vec![context.name.value.clone()], ..Options::default() });
    }
    all.extend(limits(model).into_iter().map(|limits| Options { limits, ..Options::default() }));
    let bare = all.clone();
    for views in [Views::Badges, Views::Edges, Views::Off] {
        for (direction, wrap) in [
            (Direction::Right, None),
            (Direction::Right, Some(900)),
            (Direction::Right, Some(1600)),
            (Direction::Down, None),
        ] {
            let looks = bare.iter().map(|it| Options { views, direction, wrap, ..it.clone() });
            all.extend(looks);
        }
    }
    all
}
