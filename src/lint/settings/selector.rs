//! The words by which rules are chosen: a name, a code, a category, or all.

use super::super::{Category, Known, NoRule, catalogue::named, rules::meta};
use crate::{
    diagnostic::{Diagnostic, nearest},
    source::Spanned,
};

/// Some rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    /// Every rule.
    All,
    /// The rules of a category.
    Category(Category),
    /// One rule.
    Rule(&'static str),
}

impl Selector {
    /// The rules that a word means.
    ///
    /// # Errors
    /// Gives what the word means otherwise.
    pub fn of(word: &str) -> Result<Self, NoRule> {
        if word == "all" {
            return Ok(Self::All);
        }
        if let Some(category) = Category::of(word) {
            return Ok(Self::Category(category));
        }
        named(word).map(|known| Self::Rule(known.name)).map_err(|no_rule| match no_rule {
            NoRule::Unknown => nearest(word, Category::ALL.iter().map(|it| it.as_str()))
                .map_or(NoRule::Unknown, NoRule::Near),
            NoRule::Near(_) | NoRule::Called(_) | NoRule::Needless(_) => no_rule,
        })
    }

    /// Whether a rule is meant.
    pub fn means(self, known: &Known) -> bool {
        match self {
            Self::All => true,
            Self::Category(category) => known.category() == category,
            Self::Rule(name) => known.name == name,
        }
    }
}

/// The rules that a word of the settings means; a finding when there are none.
pub(in crate::lint) fn read(
    word: Spanned<&String>,
    out: &mut Vec<Diagnostic>,
) -> Option<Spanned<Selector>> {
    match Selector::of(word.value) {
        Ok(selector) => Some(Spanned::new(selector, word.span)),
        Err(no_rule) => {
            out.push(meta::unknown_rule(word.map(String::as_str), no_rule));
            None
        }
    }
}
