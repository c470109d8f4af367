//! Tells a context: its aggregates with their commands and events, then what reacts and what can be asked.

use super::{
    Told,
    page::{Page, code, named},
    reactions, steps,
};
use crate::{
    diagram::{text::spoken, write::escape::markdown},
    model::{Aggregate, Context, ContextId, ContextKind, Lifecycle},
    types::Enumeration,
};

/// A context with everything in it.
pub(super) fn context(told: &Told<'_>, page: &mut Page, id: ContextId, context: &Context) {
    let model = told.model;
    let kind = match context.kind {
        Some(ContextKind::Core) => "core context",
        Some(ContextKind::Supporting) => "supporting context",
        Some(ContextKind::Generic) => "generic context",
        None => "context",
    };
    let name = spoken(&context.name.value, context.info.label.as_deref());
    page.heading(2, &name, &format!(" ({kind} {})", code(&context.name.value)));
    page.paragraph(context.info.description.as_deref());
    for aggregate in &context.aggregates {
        self::aggregate(told, page, id, &model.aggregates[*aggregate]);
    }
    let is_free = !context.commands.is_empty() || !context.events.is_empty();
    if is_free && !context.aggregates.is_empty() {
        page.heading(3, "Of no aggregate", "");
    }
    context.commands.iter().for_each(|it| steps::command(told, page, id, *it));
    context.events.iter().for_each(|it| steps::event(told, page, Some(id), *it));
    if !context.policies.is_empty() || !context.sagas.is_empty() {
        page.heading(3, "Policies and sagas", "");
        context.policies.iter().for_each(|it| reactions::policy(told, page, id, *it));
        context.sagas.iter().for_each(|it| reactions::saga(told, page, id, *it));
    }
    if !context.read_models.is_empty() {
        page.heading(3, "Read models", "");
        context.read_models.iter().for_each(|it| reactions::read_model(told, page, id, *it));
    }
}

fn aggregate(told: &Told<'_>, page: &mut Page, home: ContextId, aggregate: &Aggregate) {
    let name = spoken(&aggregate.name.value, aggregate.info.label.as_deref());
    page.heading(3, &name, &format!(" (aggregate {})", code(&aggregate.name.value)));
    page.paragraph(aggregate.info.description.as_deref());
    let fields = steps::fields(told, &aggregate.state, Some(home));
    if !fields.is_empty() {
        page.item(&format!("state: {}", fields.join(", ")));
    }
    if let Some(lifecycle) = &aggregate.lifecycle
        && let Some(words) = words(told, aggregate, lifecycle)
    {
        page.item(&format!("lifecycle: {}", states(words, lifecycle).join(", ")));
    }
    aggregate.commands.iter().for_each(|it| steps::command(told, page, home, *it));
    aggregate.events.iter().for_each(|it| steps::event(told, page, Some(home), *it));
}

/// The words of the states of an aggregate.
pub(super) fn words<'m>(
    told: &Told<'m>,
    aggregate: &'m Aggregate,
    lifecycle: &Lifecycle,
) -> Option<&'m Enumeration> {
    let field = aggregate.state.iter().find(|field| field.name.value == lifecycle.field.value)?;
    let (_, words) = told.model.types.enumeration(&field.ty)?;
    Some(words)
}

fn states(words: &Enumeration, lifecycle: &Lifecycle) -> Vec<String> {
    let word = |(at, word): (usize, &crate::types::EnumValue)| {
        let is_last = lifecycle.finals.iter().any(|last| last.value == at);
        let mark = match (lifecycle.initial.value == at, is_last) {
            (true, true) => " (first and last)",
            (true, false) => " (first)",
            (false, true) => " (last)",
            (false, false) => "",
        };
        format!("{}{mark}", named(&word.name, &word.info))
    };
    words.values.iter().enumerate().map(word).collect()
}

/// A state by its number.
pub(super) fn state(told: &Told<'_>, aggregate: &Aggregate, at: usize) -> Option<String> {
    let words = words(told, aggregate, aggregate.lifecycle.as_ref()?)?;
    let word = words.values.get(at)?;
    Some(markdown(&spoken(&word.name.value, word.info.label.as_deref())))
}
