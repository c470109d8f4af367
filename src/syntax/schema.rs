//! The JSON Schema of the language, for editors, from the declarations that are read.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::code::{ExprText, TypeText};
use super::decode::{Choice, Decode, Key, Record};
use super::parts::{Entry, List, OneOrMany, ShortOrLong, Table};

/// The keys of a record while its schema is built.
pub(super) struct RecordSchema<'g> {
    generator: &'g mut SchemaGenerator,
    properties: Map<String, Value>,
    required: Vec<Value>,
    alternatives: Vec<Value>,
}

impl<'g> RecordSchema<'g> {
    fn new(generator: &'g mut SchemaGenerator) -> Self {
        Self { generator, properties: Map::new(), required: Vec::new(), alternatives: Vec::new() }
    }

    /// A key that may be left out.
    pub(super) fn optional<T: JsonSchema>(&mut self, key: &str, docs: &[&str]) {
        let mut schema = self.generator.subschema_for::<T>();
        let text = description(docs);
        if !text.is_empty() {
            schema.insert("description".to_owned(), text.into());
        }
        self.properties.insert(key.to_owned(), schema.to_value());
    }

    /// A key that has to be there.
    pub(super) fn required<T: JsonSchema>(&mut self, key: &str, docs: &[&str]) {
        self.optional::<T>(key, docs);
        self.required.push(key.into());
    }

    /// One key of a choice.
    pub(super) fn alternative<T: JsonSchema>(&mut self, key: &str, docs: &[&str]) {
        self.optional::<T>(key, docs);
        self.alternatives.push(json!({ "required": [key] }));
    }

    fn finish(self, docs: &[&str]) -> Schema {
        let may_be_empty = self.required.is_empty() && self.alternatives.is_empty();
        let mut schema = json_schema!({
            "description": description(docs),
            "type": if may_be_empty { json!(["object", "null"]) } else { json!("object") },
            "properties": self.properties,
            "additionalProperties": false,
        });
        if !self.required.is_empty() {
            schema.insert("required".to_owned(), self.required.into());
        }
        if !self.alternatives.is_empty() {
            schema.insert("oneOf".to_owned(), self.alternatives.into());
        }
        schema
    }
}

/// The schema of a record.
pub(super) fn record<R: Record>(generator: &mut SchemaGenerator, docs: &[&str]) -> Schema {
    let mut schema = RecordSchema::new(generator);
    R::describe(&mut schema);
    schema.finish(docs)
}

/// The schema of a choice that is a mapping of its own.
pub(super) fn choice<C: Choice>(generator: &mut SchemaGenerator, docs: &[&str]) -> Schema {
    let mut schema = RecordSchema::new(generator);
    C::describe(&mut schema);
    schema.finish(docs)
}

/// The schema of a closed list of words, each with its description for hovering.
pub(super) fn words(words: &[(&str, &[&str])], docs: &[&str]) -> Schema {
    let options: Vec<Value> = words
        .iter()
        .map(|(word, docs)| json!({ "const": word, "description": description(docs) }))
        .collect();
    json_schema!({ "description": description(docs), "oneOf": options })
}

/// The name of a declaration among the definitions of the schema: `CommandDecl` is `Command`.
pub(super) fn definition_name(name: &'static str) -> &'static str {
    name.strip_suffix("Decl").unwrap_or(name)
}

/// Doc lines as one paragraph.
fn description(docs: &[&str]) -> String {
    let lines: Vec<&str> = docs.iter().map(|line| line.trim()).collect();
    lines.join(" ").trim().to_owned()
}

/// The JSON Schema (2020-12) of the root file of a model.
pub fn model_schema() -> Value {
    root_schema::<super::ast::ModelDecl>("model", "An esgen model")
}

/// The JSON Schema (2020-12) of a file that a model includes.
pub fn part_schema() -> Value {
    root_schema::<super::ast::PartDecl>("part", "A part of an esgen model")
}

fn root_schema<D: JsonSchema>(file: &str, title: &str) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<D>();
    schema.insert("$id".to_owned(), format!("urn:esgen:schema:1:{file}").into());
    schema.insert("title".to_owned(), title.into());
    schema.insert("examples".to_owned(), json!([example(file)]));
    schema.to_value()
}

/// The smallest file with something in it.
fn example(file: &str) -> Value {
    let contexts = json!({ "Lending": { "events": ["BookBorrowed", "BookReturned"] } });
    match file {
        "model" => {
            json!({ "esgen": 1, "model": "library", "level": "big-picture", "contexts": contexts })
        }
        _ => json!({ "contexts": contexts }),
    }
}

/// Writes the schema of a generic shape in place, without a definition of its own.
macro_rules! inline_schema {
    ([$($parameter:ident: $bound:path),*] $type:ty => $generator:ident: $schema:expr) => {
        impl<$($parameter: $bound),*> JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                std::any::type_name::<Self>().into()
            }

            fn json_schema($generator: &mut SchemaGenerator) -> Schema {
                $schema
            }
        }
    };
}

inline_schema!([T: Decode] List<T> => generator: {
    let item = generator.subschema_for::<T>();
    json_schema!({ "type": ["array", "null"], "items": item })
});

inline_schema!([T: Decode] OneOrMany<T> => generator: {
    let item = generator.subschema_for::<T>();
    json_schema!({ "anyOf": [item, { "title": "several", "type": "array", "items": item }] })
});

inline_schema!([S: Decode, L: Decode] ShortOrLong<S, L> => generator: {
    let short = generator.subschema_for::<S>();
    let long = generator.subschema_for::<L>();
    json_schema!({
        "anyOf": [
            { "title": "short form", "allOf": [short] },
            { "title": "long form", "type": "object", "allOf": [long] },
        ],
    })
});

inline_schema!([T: Decode, K: Key] Table<T, K> => generator: {
    let value = generator.subschema_for::<T>();
    let mut table = json_schema!({
        "type": ["object", "null"],
        "additionalProperties": value,
    });
    if let Some(pattern) = K::PATTERN {
        table.insert("propertyNames".to_owned(), json!({ "pattern": pattern }));
    }
    if !T::MAY_BE_EMPTY {
        return table;
    }
    let names = json!({ "title": "names only", "type": "array", "items": { "type": "string" } });
    json_schema!({ "anyOf": [table, names] })
});

inline_schema!([T: Decode] Entry<T> => generator: {
    let value = generator.subschema_for::<T>();
    let named = json_schema!({
        "title": "a name with its values",
        "type": "object",
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": value,
    });
    json_schema!({ "anyOf": [{ "title": "a name", "type": "string" }, named] })
});

inline_schema!([] TypeText => _generator: json_schema!({
    "type": "string",
    "examples": ["Text", "Decimal = 0", "Timestamp?", "list<Money>", "Accounts.AccountId"],
}));

inline_schema!([] ExprText => _generator: json_schema!({
    "type": ["string", "number", "boolean", "null"],
    "examples": ["state.balance < amount", "event.stream_id", "meta.recorded_at"],
}));

inline_schema!([] crate::syntax::parts::Value => _generator: Schema::from(true));
inline_schema!([] crate::syntax::ast::AddValueDecl => generator: {
    let taken = generator.subschema_for::<crate::syntax::ast::AddFromDecl>();
    json_schema!({
        "title": "a fixed value, or where it is taken from",
        "if": { "type": "object", "required": ["from"], "maxProperties": 1 },
        "then": taken,
    })
});
inline_schema!([] crate::syntax::ast::AnyOf => generator: {
    generator.subschema_for::<OneOrMany<String>>()
});
inline_schema!([] crate::syntax::ast::RootOnly => _generator: Schema::from(false));

/// The schema of something with several forms, each under a title.
pub(super) fn forms(forms: Vec<(&str, Schema)>) -> Schema {
    let titled = |(title, form)| json!({ "title": title, "allOf": [form] });
    json_schema!({ "anyOf": forms.into_iter().map(titled).collect::<Vec<_>>() })
}
