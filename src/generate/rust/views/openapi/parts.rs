//! What is the same in every document: problems, headers, the routes of the service itself.

use crate::evolve::Json;

/// The tag of what every service has.
pub(super) const OWN_TAG: &str = "Service";

/// The answers that are problems: key, status, description.
const PROBLEMS: [(&str, &str, &str); 9] = [
    ("Malformed", "400", "The request cannot be understood."),
    ("NotFound", "404", "There is no such thing."),
    ("Conflict", "409", "The domain refuses the command."),
    ("ChangedMeanwhile", "412", "The instance does not have the version in `If-Match`."),
    ("TooLarge", "413", "The body is longer than 64 KiB."),
    ("NotJson", "415", "The body is not JSON by its own word."),
    ("Unfit", "422", "The request is understood, and its values do not fit."),
    ("NotYet", "503", "The answer is not ready yet; ask again."),
    ("Failed", "default", "The service failed; its log says why, under the correlation id."),
];

/// A text.
pub(super) fn text(words: impl Into<String>) -> Json {
    Json::Text(words.into())
}

/// A whole number.
pub(super) fn number(value: i64) -> Json {
    Json::Number(value.to_string())
}

/// Values in order.
pub(super) fn list(items: impl IntoIterator<Item = Json>) -> Json {
    Json::List(items.into_iter().collect())
}

/// Values by name, in order.
pub(super) fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Json)>) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// A reference to a component.
pub(super) fn reference(kind: &str, key: &str) -> Json {
    object([("$ref", text(format!("#/components/{kind}/{key}")))])
}

/// JSON of a schema, as content of a body.
pub(super) fn content(schema: Json, example: Option<Json>) -> Json {
    let example = example.map(|example| ("example", example));
    let body = object([("schema", schema)].into_iter().chain(example));
    object([("application/json", body)])
}

/// The problems that an operation may answer with, by status.
pub(super) fn problems(keys: &[&str]) -> Vec<(String, Json)> {
    let known = PROBLEMS.iter().filter(|(key, ..)| keys.contains(key) || *key == "Failed");
    known.map(|(key, status, _)| ((*status).to_owned(), reference("responses", key))).collect()
}

/// An answer that is a problem.
pub(super) fn problem(description: impl Into<String>) -> Json {
    let schema = object([("schema", reference("schemas", "Problem"))]);
    object([
        ("description", text(description)),
        ("headers", object([("X-Correlation-Id", reference("headers", "CorrelationId"))])),
        ("content", object([("application/problem+json", schema)])),
    ])
}

/// All components: the schemas of the model, and what every service has.
pub(super) fn components(mut schemas: Vec<(String, Json)>) -> Json {
    let own = [
        ("Accepted", accepted()),
        ("CloudEvent", super::feed::cloud_event()),
        ("Problem", problem_schema()),
    ];
    schemas.extend(own.map(|(key, schema)| (key.to_owned(), schema)));
    let responses = PROBLEMS.iter().map(|(key, _, description)| (*key, problem(*description)));
    let correlation = object([
        ("description", text("What the request belongs to; look for it in the log.")),
        ("schema", typed("string", Some("uuid"))),
    ]);
    let version = object([
        ("description", text("The version of the instance, for the next `If-Match`.")),
        ("schema", typed("string", None)),
    ]);
    let position = object([
        ("description", text("The position to go on after.")),
        ("schema", typed("integer", None)),
    ]);
    let headers = [("CorrelationId", correlation), ("Position", position), ("Version", version)];
    object([
        ("schemas", Json::Object(schemas)),
        ("responses", object(responses)),
        ("parameters", object(parameters())),
        ("headers", object(headers)),
    ])
}

/// The routes of the service itself.
pub(super) fn own_paths() -> Vec<(String, Json)> {
    let get = |path: &str, id: &str, summary: &str, ready: bool| {
        let answer = |description: &str| {
            let body = content(typed("object", None), None);
            object([("description", text(description)), ("content", body)])
        };
        let mut responses = vec![("200", answer("It does."))];
        if ready {
            responses
                .push(("503", answer("Something does not go on by itself; the body says what.")));
        }
        let operation = object([
            ("tags", list([text(OWN_TAG)])),
            ("operationId", text(id)),
            ("summary", text(summary)),
            ("responses", object(responses)),
        ]);
        (path.to_owned(), object([("get", operation)]))
    };
    vec![
        get("/health", "health", "Whether the process answers", false),
        get("/health/ready", "ready", "Whether reactions and read models go on", true),
    ]
}

/// A schema that says no more than its type.
pub(super) fn typed(kind: &str, format: Option<&str>) -> Json {
    let format = format.map(|format| ("format", text(format)));
    object([("type", text(kind))].into_iter().chain(format))
}

fn accepted() -> Json {
    let described = |kind: &str, description: &str| {
        object([("type", text(kind)), ("description", text(description))])
    };
    let position =
        "The position in the log; give it as `X-At-Least` to a question that must have seen it.";
    let properties = [
        ("id", described("string", "The instance that handled the command.")),
        ("version", described("integer", "How many events the instance has now.")),
        ("position", described("integer", position)),
        ("events", described("integer", "How many events the command caused.")),
        ("repeated", described("boolean", "Whether the command had been executed before.")),
    ];
    record(
        "What came of a command.",
        properties,
        &["id", "version", "position", "events", "repeated"],
    )
}

fn problem_schema() -> Json {
    let described = |kind: &str, description: &str| {
        object([("type", text(kind)), ("description", text(description))])
    };
    let properties = [
        ("type", described("string", "The kind of problem, in kebab case.")),
        ("title", described("string", "The kind of problem in words.")),
        ("status", described("integer", "The status of the answer.")),
        ("detail", described("string", "What is wrong this time.")),
        (
            "code",
            described("string", "The reason by its name in the model, where the domain refused."),
        ),
    ];
    record(
        "What is wrong, in the form of RFC 9457.",
        properties,
        &["type", "title", "status", "detail"],
    )
}

fn record<'k>(
    description: &str,
    properties: impl IntoIterator<Item = (&'k str, Json)>,
    required: &[&str],
) -> Json {
    object([
        ("type", text("object")),
        ("description", text(description)),
        ("properties", object(properties)),
        ("required", list(required.iter().map(|name| text(*name)))),
    ])
}

/// A parameter that can be left out.
pub(super) fn optional(name: &str, place: &str, description: &str, schema: Json) -> Json {
    object([
        ("name", text(name)),
        ("in", text(place)),
        ("description", text(description)),
        ("schema", schema),
    ])
}

/// How long a page can be.
pub(super) fn limit() -> Json {
    object([
        ("type", text("integer")),
        ("minimum", number(1)),
        ("maximum", number(100)),
        ("default", number(100)),
    ])
}

fn parameters() -> Vec<(&'static str, Json)> {
    let string = || typed("string", None);
    let version = object([("type", text("string")), ("examples", list([text("\"3\"")]))]);
    vec![
        (
            "IdempotencyKey",
            optional(
                "Idempotency-Key",
                "header",
                "A repeat with the same key is answered with the first receipt.",
                string(),
            ),
        ),
        (
            "CorrelationId",
            optional(
                "X-Correlation-Id",
                "header",
                "What the request belongs to; made up when it is missing.",
                typed("string", Some("uuid")),
            ),
        ),
        ("Actor", optional("X-Actor", "header", "Who gives the command.", string())),
        (
            "IfMatch",
            optional(
                "If-Match",
                "header",
                "The version that the instance must have, as in the `ETag` of an earlier answer.",
                version,
            ),
        ),
        (
            "AtLeast",
            optional(
                "X-At-Least",
                "header",
                "The position in the log that the answer must have seen.",
                typed("integer", None),
            ),
        ),
        ("After", optional("after", "query", "The `next` of the page before.", string())),
        ("Limit", optional("limit", "query", "How many rows at most.", limit())),
    ]
}
