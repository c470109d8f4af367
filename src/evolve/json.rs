//! JSON in which numbers stay as they are written and keys stay in their order. A usual JSON value
//! turns 12345678901234567890123 into a float; a stored fact must not change by being looked at.

use std::fmt::{self, Write as _};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// Text.
    Text(String),
    /// Values in order.
    List(Vec<Json>),
    /// Values by name, in the order written.
    Object(Vec<(String, Json)>),
}

/// Why a text is not JSON that can be a payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJson(String);

impl fmt::Display for NotJson {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for NotJson {}

impl From<serde_json::Error> for NotJson {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}

/// How deep lists and objects may be nested, as in `serde_json`.
const DEEPEST: usize = 128;

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    /// Says where it is no JSON, which key stands twice, or that it is nested too deeply.
    pub fn parse(text: &str) -> Result<Self, NotJson> {
        let raw: &RawValue = serde_json::from_str(text)?;
        value(raw, 0)
    }

    /// The value of a key of an object.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => {
                entries.iter().find(|(known, _)| known == key).map(|(_, value)| value)
            }
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => None,
        }
    }

    /// The text over several lines, two blanks a level, with a line feed at the end.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.lines(&mut out, 0);
        out.push('\n');
        out
    }

    /// What kind of value it is, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }

    fn lines(&self, out: &mut String, depth: usize) {
        let line = |out: &mut String, depth: usize| {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str("  "));
        };
        match self {
            Self::List(items) if !items.is_empty() => {
                out.push('[');
                for (place, item) in items.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    line(out, depth + 1);
                    item.lines(out, depth + 1);
                }
                line(out, depth);
                out.push(']');
            }
            Self::Object(entries) if !entries.is_empty() => {
                out.push('{');
                for (place, (key, item)) in entries.iter().enumerate() {
                    if place > 0 {
                        out.push(',');
                    }
                    line(out, depth + 1);
                    out.push_str(&quoted(key));
                    out.push_str(": ");
                    item.lines(out, depth + 1);
                }
                line(out, depth);
                out.push('}');
            }
            Self::Null
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::List(_)
            | Self::Object(_) => {
                // Writing to a string cannot fail.
                let _ = write!(out, "{self}");
            }
        }
    }
}

/// The text on one line, without blanks.
impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(value) => write!(out, "{value}"),
            Self::Number(digits) => out.write_str(digits),
            Self::Text(text) => out.write_str(&quoted(text)),
            Self::List(items) => {
                out.write_char('[')?;
                for (place, item) in items.iter().enumerate() {
                    let comma = if place > 0 { "," } else { "" };
                    write!(out, "{comma}{item}")?;
                }
                out.write_char(']')
            }
            Self::Object(entries) => {
                out.write_char('{')?;
                for (place, (key, item)) in entries.iter().enumerate() {
                    let comma = if place > 0 { "," } else { "" };
                    write!(out, "{comma}{}:{item}", quoted(key))?;
                }
                out.write_char('}')
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn value(raw: &RawValue, depth: usize) -> Result<Json, NotJson> {
    let text = raw.get();
    if depth > DEEPEST {
        return Err(NotJson(format!("nested more than {DEEPEST} levels deep")));
    }
    Ok(match text.as_bytes().first() {
        Some(b'{') => {
            let Entries(entries) = serde_json::from_str(text)?;
            let mut object: Vec<(String, Json)> = Vec::new();
            for (key, raw) in entries {
                if object.iter().any(|(known, _)| *known == key) {
                    return Err(NotJson(format!("the key `{key}` stands twice")));
                }
                object.push((key, value(raw, depth + 1)?));
            }
            Json::Object(object)
        }
        Some(b'[') => {
            let Items(items) = serde_json::from_str(text)?;
            Json::List(
                items.into_iter().map(|raw| value(raw, depth + 1)).collect::<Result<_, _>>()?,
            )
        }
        Some(b'"') => Json::Text(serde_json::from_str(text)?),
        _ => match text {
            "null" => Json::Null,
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            digits => Json::Number(digits.to_owned()),
        },
    })
}

struct Entries<'t>(Vec<(String, &'t RawValue)>);
struct Items<'t>(Vec<&'t RawValue>);

impl<'de: 't, 't> Deserialize<'de> for Entries<'t> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Entries<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        input.deserialize_map(Object)
    }
}

impl<'de: 't, 't> Deserialize<'de> for Items<'t> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Array;
        impl<'de> Visitor<'de> for Array {
            type Value = Items<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a list")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(Items(items))
            }
        }
        input.deserialize_seq(Array)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_order_survive() {
        let text = r#"{"z":12345678901234567890123,"a":[1.10,-0,1e400,"ä\u0000😀"],"n":null}"#;
        let json = Json::parse(text).unwrap();
        assert_eq!(json.to_string(), text);
        assert_eq!(Json::parse(&json.pretty()).unwrap(), json);
    }

    #[test]
    fn what_a_payload_must_not_be_is_refused() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        for text in ["", "{", r#"{"a":1,"a":2}"#, "01", &deep, "{} x"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
    }
}
