//! The findings of each file below its name, in columns.

use std::fmt::Write as _;

use super::{
    totals::footer,
    words::{mark, on_one_line},
};
use crate::{
    lint::{Finding, Report},
    source::SourceMap,
};

/// Writes the findings file by file, and the totals.
pub fn grouped(report: &Report, sources: &SourceMap) -> String {
    let mut out = String::new();
    for (id, file) in sources.files() {
        let here: Vec<&Finding> =
            report.open().filter(|it| it.diagnostic.primary.span.file == id).collect();
        if !here.is_empty() {
            let _ = writeln!(out, "{}", file.path());
            table(&here, sources, &mut out);
            out.push('\n');
        }
    }
    out + &footer(report, sources)
}

fn table(findings: &[&Finding], sources: &SourceMap, out: &mut String) {
    let place = |finding: &Finding| {
        let at = sources.start_of(finding.diagnostic.primary.span);
        format!("{}:{}", at.line, at.column)
    };
    let places: Vec<String> = findings.iter().map(|it| place(it)).collect();
    let widest = places.iter().map(String::len).max().unwrap_or_default();
    let rules = findings.iter().map(|it| it.diagnostic.rule.len());
    let longest = rules.max().unwrap_or_default();
    for (finding, place) in findings.iter().zip(places) {
        let (rule, severity) = (finding.diagnostic.rule, finding.diagnostic.severity.as_str());
        let message = on_one_line(&finding.diagnostic.message);
        let mark = mark(finding);
        let _ =
            writeln!(out, "  {place:>widest$}  {severity:<7}  {rule:<longest$}  {mark}{message}");
    }
}
