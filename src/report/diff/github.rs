//! A comparison as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write as _;

use super::{About, words};
use crate::{
    diagnostic::{Diagnostic, Severity},
    evolve::diff::{Diff, EventDiff},
    source::{SourceMap, Span},
};

/// One command for each event and for each finding.
pub fn github(diff: &Diff, about: &About, sources: &SourceMap) -> String {
    let mut out = String::new();
    for event in &diff.events {
        let level = if event.breaks() { "warning" } else { "notice" };
        let place = event.place.map(|span| place(span, about, sources)).unwrap_or_default();
        let title = format!("{} ({})", words::title(event), words::marks(event));
        command(&mut out, level, &place, &title, &told(event));
    }
    for finding in words::all(diff) {
        let level = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let title = format!("{} {}", words::code(finding), finding.rule);
        let place = place(finding.primary.span, about, sources);
        command(&mut out, level, &place, &title, &text(finding));
    }
    out
}

fn told(event: &EventDiff) -> String {
    let verdicts = event.verdicts().map(|(who, verdict)| {
        let (question, answer) = (verdict.question.as_str(), verdict.answer.as_str());
        format!("{who} ({question}): {answer}, {}", verdict.text)
    });
    let advice = event.advice.iter().map(|advice| format!("to do: {advice}"));
    verdicts.chain(advice).collect::<Vec<_>>().join("\n")
}

fn text(finding: &Diagnostic) -> String {
    let label = Some(&finding.primary.text).filter(|label| !label.is_empty());
    let parts = std::iter::once(&finding.message).chain(label).chain(&finding.help);
    parts.map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn place(span: Span, about: &About, sources: &SourceMap) -> String {
    let path = about.from_root(sources.path(span.file));
    let (start, end) = (sources.start_of(span), sources.end_of(span));
    let columns = if start.line == end.line && end.column > start.column {
        format!(",col={},endColumn={}", start.column, end.column - 1)
    } else {
        String::new()
    };
    format!("file={},line={},endLine={}{columns},", property(&path), start.line, end.line)
}

fn command(out: &mut String, level: &str, place: &str, title: &str, message: &str) {
    let _ = writeln!(out, "::{level} {place}title={}::{}", property(title), data(message));
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
