//! Findings in the diagnostic format of reviewdog, which comments on pull requests wherever they are.

use serde_json::{Value, json};

use super::words::details;
use crate::{
    diagnostic::Severity,
    lint::{Finding, Report},
    source::{SourceFile, SourceMap, Span},
};

/// One document. The paths of the sources count from the root of the repository.
pub fn rdjson(report: &Report, sources: &SourceMap) -> String {
    let diagnostics: Vec<Value> = report.open().map(|finding| entry(finding, sources)).collect();
    let document = json!({ "source": { "name": "esgen" }, "diagnostics": diagnostics });
    format!("{document:#}\n")
}

fn entry(finding: &Finding, sources: &SourceMap) -> Value {
    let diagnostic = &finding.diagnostic;
    let severity = match diagnostic.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    };
    let details = details(finding, sources).into_iter().map(|line| format!("\n{line}"));
    let mut entry = json!({
        "message": diagnostic.message.clone() + &details.collect::<String>(),
        "severity": severity,
        "code": { "value": diagnostic.rule },
        "location": location(diagnostic.primary.span, sources),
    });
    if !diagnostic.related.is_empty() {
        let related = diagnostic.related.iter().map(
            |label| json!({ "message": label.text, "location": location(label.span, sources) }),
        );
        entry["relatedLocations"] = related.collect();
    }
    // Every suggestion stands for itself, so that a fix of several places cannot be one.
    if let Some([edit]) = diagnostic.fix.as_ref().map(|fix| fix.edits.as_slice())
        && edit.span.file == diagnostic.primary.span.file
    {
        let range = range(edit.span, sources);
        entry["suggestions"] = json!([{ "range": range, "text": edit.text }]);
    }
    entry
}

fn location(span: Span, sources: &SourceMap) -> Value {
    json!({ "path": sources.path(span.file), "range": range(span, sources) })
}

/// Columns of this format count bytes.
fn range(span: Span, sources: &SourceMap) -> Value {
    let position = |at: u32| {
        let line = sources.line_column(span.file, at).line;
        let starts = sources.file(span.file).map(SourceFile::line_starts).unwrap_or_default();
        let start = starts.get(line - 1).copied().unwrap_or_default();
        json!({ "line": line, "column": at.saturating_sub(start) + 1 })
    };
    json!({ "start": position(span.start), "end": position(span.end) })
}
