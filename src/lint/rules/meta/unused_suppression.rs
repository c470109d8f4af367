//! An allowance that outlived its finding hides the next one.

use super::by_the_engine;
use crate::{
    diagnostic::{Applicability, Diagnostic},
    lint::{Levels, Rule, on::On, settings::Selector},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    code: "ES0010",
    summary: "An allowance that nothing needs.",
    levels: Levels::of("W/W/W"),
    fix: Some(Applicability::Safe),
    options: &[],
    page: include_str!("unused_suppression.md"),
    check: by_the_engine,
};

/// The finding about an allowance that nothing needs: its rule, the word that names it, and what goes away with it.
pub(in crate::lint) fn unused(
    rule: Selector,
    (word, gone): (Span, Option<Span>),
    on: &On<'_>,
) -> Option<Diagnostic> {
    let what = match rule {
        Selector::Rule(name) => format!("`{name}`"),
        Selector::Category(category) => format!("a rule of `{}`", category.as_str()),
        Selector::All => "a rule".to_owned(),
    };
    let finding = RULE
        .at(word, format!("nothing here breaks {what}"))
        .label("allows nothing")
        .help("take it away, so that the next finding is seen");
    let finding = match gone {
        Some(gone) => finding.fix(Applicability::Safe, "remove the allowance", gone, ""),
        None => finding,
    };
    on.weighed(&RULE, finding)
}
