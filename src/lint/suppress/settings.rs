//! Settings that say something in vain: patterns that fit no element, and rules whose errors nobody can turn off.

use super::super::{Finding, Selector, on::On, rules::meta};
use crate::{
    diagnostic::{Diagnostic, nearest},
    source::Span,
    syntax::ast::SeverityWord,
};

/// What the settings say in vain.
pub(super) fn in_vain(findings: &[Finding], on: &On<'_>) -> Vec<Diagnostic> {
    let hard: Vec<&Finding> = findings.iter().filter(|finding| finding.is_hard()).collect();
    let mut out: Vec<Diagnostic> = selectors(on)
        .into_iter()
        .filter_map(|(selector, span)| meta::cannot_be_set(meant(&hard, selector)?, span, on))
        .collect();
    // Where something cannot be read, elements are missing that a pattern may fit.
    if hard.is_empty() {
        out.extend(patterns(on));
    }
    out
}

/// The rules that the model wants to hear less of, everywhere.
fn selectors(on: &On<'_>) -> Vec<(Selector, Span)> {
    let Some(lint) = &on.model.lint else { return Vec::new() };
    let ignored = lint.ignore.items().iter().map(|it| it.as_ref().map(String::as_str));
    let severities = lint.severity.entries().iter();
    let lowered = severities
        .filter(|it| it.value.is_some_and(|severity| severity != SeverityWord::Error))
        .map(|it| it.name.as_ref().map(String::as_str));
    let words = ignored.chain(lowered);
    words.filter_map(|word| Some((Selector::of(word.value).ok()?, word.span))).collect()
}

fn meant<'f>(hard: &[&'f Finding], selector: Selector) -> Option<&'f Finding> {
    let is_meant = |finding: &&&Finding| {
        super::known(finding.diagnostic.rule).is_some_and(|known| selector.means(&known))
    };
    hard.iter().find(is_meant).copied()
}

fn patterns(on: &On<'_>) -> Vec<Diagnostic> {
    let entries = on.settings.per_path();
    if entries.is_empty() {
        return Vec::new();
    }
    let of = |outline: &crate::syntax::Outline| -> Vec<String> {
        (0..outline.elements().len()).map(|place| outline.path(place)).collect()
    };
    let paths: Vec<String> = on.outlines.iter().flat_map(of).collect();
    let fits_none = entries.iter().filter(|it| !paths.iter().any(|path| it.pattern.matches(path)));
    let near = |pattern: &str| -> Option<String> {
        let (first, rest) = pattern.split_once('/').unwrap_or((pattern, ""));
        let outermost = paths.iter().filter(|path| !path.contains('/'));
        let near = nearest(first, outermost.map(String::as_str))?;
        Some(if rest.is_empty() { near.to_owned() } else { format!("{near}/{rest}") })
    };
    fits_none
        .filter_map(|it| {
            let pattern = it.pattern.as_str();
            meta::fits_nothing((pattern, it.span), near(pattern).as_deref(), on)
        })
        .collect()
}
