//! A question as an operation: what is asked by, and the rows that come back.

use super::{
    super::{World, app},
    head,
    parts::{content, list, object, problems, reference, text},
    schema::Schemas,
};
use crate::{
    evolve::{Json, sample},
    model::{Context, Query, ReadModel, Returns},
    types::{Field, Info},
};

/// The operation of one question.
pub(super) fn operation(
    world: &World<'_>,
    context: &Context,
    view: &ReadModel,
    query: &Query,
    schemas: &mut Schemas<'_>,
) -> Json {
    let words = query.info.description.clone().or_else(|| view.question.clone());
    let described = |info: &Info| Info { description: words.clone(), ..info.clone() };
    let context_name = &context.name.value;
    let id = app::operation_id(context_name, &[&view.name.value, &query.name.value]);
    let mut operation = head(context, id, &query.name.value, &described(&query.info));
    let fields = query
        .by
        .iter()
        .filter_map(|by| view.fields.iter().find(|field| field.name.value == by.value));
    let mut parameters: Vec<_> = fields.map(|field| parameter(world, field, schemas)).collect();
    let shared: &[&str] = match query.returns {
        Returns::One => &["AtLeast", "CorrelationId"],
        Returns::Many => &["After", "Limit", "AtLeast", "CorrelationId"],
    };
    parameters.extend(shared.iter().map(|key| reference("parameters", key)));
    operation.push(("parameters", list(parameters)));
    let row = schemas.row(context_name, &view.name.value, &view.fields, &described(&view.info));
    operation.push(("responses", responses(query.returns, row)));
    object(operation)
}

fn parameter(world: &World<'_>, field: &Field, schemas: &mut Schemas<'_>) -> Json {
    let sample = sample::of_fields(&world.plan.types, [field], sample::Size::Full);
    let example = sample.get(&field.name.value).cloned();
    let description = field.info.description.as_ref();
    object(
        [("name", text(&field.name.value)), ("in", text("query")), ("required", Json::Bool(true))]
            .into_iter()
            .chain(description.map(|words| ("description", text(words.trim()))))
            .chain([("schema", schemas.of(field.ty.present()))])
            .chain(example.map(|example| ("example", example))),
    )
}

fn responses(returns: Returns, row: Json) -> Json {
    let (body, description, others): (_, _, &[&str]) = match returns {
        Returns::One => (row, "The row.", &["Malformed", "NotFound", "NotYet"]),
        Returns::Many => (page(row), "The rows, by key.", &["Malformed", "NotYet"]),
    };
    let found = object([
        ("description", text(description)),
        ("headers", object([("X-Correlation-Id", reference("headers", "CorrelationId"))])),
        ("content", content(body, None)),
    ]);
    Json::Object([("200".to_owned(), found)].into_iter().chain(problems(others)).collect())
}

fn page(row: Json) -> Json {
    let next = object([
        ("type", text("string")),
        (
            "description",
            text("Give it as `after` to get the rows that follow; missing after the last."),
        ),
    ]);
    let rows = object([("type", text("array")), ("items", row)]);
    object([
        ("type", text("object")),
        ("properties", object([("rows", rows), ("next", next)])),
        ("required", list([text("rows")])),
    ])
}
