//! The numbers of a report: how much was found, how much of it is agreed to, and what can be fixed.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::{counted, of};
use crate::{
    diagnostic::{Applicability, Severity},
    lint::{Finding, Report},
    source::SourceMap,
};

/// Rules about agreements that have outlived what they agree to.
const STALE: [&str; 2] = ["unused-suppression", "stale-baseline"];

/// The numbers of a report.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct Totals {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// Findings that an open question explains.
    pub(super) covered: usize,
    /// Findings that somebody has agreed to.
    pub(super) suppressed: usize,
    /// Agreements to nothing.
    pub(super) stale: usize,
    /// What `--fix` removes.
    pub(super) fixable: usize,
    /// What `--unsafe-fixes` removes beside that.
    pub(super) unsafely_fixable: usize,
}

impl Totals {
    pub(super) fn of(report: &Report) -> Self {
        let open = |is: &dyn Fn(&Finding) -> bool| report.open().filter(|it| is(it)).count();
        let severity = |severity| open(&|it| it.diagnostic.severity == severity);
        let fix = |wanted| {
            open(&|it| it.diagnostic.fix.as_ref().is_some_and(|fix| fix.applicability == wanted))
        };
        Self {
            errors: severity(Severity::Error),
            warnings: severity(Severity::Warning),
            notes: severity(Severity::Info),
            covered: open(&|it| it.hotspot.is_some()),
            suppressed: report.findings.iter().filter(|it| it.suppressed.is_some()).count(),
            stale: open(&|it| STALE.contains(&it.diagnostic.rule)),
            fixable: fix(Applicability::Safe),
            unsafely_fixable: fix(Applicability::Unsafe),
        }
    }

    /// What is left out of the count, and what is in it by mistake: `2 covered by hotspots, 1 suppressed`.
    fn aside(&self) -> String {
        let hotspots = if self.covered == 1 { "a hotspot" } else { "hotspots" };
        let parts = [
            (self.covered, format!("covered by {hotspots}")),
            (self.suppressed, "suppressed".to_owned()),
            (self.stale, "stale".to_owned()),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| format!("{number} {word}"))
            .collect();
        if parts.is_empty() { String::new() } else { format!(" ({})", parts.join(", ")) }
    }

    /// How many findings can be fixed, and how.
    fn fixes(&self) -> Option<String> {
        match (self.fixable, self.unsafely_fixable) {
            (0, 0) => None,
            (safe, 0) => Some(format!("[*] {safe} fixable with `--fix`")),
            (0, other) => Some(format!("{other} fixable with `--unsafe-fixes`")),
            (safe, other) => {
                Some(format!("[*] {safe} fixable with `--fix`, {other} more with `--unsafe-fixes`"))
            }
        }
    }
}

/// The count of all findings in one line: `2 errors and 1 note in 3 files (1 suppressed)`.
pub(super) fn headline(report: &Report, sources: &SourceMap) -> String {
    let severities: Vec<Severity> =
        report.open().map(|finding| finding.diagnostic.severity).collect();
    let files: BTreeSet<_> = report.open().map(|it| it.diagnostic.primary.span.file).collect();
    let number = if files.is_empty() { sources.files().count() } else { files.len() };
    let aside = Totals::of(report).aside();
    format!("{} in {}{aside}", counted(&severities), of(number, "file"))
}

/// What stands below all findings: the count, and what can be done.
pub(super) fn footer(report: &Report, sources: &SourceMap) -> String {
    let fixes = Totals::of(report).fixes();
    let lines = std::iter::once(headline(report, sources)).chain(fixes).chain(waiting(report));
    lines.map(|line| line + "\n").collect()
}

/// That there may be more to find.
fn waiting(report: &Report) -> Option<String> {
    let number = report.waiting;
    let verb = if number == 1 { "waits" } else { "wait" };
    (number > 0).then(|| format!("{} {verb} until the errors above are mended", of(number, "rule")))
}
