//! Errors of the language, and of the history of events, are no matter of taste.

use super::by_the_engine;
use crate::{
    diagnostic::Diagnostic,
    lint::{Finding, Levels, Rule, Suppression, on::On},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "cannot-be-allowed",
    code: "ES0016",
    summary: "An allowance of something that nobody can agree to.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("cannot_be_allowed.md"),
    check: by_the_engine,
};

/// The finding about an allowance that cannot hold.
pub(in crate::lint) fn cannot_be_allowed(
    finding: &Finding,
    agreed: &Suppression,
    on: &On<'_>,
) -> Option<Diagnostic> {
    stays(finding, agreed.span?, "allowed", on)
}

/// The finding about a setting that cannot be followed.
pub(in crate::lint) fn cannot_be_set(
    finding: &Finding,
    setting: Span,
    on: &On<'_>,
) -> Option<Diagnostic> {
    stays(finding, setting, "turned off", on)
}

fn stays(finding: &Finding, span: Span, what: &str, on: &On<'_>) -> Option<Diagnostic> {
    let rule = finding.diagnostic.rule;
    let finding = RULE
        .at(span, format!("`{rule}` cannot be {what}"))
        .label("the error stays")
        .related(finding.diagnostic.primary.span, "found here")
        .help("without it there is no model: mend what it points at");
    on.weighed(&RULE, finding)
}
