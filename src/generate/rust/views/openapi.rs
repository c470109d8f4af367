//! The OpenAPI document of the service: what clients and their tools know of it. Written from the model, in its
//! order, so that the same model gives the same bytes.

mod command;
mod feed;
mod parts;
mod query;
mod schema;

use super::World;
use crate::{
    evolve::Json,
    generate::rust::docs,
    model::{Context, Handler},
    types::Info,
};
use parts::{list, object, text};
use schema::Schemas;

/// The version of OpenAPI whose words the document uses.
const OPENAPI: &str = "3.1.0";
/// The version of the interface, as in the manifest of the workspace.
const VERSION: &str = "0.1.0";

/// The document as JSON.
pub(super) fn of(world: &World<'_>) -> String {
    let mut schemas = Schemas::new(world);
    let mut paths = Vec::new();
    for context in world.model.contexts.values() {
        commands(world, context, &mut schemas, &mut paths);
        queries(world, context, &mut schemas, &mut paths);
    }
    paths.extend(feed::paths(world, &mut schemas));
    paths.extend(parts::own_paths());
    let document = object([
        ("openapi", text(OPENAPI)),
        ("info", info(world)),
        ("tags", list(tags(world))),
        ("paths", Json::Object(paths)),
        ("components", parts::components(schemas.finish())),
    ]);
    document.pretty()
}

fn commands(
    world: &World<'_>,
    context: &Context,
    schemas: &mut Schemas<'_>,
    paths: &mut Vec<(String, Json)>,
) {
    for aggregate in context.aggregates.iter().map(|id| &world.model.aggregates[*id]) {
        for command in aggregate.commands.iter().map(|id| &world.model.commands[*id]) {
            debug_assert!(matches!(command.handler, Handler::Aggregate(_)));
            let path = super::app::command_path(world, aggregate, command);
            let operation = command::operation(world, context, aggregate, command, schemas);
            paths.push((path, object([("post", operation)])));
        }
    }
}

fn queries(
    world: &World<'_>,
    context: &Context,
    schemas: &mut Schemas<'_>,
    paths: &mut Vec<(String, Json)>,
) {
    for view in context.read_models.iter().map(|id| &world.model.read_models[*id]) {
        for query in &view.queries {
            let path = super::app::query_path(world, view, query);
            paths.push((
                path,
                object([("get", query::operation(world, context, view, query, schemas))]),
            ));
        }
    }
}

fn info(world: &World<'_>) -> Json {
    let model = world.model;
    let mut entries = vec![("title", text(super::title(model))), ("version", text(VERSION))];
    if let Some(description) = &model.info.description {
        entries.push(("description", text(description.trim())));
    }
    object(entries)
}

fn tags(world: &World<'_>) -> Vec<Json> {
    let tag = |name: &str, description: Option<&String>| {
        let description = description.map(|words| ("description", text(words.trim())));
        object([("name", text(name))].into_iter().chain(description))
    };
    let contexts = world.model.contexts.values();
    let of_model =
        contexts.map(|context| tag(&context.name.value, context.info.description.as_ref()));
    let own = "How the service itself is doing.".to_owned();
    of_model.chain([tag(parts::OWN_TAG, Some(&own))]).collect()
}

/// The head that all operations have: whose they are, and what they do.
fn head<'h>(context: &Context, id: String, name: &str, info: &Info) -> Vec<(&'h str, Json)> {
    let mut head = vec![
        ("tags", list([text(&context.name.value)])),
        ("operationId", text(id)),
        ("summary", text(summary(name, info))),
    ];
    if let Some(description) = &info.description {
        head.push(("description", text(description.trim())));
    }
    if info.deprecated.is_some() {
        head.push(("deprecated", Json::Bool(true)));
    }
    head
}

/// The label of an element, or its name in words.
fn summary(name: &str, info: &Info) -> String {
    let words = || docs::sentence(&docs::in_words(name)).trim_end_matches('.').to_owned();
    info.label.clone().unwrap_or_else(words)
}
