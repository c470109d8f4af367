//! Keeps open questions honest.

use super::by_the_engine;
use crate::{
    diagnostic::Diagnostic,
    lint::{Levels, Rule, on::On},
    model::Hotspot,
    source::Spanned,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "hotspot-covers-nothing",
    code: "ES0015",
    summary: "An open question that names a rule which finds nothing there.",
    levels: Levels::of("I/I/I"),
    fix: None,
    options: &[],
    page: include_str!("hotspot_covers_nothing.md"),
    check: by_the_engine,
};

/// The finding about a rule that a question names for nothing.
pub(in crate::lint) fn covers_nothing(
    rule: &Spanned<String>,
    hotspot: &Hotspot,
    on: &On<'_>,
) -> Option<Diagnostic> {
    let message = format!("`{}` finds nothing that this question is about", rule.value);
    let finding = RULE
        .at(rule.span, message)
        .related(hotspot.text.span, "the question")
        .help("take the rule away, or the question, if it is answered");
    on.weighed(&RULE, finding)
}
