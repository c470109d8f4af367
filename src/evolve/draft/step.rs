//! Steps as a draft writes them, before it is known where and in which style.

use crate::{
    evolve::Json,
    types::{Literal, TypeTable},
};

use super::{
    super::interpret::json_of,
    write::{Node, Style},
};

/// A remark on a step that was guessed and is probably right.
pub(super) const CHECK: &str = "check";

/// A step that explains a part of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The step.
    pub step: Step,
    /// What a reviewer has to do about it: `check`, or `decide:` and what.
    pub remark: Option<String>,
}

/// A step as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// One that fits on a line: `rename: { mail: email }`.
    Line(String),
    /// Steps on every element of a collection.
    Each {
        /// The collection.
        list: String,
        /// What happens to an element.
        steps: Vec<Guess>,
    },
}

impl Guess {
    /// A step that follows from what is known.
    pub(super) fn sure(line: String) -> Self {
        Self { step: Step::Line(line), remark: None }
    }

    /// A step that is probably meant.
    pub(super) fn check(line: String) -> Self {
        Self { step: Step::Line(line), remark: Some(CHECK.to_owned()) }
    }

    /// A step that lacks what only people know.
    pub(super) fn decide(line: String, what: &str) -> Self {
        Self { step: Step::Line(line), remark: Some(format!("decide: {what}")) }
    }

    /// The remarks on the step and on those inside of it.
    pub fn remarks(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.remark.iter().map(String::as_str).collect();
        if let Step::Each { steps, .. } = &self.step {
            all.extend(steps.iter().flat_map(Self::remarks));
        }
        all
    }
}

/// Steps one below the other, as they would be written by hand.
pub(super) fn lines(steps: &[Guess]) -> Vec<String> {
    let style = Style { unit: 2, items: 2, newline: "\n" };
    Node::steps(steps).block(0, style)
}

/// A step about one field: `drop: { newsletter: Bool }`.
pub(super) fn about(verb: &str, field: &str, value: &str) -> String {
    format!("{verb}: {{ {}: {value} }}", word(field))
}

/// Several words in brackets.
pub(super) fn list<W: AsRef<str>>(words: impl IntoIterator<Item = W>) -> String {
    let words: Vec<String> = words.into_iter().map(|text| word(text.as_ref())).collect();
    format!("[{}]", words.join(", "))
}

/// Pairs in braces.
pub(super) fn pairs(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> =
        pairs.iter().map(|(left, right)| format!("{}: {}", word(left), word(right))).collect();
    format!("{{ {} }}", pairs.join(", "))
}

/// A value that a model writes down.
pub(super) fn value(types: &TypeTable, literal: &Literal) -> String {
    match json_of(types, literal) {
        Json::Text(text) => word(&text),
        other
        @ (Json::Null | Json::Bool(_) | Json::Number(_) | Json::List(_) | Json::Object(_)) => {
            other.to_string()
        }
    }
}

/// A text as YAML takes it for this text in every place, older readers included.
pub(super) fn word(text: &str) -> String {
    const OTHER: [&str; 12] =
        ["true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf", "none"];
    let starts = text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_');
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-.<>".contains(letter);
    let means_else = OTHER.iter().any(|other| text.eq_ignore_ascii_case(other));
    if starts && text.chars().all(is_plain) && !means_else {
        return text.to_owned();
    }
    Json::Text(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_yaml_could_take_for_something_else_stands_in_quotes() {
        assert_eq!(
            list(["web", "no", "1", "a b", "東京", ""]),
            r#"[web, "no", "1", "a b", "東京", ""]"#
        );
        assert_eq!(about("drop", "note", &word("Text?")), r#"drop: { note: "Text?" }"#);
        assert_eq!(word("list<Orders.Size>"), "list<Orders.Size>");
    }
}
