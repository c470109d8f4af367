//! A slip in a pattern must not pass for a setting.

use super::by_the_engine;
use crate::{
    diagnostic::Diagnostic,
    lint::{Levels, Rule, on::On},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "pattern-fits-nothing",
    code: "ES0017",
    summary: "A pattern in the settings that fits no element.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("pattern_fits_nothing.md"),
    check: by_the_engine,
};

/// The finding about a pattern that fits no element, with the name that was probably meant.
pub(in crate::lint) fn fits_nothing(
    (pattern, span): (&str, Span),
    near: Option<&str>,
    on: &On<'_>,
) -> Option<Diagnostic> {
    let help = near.map_or_else(
        || "write the path of an element, or take the entry away".to_owned(),
        |near| format!("did you mean `{near}`?"),
    );
    let finding = RULE.at(span, format!("nothing has a path like `{pattern}`")).help(help);
    on.weighed(&RULE, finding)
}
