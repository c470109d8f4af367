//! The OpenAPI document of a generated service: valid by the official schema, and true about its own examples.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests read files and stop at what is wrong"
)]

use std::{fs, path::Path};

use esgen::{
    diagnostic::{Diagnostic, Severity},
    evolve::{interpret::downcast, sample},
    generate::{self, files::Files, tree::Templates},
    model::Level,
    pipeline::{Analysis, check_text},
};
use serde_json::{Value, json};

fn fixture(path: &str) -> Analysis {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(path);
    check_text(&fs::read(path).unwrap())
}

/// The files of the program; the rest of the workspace has tests of its own.
fn program(analysis: &Analysis) -> Files {
    let mut templates = Templates::embedded();
    let others: Vec<_> = templates
        .paths()
        .filter(|path| !path.starts_with("crates/app/"))
        .map(str::to_owned)
        .collect();
    for path in others {
        templates.replace(path, String::new());
    }
    generate::workspace(&analysis.model, &analysis.plan, &analysis.goldens, &templates).unwrap()
}

fn document(analysis: &Analysis) -> Value {
    let files = program(analysis);
    serde_json::from_str(&files["crates/app/src/generated/openapi.json"].text).unwrap()
}

fn every_type() -> Value {
    let analysis = fixture("fixtures/every_type.yaml");
    assert!(analysis.diagnostics.is_empty(), "{:#?}", analysis.diagnostics);
    document(&analysis)
}

/// A schema of the document with whatever it refers to.
fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let mut schema = schema.clone();
    schema["components"] = document["components"].clone();
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// Every value under a key, wherever it is.
fn under<'d>(key: &str, value: &'d Value, found: &mut Vec<&'d Value>) {
    match value {
        Value::Object(entries) => {
            for (name, inner) in entries {
                if name == key {
                    found.push(inner);
                }
                under(key, inner, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| under(key, item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn check(document: &Value, name: &str) {
    let official: Value = serde_json::from_str(include_str!("schemas/openapi-3.1.json")).unwrap();
    let official = jsonschema::validator_for(&official).unwrap();
    let errors: Vec<_> = official.iter_errors(document).map(|error| format!("{error:?}")).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");

    let mut references = Vec::new();
    under("$ref", document, &mut references);
    for reference in references {
        let pointer = reference.as_str().unwrap().trim_start_matches('#');
        assert!(document.pointer(pointer).is_some(), "{name}: {reference} leads nowhere");
    }

    let mut schemas = Vec::new();
    under("schema", document, &mut schemas);
    schemas.extend(document["components"]["schemas"].as_object().unwrap().values());
    for schema in schemas {
        assert!(jsonschema::meta::is_valid(schema), "{name}: {schema} is no JSON Schema");
        validator(document, schema);
    }

    let mut ids = Vec::new();
    under("operationId", document, &mut ids);
    let mut ids: Vec<_> = ids.into_iter().map(Value::to_string).collect();
    let number = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), number, "{name}: every operation has an id of its own");
}

#[test]
fn the_documents_of_all_models_are_valid() {
    check(&every_type(), "every_type.yaml");
    let mut checked = 0;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/language");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "yaml") {
            continue;
        }
        let analysis = check_text(&fs::read(&path).unwrap());
        let is_error = |finding: &Diagnostic| finding.severity == Severity::Error;
        if analysis.diagnostics.iter().any(is_error) || analysis.model.level != Level::Design {
            continue;
        }
        check(&document(&analysis), &path.display().to_string());
        checked += 1;
    }
    assert!(checked > 20, "only {checked} models were checked");
}

#[test]
fn examples_fit_their_schemas() {
    let document = every_type();
    let mut checked = 0;
    for operations in document["paths"].as_object().unwrap().values() {
        let body = &operations["post"]["requestBody"]["content"]["application/json"];
        if !body.is_null() {
            let validator = validator(&document, &body["schema"]);
            assert!(validator.is_valid(&body["example"]), "{body}");
            assert!(!validator.is_valid(&json!({ "unknown": 1 })), "commands are closed");
            checked += 1;
        }
        let parameters = operations["get"]["parameters"].as_array();
        for parameter in parameters.into_iter().flatten().filter(|it| !it["example"].is_null()) {
            let validator = validator(&document, &parameter["schema"]);
            assert!(validator.is_valid(&parameter["example"]), "{parameter}");
            checked += 1;
        }
    }
    assert_eq!(checked, 3 + 5);
}

#[test]
fn what_a_model_says_about_a_command_is_in_the_document() {
    let document = every_type();
    let make = &document["paths"]["/things/thing/make-thing"]["post"];
    assert_eq!(make["summary"], "Make a thing");
    assert_eq!(make["operationId"], "things_make_thing");
    assert_eq!(make["tags"], json!(["Things"]));
    let refused = make["responses"]["409"]["description"].as_str().unwrap();
    assert_eq!(
        refused,
        "The domain refuses the command. Codes: `AlreadyExists`; `TooDear`: nobody would buy it."
    );
    let schema = &make["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(
        schema["properties"]["int"],
        json!({ "type": "integer", "format": "int64", "description": "Unit: piece.", "minimum": 1, "maximum": 10, "examples": [7] })
    );
    assert_eq!(schema["properties"]["bool"]["default"], json!(true));
    assert_eq!(schema["properties"]["decimal"]["description"], "What it weighs. At least 0.");
    let required = schema["required"].as_array().unwrap();
    assert!(!required.contains(&json!("bool")) && !required.contains(&json!("optional")));

    let keep = &document["paths"]["/things/thing/{id}/keep-thing"]["post"];
    assert_eq!(keep["requestBody"]["required"], json!(false));
    assert!(keep["responses"]["409"]["description"].as_str().unwrap().contains("`NotAllowed`"));
    let lose = &document["paths"]["/things/thing/{id}/lose-thing"]["post"];
    assert_eq!(lose["deprecated"], json!(true));
    assert!(lose["responses"]["409"].is_null(), "nothing refuses it");
}

#[test]
fn a_question_names_its_parameters_and_rows() {
    let document = every_type();
    let names = |path: &str| -> Vec<String> {
        let parameters = document["paths"][path]["get"]["parameters"].as_array().unwrap();
        parameters
            .iter()
            .map(|it| it["name"].as_str().or(it["$ref"].as_str()).unwrap().to_owned())
            .map(|name| name.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("/things/shelf/by-id"), ["thing", "AtLeast", "CorrelationId"]);
    assert_eq!(names("/things/shelf/all"), ["After", "Limit", "AtLeast", "CorrelationId"]);
    let asked = names("/things/shelf/kept-at");
    assert_eq!(asked[..4], ["kept", "channel", "amount", "name"]);
    let row = &document["components"]["schemas"]["Things.Shelf.Row"];
    assert_eq!(row["description"], "Which things are there?");
    assert_eq!(row["properties"]["price"], json!({ "$ref": "#/components/schemas/Money" }));
}

/// The events of a feed: those that the document knows, and one of each version as it would be sent.
#[test]
fn a_feed_tells_every_version_that_leaves() {
    let analysis = fixture("fixtures/language/versions_back.yaml");
    let document = document(&analysis);
    let answer = &document["paths"]["/feeds/orders"]["get"]["responses"]["200"];
    let batch = &answer["content"]["application/cloudevents-batch+json"]["schema"];
    let mut types = Vec::new();
    under("const", batch, &mut types);
    let types: Vec<_> = types.into_iter().filter_map(Value::as_str).collect();
    assert_eq!(types, ["shop.order_placed.v3", "shop.order_placed.v2", "shop.order_placed.v1"]);
    let fits = validator(&document, batch);
    let event = &analysis.plan.events()[0];
    for size in sample::Size::ALL {
        let newest = sample::sample(&analysis.plan, event, 3, size).unwrap();
        for version in 1..=3 {
            let told = downcast(&analysis.plan, event.event, version, &newest).unwrap();
            let data: Value = serde_json::from_str(&told.to_string()).unwrap();
            let id = "018f3f3e-0000-7000-8000-000000000001";
            let mut sent = json!({
                "specversion": "1.0", "id": format!("{id}.v{version}"), "source": "/shop/order",
                "type": format!("shop.order_placed.v{version}"), "subject": id,
                "time": "2026-02-28T12:30:00Z", "dataversion": version, "position": "1",
                "correlationid": id, "causationid": id, "data": data,
            });
            assert!(fits.is_valid(&json!([sent])), "{sent}");
            sent["dataversion"] = json!(version + 1);
            assert!(!fits.is_valid(&json!([sent])), "{sent}");
        }
    }
}

#[test]
fn the_history_begins_every_stream_and_ends_it_last() {
    let files = program(&fixture("fixtures/every_type.yaml"));
    let history = &files["crates/app/src/generated/history.rs"].text;
    let events: Vec<_> = history
        .lines()
        .filter_map(|line| line.trim().strip_prefix("stored_type: \"things."))
        .map(|rest| rest.trim_end_matches("\","))
        .collect();
    assert_eq!(events, ["thing_made", "thing_kept", "thing_lost", "thing_made"]);
}
