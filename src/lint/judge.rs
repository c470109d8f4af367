//! How much a finding matters: what the settings say about its rule at the level of the contexts involved.

use super::{Rule, Settings, catalogue::known};
use crate::{
    diagnostic::{Diagnostic, Severity},
    model::Level,
    pipeline::Analysis,
};

/// What one rule has found.
#[derive(Debug)]
pub struct Found<'a> {
    rule: &'static Rule,
    settings: &'a Settings,
    findings: Vec<Diagnostic>,
}

impl<'a> Found<'a> {
    pub(super) fn new(rule: &'static Rule, settings: &'a Settings) -> Self {
        Self { rule, settings, findings: Vec::new() }
    }

    /// Adds a finding of the rule about something at that level; the lowest one, where several contexts take part.
    pub fn add(&mut self, level: Level, finding: Diagnostic) {
        if let Some(severity) = self.settings.severity(self.rule, level) {
            self.findings.push(Diagnostic { severity, ..finding });
        }
    }

    /// The value of an option of the rule that is a number.
    pub fn number(&self, option: &str) -> usize {
        self.settings.number(self.rule, option)
    }

    /// The value of an option of the rule that is yes or no.
    pub fn flag(&self, option: &str) -> bool {
        self.settings.flag(self.rule, option)
    }

    /// The words of an option of the rule.
    pub fn words(&self, option: &str) -> &'a [String] {
        self.settings.words(self.rule, option)
    }

    pub(super) fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }
}

/// What the language and the history of events complain about, as far as the settings want to hear it. Their errors are
/// not a matter of taste.
pub(super) fn of_other_stages(analysis: &Analysis, settings: &Settings) -> Vec<Diagnostic> {
    let weighed = |finding: &Diagnostic| {
        let severity = if is_hard(finding) {
            finding.severity
        } else {
            let known = known(finding.rule);
            known.map_or(Some(finding.severity), |it| settings.of_other(it, finding.severity))?
        };
        Some(Diagnostic { severity, ..finding.clone() })
    };
    analysis.diagnostics.iter().filter_map(weighed).collect()
}

/// Whether nobody can agree to a finding: an error of the language, or of the history of events.
pub(super) fn is_hard(finding: &Diagnostic) -> bool {
    let is_ours = known(finding.rule).is_some_and(|it| it.rule().is_some());
    finding.severity == Severity::Error && !is_ours
}
