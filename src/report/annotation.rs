//! Workflow commands of GitHub, which stand beside the lines of a pull request.

use std::fmt::Write as _;

use crate::{
    diagnostic::Severity,
    source::{SourceMap, Span},
};

/// The word for a severity.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// Adds one command, about a place when there is one.
pub(super) fn command(
    out: &mut String,
    level: &str,
    at: Option<Span>,
    title: &str,
    message: &str,
    sources: &SourceMap,
) {
    let place = at.map(|span| place(span, sources)).unwrap_or_default();
    let _ = writeln!(out, "::{level} {place}title={}::{}", property(title), data(message));
}

/// Columns are shown only within one line.
fn place(span: Span, sources: &SourceMap) -> String {
    let (start, end) = (sources.start_of(span), sources.end_of(span));
    let columns = if start.line == end.line && end.column > start.column {
        format!(",col={},endColumn={}", start.column, end.column - 1)
    } else {
        String::new()
    };
    let path = property(sources.path(span.file));
    format!("file={path},line={},endLine={}{columns},", start.line, end.line)
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
