//! What linting gives: findings that know where they belong and who has agreed to them.

use std::time::Duration;

use super::{Settings, baseline::Entry, judge::is_hard, print::reading_order, rules::meta};
use crate::{
    diagnostic::{Diagnostic, Severity},
    evolve::short_hash,
    model::Level,
    pipeline::Analysis,
    source::Span,
};

/// Everything that was found in a model.
#[derive(Debug)]
pub struct Report {
    /// The findings in reading order, those that somebody has agreed to included.
    pub findings: Vec<Finding>,
    /// How long each rule took, in the order in which they ran.
    pub timings: Vec<Timing>,
    /// How many rules wait until mistakes are mended that hide what they look at.
    pub waiting: usize,
    /// What the rules went by.
    pub settings: Settings,
}

/// How long a rule took.
#[derive(Debug, Clone, Copy)]
pub struct Timing {
    /// The rule.
    pub rule: &'static str,
    /// How long.
    pub took: Duration,
    /// How much it found.
    pub found: usize,
}

/// A finding, and what is known about it beside the rule.
#[derive(Debug, Clone)]
pub struct Finding {
    /// What was found.
    pub diagnostic: Diagnostic,
    /// The element in which it lies.
    pub place: Place,
    /// How complete that part of the model claims to be: the lowest level of the contexts that take part; nothing
    /// outside of contexts.
    pub level: Option<Level>,
    /// A name that survives edits elsewhere, moves between files, and other words in messages.
    pub fingerprint: String,
    /// Who has agreed to it.
    pub suppressed: Option<Suppression>,
    /// The open question that explains it, with the severity that it had without.
    pub hotspot: Option<(String, Severity)>,
}

/// An element as reports name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The names from the outermost element to this one, joined by `/`; empty for the model itself.
    pub path: String,
    /// What it is, in the field's words.
    pub kind: &'static str,
    /// The name that people see.
    pub label: Option<String>,
}

/// That somebody has agreed to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// How.
    pub by: SuppressedBy,
    /// Why.
    pub reason: Option<String>,
    /// The last day on which it holds.
    pub until: Option<String>,
    /// Where it is said; nothing for the baseline.
    pub span: Option<Span>,
}

/// How a finding was agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuppressedBy {
    /// `allow:` on an element.
    Allow,
    /// A comment.
    Comment,
    /// `per_path` in the settings.
    Config,
    /// The baseline.
    Baseline,
}

impl SuppressedBy {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Comment => "comment",
            Self::Config => "config",
            Self::Baseline => "baseline",
        }
    }
}

impl Place {
    /// The model itself.
    pub fn model() -> Self {
        Self { path: String::new(), kind: "model", label: None }
    }
}

impl Finding {
    /// Whether nobody can agree to it: an error of the language, or of the history of events.
    pub fn is_hard(&self) -> bool {
        is_hard(&self.diagnostic)
    }
}

impl Report {
    pub(super) fn new(
        findings: Vec<Finding>,
        timings: Vec<Timing>,
        waiting: usize,
        settings: Settings,
    ) -> Self {
        Self { findings, timings, waiting, settings }
    }

    /// Adds what is wrong with the baseline itself: entries that nothing fits any more.
    pub fn add_stale(&mut self, gone: &[Entry], analysis: &Analysis) {
        if gone.is_empty() {
            return;
        }
        let (rule, finding) = meta::stale(gone, &analysis.model);
        if let Some(severity) = self.settings.severity(rule, analysis.model.level) {
            self.findings.push(Finding {
                fingerprint: short_hash(["v1", rule.name]),
                diagnostic: Diagnostic { severity, ..finding },
                place: Place::model(),
                level: Some(analysis.model.level),
                suppressed: None,
                hotspot: None,
            });
            self.findings.sort_by(reading_order);
        }
    }

    /// The findings that nobody has agreed to.
    pub fn open(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.suppressed.is_none())
    }

    /// The findings that nobody has agreed to, without what linting knows about them.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        self.open().map(|finding| finding.diagnostic.clone()).collect()
    }

    /// Whether something is at least as bad as the settings want to fail at.
    pub fn fails(&self) -> bool {
        let worst = self.open().map(|finding| finding.diagnostic.severity).min();
        worst.is_some_and(|worst| self.settings.fails_at(worst))
    }
}
