//! Numbers about the rules themselves: how much each found, how much of it can be fixed, and where the time went.

use std::{cmp::Reverse, collections::BTreeMap, fmt::Write as _, time::Duration};

use super::super::of;
use crate::lint::{Report, Timing};

/// How many of the slowest rules are named.
const SLOWEST: usize = 5;

/// Writes how much each rule found, and the slowest rules. Times differ from run to run.
pub fn statistics(report: &Report) -> String {
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for finding in report.open() {
        let (found, fixable) = rules.entry(finding.diagnostic.rule).or_default();
        *found += 1;
        *fixable += usize::from(finding.diagnostic.fix.is_some());
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(rule, (found, _))| (Reverse(*found), *rule));
    let mut out = " found  fixable  rule\n".to_owned();
    for (rule, (found, fixable)) in &rules {
        let share = 100 * fixable / found;
        let _ = writeln!(out, "{found:>6}  {share:>5} %  {rule}");
    }
    out + &slowest(&report.timings)
}

fn slowest(timings: &[Timing]) -> String {
    let mut sorted: Vec<&Timing> = timings.iter().collect();
    sorted.sort_by_key(|timing| (Reverse(timing.took), timing.rule));
    let Some(first) = sorted.first() else { return String::new() };
    let total: Duration = timings.iter().map(|timing| timing.took).sum();
    let (took, total) = (milliseconds(first.took), milliseconds(total));
    let rules = of(timings.len(), "rule");
    let mut out = format!("slowest rule: {}, {took} of {total} in {rules}\n", first.rule);
    for timing in sorted.iter().take(SLOWEST) {
        let _ = writeln!(out, "{:>12}  {}", milliseconds(timing.took), timing.rule);
    }
    out
}

fn milliseconds(took: Duration) -> String {
    format!("{:.3} ms", took.as_secs_f64() * 1000.0)
}
