//! A value that the model writes down, as generated code writes it into JSON.

use super::super::json::Json;
use crate::types::{Literal, Meaning, TypeId, TypeTable};

/// The JSON of a value.
pub fn json_of(types: &TypeTable, value: &Literal) -> Json {
    match value {
        Literal::None => Json::Null,
        Literal::Text(text) | Literal::Uuid(text) | Literal::Bytes(text) => {
            Json::Text(text.clone())
        }
        Literal::Int(number) => Json::Number(number.to_string()),
        Literal::Decimal(number) => Json::Text(number.to_string()),
        Literal::Bool(value) => Json::Bool(*value),
        Literal::Date(day) => Json::Text(day.to_string()),
        Literal::Timestamp(instant) => Json::Text(instant.to_string()),
        Literal::Duration(length) => Json::Text(length.to_string()),
        Literal::Enum(_, Err(word)) => Json::Text(word.clone()),
        Literal::Enum(id, Ok(place)) => match &types[*id].meaning {
            Meaning::Enumeration(words) => {
                let word = words.values.get(*place).map(|word| word.name.value.clone());
                Json::Text(word.unwrap_or_default())
            }
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_) => Json::Null,
        },
        Literal::Record(_, fields) => {
            let parts = fields.iter().map(|(name, value)| (name.clone(), json_of(types, value)));
            Json::Object(parts.filter(|(_, value)| *value != Json::Null).collect())
        }
        Literal::List(items) => Json::List(items.iter().map(|item| json_of(types, item)).collect()),
        Literal::Map(entries) => Json::Object(
            entries.iter().map(|(key, item)| (key.clone(), json_of(types, item))).collect(),
        ),
    }
}

/// A value object of named parts: its fields in their order, absent ones left out.
pub(super) fn record_of(types: &TypeTable, id: TypeId, mut parts: Vec<(String, Json)>) -> Json {
    let place = |name: &str| match &types[id].meaning {
        Meaning::Record(fields) => fields.iter().position(|field| field.name.value == name),
        Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Enumeration(_) => None,
    };
    parts.retain(|(_, value)| *value != Json::Null);
    parts.sort_by_key(|(name, _)| place(name));
    Json::Object(parts)
}
