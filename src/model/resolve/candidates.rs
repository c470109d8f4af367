//! What could stand where something is missing.

use std::collections::BTreeSet;

use super::known::Known;
use crate::{
    diagnostic::did_you_mean,
    expr::{Fields, Scope},
    types::Type,
};

/// More names than these nobody reads in a message.
const MOST_NAMES: usize = 8;

impl Known<'_> {
    /// The nearest of some names as a help text, while there is patience to look for it.
    pub(super) fn nearest_of(self, word: &str, names: &[&str]) -> Option<String> {
        if self.names.has_patience_for(names.len()) {
            did_you_mean(word, names.iter().copied())
        } else {
            None
        }
    }
}

/// Names in a message: all of them, or the first few.
pub(super) fn listed(names: &[&str]) -> String {
    let first: Vec<String> =
        names.iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(MOST_NAMES) {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Everything in sight that has exactly that type, as it is written there.
pub(super) fn of_type(scope: &Scope<'_>, wanted: &Type) -> Vec<String> {
    let mut found = Vec::new();
    for (root, fields) in &scope.roots {
        let word = root.word().unwrap_or_default();
        match fields {
            Fields::Declared(fields) => {
                let fitting = fields.iter().filter(|field| field.ty == *wanted);
                let names = fitting.map(|field| field.name.value.as_str());
                if scope.bare == Some(*root) {
                    found.extend(names.map(str::to_owned));
                } else {
                    found.extend(names.map(|name| format!("{word}.{name}")));
                }
            }
            Fields::Given(given) => {
                let fitting = given.iter().filter(|(_, ty)| ty == wanted);
                found.extend(fitting.map(|(name, _)| format!("{word}.{name}")));
            }
            Fields::Single(name, ty) => found.extend((ty == wanted).then(|| name.clone())),
        }
    }
    // A field and the key of a saga may have one name, which is then said once.
    let mut said = BTreeSet::new();
    found.retain(|name| said.insert(name.clone()));
    found
}
