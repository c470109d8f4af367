//! Fits a value that a step writes down to the type that its field has at that point. The type may be
//! an old one that only the backward walk knows, so reading the model cannot do it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::scalar;
use crate::types::{
    Enumeration, Field, Literal, Meaning, Scalar, Type, TypeId, TypeTable, duration,
};

/// The value as one of type `ty`, or nothing when it is none.
pub(super) fn fit(types: &TypeTable, value: &Literal, ty: &Type) -> Option<Literal> {
    match ty {
        Type::Optional(inner) => match value {
            Literal::None => Some(Literal::None),
            present => fit(types, present, inner),
        },
        Type::Scalar(kind) => fit_scalar(value, *kind),
        Type::Named(id) => fit_named(types, value, *id),
        Type::List(inner) | Type::Set(inner) => match value {
            Literal::List(items) => items
                .iter()
                .map(|item| fit(types, item, inner))
                .collect::<Option<_>>()
                .map(Literal::List),
            _ => None,
        },
        Type::Map(inner) => match value {
            Literal::Map(entries) => entries
                .iter()
                .map(|(key, item)| fit(types, item, inner).map(|item| (key.clone(), item)))
                .collect::<Option<_>>()
                .map(Literal::Map),
            _ => None,
        },
    }
}

fn fit_scalar(value: &Literal, kind: Scalar) -> Option<Literal> {
    match (kind, value) {
        (Scalar::Text, Literal::Text(_))
        | (Scalar::Int, Literal::Int(_))
        | (Scalar::Decimal, Literal::Decimal(_))
        | (Scalar::Bool, Literal::Bool(_))
        | (Scalar::Uuid, Literal::Uuid(_))
        | (Scalar::Date, Literal::Date(_))
        | (Scalar::Timestamp, Literal::Timestamp(_))
        | (Scalar::Duration, Literal::Duration(_))
        | (Scalar::Bytes, Literal::Bytes(_)) => Some(value.clone()),
        (Scalar::Decimal, Literal::Int(whole)) => Some(Literal::Decimal(Decimal::from(*whole))),
        (_, Literal::Text(text)) => fit_text(text, kind),
        _ => None,
    }
}

fn fit_text(text: &str, kind: Scalar) -> Option<Literal> {
    match kind {
        Scalar::Decimal => scalar::decimal(text).map(Literal::Decimal),
        Scalar::Uuid => scalar::uuid(text).map(Literal::Uuid),
        Scalar::Date => text.parse().ok().map(Literal::Date),
        Scalar::Timestamp => text.parse().ok().map(Literal::Timestamp),
        Scalar::Duration => duration(text).map(Literal::Duration),
        Scalar::Bytes => scalar::rewritten(kind, text).map(Literal::Bytes),
        Scalar::Text => Some(Literal::Text(text.to_owned())),
        Scalar::Int | Scalar::Bool => None,
    }
}

fn fit_named(types: &TypeTable, value: &Literal, id: TypeId) -> Option<Literal> {
    match &types[id].meaning {
        Meaning::Identity { scalar, .. } => fit_scalar(value, *scalar),
        Meaning::Newtype(_) => match scalar::peel(types, &Type::Named(id)).1 {
            Type::Named(inside) if inside == id => None,
            inside => fit(types, value, &inside),
        },
        Meaning::Enumeration(words) => fit_word(types, value, id, words),
        Meaning::Record(fields) => fit_record(types, value, id, fields),
    }
}

fn fit_word(
    types: &TypeTable,
    value: &Literal,
    id: TypeId,
    words: &Enumeration,
) -> Option<Literal> {
    let word = match value {
        Literal::Text(word) | Literal::Enum(_, Err(word)) => word.as_str(),
        Literal::Enum(other, Ok(place)) => match &types[*other].meaning {
            Meaning::Enumeration(known) => known.values.get(*place)?.name.value.as_str(),
            Meaning::Identity { .. } | Meaning::Newtype(_) | Meaning::Record(_) => return None,
        },
        Literal::Bool(true) => "true",
        Literal::Bool(false) => "false",
        _ => return None,
    };
    let place = words.values.iter().position(|known| known.name.value == word);
    match place {
        Some(place) => Some(Literal::Enum(id, Ok(place))),
        None => words.open.then(|| Literal::Enum(id, Err(word.to_owned()))),
    }
}

fn fit_record(types: &TypeTable, value: &Literal, id: TypeId, fields: &[Field]) -> Option<Literal> {
    let given: BTreeMap<&str, &Literal> = match value {
        Literal::Map(entries) => entries.iter().map(|(name, item)| (name.as_str(), item)).collect(),
        Literal::Record(_, entries) => {
            entries.iter().map(|(name, item)| (name.as_str(), item)).collect()
        }
        _ => return None,
    };
    let known = |name: &&str| fields.iter().any(|field| field.name.value == *name);
    if !given.keys().all(known) {
        return None;
    }
    let value_of = |field: &Field| match (given.get(field.name.value.as_str()), &field.default) {
        (Some(item), _) => fit(types, item, &field.ty),
        (None, Some(default)) => Some(default.literal.clone()),
        (None, None) => field.ty.is_optional().then_some(Literal::None),
    };
    let parts = fields.iter().map(|field| Some((field.name.value.clone(), value_of(field)?)));
    parts.collect::<Option<_>>().map(|parts| Literal::Record(id, parts))
}

/// What may stand where a value of type `ty` is expected, for a help text.
pub(super) fn wanted(types: &TypeTable, ty: &Type, written: &str) -> String {
    match types.enumeration(ty) {
        Some((_, words)) => {
            let names: Vec<String> =
                words.values.iter().map(|word| format!("`{}`", word.name.value)).collect();
            format!("one of {}", names.join(", "))
        }
        None => format!("a value of type `{written}`"),
    }
}
