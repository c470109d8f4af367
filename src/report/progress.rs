//! How far a model is from each level, for people.

use std::fmt::Write as _;

use crate::lint::Progress;

/// A line for each level, and below it what it still lacks.
pub fn progress_text(all: &[Progress]) -> String {
    let mut text = String::new();
    for progress in all {
        let (fulfilled, rules) = (progress.fulfilled(), progress.rules);
        let name = progress.level.as_str();
        let _ = writeln!(
            text,
            "{name:<12} {}  {fulfilled} of {rules} checks satisfied",
            bar(fulfilled, rules)
        );
        for (rule, severity, count) in &progress.lacking {
            let severity = severity.as_str();
            let _ = writeln!(text, "  {severity:<8} {rule} ({count})");
        }
    }
    text
}

/// A bar of ten characters that is full only when everything is there.
fn bar(part: usize, whole: usize) -> String {
    let full = (part * 10).checked_div(whole).unwrap_or(10);
    format!("[{}{}]", "#".repeat(full), ".".repeat(10 - full.min(10)))
}
