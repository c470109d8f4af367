//! JSON of messages in generated tests: what a scenario says, and samples for the rest.

use serde_json::{Map, Value, json};

use super::World;
use crate::types::{Field, Literal, Meaning, Scalar, Type};

/// The sample id of every aggregate, in every place where a scenario leaves one out.
pub(super) const ID: &str = "00000000-0000-0000-0000-000000000001";

/// A whole message: the given fields, and samples for the others. An optional field that is left out stays out.
pub(super) fn message<'g>(
    world: &World<'_>,
    fields: &[Field],
    given: impl Fn(&str) -> Option<&'g Literal>,
) -> Value {
    let mut object = Map::new();
    for field in fields {
        let name = &field.name.value;
        let value = match given(name) {
            Some(literal) => completed(world, &field.ty, literal),
            None if field.ty.is_optional() => continue,
            None => sampled(world, field),
        };
        object.insert(name.clone(), value);
    }
    Value::Object(object)
}

/// Only what is given, for comparisons.
pub(super) fn part<'g>(
    world: &World<'_>,
    given: impl IntoIterator<Item = (&'g str, &'g Literal)>,
) -> Value {
    given
        .into_iter()
        .map(|(name, literal)| (name.to_owned(), written(world, literal)))
        .collect::<Map<_, _>>()
        .into()
}

/// The longest JSON that stands on one line of a test.
const SHORT: usize = 60;

/// JSON as a Rust literal: an object that is too long for a line has one field a line.
pub(super) fn rust_text(json: &Value) -> String {
    let text = match json {
        Value::Object(fields) if json.to_string().len() > SHORT => {
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| format!("        {}: {value}", json!(name)))
                .collect();
            format!("{{\n{}\n    }}", fields.join(",\n"))
        }
        short => short.to_string(),
    };
    if !text.contains('"') {
        return format!("\"{text}\"");
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

/// The value of a field of which a scenario says nothing.
fn sampled(world: &World<'_>, field: &Field) -> Value {
    match field.example.as_ref().or(field.default.as_ref()) {
        Some(value) => written(world, &value.literal),
        None => sample(world, &field.ty),
    }
}

fn sample(world: &World<'_>, ty: &Type) -> Value {
    match ty {
        Type::Scalar(scalar) => of_scalar(*scalar),
        Type::Optional(_) => Value::Null,
        Type::List(_) | Type::Set(_) => json!([]),
        Type::Map(_) => json!({}),
        Type::Named(id) => match &world.plan.types[*id].meaning {
            Meaning::Identity { scalar: Scalar::Int, .. } => json!(1),
            Meaning::Identity { .. } => json!(ID),
            Meaning::Newtype(inner) => sample(world, inner),
            Meaning::Enumeration(words) => {
                words.values.first().map_or(Value::Null, |word| json!(word.name.value))
            }
            Meaning::Record(fields) => message(world, fields, |_| None),
        },
    }
}

fn of_scalar(scalar: Scalar) -> Value {
    match scalar {
        Scalar::Text => json!("text"),
        Scalar::Int => json!(7),
        Scalar::Decimal => json!("12.50"),
        Scalar::Bool => json!(false),
        Scalar::Uuid => json!(ID),
        Scalar::Date => json!("2026-01-01"),
        Scalar::Timestamp => json!("2026-01-01T00:00:00Z"),
        Scalar::Duration => json!("PT15M"),
        Scalar::Bytes => json!(""),
    }
}

/// A given value, with samples for the fields of value objects that are left out.
fn completed(world: &World<'_>, ty: &Type, literal: &Literal) -> Value {
    match (literal, ty.present()) {
        (Literal::Record(_, given), Type::Named(id)) => match &world.plan.types[*id].meaning {
            Meaning::Record(fields) => message(world, fields, |name| {
                given.iter().find(|(known, _)| known == name).map(|(_, literal)| literal)
            }),
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => {
                written(world, literal)
            }
        },
        (_, Type::Named(id)) => match &world.plan.types[*id].meaning {
            Meaning::Newtype(inner) => completed(world, inner, literal),
            Meaning::Identity { .. } | Meaning::Enumeration(_) | Meaning::Record(_) => {
                written(world, literal)
            }
        },
        (Literal::List(items), Type::List(element) | Type::Set(element)) => {
            items.iter().map(|item| completed(world, element, item)).collect()
        }
        (Literal::Map(entries), Type::Map(element)) => {
            let entries =
                entries.iter().map(|(key, value)| (key.clone(), completed(world, element, value)));
            Value::Object(entries.collect())
        }
        _ => written(world, literal),
    }
}

/// A value as it stands in JSON.
pub(super) fn written(world: &World<'_>, literal: &Literal) -> Value {
    match literal {
        Literal::None => Value::Null,
        Literal::Text(text) | Literal::Uuid(text) | Literal::Bytes(text) => json!(text),
        Literal::Int(number) => json!(number),
        Literal::Decimal(number) => json!(number.to_string()),
        Literal::Bool(value) => json!(value),
        Literal::Date(day) => json!(day.to_string()),
        Literal::Timestamp(at) => json!(at.to_string()),
        Literal::Duration(length) => json!(length.to_string()),
        Literal::Enum(_, Err(word)) => json!(word),
        Literal::Enum(id, Ok(at)) => match &world.plan.types[*id].meaning {
            Meaning::Enumeration(words) => {
                words.values.get(*at).map_or(Value::Null, |word| json!(word.name.value))
            }
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_) => Value::Null,
        },
        Literal::Record(_, fields) => Value::Object(
            fields.iter().map(|(name, value)| (name.clone(), written(world, value))).collect(),
        ),
        Literal::List(items) => items.iter().map(|item| written(world, item)).collect(),
        Literal::Map(entries) => Value::Object(
            entries.iter().map(|(key, value)| (key.clone(), written(world, value))).collect(),
        ),
    }
}
