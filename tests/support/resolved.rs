//! What a model says, without the places where it says so: two models with equal lines mean the same.

use std::fmt::Debug;

use super::Model;

/// Every part of a model in words, one a line.
pub(crate) fn resolved(model: &Model) -> Vec<String> {
    let mut lines = vec![shown(&(&model.name, &model.title, &model.info, model.level))];
    lines.extend(model.types.iter().map(|it| shown(&it)));
    lines.extend(model.contexts.iter().map(|it| shown(&it)));
    lines.extend(model.aggregates.iter().map(|it| shown(&it)));
    lines.extend(model.commands.iter().map(|it| shown(&it)));
    lines.extend(model.events.iter().map(|it| shown(&it)));
    lines.extend(model.policies.iter().map(|it| shown(&it)));
    lines.extend(model.sagas.iter().map(|it| shown(&it)));
    lines.extend(model.read_models.iter().map(|it| shown(&it)));
    lines.extend(model.actors.iter().map(|it| shown(&it)));
    lines.extend(model.systems.iter().map(|it| shown(&it)));
    lines.extend(model.relations.iter().map(|it| shown(&it)));
    lines.extend(model.scenarios.iter().map(|it| shown(&it)));
    lines.extend(model.hotspots.iter().map(|it| shown(&it)));
    lines.extend(model.timeline.iter().map(|it| shown(&it)));
    lines.extend(model.glossary.iter().map(|it| shown(&it)));
    lines
}

/// A value in words, without places.
fn shown(value: &impl Debug) -> String {
    let text = format!("{value:?}");
    let mut pieces = text.split("Span { ");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |known, piece| known + piece.split_once(" }").map_or("", |it| it.1))
}
