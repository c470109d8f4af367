//! Contexts and what stands in and around them: aggregates, systems, people, read models, questions.

use super::{
    super::Page,
    element::Element,
    section::{Section, fields, place},
};
use crate::{
    diagram::{
        names::{hotspot_id, id_of},
        text::spoken,
        write::word,
    },
    model::{ContextKind, Model, Query, Returns, Subject},
    source::Spanned,
    types::Id,
};

/// How much of everything there is, in words.
pub(super) fn counts(model: &Model) -> String {
    let all = [
        (model.contexts.len(), "context", "contexts"),
        (model.aggregates.len(), "aggregate", "aggregates"),
        (model.commands.len(), "command", "commands"),
        (model.events.len(), "event", "events"),
        (model.policies.len(), "policy", "policies"),
        (model.sagas.len(), "saga", "sagas"),
        (model.read_models.len(), "read model", "read models"),
    ];
    let some = all.iter().filter(|(count, ..)| *count > 0);
    let counted =
        some.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }));
    counted.collect::<Vec<_>>().join(" · ")
}

/// The contexts by name, with what people call them.
pub(super) fn context_names(model: &Model) -> Vec<(String, String)> {
    let contexts = model.contexts.values();
    contexts
        .map(|it| (it.name.value.clone(), spoken(&it.name.value, it.info.label.as_deref())))
        .collect()
}

pub(super) fn contexts(page: &Page<'_>) -> Vec<Element> {
    let model = page.model;
    let element = |(id, context): (_, &crate::model::Context)| {
        let name = id_of(model, Subject::Context(id));
        let mut element = Element::new(&name, "context", &context.name, &context.info);
        element.context = Some(context.name.value.clone());
        let kind = context.kind.map(|kind| match kind {
            ContextKind::Core => "core: what the business is about",
            ContextKind::Supporting => "supporting: what the core needs",
            ContextKind::Generic => "generic: what could be bought",
        });
        element.facts.extend(kind.map(|kind| ("Kind", kind.to_owned())));
        let counts = [
            ("Aggregates", context.aggregates.len()),
            ("Commands", model.commands_of(id).len()),
            ("Events", model.events_of(id).len()),
            ("Policies and sagas", context.policies.len() + context.sagas.len()),
            ("Read models", context.read_models.len()),
        ];
        let counts = counts.into_iter().filter(|(_, count)| *count > 0);
        element.facts.extend(counts.map(|(word, count)| (word, count.to_string())));
        element
    };
    model.contexts.iter().map(element).collect()
}

pub(super) fn aggregates(page: &Page<'_>) -> Vec<Element> {
    let model = page.model;
    let element = |(id, aggregate): (_, &crate::model::Aggregate)| {
        let name = id_of(model, Subject::Aggregate(id));
        let mut element = Element::new(&name, "aggregate", &aggregate.name, &aggregate.info);
        element.context = Some(model.contexts[aggregate.context].name.value.clone());
        element.parent = Some(word(&id_of(model, Subject::Context(aggregate.context))));
        let place = place(page, Some(aggregate.context));
        let identity = model.types[aggregate.identity].name.value.clone();
        element.facts.push(("Identity", identity));
        element.sections.extend(fields("Remembers", &aggregate.state, &model.types, &place));
        element
    };
    model.aggregates.iter().map(element).collect()
}

pub(super) fn systems(model: &Model) -> Vec<Element> {
    let element = |(id, it): (_, &crate::model::System)| {
        Element::new(&id_of(model, Subject::System(id)), "external system", &it.name, &it.info)
    };
    model.systems.iter().map(element).collect()
}

pub(super) fn actors(model: &Model) -> Vec<Element> {
    let element = |(id, it): (_, &crate::model::Actor)| {
        Element::new(&id_of(model, Subject::Actor(id)), "actor", &it.name, &it.info)
    };
    model.actors.iter().map(element).collect()
}

pub(super) fn read_models(page: &Page<'_>) -> Vec<Element> {
    let model = page.model;
    let element = |(id, view): (crate::model::ReadModelId, &crate::model::ReadModel)| {
        let name = id_of(model, Subject::ReadModel(id));
        let mut element = Element::new(&name, "read model", &view.name, &view.info);
        element.context = Some(model.contexts[view.context].name.value.clone());
        element.parent = Some(word(&id_of(model, Subject::Context(view.context))));
        element.tag = format!("R{}", id.index() + 1);
        element.facts.extend(view.question.clone().map(|question| ("Answers", question)));
        element.facts.extend(view.key.as_ref().map(|key| ("One row for each", key.value.clone())));
        let place = place(page, Some(view.context));
        element.sections.extend(fields("Columns", &view.fields, &model.types, &place));
        if !view.queries.is_empty() {
            let lines = view.queries.iter().map(query).collect();
            element.sections.push(Section { lines, ..Section::new("Queries") });
        }
        element
    };
    model.read_models.iter().map(element).collect()
}

fn query(query: &Query) -> String {
    let by: Vec<_> = query.by.iter().map(|by| by.value.as_str()).collect();
    let by = if by.is_empty() { String::new() } else { format!(" by {}", by.join(", ")) };
    let returns = match query.returns {
        Returns::One => "one row or none",
        Returns::Many => "any number of rows",
    };
    format!("{}{by}: {returns}", query.name.value)
}

/// Open questions, numbered as on the board.
pub(super) fn hotspots(model: &Model) -> Vec<Element> {
    let element = |(at, hotspot): (usize, &crate::model::Hotspot)| {
        let Spanned { value, span } = &hotspot.text;
        let number = format!("Question {}", at + 1);
        let name = Spanned::new(number, *span);
        let mut element = Element::new(&hotspot_id(at), "hotspot", &name, &hotspot.info);
        element.description = Some(value.clone());
        element.facts.extend(hotspot.since.as_ref().map(|since| ("Since", since.value.clone())));
        element.about =
            hotspot.about.iter().map(|about| word(&id_of(model, about.value))).collect();
        element
    };
    model.hotspots.iter().enumerate().map(element).collect()
}
