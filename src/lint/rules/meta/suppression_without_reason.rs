//! Who comes later has to know why a rule does not apply.

use super::by_the_engine;
use crate::{
    diagnostic::Diagnostic,
    lint::{Levels, Rule, on::On, settings::Selector},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "suppression-without-reason",
    code: "ES0012",
    summary: "An allowance that does not say why.",
    levels: Levels::of("s/s/W"),
    fix: None,
    options: &[],
    page: include_str!("suppression_without_reason.md"),
    check: by_the_engine,
};

/// The finding about an allowance without a reason.
pub(in crate::lint) fn without_reason(rule: &Selector, word: Span, on: &On<'_>) -> Option<Diagnostic> {
    let what = match rule {
        Selector::Rule(name) => name,
        Selector::Category(category) => category.as_str(),
        Selector::All => "all",
    };
    let finding = RULE
        .at(word, format!("nothing says why `{what}` does not apply here"))
        .help("write `{ rule: …, reason: … }`, or the reason behind the comment");
    on.weighed(&RULE, finding)
}
