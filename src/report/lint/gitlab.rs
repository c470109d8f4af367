//! Findings as a code quality report of GitLab, as its documentation describes them.

use serde_json::{Value, json};

use crate::{
    diagnostic::Severity,
    lint::{Finding, Report},
    source::{LineColumn, SourceMap},
};

/// One entry for each finding that nobody has agreed to. The paths of the sources count from the root of the repository.
pub fn gitlab(report: &Report, sources: &SourceMap) -> String {
    let entries: Vec<Value> = report.open().map(|finding| entry(finding, sources)).collect();
    format!("{:#}\n", Value::from(entries))
}

fn entry(finding: &Finding, sources: &SourceMap) -> Value {
    let diagnostic = &finding.diagnostic;
    let span = diagnostic.primary.span;
    let severity = match diagnostic.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    };
    json!({
        "check_name": diagnostic.rule,
        "description": format!("{}: {}", diagnostic.rule, diagnostic.message),
        "severity": severity,
        "fingerprint": finding.fingerprint,
        "location": {
            "path": sources.path(span.file),
            "positions": {
                "begin": position(sources.start_of(span)),
                "end": position(sources.end_of(span)),
            },
        },
    })
}

fn position(at: LineColumn) -> Value {
    json!({ "line": at.line, "column": at.column })
}
