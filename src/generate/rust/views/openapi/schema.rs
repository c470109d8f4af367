//! Types of the model as JSON Schema: what their values look like in JSON.

use std::collections::BTreeSet;

use super::{
    super::World,
    parts::{list, number, object, reference, text, typed},
};
use crate::{
    evolve::{Json, interpret::json_of},
    types::{
        Definition, Enumeration, Field, Info, Literal, Meaning, Place, Scalar, Type, TypeId, Value,
    },
};

/// Words that are taken by what every document has.
const TAKEN: [&str; 3] = ["Accepted", "CloudEvent", "Problem"];

/// The schemas that a document refers to, collected while its operations are written.
pub(super) struct Schemas<'w> {
    world: &'w World<'w>,
    /// Types that are referred to, and those of them that are not written yet.
    wanted: BTreeSet<TypeId>,
    rows: Vec<(String, Json)>,
}

impl<'w> Schemas<'w> {
    pub(super) fn new(world: &'w World<'w>) -> Self {
        Self { world, wanted: BTreeSet::new(), rows: Vec::new() }
    }

    /// The schema of a type; a declared one by reference.
    pub(super) fn of(&mut self, ty: &Type) -> Json {
        match ty {
            Type::Scalar(kind) => scalar(*kind),
            Type::Named(id) => {
                self.wanted.insert(*id);
                reference("schemas", &self.key(*id))
            }
            Type::Optional(inner) => {
                let inner = self.of(inner);
                object([("anyOf", list([inner, typed("null", None)]))])
            }
            Type::List(inner) => object([("type", text("array")), ("items", self.of(inner))]),
            Type::Set(inner) => object([
                ("type", text("array")),
                ("items", self.of(inner)),
                ("uniqueItems", Json::Bool(true)),
            ]),
            Type::Map(inner) => {
                object([("type", text("object")), ("additionalProperties", self.of(inner))])
            }
        }
    }

    /// The schema of a message or a value object. A closed one refuses what it does not know.
    pub(super) fn record(&mut self, fields: &[Field], info: &Info, closed: bool) -> Json {
        let properties = fields.iter().map(|field| (field.name.value.clone(), self.field(field)));
        let properties = Json::Object(properties.collect());
        let required: Vec<_> = fields
            .iter()
            .filter(|field| !field.may_be_left_out())
            .map(|field| text(&field.name.value))
            .collect();
        let mut entries = vec![("type", text("object"))];
        entries.extend(description(info).map(|words| ("description", text(words))));
        entries.push(("properties", properties));
        if !required.is_empty() {
            entries.push(("required", list(required)));
        }
        if closed {
            entries.push(("additionalProperties", Json::Bool(false)));
        }
        object(entries)
    }

    /// Adds the rows of a read model under a name of their own, and refers to them.
    pub(super) fn row(&mut self, context: &str, name: &str, fields: &[Field], info: &Info) -> Json {
        let key = format!("{context}.{name}.Row");
        if !self.rows.iter().any(|(known, _)| *known == key) {
            let row = self.record(fields, info, false);
            self.rows.push((key.clone(), row));
        }
        reference("schemas", &key)
    }

    /// Every schema that was referred to, and those that these refer to: types in the order of the model, then rows.
    pub(super) fn finish(mut self) -> Vec<(String, Json)> {
        let types = &self.world.plan.types;
        let mut done = BTreeSet::new();
        let mut written = Vec::new();
        while let Some(id) = self.wanted.difference(&done).next().copied() {
            done.insert(id);
            written.push((id, self.key(id), self.definition(&types[id])));
        }
        written.sort_by_key(|(id, ..)| *id);
        let types = written.into_iter().map(|(_, key, schema)| (key, schema));
        types.chain(self.rows).collect()
    }

    fn field(&mut self, field: &Field) -> Json {
        let types = &self.world.plan.types;
        let mut entries = match self.of(&field.ty) {
            Json::Object(entries) => entries,
            other => return other,
        };
        let mut say = |key: &str, value: Json| entries.push((key.to_owned(), value));
        let words = [
            description(&field.info),
            unit(field),
            bound("At least", field.min.as_deref(), types),
            bound("At most", field.max.as_deref(), types),
        ];
        let words: Vec<_> = words.into_iter().flatten().collect();
        if !words.is_empty() {
            say("description", text(words.join(" ")));
        }
        for (key, value) in [("minimum", &field.min), ("maximum", &field.max)] {
            if let Some(Literal::Int(value)) = value.as_ref().map(|value| &value.literal) {
                say(key, number(*value));
            }
        }
        if let Some(pattern) = &field.pattern {
            say("pattern", text(&pattern.value));
        }
        if let Some(default) = &field.default {
            say("default", json_of(types, &default.literal));
        }
        if let Some(example) = &field.example {
            say("examples", list([json_of(types, &example.literal)]));
        }
        if field.secret {
            say("writeOnly", Json::Bool(true));
        }
        if field.info.deprecated.is_some() {
            say("deprecated", Json::Bool(true));
        }
        Json::Object(entries)
    }

    fn definition(&mut self, definition: &Definition) -> Json {
        let mut schema = match &definition.meaning {
            Meaning::Record(fields) => return self.record(fields, &definition.info, false),
            Meaning::Identity { scalar: kind, .. } => scalar(*kind),
            Meaning::Newtype(inner) => self.of(inner),
            Meaning::Enumeration(words) => enumeration(words),
        };
        let words = match (&definition.meaning, description(&definition.info)) {
            (_, Some(words)) => Some(words),
            (Meaning::Identity { aggregate, .. }, None) => {
                Some(format!("Names one `{aggregate}`."))
            }
            (Meaning::Record(_) | Meaning::Newtype(_) | Meaning::Enumeration(_), None) => None,
        };
        if let (Json::Object(entries), Some(words)) = (&mut schema, words) {
            entries.push(("description".to_owned(), text(words)));
        }
        schema
    }

    /// The name of a declared type among the components: `Money`, `Accounts.AccountId`.
    fn key(&self, id: TypeId) -> String {
        let definition = &self.world.plan.types[id];
        let name = &definition.name.value;
        match &definition.place {
            Place::Shared if TAKEN.contains(&name.as_str()) => format!("Shared.{name}"),
            Place::Shared => name.clone(),
            Place::Context(context) => format!("{context}.{name}"),
            Place::Version { event, number } => format!("{event}.{number}.{name}"),
        }
    }
}

/// The text that an element says about itself.
fn description(info: &Info) -> Option<String> {
    info.description.as_ref().map(|words| words.trim().to_owned())
}

fn unit(field: &Field) -> Option<String> {
    field.unit.as_ref().map(|unit| format!("Unit: {unit}."))
}

/// A bound that JSON Schema has no word for, since the value is a text.
fn bound(words: &str, value: Option<&Value>, types: &crate::types::TypeTable) -> Option<String> {
    let literal = &value?.literal;
    let is_number = matches!(literal, Literal::Int(_));
    (!is_number).then(|| match json_of(types, literal) {
        Json::Text(text) => format!("{words} {text}."),
        other => format!("{words} {other}."),
    })
}

fn scalar(kind: Scalar) -> Json {
    match kind {
        Scalar::Text => typed("string", None),
        Scalar::Int => typed("integer", Some("int64")),
        Scalar::Decimal => object([
            ("type", text("string")),
            ("format", text("decimal")),
            ("pattern", text(r"^-?[0-9]+(\.[0-9]+)?$")),
        ]),
        Scalar::Bool => typed("boolean", None),
        Scalar::Uuid => typed("string", Some("uuid")),
        Scalar::Date => typed("string", Some("date")),
        Scalar::Timestamp => typed("string", Some("date-time")),
        Scalar::Duration => typed("string", Some("duration")),
        Scalar::Bytes => object([("type", text("string")), ("contentEncoding", text("base64"))]),
    }
}

/// A closed enumeration is one of its words; an open one says which words it knows.
fn enumeration(words: &Enumeration) -> Json {
    let values = || list(words.values.iter().map(|word| text(&word.name.value)));
    if words.open {
        object([("type", text("string")), ("examples", values())])
    } else {
        object([("type", text("string")), ("enum", values())])
    }
}
