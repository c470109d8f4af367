//! Tells what stands around the contexts: the story, systems, relations, people, open questions and words.

use super::{
    Told,
    page::{Page, code, entry, named},
    steps::{event, event_named, item_of_command},
};
use crate::{
    diagram::{kinds::contexts::sign, text::spoken, write::escape::markdown},
    model::{ContextId, Model, RelationKind, Subject},
    source::Spanned,
};

/// The story in order, of the events that are shown.
pub(super) fn timeline(told: &Told<'_>, page: &mut Page) {
    let is_shown = |context: Option<ContextId>| {
        told.shown.is_empty() || context.is_some_and(|context| told.is_shown(context))
    };
    let model = told.model;
    let moments = model.timeline.iter();
    let moments: Vec<_> =
        moments.filter(|it| is_shown(model.events[it.event.value].context)).collect();
    if moments.is_empty() {
        return;
    }
    page.heading(2, "Timeline", "");
    for moment in moments {
        let label = moment.label.as_deref().map(|label| format!(": {}", markdown(label)));
        let pivotal = if moment.pivotal { " (pivotal)" } else { "" };
        let name = event_named(told, None, moment.event.value);
        page.item(&format!("{name}{pivotal}{}", label.unwrap_or_default()));
    }
}

/// Systems, when all is told.
pub(super) fn systems(told: &Told<'_>, page: &mut Page) {
    if told.model.systems.is_empty() || !told.shown.is_empty() {
        return;
    }
    page.heading(2, "External systems", "");
    for system in told.model.systems.values() {
        let name = spoken(&system.name.value, system.info.label.as_deref());
        page.heading(3, &name, &format!(" (system {})", code(&system.name.value)));
        page.paragraph(system.info.description.as_deref());
        system.handles.iter().for_each(|it| item_of_command(told, page, None, *it));
        system.emits.iter().for_each(|it| event(told, page, None, *it));
    }
}

/// Relations that touch what is shown.
pub(super) fn relations(told: &Told<'_>, page: &mut Page) {
    let relations: Vec<_> = told
        .model
        .relations
        .iter()
        .filter(|it| ends(&it.kind).iter().any(|end| told.is_shown(*end)))
        .collect();
    if relations.is_empty() {
        return;
    }
    page.heading(2, "Relations of contexts", "");
    let context = |id: ContextId| {
        let context = &told.model.contexts[id];
        named(&context.name, &context.info)
    };
    let all = |ids: &[Spanned<ContextId>]| {
        ids.iter().map(|id| context(id.value)).collect::<Vec<_>>().join(" and ")
    };
    for relation in relations {
        let text = match &relation.kind {
            RelationKind::UpstreamDownstream { upstream, downstream } => {
                format!("{} gives, {} takes", context(upstream.value), context(downstream.value))
            }
            RelationKind::Partnership(ids) => format!("{}: partnership", all(ids)),
            RelationKind::SharedKernel(ids) => format!("{}: shared kernel", all(ids)),
            RelationKind::SeparateWays(ids) => format!("{}: separate ways", all(ids)),
        };
        let patterns = relation.patterns.iter().map(|pattern| sign(pattern.value).1);
        let patterns = patterns.collect::<Vec<_>>().join(", ");
        let patterns = if patterns.is_empty() { patterns } else { format!(" ({patterns})") };
        let meaning = relation.info.description.as_deref();
        let meaning = meaning.map_or_else(String::new, |text| format!(": {}", markdown(text)));
        page.item(&format!("{text}{patterns}{meaning}"));
    }
}

fn ends(kind: &RelationKind) -> Vec<ContextId> {
    match kind {
        RelationKind::UpstreamDownstream { upstream, downstream } => {
            vec![upstream.value, downstream.value]
        }
        RelationKind::Partnership(ids)
        | RelationKind::SharedKernel(ids)
        | RelationKind::SeparateWays(ids) => ids.iter().map(|id| id.value).collect(),
    }
}

/// People who give a command that is shown; all of them when all is told.
pub(super) fn actors(told: &Told<'_>, page: &mut Page) {
    let model = told.model;
    let shown = model.actors.iter().filter_map(|(id, actor)| {
        let gives = model.commands.values().filter(|it| it.by.iter().any(|by| by.value == id));
        let gives = gives.filter(|it| {
            told.shown.is_empty() || it.context.is_some_and(|context| told.is_shown(context))
        });
        let gives: Vec<_> = gives.map(|it| named(&it.name, &it.info)).collect();
        (told.shown.is_empty() || !gives.is_empty()).then_some((actor, gives))
    });
    let shown: Vec<_> = shown.collect();
    if shown.is_empty() {
        return;
    }
    page.heading(2, "Actors", "");
    for (actor, gives) in shown {
        page.item(&entry("actor", &actor.name, &actor.info, &[]));
        page.detail("gives", &gives);
    }
}

/// Open questions about something that is shown.
pub(super) fn hotspots(told: &Told<'_>, page: &mut Page) {
    let model = told.model;
    let is_shown = |subject: Subject| {
        told.shown.is_empty() || model.context_of(subject).is_some_and(|home| told.is_shown(home))
    };
    let all = model.hotspots.iter().filter(|hotspot| {
        told.shown.is_empty() || hotspot.about.iter().any(|about| is_shown(about.value))
    });
    let all: Vec<_> = all.collect();
    if all.is_empty() {
        return;
    }
    page.heading(2, "Hotspots", "");
    for hotspot in all {
        let since = hotspot.since.as_ref();
        let since =
            since.map_or_else(String::new, |it| format!(" (since {})", markdown(&it.value)));
        page.item(&format!("{}{since}", markdown(&hotspot.text.value)));
        let about = hotspot.about.iter().map(|about| subject(model, about.value));
        page.detail("about", &about.collect::<Vec<_>>());
    }
}

/// The words of the domain, when all is told.
pub(super) fn glossary(told: &Told<'_>, page: &mut Page) {
    if told.model.glossary.is_empty() || !told.shown.is_empty() {
        return;
    }
    page.heading(2, "Glossary", "");
    for term in &told.model.glossary {
        let (word, meaning) = (markdown(&term.word.value), markdown(&term.meaning.value));
        page.item(&format!("**{word}**: {meaning}"));
    }
}

/// Something with the word for what it is.
fn subject(model: &Model, subject: Subject) -> String {
    let (word, name, info) = match subject {
        Subject::Context(id) => ("context", &model.contexts[id].name, &model.contexts[id].info),
        Subject::Aggregate(id) => {
            ("aggregate", &model.aggregates[id].name, &model.aggregates[id].info)
        }
        Subject::Command(id) => ("command", &model.commands[id].name, &model.commands[id].info),
        Subject::Event(id) => ("event", &model.events[id].name, &model.events[id].info),
        Subject::Policy(id) => ("policy", &model.policies[id].name, &model.policies[id].info),
        Subject::Saga(id) => ("saga", &model.sagas[id].name, &model.sagas[id].info),
        Subject::ReadModel(id) => {
            ("read model", &model.read_models[id].name, &model.read_models[id].info)
        }
        Subject::Actor(id) => ("actor", &model.actors[id].name, &model.actors[id].info),
        Subject::System(id) => ("system", &model.systems[id].name, &model.systems[id].info),
    };
    format!("{word} {}", named(name, info))
}
