//! How much a finding matters: what the settings say about its rule at the level of the contexts involved.

use super::{
    Category, Rule, Settings,
    catalogue::{Known, Origin, known},
    shadow,
};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
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

/// Mistakes after which it is known all the same what leads to what: a value or an identity is missing, a row or a
/// scenario is wrong.
const LEAVE_THE_FLOW: &[&str] = &[
    rule::COMMAND_FIELD_UNSOURCED,
    rule::COMMAND_TARGET_MISSING,
    rule::EVENT_FIELD_UNSOURCED,
    rule::INVALID_EXAMPLE,
    rule::INVALID_SCENARIO,
    rule::NAME_COLLISION,
    rule::READ_MODEL_WITHOUT_KEY,
    rule::SAGA_CORRELATION_MISSING,
    rule::UNREACHABLE_ROW,
];

/// How much of a model a rule can look at before mistakes are mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// All of it.
    Whole,
    /// What is not near a reference that leads nowhere.
    Shadowed,
    /// Nothing yet.
    None,
}

/// How much a rule can look at. What cannot be read has no design yet; and where a reference leads nowhere, what lies
/// behind it seems to be missing, which would be told twice.
pub(super) fn sight(rule: &'static Rule, analysis: &Analysis) -> Sight {
    let category = known(rule.name).as_ref().map(Known::category);
    let follows_references =
        category.is_some_and(|it| it != Category::Docs && it.is_about_completeness());
    let leaves_it = |finding: &Diagnostic| {
        category == Some(Category::Flow) && LEAVE_THE_FLOW.contains(&finding.rule)
    };
    let errors = analysis.diagnostics.iter().filter(|it| is_of_the_language(it));
    let mut hiding = errors.filter(|it| follows_references && !leaves_it(it)).peekable();
    if !analysis.is_whole {
        Sight::None
    } else if hiding.peek().is_none() {
        Sight::Whole
    } else if shadow::is_beside_it(rule) && hiding.all(shadow::casts) {
        Sight::Shadowed
    } else {
        Sight::None
    }
}

fn is_of_the_language(finding: &Diagnostic) -> bool {
    let origin = known(finding.rule).map(|known| known.origin);
    finding.severity == Severity::Error && matches!(origin, Some(Origin::Language))
}

/// Whether nobody can agree to a finding: an error of the language, or of the history of events.
pub(super) fn is_hard(finding: &Diagnostic) -> bool {
    let is_ours = known(finding.rule).is_some_and(|it| it.rule().is_some());
    finding.severity == Severity::Error && !is_ours
}
