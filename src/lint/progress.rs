//! How far a model is from each level: how many rules of that level it fulfils, and what it lacks.

use std::collections::BTreeMap;

use super::{Report, catalogue::known};
use crate::{diagnostic::Severity, model::Level};

/// How far a model is from a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The level.
    pub level: Level,
    /// How many rules are looked for at that level.
    pub rules: usize,
    /// The rules that are not fulfilled, each with the number of its findings, worst first.
    pub lacking: Vec<(&'static str, Severity, usize)>,
}

impl Progress {
    /// How far a model is, by what was found in it when it was looked at as if it were of that level. Remarks do not
    /// stand in the way.
    pub fn of(level: Level, report: &Report) -> Self {
        let mut counts: BTreeMap<(Severity, &'static str), usize> = BTreeMap::new();
        for finding in report.open().map(|finding| &finding.diagnostic) {
            if finding.severity <= Severity::Warning {
                *counts.entry((finding.severity, finding.rule)).or_default() += 1;
            }
        }
        let others =
            counts.keys().filter(|(_, rule)| known(rule).is_none_or(|it| it.rule().is_none()));
        let rules = report.timings.len() + others.count();
        let lacking = counts.into_iter().map(|((severity, rule), count)| (rule, severity, count));
        Self { level, rules, lacking: lacking.collect() }
    }

    /// How many rules are fulfilled.
    pub fn fulfilled(&self) -> usize {
        self.rules.saturating_sub(self.lacking.len())
    }
}
