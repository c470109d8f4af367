//! Fingerprints: what a snapshot or a row was computed with. A changed one is thrown away and computed anew.

use std::fmt::Write as _;

use super::{hash::digits_of, plan::Plan};
use crate::{
    expr::Expr,
    model::{Aggregate, EventId, Filling, Model, ReadModel, Source},
    types::Field,
};

/// What the state of an aggregate depends on: its shape, its events in every version, and how they are folded.
pub fn of_aggregate(model: &Model, plan: &Plan, aggregate: &Aggregate) -> String {
    let mut text = String::new();
    fields(plan, &aggregate.state, &mut text);
    for event in &aggregate.events {
        history(model, plan, *event, &mut text);
        let event = &model.events[*event];
        for fold in &event.folds {
            let _ = write!(text, "{}=", fold.field.value);
            source(&fold.source, &mut text);
        }
        let _ = writeln!(text, "->{:?}", event.moves_to.as_ref().map(|to| to.value));
    }
    digits_of(text.as_bytes())
}

/// What the rows of a read model depend on: their shape, the events that fill them, and how.
pub fn of_read_model(model: &Model, plan: &Plan, view: &ReadModel) -> String {
    let mut text = String::new();
    fields(plan, &view.fields, &mut text);
    for query in &view.queries {
        let by: Vec<_> = query.by.iter().map(|field| field.value.as_str()).collect();
        let _ = writeln!(text, "{}({})", query.name.value, by.join(","));
    }
    for mapping in &view.mappings {
        history(model, plan, mapping.event, &mut text);
        for change in &mapping.changes {
            change.key.iter().for_each(|key| expression(key, &mut text));
            fillings(change.writes.as_deref().unwrap_or_default(), &mut text);
            let _ = writeln!(text, "{} {}", change.creates, change.writes.is_some());
        }
    }
    digits_of(text.as_bytes())
}

fn history(model: &Model, plan: &Plan, event: EventId, text: &mut String) {
    for version in &plan[event].versions {
        let _ = write!(text, "{}@{} ", model.events[event].stored_as.value, version.number);
        fields(plan, &version.shape.fields, text);
    }
    for hop in &plan[event].hops {
        for binding in &hop.bindings {
            let _ = writeln!(text, "{}", without_places(&format!("{:?}", binding.operation)));
        }
    }
}

fn fields(plan: &Plan, fields: &[Field], text: &mut String) {
    for field in fields {
        let ty = plan.types.written(&field.ty, &crate::types::Place::Shared);
        let _ = writeln!(
            text,
            "{}: {ty} = {:?}",
            field.name.value,
            field.default.as_ref().map(|value| &value.literal)
        );
    }
}

fn fillings(fillings: &[Filling], text: &mut String) {
    for filling in fillings {
        let _ = write!(text, "{}=", filling.field);
        source(&filling.source, text);
    }
}

fn source(source: &Source, text: &mut String) {
    match source {
        Source::Written(expr) | Source::ByName(expr) => expression(expr, text),
        Source::Default => text.push_str("default\n"),
        Source::Hook(hook) => {
            let _ = writeln!(text, "using {}", hook.value);
        }
    }
}

fn expression(expr: &Expr, text: &mut String) {
    let _ = writeln!(text, "{}", without_places(&format!("{:?}", expr.kind)));
}

/// A debug text without its spans: moving an element in the file changes nothing.
fn without_places(debug: &str) -> String {
    let mut kept = String::with_capacity(debug.len());
    let mut rest = debug;
    while let Some(start) = rest.find("Span {") {
        kept.push_str(&rest[..start]);
        rest = rest[start..].split_once('}').map_or("", |(_, after)| after);
    }
    kept + rest
}
