//! Reads JSON without a loss, and knows where in the text each value stands.

use std::{fmt, ops::Range};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{Json, Step};

/// Why a text is not JSON that can be a payload, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotJson {
    /// What is wrong.
    pub message: String,
    /// The byte at which it shows.
    pub at: usize,
}

impl fmt::Display for NotJson {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for NotJson {}

/// How deep lists and objects may be nested, as in `serde_json`.
const DEEPEST: usize = 128;

/// Reads a text.
pub(super) fn parse(text: &str) -> Result<Json, NotJson> {
    let raw: &RawValue = serde_json::from_str(text).map_err(|error| told(&error, text, 0))?;
    Reader { text }.value(raw, 0)
}

/// The bytes of the value at the end of a way, or of the last value on it that there is.
pub fn place_of(text: &str, way: &[Step]) -> Option<Range<usize>> {
    let reader = Reader { text };
    let mut raw: &RawValue = serde_json::from_str(text).ok()?;
    for step in way {
        let inside = match step {
            Step::Key(key) => serde_json::from_str(raw.get()).ok().and_then(|Entries(entries)| {
                entries.into_iter().find(|(known, _)| known == key).map(|(_, raw)| raw)
            }),
            Step::Item(place) => serde_json::from_str(raw.get())
                .ok()
                .and_then(|Items(items)| items.get(*place).copied()),
        };
        let Some(inside) = inside else { break };
        raw = inside;
    }
    let start = reader.offset(raw);
    Some(start..start + raw.get().len())
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn value(&self, raw: &RawValue, depth: usize) -> Result<Json, NotJson> {
        let (text, start) = (raw.get(), self.offset(raw));
        let failed = |error: serde_json::Error| told(&error, text, start);
        if depth > DEEPEST {
            let message = format!("nested more than {DEEPEST} levels deep");
            return Err(NotJson { message, at: start });
        }
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Entries(entries) = serde_json::from_str(text).map_err(failed)?;
                let mut object: Vec<(String, Json)> = Vec::new();
                for (key, raw) in entries {
                    if object.iter().any(|(known, _)| *known == key) {
                        let message = format!("the key `{key}` stands twice");
                        return Err(NotJson { message, at: self.offset(raw) });
                    }
                    object.push((key, self.value(raw, depth + 1)?));
                }
                Json::Object(object)
            }
            Some(b'[') => {
                let Items(items) = serde_json::from_str(text).map_err(failed)?;
                let items = items.into_iter().map(|raw| self.value(raw, depth + 1));
                Json::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Json::Text(serde_json::from_str(text).map_err(failed)?),
            _ => match text {
                "null" => Json::Null,
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                digits => Json::Number(digits.to_owned()),
            },
        })
    }

    /// Where a value starts: a raw value is a part of the text that it was read from.
    fn offset(&self, raw: &RawValue) -> usize {
        raw.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr())
    }
}

/// The words of the parser, with the byte of the whole text; `start` is where the part that it read begins.
fn told(error: &serde_json::Error, part: &str, start: usize) -> NotJson {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or_default();
    let message = words.replace("EOF while parsing", "the text ends inside");
    let at = if error.is_eof() {
        part.trim_end().len()
    } else {
        let lines = part.split_inclusive('\n').take(error.line().saturating_sub(1));
        let before: usize = lines.map(str::len).sum();
        before + error.column().saturating_sub(1)
    };
    NotJson { message, at: start + at.min(part.len()) }
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
    fn what_is_wrong_has_its_place() {
        let deep = format!("{}1{}", "[".repeat(200), "]".repeat(200));
        let cases = [
            ("", 0, "the text ends inside a value"),
            ("{\"a\": 1,\n \"b\" 2}", 14, "expected `:`"),
            ("{\"a\": [1, ", 9, "the text ends inside a value"),
            ("{\"ä\": {\"b\": 1, \"b\": 2}}", 21, "the key `b` stands twice"),
            ("[\"\\ud800\"]", 8, "unexpected end of hex escape"),
            (deep.as_str(), 129, "nested more than 128 levels deep"),
            ("{} x", 3, "trailing characters"),
        ];
        for (text, at, message) in cases {
            let found = parse(text).unwrap_err();
            assert_eq!((found.at, found.message.as_str()), (at, message), "{text}");
        }
    }

    #[test]
    fn a_value_is_found_by_its_way() {
        let text = "{ \"ä\": [1, {\"b\": 12.50}], \"c\": null }";
        let key = |name: &str| Step::Key(name.to_owned());
        let cases: [(&[Step], &str); 4] = [
            (&[key("ä"), Step::Item(1), key("b")], "12.50"),
            (&[key("ä"), Step::Item(7)], "[1, {\"b\": 12.50}]"),
            (&[key("c"), key("d")], "null"),
            (&[], text),
        ];
        for (way, expected) in cases {
            assert_eq!(place_of(text, way).and_then(|place| text.get(place)), Some(expected));
        }
    }
}
