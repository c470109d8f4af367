//! What somebody has agreed to: `allow:` on an element, comments, patterns of paths, open questions. What agrees to
//! nothing is told, so that nothing is left lying around.

mod allowance;
mod comments;
mod elements;
mod hotspots;
mod settings;

use super::{
    Category, Finding, SuppressedBy, Suppression, Timing, catalogue::known, judge::is_hard, on::On,
    rules::meta,
};
use crate::diagnostic::Diagnostic;
use allowance::Allowances;

/// Marks what somebody has agreed to, and leaves out what is not asked of a draft. Gives what is wrong with the
/// agreements themselves.
pub(super) fn suppress(
    findings: &mut Vec<Finding>,
    on: &On<'_>,
    timings: &[Timing],
) -> Vec<Diagnostic> {
    let has_run = |rule: &str| timings.iter().any(|timing| timing.rule == rule);
    findings.retain(|finding| !is_of_a_draft(finding, on));
    let mut out = Vec::new();
    let mut all = elements::allowances(on, &mut out);
    all.extend(comments::allowances(on, &mut out));
    let mut allowances = Allowances::new(all, on, &mut out);
    for finding in findings.iter_mut() {
        let agreed = by_path(finding, on).or_else(|| allowances.of(finding));
        if is_hard(&finding.diagnostic) {
            out.extend(agreed.and_then(|agreed| meta::cannot_be_allowed(finding, &agreed, on)));
        } else {
            finding.suppressed = agreed;
        }
    }
    out.extend(settings::in_vain(findings, on));
    hotspots::cover(findings, (on, &has_run), &mut out);
    out.extend(allowances.unused(on, &has_run));
    out
}

/// Whether a finding only says that something is missing in what is unfinished on purpose.
fn is_of_a_draft(finding: &Finding, on: &On<'_>) -> bool {
    let category = known(finding.diagnostic.rule).map(|known| known.category());
    !is_hard(&finding.diagnostic)
        && category.is_some_and(Category::is_about_completeness)
        && on.is_draft(finding.diagnostic.primary.span)
}

/// Who agreed in the settings, by the path of the element.
fn by_path(finding: &Finding, on: &On<'_>) -> Option<Suppression> {
    let known = known(finding.diagnostic.rule)?;
    let mut entries = on.settings.per_path().iter();
    let entry = entries.find(|entry| {
        let is_meant = entry.rules.iter().any(|selector| selector.value.means(&known));
        is_meant && entry.pattern.matches(&finding.place.path)
    })?;
    Some(Suppression {
        by: SuppressedBy::Config,
        reason: entry.reason.clone(),
        until: None,
        span: Some(entry.span),
    })
}
