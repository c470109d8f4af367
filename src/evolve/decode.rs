//! Reads a payload as a shape says and writes it as generated code would: fields that the shape does not know are let
//! go, absent and null are the same, sets and maps are in order, and everything else has to fit.

use std::fmt;

use super::{
    json::{Json, Step, way},
    longer::Longer,
    order, scalar,
    shape::Shape,
};
use crate::types::{Enumeration, Field, Meaning, Scalar, Type, TypeId, TypeTable};

/// Where a payload is not what its version says, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// The way from the payload to the value.
    pub path: Vec<Step>,
    /// What the version says.
    pub expected: String,
    /// What was found.
    pub found: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, expected, found } = self;
        let path = if path.is_empty() { "payload".to_owned() } else { way(path) };
        write!(out, "`{path}` should be {expected}, but is {found}")
    }
}

impl std::error::Error for Mismatch {}

/// The payload with exactly the fields of `shape`, in their order; absent ones are left out.
///
/// Stricter than serde in two things that no writer of events does: a value object may not stand as a list of its
/// fields, nor a word as an object.
///
/// # Errors
/// Names the first value that does not fit.
pub fn decode(
    types: &TypeTable,
    longer: &Longer,
    shape: &Shape,
    payload: &Json,
) -> Result<Json, Mismatch> {
    Decoder { types, longer, path: Vec::new() }.record(&shape.fields, payload)
}

struct Decoder<'t> {
    types: &'t TypeTable,
    longer: &'t Longer,
    path: Vec<Step>,
}

impl Decoder<'_> {
    fn record(&mut self, fields: &[Field], value: &Json) -> Result<Json, Mismatch> {
        if !matches!(value, Json::Object(_)) {
            return Err(self.mismatch("an object", value));
        }
        let mut entries = Vec::new();
        for field in fields {
            let name = &field.name.value;
            let stored = value.get(name);
            let read = self.part(Step::Key(name.clone()), &field.ty, stored.unwrap_or(&Json::Null));
            // Absent and null are the same to read, but not to whoever looks for the mistake.
            let read = read.map_err(|found| match stored {
                Some(_) => found,
                None => Mismatch { found: "absent".to_owned(), ..found },
            })?;
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
            Type::List(inner) => self.items(inner, value).map(Json::List),
            Type::Set(inner) => {
                let mut items = self.items(inner, value)?;
                items.sort_by(|one, other| order::compare(self.types, inner, one, other));
                items.dedup_by(|later, first| {
                    order::compare(self.types, inner, later, first).is_eq()
                });
                Ok(Json::List(items))
            }
            Type::Map(inner) => self.entries(inner, value).map(Json::Object),
        }
    }

    fn items(&mut self, inner: &Type, value: &Json) -> Result<Vec<Json>, Mismatch> {
        let Json::List(items) = value else { return Err(self.mismatch("a list", value)) };
        let read = items.iter().enumerate();
        read.map(|(place, item)| self.part(Step::Item(place), inner, item)).collect()
    }

    fn entries(&mut self, inner: &Type, value: &Json) -> Result<Vec<(String, Json)>, Mismatch> {
        let Json::Object(entries) = value else { return Err(self.mismatch("an object", value)) };
        let read = |(key, item): &(String, Json)| {
            Ok((key.clone(), self.part(Step::Key(key.clone()), inner, item)?))
        };
        let mut entries: Vec<_> = entries.iter().map(read).collect::<Result<_, _>>()?;
        entries.sort_by(|(one, _), (other, _)| one.cmp(other));
        Ok(entries)
    }

    fn part(&mut self, step: Step, ty: &Type, value: &Json) -> Result<Json, Mismatch> {
        self.path.push(step);
        let read = self.value(ty, value)?;
        self.path.pop();
        Ok(read)
    }

    fn scalar(&self, kind: Scalar, value: &Json) -> Result<Json, Mismatch> {
        let read = match (kind, value) {
            (Scalar::Bool, Json::Bool(_)) => Some(value.clone()),
            (Scalar::Int, Json::Number(digits)) => scalar::whole(digits).map(|_| value.clone()),
            (_, Json::Text(text)) => scalar::rewritten(kind, text).map(Json::Text),
            _ => None,
        };
        read.ok_or_else(|| self.mismatch(described(kind), value))
    }

    fn named(&mut self, id: TypeId, value: &Json) -> Result<Json, Mismatch> {
        match &self.types[self.longer.of_id(id)].meaning {
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
        let found = match found {
            Json::Text(text) if text.chars().count() <= 40 => format!("the text `{text}`"),
            Json::Number(digits) => format!("the number {digits}"),
            Json::Null | Json::Bool(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => {
                found.kind().to_owned()
            }
        };
        Mismatch { path: self.path.clone(), expected: expected.to_owned(), found }
    }
}

fn described(kind: Scalar) -> &'static str {
    match kind {
        Scalar::Text => "a text",
        Scalar::Int => "a whole number of 64 bits",
        Scalar::Decimal => "a decimal as text, of 28 digits at most",
        Scalar::Bool => "true or false",
        Scalar::Uuid => "a UUID",
        Scalar::Date => "a day such as 2026-02-28",
        Scalar::Timestamp => "an instant such as 2026-02-28T12:00:00Z",
        Scalar::Duration => "a duration such as PT15M",
        Scalar::Bytes => "base64 text",
    }
}
