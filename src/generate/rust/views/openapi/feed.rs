//! A feed as an operation: the events that leave by a channel, in every version that does.

use super::{
    super::{World, event::leads_out, is_published},
    parts::{limit, list, number, object, optional, problems, reference, text, typed},
    schema::Schemas,
};
use crate::{
    evolve::Json,
    generate::rust::names,
    model::{Context, EventId},
    types::Info,
};

/// The path of each channel, in the order of the model.
pub(super) fn paths(world: &World<'_>, schemas: &mut Schemas<'_>) -> Vec<(String, Json)> {
    let mut channels: Vec<(String, Vec<&Context>)> = Vec::new();
    for context in world.model.contexts.values().filter(|context| has_feed(world, context)) {
        let channel = context.channel();
        match channels.iter_mut().find(|(known, _)| *known == channel) {
            Some((_, contexts)) => contexts.push(context),
            None => channels.push((channel, vec![context])),
        }
    }
    let path = |(channel, contexts): (String, Vec<&Context>)| {
        let operation = operation(world, &channel, &contexts, schemas);
        (format!("/feeds/{}", encoded(&channel)), object([("get", operation)]))
    };
    channels.into_iter().map(path).collect()
}

fn events<'m>(world: &World<'m>, context: &'m Context) -> impl Iterator<Item = EventId> {
    let aggregates = context.aggregates.iter().map(|id| &world.model.aggregates[*id]);
    aggregates.flat_map(|aggregate| aggregate.events.iter().copied())
}

fn has_feed(world: &World<'_>, context: &Context) -> bool {
    events(world, context).any(|event| leads_out(world, event))
}

fn operation(
    world: &World<'_>,
    channel: &str,
    contexts: &[&Context],
    schemas: &mut Schemas<'_>,
) -> Json {
    let mut told = Vec::new();
    for context in contexts {
        for event in events(world, context).filter(|event| is_published(world, *event)) {
            told.extend(versions(world, context, event, schemas));
        }
    }
    let page = object([("type", text("array")), ("items", object([("oneOf", list(told))]))]);
    let content = object([("application/cloudevents-batch+json", object([("schema", page)]))]);
    let headers = object([
        ("X-Position", reference("headers", "Position")),
        ("X-Correlation-Id", reference("headers", "CorrelationId")),
    ]);
    let found = object([
        ("description", text("The events that follow, in the order in which they were stored.")),
        ("headers", headers),
        ("content", content),
    ]);
    let others = problems(&["Malformed", "NotFound", "NotYet"]);
    let responses = [("200".to_owned(), found)].into_iter().chain(others).collect();
    let after = "The position to go on after: the `X-Position` of the answer before; from the \
                 beginning when it is missing.";
    let parameters = [
        optional("after", "query", after, typed("integer", None)),
        optional("limit", "query", "How many stored events at most.", limit()),
        reference("parameters", "CorrelationId"),
    ];
    object([
        ("tags", list(contexts.iter().map(|context| text(&context.name.value)))),
        ("operationId", text(format!("feed_{}", names::file(channel)))),
        ("summary", text(format!("The public events of the channel {channel}"))),
        ("parameters", list(parameters)),
        ("responses", Json::Object(responses)),
    ])
}

/// The schemas of an event in each version that leaves, the newest first.
fn versions(
    world: &World<'_>,
    context: &Context,
    id: EventId,
    schemas: &mut Schemas<'_>,
) -> Vec<Json> {
    let (event, planned) = (&world.model.events[id], &world.plan[id]);
    let is_told = |number: u32| event.also_publish.iter().any(|older| older.value == number);
    let mut schema_of = |number: u32| {
        let version = planned.version(number)?;
        let stored = &planned.stored_name(number)?.name;
        let mut properties = vec![
            ("type", object([("const", text(format!("{stored}.v{number}")))])),
            ("dataversion", object([("const", number_of(number))])),
        ];
        if !context.is_notification() {
            let info = Info { description: event.info.description.clone(), ..Info::default() };
            properties.push(("data", schemas.record(&version.shape.fields, &info, false)));
        }
        let required = list(properties.iter().map(|(name, _)| text(*name)));
        let own = object([("properties", object(properties)), ("required", required)]);
        Some(object([("allOf", list([reference("schemas", "CloudEvent"), own]))]))
    };
    let newest = event.version.value;
    let older = (1..newest).rev().filter(|number| is_told(*number));
    [newest].into_iter().chain(older).filter_map(&mut schema_of).collect()
}

fn number_of(version: u32) -> Json {
    number(i64::from(version))
}

/// A channel as a part of a path.
fn encoded(channel: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let part = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    channel.bytes().map(part).collect()
}

/// What every event has besides its data.
pub(super) fn cloud_event() -> Json {
    let said = |schema: Json, words: &str| {
        let Json::Object(mut entries) = schema else { return schema };
        entries.push(("description".to_owned(), text(words)));
        Json::Object(entries)
    };
    let string = |words| said(typed("string", None), words);
    let properties = [
        ("specversion", object([("const", text("1.0"))])),
        ("id", string("The same for ever, and another one for each version of the event.")),
        ("source", string("The kind of instance that it happened to.")),
        ("type", string("The stored type and the version of the data.")),
        ("subject", string("The instance; its events come in the order in which they happened.")),
        ("time", said(typed("string", Some("date-time")), "When it was stored.")),
        ("dataversion", said(typed("integer", None), "The version of the data.")),
        ("position", string("The position in the log, to go on after.")),
        ("part", said(typed("integer", None), "Which of several it is, where one was stored.")),
        ("correlationid", said(typed("string", Some("uuid")), "What it belongs to.")),
        ("causationid", said(typed("string", Some("uuid")), "What caused it.")),
        ("datacontenttype", object([("const", text("application/json"))])),
    ];
    let required = [
        "specversion",
        "id",
        "source",
        "type",
        "subject",
        "time",
        "dataversion",
        "position",
        "correlationid",
        "causationid",
    ];
    object([
        ("type", text("object")),
        ("description", text("An event in the form of CloudEvents 1.0.")),
        ("properties", object(properties)),
        ("required", list(required.map(text))),
    ])
}
