//! Findings as workflow commands of GitHub, which stand beside the lines of a pull request.

use std::fmt::Write as _;

use super::words::details;
use crate::{
    diagnostic::Severity,
    lint::{Finding, Report},
    report::annotation::{command, level},
    source::SourceMap,
};

/// GitHub shows so many annotations of each severity for a step, and drops the others without a word.
const MOST: usize = 10;

/// One command for each finding, errors first, as far as GitHub shows them, and a line that counts the others. The
/// paths of the sources count from the root of the repository.
pub fn github(report: &Report, sources: &SourceMap) -> String {
    let mut out = String::new();
    let mut others = 0;
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let all: Vec<&Finding> =
            report.open().filter(|finding| finding.diagnostic.severity == severity).collect();
        others += all.len().saturating_sub(MOST);
        for finding in all.into_iter().take(MOST) {
            let diagnostic = &finding.diagnostic;
            let details = details(finding, sources).into_iter().map(|line| format!("\n  {line}"));
            let message = diagnostic.message.clone() + &details.collect::<String>();
            let at = Some(diagnostic.primary.span);
            command(&mut out, level(severity), at, diagnostic.rule, &message, sources);
        }
    }
    if others > 0 {
        let _ = writeln!(out, "... and {others} more, see the summary of the job");
    }
    out
}
