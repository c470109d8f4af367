//! How a finding is told in formats that have no pictures.

use crate::{
    diagnostic::Applicability,
    lint::{Finding, known},
    source::{SourceMap, Span},
};

/// The opaque alias of the rule.
pub(super) fn code(finding: &Finding) -> Option<&'static str> {
    known(finding.diagnostic.rule).map(|rule| rule.code)
}

/// A place as `path:line:column`.
pub(super) fn place(span: Span, sources: &SourceMap) -> String {
    let at = sources.start_of(span);
    format!("{}:{}:{}", sources.path(span.file), at.line, at.column)
}

/// Everything that is said beside the message, a line each.
pub(super) fn details(finding: &Finding, sources: &SourceMap) -> Vec<String> {
    let finding = &finding.diagnostic;
    let label = Some(&finding.primary.text).filter(|label| !label.is_empty()).cloned();
    let related = finding.related.iter().map(|other| {
        let place = place(other.span, sources);
        if other.text.is_empty() { place } else { format!("{}: {place}", other.text) }
    });
    let help = finding.help.iter().map(|help| format!("help: {help}"));
    let notes = finding.notes.iter().map(|note| format!("note: {note}"));
    let fix =
        finding.fix.iter().map(|fix| format!("{}: {}", fix_word(fix.applicability), fix.title));
    label.into_iter().chain(related).chain(help).chain(notes).chain(fix).collect()
}

/// What a fix is called.
pub(super) fn fix_word(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::Safe => "fix",
        Applicability::Unsafe => "fix (unsafe)",
        Applicability::Display => "fix (by hand)",
    }
}

/// Whether `--fix` removes it.
pub(super) fn is_fixable(finding: &Finding) -> bool {
    let fix = finding.diagnostic.fix.as_ref();
    fix.is_some_and(|fix| fix.applicability == Applicability::Safe)
}

/// What stands before the message of a finding that `--fix` removes.
pub(super) fn mark(finding: &Finding) -> &'static str {
    if is_fixable(finding) { "[*] " } else { "" }
}

/// A text on one line, whatever stands in the names of a model.
pub(super) fn on_one_line(text: &str) -> String {
    text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect()
}
