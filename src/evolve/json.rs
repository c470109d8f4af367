//! JSON in which numbers stay as they are written and keys stay in their order. A usual JSON value
//! turns 12345678901234567890123 into a float; a stored fact must not change by being looked at.

mod parse;

use std::fmt::{self, Write as _};

pub use parse::{NotJson, place_of};

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

/// A step of the way from a value to one inside of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Item(usize),
}

/// A way as messages show it: `lines[2].amount`.
pub(super) fn way(steps: &[Step]) -> String {
    let plain = |key: &str| key.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    let text: String = steps
        .iter()
        .map(|step| match step {
            Step::Key(key) if plain(key) && !key.is_empty() => format!(".{key}"),
            Step::Key(key) => format!("[{}]", quoted(key)),
            Step::Item(place) => format!("[{place}]"),
        })
        .collect();
    text.strip_prefix('.').map_or_else(|| text.clone(), str::to_owned)
}

impl Json {
    /// Reads a text.
    ///
    /// # Errors
    /// Says where it is no JSON, which key stands twice, or that it is nested too deeply.
    pub fn parse(text: &str) -> Result<Self, NotJson> {
        parse::parse(text)
    }

    /// An object; what is null is left out.
    pub fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        let entries = entries.into_iter().filter(|(_, value)| *value != Self::Null);
        Self::Object(entries.map(|(key, value)| (key.to_owned(), value)).collect())
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

impl From<u32> for Json {
    fn from(number: u32) -> Self {
        Self::Number(number.to_string())
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl FromIterator<Self> for Json {
    fn from_iter<I: IntoIterator<Item = Self>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
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

    #[test]
    fn a_way_is_shown_as_people_write_it() {
        let steps = [Step::Key("lines".to_owned()), Step::Item(2), Step::Key("a b".to_owned())];
        assert_eq!(way(&steps), r#"lines[2]["a b"]"#);
    }
}
