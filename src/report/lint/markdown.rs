//! Findings as a table in Markdown, for a comment under a pull request and for the summary of a job.

use std::fmt::Write as _;

use super::{
    totals::headline,
    words::{details, mark},
};
use crate::{
    diagnostic::Severity,
    lint::{Finding, Report},
    report::markup::{code, escaped},
    source::SourceMap,
};

/// Forges refuse longer comments; half of it is kept for what others write into the same one.
const COMMENT: usize = 30_000;
/// GitHub drops longer summaries.
const SUMMARY: usize = 1_000_000;

/// A comment. Whatever comes from a model is text, never markup.
pub fn comment(report: &Report, sources: &SourceMap) -> String {
    document(report, sources, COMMENT)
}

/// The summary of a job, which has more room.
pub fn job_summary(report: &Report, sources: &SourceMap) -> String {
    document(report, sources, SUMMARY)
}

fn document(report: &Report, sources: &SourceMap, most: usize) -> String {
    let mark = match report.open().map(|finding| finding.diagnostic.severity).min() {
        Some(Severity::Error) => "🔴",
        Some(Severity::Warning) => "🟡",
        Some(Severity::Info) => "🔵",
        None => "✅",
    };
    let mut out = format!("### {mark} esgen lint: {}\n\n", headline(report, sources));
    let open: Vec<&Finding> = report.open().collect();
    if !open.is_empty() {
        out.push_str("| | place | rule | finding |\n|---|---|---|---|\n");
        rows(&open, most, &mut out, |finding| row(finding, sources));
        out.push('\n');
    }
    let agreed: Vec<&Finding> =
        report.findings.iter().filter(|it| it.suppressed.is_some()).collect();
    if !agreed.is_empty() {
        let _ = writeln!(out, "<details><summary>{} suppressed</summary>\n", agreed.len());
        out.push_str("| place | rule | reason |\n|---|---|---|\n");
        rows(&agreed, most, &mut out, |finding| agreed_row(finding, sources));
        out.push_str("\n</details>\n");
    }
    out
}

/// As many rows as there is room for.
fn rows(findings: &[&Finding], most: usize, out: &mut String, row: impl Fn(&Finding) -> String) {
    for (place, finding) in findings.iter().enumerate() {
        let row = row(finding);
        if out.len() + row.len() > most {
            let _ = writeln!(out, "\n... and {} more", findings.len() - place);
            return;
        }
        out.push_str(&row);
    }
}

fn row(finding: &Finding, sources: &SourceMap) -> String {
    let diagnostic = &finding.diagnostic;
    let severity = match diagnostic.severity {
        Severity::Error => "🔴 error",
        Severity::Warning => "🟡 warning",
        Severity::Info => "🔵 note",
    };
    let details =
        details(finding, sources).into_iter().map(|line| format!("<br>{}", escaped(&line)));
    let message = format!("{}{}", mark(finding), diagnostic.message);
    let (place, rule) = (place(finding, sources), code(diagnostic.rule));
    let text = escaped(&message) + &details.collect::<String>();
    format!("| {severity} | {place} | {rule} | {text} |\n")
}

fn agreed_row(finding: &Finding, sources: &SourceMap) -> String {
    let agreed = finding.suppressed.as_ref();
    let reason = agreed.and_then(|it| it.reason.as_deref()).unwrap_or_default();
    let (place, rule) = (place(finding, sources), code(finding.diagnostic.rule));
    format!("| {place} | {rule} | {} |\n", escaped(reason))
}

fn place(finding: &Finding, sources: &SourceMap) -> String {
    let span = finding.diagnostic.primary.span;
    let (path, line) = (sources.path(span.file), sources.start_of(span).line);
    code(&escaped(&format!("{path}:{line}")))
}
