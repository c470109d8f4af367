//! Guesses which new word an old one became.

use crate::{
    evolve::{form::Form, rules::likeness},
    types::Scalar,
};

/// Words are one word in another spelling when they are at least this similar.
const ALIKE: f64 = 0.8;

const YES: [&str; 6] = ["yes", "true", "on", "enabled", "active", "accepted"];
const NO: [&str; 6] = ["no", "false", "off", "disabled", "inactive", "refused"];

/// The words of a map as far as they can be guessed.
pub(super) struct Words {
    /// Old word, new word; words that stay are not among them.
    pub(super) values: Vec<(String, String)>,
    /// What is left to decide.
    pub(super) open: Option<String>,
}

/// How old values become new words; nothing when they are no words, text or truth values.
pub(super) fn guess(was: &Form, new: &[String], is_open: bool) -> Option<Words> {
    match was {
        Form::Words { open, words } => Some(of_words(words, *open && !is_open, new)),
        Form::Scalar(Scalar::Text) => Some(Words {
            values: new.iter().map(|word| (word.clone(), word.clone())).collect(),
            open: Some("`otherwise`, the word for every other text".to_owned()),
        }),
        Form::Scalar(Scalar::Bool) => Some(of_bool(new)),
        Form::Scalar(_)
        | Form::Optional(_)
        | Form::List(_)
        | Form::Set(_)
        | Form::Map(_)
        | Form::Record(_)
        | Form::Again(_) => None,
    }
}

fn of_words(old: &[String], needs_otherwise: bool, new: &[String]) -> Words {
    let mut values = Vec::new();
    let mut left = Vec::new();
    for word in old.iter().filter(|word| !new.contains(word)) {
        match nearest(word, old, new) {
            Some(meant) => values.push((word.clone(), meant)),
            None => left.push(format!("`{word}`")),
        }
    }
    let verb = if left.len() == 1 { "becomes" } else { "become" };
    let open = match (left.is_empty(), needs_otherwise) {
        (true, false) => None,
        (_, true) => Some("`otherwise`, the word for every other one".to_owned()),
        (false, false) => Some(format!("what {} {verb}", left.join(", "))),
    };
    Words { values, open }
}

/// The most similar word, one that is new before one that was there.
fn nearest(word: &str, old: &[String], new: &[String]) -> Option<String> {
    let alike = |candidate: &&String| likeness(word, candidate) >= ALIKE;
    let by_likeness =
        |one: &&String, other: &&String| likeness(word, one).total_cmp(&likeness(word, other));
    let fresh = new.iter().filter(|candidate| !old.contains(candidate));
    let known = new.iter().filter(|candidate| old.contains(candidate));
    let best = fresh.filter(alike).max_by(by_likeness);
    best.or_else(|| known.filter(alike).max_by(by_likeness)).cloned()
}

fn of_bool(new: &[String]) -> Words {
    let meant = |known: &[&str]| {
        let is_meant = |word: &&String| known.iter().any(|it| word.eq_ignore_ascii_case(it));
        new.iter().find(is_meant).cloned()
    };
    let (yes, no) = (meant(&YES), meant(&NO));
    let open = match (&yes, &no) {
        (Some(_), Some(_)) => None,
        (None, None) => Some("what `true` and `false` become".to_owned()),
        (None, Some(_)) => Some("what `true` becomes".to_owned()),
        (Some(_), None) => Some("what `false` becomes".to_owned()),
    };
    let values = [("true", yes), ("false", no)];
    let values =
        values.into_iter().filter_map(|(old, new)| new.map(|new| (old.to_owned(), new))).collect();
    Words { values, open }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guessed(was: &str, new: &str) -> (String, Option<String>) {
        let new: Vec<String> = new.split(' ').map(str::to_owned).collect();
        let words = guess(&was.parse().unwrap(), &new, false).unwrap();
        let pairs: Vec<String> =
            words.values.iter().map(|(old, new)| format!("{old} -> {new}")).collect();
        (pairs.join(", "), words.open)
    }

    #[test]
    fn a_word_becomes_the_one_that_it_is_alike_or_is_left_to_decide() {
        let none = String::new();
        assert_eq!(
            guessed("enum(web|fon)", "web phone"),
            (none.clone(), Some("what `fon` becomes".into()))
        );
        assert_eq!(
            guessed("enum(cancelled|open)", "canceled open"),
            ("cancelled -> canceled".into(), None)
        );
        assert_eq!(guessed("Bool", "no yes"), ("true -> yes, false -> no".into(), None));
        assert_eq!(
            guessed("Bool", "express normal"),
            (none, Some("what `true` and `false` become".into()))
        );
        let (pairs, open) = guessed("Text", "web phone");
        assert_eq!(pairs, "web -> web, phone -> phone");
        assert!(open.is_some_and(|what| what.starts_with("`otherwise`")));
    }
}
