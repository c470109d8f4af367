//! A command as an operation: what is sent, and every way in which it may be answered.

use super::{
    super::{World, app},
    head,
    parts::{content, list, object, problem, problems, reference, text},
    schema::Schemas,
};
use crate::{
    evolve::{Json, sample},
    generate::rust::docs,
    model::{Aggregate, Command, Context, Decision, Outcome, Row},
    types::Type,
};

/// The operation of one command.
pub(super) fn operation(
    world: &World<'_>,
    context: &Context,
    aggregate: &Aggregate,
    command: &Command,
    schemas: &mut Schemas<'_>,
) -> Json {
    let name = &command.name.value;
    let mut operation =
        head(context, app::operation_id(&context.name.value, &[name]), name, &command.info);
    operation.push(("parameters", list(parameters(aggregate, command, schemas))));
    let body = schemas.record(&command.fields, &command.info, true);
    let example = sample::of_fields(&world.plan.types, &command.fields, sample::Size::Full);
    let is_required = command.fields.iter().any(|field| !field.may_be_left_out());
    operation.push((
        "requestBody",
        object([("required", Json::Bool(is_required)), ("content", content(body, Some(example)))]),
    ));
    operation.push(("responses", responses(command)));
    object(operation)
}

fn parameters(aggregate: &Aggregate, command: &Command, schemas: &mut Schemas<'_>) -> Vec<Json> {
    let words = docs::in_words(&aggregate.name.value);
    let (place, required, description) = if command.creates {
        ("query", false, format!("The id of the new {words}; made up when it is missing."))
    } else {
        ("path", true, format!("Which {words}."))
    };
    let id = object([
        ("name", text("id")),
        ("in", text(place)),
        ("required", Json::Bool(required)),
        ("description", text(description)),
        ("schema", schemas.of(&Type::Named(aggregate.identity))),
    ]);
    let headers = ["IdempotencyKey", "IfMatch", "Actor", "CorrelationId"];
    [id].into_iter().chain(headers.map(|key| reference("parameters", key))).collect()
}

fn responses(command: &Command) -> Json {
    let accepted = object([
        ("description", text("The command was accepted.")),
        (
            "headers",
            object([
                ("ETag", reference("headers", "Version")),
                ("X-Correlation-Id", reference("headers", "CorrelationId")),
            ]),
        ),
        ("content", content(reference("schemas", "Accepted"), None)),
    ]);
    let status = if command.creates { "201" } else { "200" };
    let mut responses = vec![(status.to_owned(), accepted)];
    let mut others = vec!["Malformed", "ChangedMeanwhile", "TooLarge", "NotJson", "Unfit"];
    if !command.creates {
        others.push("NotFound");
    }
    responses.extend(problems(&others));
    if let Some(conflict) = conflict(command) {
        // After 404, before 412.
        let place = responses.iter().position(|(status, _)| status == "412").unwrap_or(0);
        responses.insert(place, ("409".to_owned(), conflict));
    }
    Json::Object(responses)
}

/// The reasons to refuse a command, as far as the model knows them.
fn conflict(command: &Command) -> Option<Json> {
    let rows: &[Row] = match &command.decision {
        Decision::Table(rows) => rows,
        Decision::Hook(_) | Decision::Open => return Some(reference("responses", "Conflict")),
    };
    let mut reasons = Vec::new();
    let mut add = |code: &str, because: Option<&str>| {
        let reason =
            because.map_or_else(|| format!("`{code}`"), |because| format!("`{code}`: {because}"));
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    };
    if command.creates {
        add("AlreadyExists", None);
    }
    if !command.from.is_empty() {
        add("NotAllowed", None);
    }
    for row in rows {
        match &row.outcome {
            Outcome::Reject(code) => add(&code.value, row.because.as_deref()),
            Outcome::Using(_) => return Some(reference("responses", "Conflict")),
            Outcome::Emit(_) | Outcome::Ignore(_) => {}
        }
    }
    let refused = |reasons: &str| problem(format!("The domain refuses the command. {reasons}"));
    (!reasons.is_empty()).then(|| refused(&format!("Codes: {}.", reasons.join("; "))))
}
