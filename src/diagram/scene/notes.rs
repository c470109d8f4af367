//! Open questions are put up at the first thing that they are about; and what a board shows, counted.

use std::collections::BTreeSet;

use super::{
    Mark, Note,
    build::{Builder, Place},
    labels::actor_chip,
};
use crate::{
    diagram::{
        names::{hotspot_id, question_key},
        scope::Scope,
    },
    model::{Model, Subject},
};

/// Puts up every open question once, and the people who give no command.
pub(super) fn stick(builder: &mut Builder<'_>, scope: &Scope<'_>) {
    let model = builder.model;
    for (number, hotspot) in model.hotspots.iter().enumerate() {
        let since =
            hotspot.since.as_ref().map_or_else(String::new, |it| format!(" (since {})", it.value));
        let text = hotspot.text.value.clone();
        let mut note = Note {
            view: None,
            id: hotspot_id(number),
            key: question_key(&text),
            mark: Mark::Plain,
            tooltip: format!("Hotspot: {text}{since}"),
            text,
        };
        let subjects = hotspot.about.iter().map(|about| about.value);
        let mut visible = subjects.filter(|subject| scope.shows_subject(*subject));
        let place = visible.find_map(|subject| place(builder, scope, subject));
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

/// Where a question about something is put up; an event may be shown at another place than its first.
fn place(builder: &Builder<'_>, scope: &Scope<'_>, subject: Subject) -> Option<Place> {
    let first = builder.places.get(&subject).copied();
    let shown = |event| {
        let mut places = builder.events.get(event)?.iter();
        let found = places.find(|(block, _)| scope.shows(builder.nodes[*block]))?;
        Some(Place::Block(found.0))
    };
    if let Subject::Event(event) = &subject { shown(event).or(first) } else { first }
}

/// What a board is limited to, and how much of everything it shows, in words.
pub(super) fn subtitle(model: &Model, scope: &Scope<'_>) -> String {
    let limits = scope.words().join(" and ");
    let limits = (!limits.is_empty()).then(|| format!("only {limits}"));
    limits.into_iter().chain(counts(model, scope)).collect::<Vec<_>>().join(" · ")
}

fn counts(model: &Model, scope: &Scope<'_>) -> Vec<String> {
    let of = |subjects: &mut dyn Iterator<Item = Subject>| {
        subjects.filter(|subject| scope.shows_subject(*subject)).count()
    };
    let all = [
        (of(&mut model.contexts.ids().map(Subject::Context)), "context"),
        (of(&mut model.aggregates.ids().map(Subject::Aggregate)), "aggregate"),
        (of(&mut model.commands.ids().map(Subject::Command)), "command"),
        (of(&mut model.events.ids().map(Subject::Event)), "event"),
        (of(&mut model.policies.ids().map(Subject::Policy)), "policy"),
        (of(&mut model.sagas.ids().map(Subject::Saga)), "saga"),
        (of(&mut model.read_models.ids().map(Subject::ReadModel)), "read model"),
        (of(&mut model.systems.ids().map(Subject::System)), "external system"),
    ];
    let counted = all.iter().filter(|(count, _)| *count > 0).map(|(count, word)| match count {
        1 => format!("1 {word}"),
        _ if *word == "policy" => format!("{count} policies"),
        _ => format!("{count} {word}s"),
    });
    counted.collect()
}
