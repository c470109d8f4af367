//! The order that generated code gives to the elements of a set. JSON has no sets, so that the order in which one is
//! written, and which of its elements are equal, is decided by the types of the values.

use std::cmp::Ordering;

use jiff::{SignedDuration, Timestamp, civil::Date};

use super::{
    json::Json,
    scalar::{peel, sextet, stored_decimal, whole},
};
use crate::types::{Field, Meaning, Scalar, Type, TypeTable};

/// Compares two values that fit a type, as the derived order of the generated type does.
pub(super) fn compare(types: &TypeTable, ty: &Type, one: &Json, other: &Json) -> Ordering {
    match ty {
        Type::Optional(inner) => match (one, other) {
            (Json::Null, Json::Null) => Ordering::Equal,
            (Json::Null, _) => Ordering::Less,
            (_, Json::Null) => Ordering::Greater,
            _ => compare(types, inner, one, other),
        },
        Type::Scalar(kind) => scalars(*kind, one, other),
        Type::Named(id) => match &types[*id].meaning {
            Meaning::Enumeration(words) => {
                let place = |value: &Json| {
                    let known = words.values.iter().position(|word| word.name.value == text(value));
                    (known.unwrap_or(words.values.len()), text(value).to_owned())
                };
                place(one).cmp(&place(other))
            }
            Meaning::Record(fields) => records(types, fields, one, other),
            Meaning::Identity { .. } | Meaning::Newtype(_) => match peel(types, ty).1 {
                inside if inside == *ty => Ordering::Equal,
                inside => compare(types, &inside, one, other),
            },
        },
        Type::List(inner) | Type::Set(inner) => lists(types, inner, one, other),
        Type::Map(inner) => maps(types, inner, one, other),
    }
}

fn scalars(kind: Scalar, one: &Json, other: &Json) -> Ordering {
    fn by<T: Ord>(read: impl Fn(&Json) -> T, one: &Json, other: &Json) -> Ordering {
        read(one).cmp(&read(other))
    }
    match kind {
        Scalar::Text | Scalar::Uuid => text(one).cmp(text(other)),
        Scalar::Int => by(number, one, other),
        Scalar::Decimal => by(|value| stored_decimal(text(value)), one, other),
        Scalar::Bool => by(|value| *value == Json::Bool(true), one, other),
        Scalar::Date => by(|value| text(value).parse::<Date>().ok(), one, other),
        Scalar::Timestamp => by(|value| text(value).parse::<Timestamp>().ok(), one, other),
        Scalar::Duration => by(|value| text(value).parse::<SignedDuration>().ok(), one, other),
        Scalar::Bytes => by(
            |value| text(value).trim_end_matches('=').chars().map(sextet).collect::<Vec<_>>(),
            one,
            other,
        ),
    }
}

fn number(value: &Json) -> Option<i64> {
    match value {
        Json::Number(digits) => whole(digits),
        Json::Null | Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => None,
    }
}

fn text(value: &Json) -> &str {
    match value {
        Json::Text(text) => text,
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::List(_) | Json::Object(_) => "",
    }
}

fn records(types: &TypeTable, fields: &[Field], one: &Json, other: &Json) -> Ordering {
    let part =
        |value: &Json, field: &Field| value.get(&field.name.value).cloned().unwrap_or(Json::Null);
    let compared = fields
        .iter()
        .map(|field| compare(types, &field.ty, &part(one, field), &part(other, field)));
    first_difference(compared)
}

fn lists(types: &TypeTable, inner: &Type, one: &Json, other: &Json) -> Ordering {
    let (Json::List(one), Json::List(other)) = (one, other) else { return Ordering::Equal };
    let compared = one.iter().zip(other).map(|(one, other)| compare(types, inner, one, other));
    first_difference(compared).then(one.len().cmp(&other.len()))
}

/// Maps have been read, so that their keys are in order.
fn maps(types: &TypeTable, inner: &Type, one: &Json, other: &Json) -> Ordering {
    let (Json::Object(one), Json::Object(other)) = (one, other) else { return Ordering::Equal };
    let compared = one.iter().zip(other).map(|((key, one), (other_key, other))| {
        key.cmp(other_key).then_with(|| compare(types, inner, one, other))
    });
    first_difference(compared).then(one.len().cmp(&other.len()))
}

fn first_difference(mut compared: impl Iterator<Item = Ordering>) -> Ordering {
    compared.find(|ordering| ordering.is_ne()).unwrap_or(Ordering::Equal)
}
