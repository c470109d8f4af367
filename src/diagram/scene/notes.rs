//! Open questions are put up at the first thing that they are about; and what a board shows, counted.

use std::collections::BTreeSet;

use super::{
    Note,
    build::{Builder, Place},
    labels::actor_chip,
};
use crate::{
    diagram::names::hotspot_id,
    model::{ContextId, Model, Subject},
};

/// Puts up every open question once, and the people who give no command.
pub(super) fn stick(builder: &mut Builder<'_>, shown: &BTreeSet<ContextId>) {
    let model = builder.model;
    for (number, hotspot) in model.hotspots.iter().enumerate() {
        let since =
            hotspot.since.as_ref().map_or_else(String::new, |it| format!(" (since {})", it.value));
        let text = hotspot.text.value.clone();
        let mut note = Note {
            view: None,
            id: hotspot_id(number),
            tooltip: format!("Hotspot: {text}{since}"),
            text,
        };
        let subjects = hotspot.about.iter().map(|about| about.value);
        let visible = |subject: &Subject| {
            shown.is_empty() || home(model, *subject).is_some_and(|home| shown.contains(&home))
        };
        let place = subjects.filter(visible).find_map(|it| builder.places.get(&it).copied());
        let scene = &mut builder.scene;
        match place {
            Some(Place::Lane(lane)) => scene.lanes[lane].notes.push(note),
            Some(Place::View(lane, number)) => {
                note.view = Some(number);
                scene.lanes[lane].notes.push(note);
            }
            Some(Place::Block(block)) => scene.blocks[block].notes.push(note),
            None => scene.notes.push(note),
        }
    }
    let busy: BTreeSet<_> =
        model.commands.values().flat_map(|command| &command.by).map(|by| by.value).collect();
    let idle = model.actors.ids().filter(|id| !busy.contains(id));
    builder.scene.people = idle.map(|id| actor_chip(model, id)).collect();
}

/// The context in which something stands.
fn home(model: &Model, subject: Subject) -> Option<ContextId> {
    match subject {
        Subject::Context(id) => Some(id),
        Subject::Aggregate(id) => Some(model.aggregates[id].context),
        Subject::Command(id) => model.commands[id].context,
        Subject::Event(id) => model.events[id].context,
        Subject::Policy(id) => Some(model.policies[id].context),
        Subject::Saga(id) => Some(model.sagas[id].context),
        Subject::ReadModel(id) => Some(model.read_models[id].context),
        Subject::Actor(_) | Subject::System(_) => None,
    }
}

/// How much of everything there is, in words; of the whole model when no context is named.
pub(super) fn counts(model: &Model, shown: &BTreeSet<ContextId>) -> String {
    let is_shown =
        |id: Option<ContextId>| shown.is_empty() || id.is_some_and(|id| shown.contains(&id));
    let contexts = model.contexts.ids().filter(|id| is_shown(Some(*id))).count();
    let of =
        |ids: &mut dyn Iterator<Item = Option<ContextId>>| ids.filter(|id| is_shown(*id)).count();
    let systems = if shown.is_empty() { model.systems.len() } else { 0 };
    let all = [
        (contexts, "context"),
        (of(&mut model.aggregates.values().map(|it| Some(it.context))), "aggregate"),
        (of(&mut model.commands.values().map(|it| it.context)), "command"),
        (of(&mut model.events.values().map(|it| it.context)), "event"),
        (of(&mut model.policies.values().map(|it| Some(it.context))), "policy"),
        (of(&mut model.sagas.values().map(|it| Some(it.context))), "saga"),
        (of(&mut model.read_models.values().map(|it| Some(it.context))), "read model"),
        (systems, "external system"),
    ];
    let counted = all.iter().filter(|(count, _)| *count > 0).map(|(count, word)| match count {
        1 => format!("1 {word}"),
        _ if *word == "policy" => format!("{count} policies"),
        _ => format!("{count} {word}s"),
    });
    counted.collect::<Vec<_>>().join(" · ")
}
