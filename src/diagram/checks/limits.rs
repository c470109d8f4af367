//! Limits of pictures that any model can be asked for.

use crate::{diagram::Limits, model::Model};

/// Limits by the first, the middle and the last of what a model has.
pub(in crate::diagram) fn limits(model: &Model) -> Vec<Limits> {
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
