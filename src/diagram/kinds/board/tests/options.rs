//! The boards of a model: the whole, each part of it, and each look.

use crate::{
    diagram::{Direction, Limits, Options, Views},
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

/// Limits by the first, the middle and the last of what a model has.
fn limits(model: &Model) -> Vec<Limits> {
    let mut limits = Vec::new();
    let events: Vec<String> = model.events.ids().map(|id| model.event_path(id)).collect();
    let commands: Vec<String> =
        model.commands.values().map(|command| command.name.value.clone()).collect();
    let middle = |names: &[String]| names.get(names.len() / 2).cloned();
    limits.push(Limits { from: commands.first().cloned(), ..Limits::default() });
    limits.push(Limits { to: events.last().cloned(), ..Limits::default() });
    limits.push(Limits {
        from: commands.first().cloned(),
        to: middle(&events),
        ..Limits::default()
    });
    limits.push(Limits { around: middle(&events).map(|name| (name, 2)), ..Limits::default() });
    let aggregate = model.aggregates.values().next();
    let aggregates = aggregate.map(|aggregate| aggregate.name.value.clone()).into_iter().collect();
    limits.push(Limits { aggregates, ..Limits::default() });
    limits.retain(|limits| !limits.is_nothing());
    limits
}
