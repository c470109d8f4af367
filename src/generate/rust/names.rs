//! Rust names of the model's names: the usual spelling for each kind of thing, keywords evaded, and
//! a way to tell which names fall together.

use std::{borrow::Cow, collections::BTreeMap};

use heck::ToShoutySnakeCase;

use crate::case;

/// Words that Rust keeps for itself in edition 2024 and that `r#` makes usable as names.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that not even `r#` makes usable.
const NEVER: [&str; 5] = ["self", "Self", "super", "crate", "_"];

/// The name of a field, variable or function: `initial_balance`, `r#type`, `self_`.
pub fn snake(name: &str) -> String {
    guarded(case::snake(name))
}

/// The name of a type or variant: `AccountOpened`, `Self_`.
pub fn pascal(name: &str) -> String {
    guarded(case::upper_camel(name))
}

/// The name of a constant: `SNAPSHOT_EVERY`.
pub fn shouty(name: &str) -> String {
    guarded(name.to_shouty_snake_case().into())
}

/// What serde writes for the Rust name of a field. Where it is not the model's own name, the field is renamed.
pub fn serde_name(rust: &str) -> &str {
    rust.strip_prefix("r#").unwrap_or(rust)
}

/// The name of the file of a module, without its extension: `type`.
pub fn file(name: &str) -> String {
    let name = snake(name);
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

/// The name of a crate, folder or route: `money-transfers`.
pub fn kebab(name: &str) -> String {
    case::kebab(name)
}

/// The name of a crate as code writes it: `money_transfers`.
pub fn crate_name(name: &str) -> String {
    case::snake(name).into_owned()
}

/// Whether Rust keeps a word for itself.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word) || NEVER.contains(&word)
}

/// Names that become one: for each Rust name that more than one name gives, the names in order.
pub fn collisions<'n>(
    names: impl IntoIterator<Item = &'n str>,
    spell: fn(&str) -> String,
) -> Vec<(String, Vec<&'n str>)> {
    let mut by_spelling: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names {
        let known = by_spelling.entry(spell(name)).or_default();
        if !known.contains(&name) {
            known.push(name);
        }
    }
    by_spelling.into_iter().filter(|(_, names)| names.len() > 1).collect()
}

/// Whether a name gives a Rust name at all.
pub fn is_usable(name: &str) -> bool {
    let snake = case::snake(name);
    snake.is_ascii() && snake.starts_with(|first: char| first.is_ascii_lowercase())
}

fn guarded(name: Cow<'_, str>) -> String {
    if NEVER.contains(&name.as_ref()) {
        format!("{name}_")
    } else if KEYWORDS.contains(&name.as_ref()) {
        format!("r#{name}")
    } else {
        name.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_and_guarded() {
        let cases = [
            (snake("InitialBalance"), "initial_balance"),
            (snake("type"), "r#type"),
            (snake("self"), "self_"),
            (snake("gen"), "r#gen"),
            (pascal("in_review"), "InReview"),
            (pascal("self"), "Self_"),
            (pascal("EUR"), "Eur"),
            (file("type"), "type"),
            (kebab("MoneyTransfers"), "money-transfers"),
            (crate_name("money-transfers"), "money_transfers"),
        ];
        for (found, expected) in cases {
            assert_eq!(found, expected);
        }
    }

    #[test]
    fn names_that_fall_together_are_told() {
        let found = collisions(["in_review", "InReview", "open", "open"], pascal);
        assert_eq!(found, [("InReview".to_owned(), vec!["in_review", "InReview"])]);
        assert!(is_usable("open") && !is_usable("账户") && !is_usable("2nd"));
    }
}
