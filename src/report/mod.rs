//! What was found as text: findings, and the history of events. Nothing here decides what is wrong, and nothing is
//! printed: the caller gets a string and knows whether it goes to a terminal.

mod annotation;
mod audit;
pub mod diff;
mod explain;
mod indexed;
mod json;
pub mod lint;
mod markup;
mod passage;
mod pretty;
mod progress;
mod rules;
mod sarif;
mod settings;
mod upcast;

pub use audit::{audit_json, audit_text};
pub use explain::Explained;
pub use json::json_lines;
pub use passage::Told;
pub use pretty::{Look, pretty};
pub use progress::progress_text;
pub use rules::{rule_json_page, rule_page, rules_json, rules_markdown, rules_text};
pub use settings::settings_text;
pub use upcast::Upcast;

use crate::diagnostic::{Diagnostic, Severity};

/// One line that counts the findings by severity, such as `2 errors and 1 warning`.
pub fn summary(findings: &[Diagnostic]) -> String {
    counted(&findings.iter().map(|finding| finding.severity).collect::<Vec<_>>())
}

/// One line that counts by severity.
fn counted(severities: &[Severity]) -> String {
    let counted = |severity, noun: &str| {
        let count = severities.iter().filter(|it| **it == severity).count();
        (count > 0).then(|| of(count, noun))
    };
    let parts: Vec<String> = [
        counted(Severity::Error, "error"),
        counted(Severity::Warning, "warning"),
        counted(Severity::Info, "note"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match parts.as_slice() {
        [] => "no findings".to_owned(),
        [only] => only.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// A number with its noun: `1 error`, `2 errors`.
fn of(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn the_summary_counts_by_severity() {
        let at = Span::default();
        let error = Diagnostic::error("r", at, "m");
        let warning = Diagnostic::warning("r", at, "m");
        assert_eq!(summary(&[]), "no findings");
        assert_eq!(summary(std::slice::from_ref(&error)), "1 error");
        let info = Diagnostic::info("r", at, "m");
        let all = [error.clone(), error, warning, info];
        assert_eq!(summary(&all), "2 errors, 1 warning and 1 note");
    }
}
