//! One line a finding, as compilers write it, so that editors and `grep` find their way.

use std::fmt::Write as _;

use super::{
    totals::footer,
    words::{mark, on_one_line, place},
};
use crate::{lint::Report, source::SourceMap};

/// Writes `path:line:column: severity[rule] message` for each finding, and the totals.
pub fn concise(report: &Report, sources: &SourceMap) -> String {
    let mut out = String::new();
    for finding in report.open() {
        let diagnostic = &finding.diagnostic;
        let (rule, severity) = (diagnostic.rule, diagnostic.severity.as_str());
        let place = place(diagnostic.primary.span, sources);
        let message = on_one_line(&diagnostic.message);
        let _ = writeln!(out, "{place}: {severity}[{rule}] {}{message}", mark(finding));
    }
    out + &footer(report, sources)
}
