//! Forms as text, one way to write each: `total: {amount: Decimal, currency: enum(EUR|USD)}`.

use std::fmt::{self, Display, Formatter, Write as _};

use super::{Form, Member, Record};
use crate::{evolve::Json, types::Personal};

impl Display for Form {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(scalar) => out.write_str(scalar.name()),
            Self::Optional(inner) => write!(out, "{inner}?"),
            Self::List(inner) => write!(out, "list<{inner}>"),
            Self::Set(inner) => write!(out, "set<{inner}>"),
            Self::Map(inner) => write!(out, "map<{inner}>"),
            Self::Words { open, words } => {
                out.write_str(if *open { "open(" } else { "enum(" })?;
                for (place, word) in words.iter().enumerate() {
                    out.write_str(if place == 0 { "" } else { "|" })?;
                    out.write_str(&plain_or_quoted(word))?;
                }
                out.write_char(')')
            }
            Self::Record(record) => write!(out, "{{{record}}}"),
            Self::Again(levels) => write!(out, "^{levels}"),
        }
    }
}

impl Display for Record {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for (place, line) in self.lines().enumerate() {
            out.write_str(if place == 0 { "" } else { ", " })?;
            out.write_str(&line)?;
        }
        Ok(())
    }
}

impl Record {
    /// One line for each field, in order of name.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        self.iter().map(|(name, member)| format!("{name}: {member}"))
    }
}

impl Display for Member {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.form)?;
        let unit = self.unit.as_ref().map(|unit| format!("unit {}", plain_or_quoted(unit)));
        let personal = self.personal.map(|kind| format!("personal {}", word_of(kind)));
        let marks: Vec<String> = unit.into_iter().chain(personal).collect();
        if marks.is_empty() { Ok(()) } else { write!(out, " ({})", marks.join(", ")) }
    }
}

/// The words of protection, as a model writes them.
pub(super) const PERSONAL: [(Personal, &str); 4] = [
    (Personal::Shred, "shred"),
    (Personal::External, "external"),
    (Personal::Pseudonym, "pseudonym"),
    (Personal::None, "none"),
];

/// The word for a kind of protection.
pub(in crate::evolve) fn word_of(personal: Personal) -> &'static str {
    PERSONAL.iter().find(|(kind, _)| *kind == personal).map_or("none", |(_, word)| word)
}

/// Whether a letter may stand in a word without quotes.
pub(super) fn is_plain(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-' | '.' | '/' | '%')
}

fn plain_or_quoted(text: &str) -> String {
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        Json::Text(text.to_owned()).to_string()
    }
}
