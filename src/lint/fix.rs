//! Carries fixes out, until there is nothing more to fix. What a fix would make worse is not carried out: every batch is
//! analysed again, and one after which any rule finds more than before is taken apart until the culprit is left out.

use std::collections::BTreeMap;

use super::{Finding, Overrides, Report, known, lint};
use crate::{
    diagnostic::{Applicability, Edit, Fix},
    pipeline::Analysis,
};

/// Enough for fixes that make way for others; more means that two of them undo each other.
const ROUNDS: usize = 10;

/// A model after its fixes.
#[derive(Debug)]
pub struct Fixed {
    /// The model as it is now.
    pub analysis: Analysis,
    /// What is left.
    pub report: Report,
    /// What was carried out, in order.
    pub applied: Vec<Applied>,
    /// What was not, since more would have been found afterwards.
    pub refused: Vec<Applied>,
}

/// A fix of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The rule.
    pub rule: &'static str,
    /// The element, names joined by `/`.
    pub path: String,
    /// What the fix does, as an order.
    pub title: String,
}

/// A fix, and whose it is.
#[derive(Debug, Clone)]
struct Candidate {
    applied: Applied,
    edits: Vec<Edit>,
}

/// Carries out every safe fix of the findings that nobody has agreed to; those that a person should look at only when
/// they are asked for.
pub fn fix(analysis: Analysis, overrides: &Overrides, with_unsafe: bool) -> Fixed {
    let report = lint(&analysis, overrides);
    let mut work = Work {
        now: State { analysis, report },
        overrides,
        applied: Vec::new(),
        refused: Vec::new(),
    };
    for _ in 0..ROUNDS {
        let batch = work.batch(with_unsafe);
        if batch.is_empty() {
            break;
        }
        work.carry_out(batch);
    }
    let State { analysis, report } = work.now;
    Fixed { analysis, report, applied: work.applied, refused: work.refused }
}

struct State {
    analysis: Analysis,
    report: Report,
}

struct Work<'o> {
    now: State,
    overrides: &'o Overrides,
    applied: Vec<Applied>,
    refused: Vec<Applied>,
}

impl Work<'_> {
    /// The fixes that can be carried out together: none touches what another does. The others wait for the next round.
    fn batch(&self, with_unsafe: bool) -> Vec<Candidate> {
        let mut batch: Vec<Candidate> = Vec::new();
        for finding in self.now.report.open() {
            let Some(fix) = &finding.diagnostic.fix else { continue };
            let candidate = candidate(finding, fix);
            let is_wanted = match fix.applicability {
                Applicability::Safe => true,
                Applicability::Unsafe => with_unsafe,
                Applicability::Display => false,
            };
            let others = batch.iter().flat_map(|other| &other.edits);
            let is_free =
                others.clone().all(|other| !candidate.edits.iter().any(|it| touch(it, other)));
            if is_wanted
                && is_free
                && !self.refused.contains(&candidate.applied)
                && self.is_ours(fix)
            {
                batch.push(candidate);
            }
        }
        batch
    }

    /// Whether every edit lies in a file of the model.
    fn is_ours(&self, fix: &Fix) -> bool {
        fix.edits.iter().all(|edit| self.now.analysis.files.contains(&edit.span.file))
    }

    /// Carries a batch out as a whole, or, where that makes something worse, in halves. The second half is left for the
    /// next round: its places have moved.
    fn carry_out(&mut self, mut batch: Vec<Candidate>) {
        while !batch.is_empty() {
            let edits: Vec<Edit> = batch.iter().flat_map(|it| it.edits.clone()).collect();
            let analysis = self.now.analysis.with(&edits);
            let report = lint(&analysis, self.overrides);
            if !is_worse(&self.now.report, &report) {
                self.applied.extend(batch.into_iter().map(|it| it.applied));
                self.now = State { analysis, report };
                return;
            }
            if let [culprit] = batch.as_slice() {
                self.refused.push(culprit.applied.clone());
                return;
            }
            batch.truncate(batch.len() / 2);
        }
    }
}

fn candidate(finding: &Finding, fix: &Fix) -> Candidate {
    let applied = Applied {
        rule: finding.diagnostic.rule,
        path: finding.place.path.clone(),
        title: fix.title.clone(),
    };
    Candidate { applied, edits: fix.edits.clone() }
}

/// Whether two edits want the same place. Two insertions at one place do, since nobody knows which comes first.
fn touch(one: &Edit, other: &Edit) -> bool {
    let (a, b) = (one.span, other.span);
    a.file == b.file && ((a.start < b.end && b.start < a.end) || a.start == b.start)
}

/// Whether any rule finds more than before. Once a mistake of the language is mended, rules of design see what it hid
/// from them, which makes nothing worse.
fn is_worse(before: &Report, after: &Report) -> bool {
    let is_design = |rule: &str| known(rule).is_some_and(|known| known.rule().is_some());
    let mistakes = |report: &Report| {
        report.open().filter(|finding| !is_design(finding.diagnostic.rule)).count()
    };
    let has_mended = mistakes(after) < mistakes(before);
    let counted = |report: &Report| {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        for finding in report.open() {
            *counts.entry(finding.diagnostic.rule).or_default() += 1;
        }
        counts
    };
    let old = counted(before);
    let mut new = counted(after).into_iter().filter(|(rule, _)| !(has_mended && is_design(rule)));
    new.any(|(rule, count)| old.get(rule).copied().unwrap_or(0) < count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::check_text;

    const MODEL: &str = "\
esgen: 1
model: shop
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          # The clerk's own words.
          PlaceOrder: { creates: true, by: [Clerk], emits: OrderPlaced }
        events:
          OrderPlaced:
            description: Said at the counter. # not on paper
            # Still true?
            allow:
              - { rule: kind-suffix, reason: none }
              - { rule: kind-suffix, reason: none either }
actors: [Clerk]
";

    /// Nobody says of what the amount is, which could not be told while it was of no type.
    #[test]
    fn a_mistake_is_mended_though_rules_that_waited_find_something_then() {
        let fields = MODEL.replace("creates: true", "creates: true, fields: { price: float }");
        let fixed = fix(check_text(fields.as_bytes()), &Overrides::default(), true);
        assert_eq!(fixed.refused, []);
        let left: Vec<&str> = fixed.report.open().map(|it| it.diagnostic.rule).collect();
        assert_eq!(left, ["money-without-currency"]);
    }

    #[test]
    fn fixes_reach_an_end_and_keep_comments() {
        let fixed = fix(check_text(MODEL.as_bytes()), &Overrides::default(), false);
        let text = fixed.analysis.sources.text(fixed.analysis.files[0]);
        assert!(text.contains("# not on paper") && text.contains("# The clerk's own words."));
        assert!(text.contains("# Still true?") && !text.contains("allow"), "{text}");
        assert_eq!(fixed.report.open().count(), 0, "{:?}", fixed.report.diagnostics());
        let again = fix(fixed.analysis, &Overrides::default(), true);
        assert_eq!(again.applied, []);
    }
}
