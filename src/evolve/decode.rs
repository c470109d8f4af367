//! Reads a payload as a shape says, as generated code does: fields that the shape does not know are
//! let go, absent and null are the same, and everything else has to fit.

use std::fmt;

use super::{json::Json, scalar, shape::Shape};
use crate::types::{Enumeration, Field, Meaning, Scalar, Type, TypeId, TypeTable};

/// Where a payload is not what its version says, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The way from the payload to the value, such as `lines[2].amount`.
    pub path: String,
    /// What the version says.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, expected, found } = self;
        write!(out, "`{path}` should be {expected}, but is {found}")
    }
}

impl std::error::Error for Mismatch {}

/// The payload with exactly the fields of `shape`, in their order; absent ones are left out.
///
/// # Errors
/// Names the first value that does not fit.
pub fn decode(types: &TypeTable, shape: &Shape, payload: &Json) -> Result<Json, Mismatch> {
    Decoder { types, path: Vec::new() }.record(&shape.fields, payload)
}

struct Decoder<'t> {
    types: &'t TypeTable,
    path: Vec<String>,
}

impl Decoder<'_> {
    fn record(&mut self, fields: &[Field], value: &Json) -> Result<Json, Mismatch> {
        if !matches!(value, Json::Object(_)) {
            return Err(self.mismatch("an object", value));
        }
        let mut entries = Vec::new();
        for field in fields {
            let name = &field.name.value;
            let part = value.get(name).unwrap_or(&Json::Null);
            self.path.push(format!(".{name}"));
            let read = self.value(&field.ty, part)?;
            self.path.pop();
            if read != Json::Null {
                entries.push((name.clone(), read));
            }
        }
        Ok(Json::Object(entries))
    }

    fn value(&mut self, ty: &Type, value: &Json) -> Result<Json, Mismatch> {
        match ty {
            Type::Optional(_) if *value == Json::Null => Ok(Json::Null),
            Type::Optional(inner) => self.value(inner, value),
            Type::Scalar(kind) => self.scalar(*kind, value),
            Type::Named(id) => self.named(*id, value),
            Type::List(inner) | Type::Set(inner) => match value {
                Json::List(items) => {
                    let read = items
                        .iter()
                        .enumerate()
                        .map(|(place, item)| self.part(format!("[{place}]"), inner, item));
                    read.collect::<Result<_, _>>().map(Json::List)
                }
                _ => Err(self.mismatch("a list", value)),
            },
            Type::Map(inner) => match value {
                Json::Object(entries) => {
                    let read = entries.iter().map(|(key, item)| {
                        Ok((key.clone(), self.part(format!("[{key}]"), inner, item)?))
                    });
                    read.collect::<Result<_, _>>().map(Json::Object)
                }
                _ => Err(self.mismatch("an object", value)),
            },
        }
    }

    fn part(&mut self, step: String, ty: &Type, value: &Json) -> Result<Json, Mismatch> {
        self.path.push(step);
        let read = self.value(ty, value)?;
        self.path.pop();
        Ok(read)
    }

    fn scalar(&self, kind: Scalar, value: &Json) -> Result<Json, Mismatch> {
        let fits = match (kind, value) {
            (Scalar::Bool, Json::Bool(_)) => true,
            (Scalar::Int, Json::Number(digits)) => digits.parse::<i64>().is_ok(),
            (_, Json::Text(text)) => scalar::reads(kind, text),
            _ => false,
        };
        if fits { Ok(value.clone()) } else { Err(self.mismatch(described(kind), value)) }
    }

    fn named(&mut self, id: TypeId, value: &Json) -> Result<Json, Mismatch> {
        match &self.types[id].meaning {
            Meaning::Identity { scalar, .. } => self.scalar(*scalar, value),
            Meaning::Newtype(_) => match scalar::peel(self.types, &Type::Named(id)).1 {
                Type::Named(inside) if inside == id => Err(self.mismatch("nothing", value)),
                inside => self.value(&inside, value),
            },
            Meaning::Enumeration(words) => self.word(words, value),
            Meaning::Record(fields) => self.record(fields, value),
        }
    }

    fn word(&self, words: &Enumeration, value: &Json) -> Result<Json, Mismatch> {
        match value {
            Json::Text(text)
                if words.open || words.values.iter().any(|word| word.name.value == *text) =>
            {
                Ok(value.clone())
            }
            _ => {
                let known: Vec<&str> =
                    words.values.iter().map(|word| word.name.value.as_str()).collect();
                Err(self.mismatch(&format!("one of {}", known.join(", ")), value))
            }
        }
    }

    fn mismatch(&self, expected: &str, found: &Json) -> Mismatch {
        let path = self.path.concat();
        let path = path.strip_prefix('.').unwrap_or("payload").to_owned();
        let found = match found {
            Json::Null => "absent".to_owned(),
            Json::Text(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
            Json::Number(digits) => format!("the number {digits}"),
            Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => {
                found.kind().to_owned()
            }
        };
        Mismatch { path, expected: expected.to_owned(), found }
    }
}

fn described(kind: Scalar) -> &'static str {
    match kind {
        Scalar::Text => "a text",
        Scalar::Int => "a whole number of 64 bits",
        Scalar::Decimal => "a decimal as text",
        Scalar::Bool => "true or false",
        Scalar::Uuid => "a UUID",
        Scalar::Date => "a day such as 2026-02-28",
        Scalar::Timestamp => "an instant such as 2026-02-28T12:00:00Z",
        Scalar::Duration => "a duration such as PT15M",
        Scalar::Bytes => "base64 text",
    }
}
