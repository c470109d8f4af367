//! A slip in the name of a rule must not pass for a setting.

use super::by_the_engine;
use crate::{
    diagnostic::Diagnostic,
    lint::{Levels, NoRule, Rule},
    source::{Span, Spanned},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "unknown-rule",
    code: "ES0011",
    summary: "A word in settings or allowances that names no rule.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("unknown_rule.md"),
    check: by_the_engine,
};

/// The finding about a word that names no rule, with what it probably means.
pub(in crate::lint) fn unknown_rule(word: Spanned<&str>, no_rule: NoRule) -> Diagnostic {
    let message = format!("there is no rule `{}`", word.value);
    Diagnostic::warning(RULE.name, word.span, message).help(no_rule.help())
}

/// The finding about a comment that is meant as an allowance, and names no rule.
pub(in crate::lint) fn no_allowance(comment: Span) -> Diagnostic {
    Diagnostic::warning(RULE.name, comment, "this comment allows nothing")
        .help("write `# esgen: allow(rule) why`, or `# esgen: allow-file(rule) why`")
}
