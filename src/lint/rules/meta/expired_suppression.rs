//! An allowance with an end is a debt with a date.

use super::by_the_engine;
use crate::{
    diagnostic::{Diagnostic, rule},
    lint::{Levels, Rule, on::On},
    source::Spanned,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "expired-suppression",
    code: "ES0013",
    summary: "An allowance whose time is over.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("expired_suppression.md"),
    check: by_the_engine,
};

/// The finding about an allowance whose last day is behind us.
pub(in crate::lint) fn expired(until: &Spanned<String>, on: &On<'_>) -> Option<Diagnostic> {
    let finding = RULE
        .at(until.span, format!("this was allowed until {}", until.value))
        .label("does not hold any more")
        .help("resolve the finding, or decide again and write a later day");
    on.weighed(&RULE, finding)
}

/// The finding about an end that is no day.
pub(in crate::lint) fn no_day(until: &Spanned<String>) -> Diagnostic {
    let message = format!("`{}` is no day", until.value);
    Diagnostic::error(rule::WRONG_KIND, until.span, message)
        .help("write a day as `\"2027-01-31\"`")
}
