//! The name of a finding: a hash of its rule and of the elements that take part, but not of lines and not of messages.
//! Reformatting, moving to another file and better wording keep it.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{Finding, outlines::Outlines};
use crate::{
    diagnostic::Diagnostic, evolve::short_hash, model::Level, pipeline::Analysis, source::Span,
};

/// Gives every finding its element and its name, and puts them in reading order.
pub(super) fn printed(
    mut findings: Vec<Diagnostic>,
    analysis: &Analysis,
    outlines: &Outlines,
) -> Vec<Finding> {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    findings.dedup_by(|a, b| key(a) == key(b));
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut print = |diagnostic: Diagnostic| {
        let place = outlines.place(diagnostic.primary.span);
        let mut fingerprint = hash(&diagnostic, analysis, outlines);
        let count = seen.entry(fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            // Nothing tells the equal ones apart but their order.
            let _ = write!(fingerprint, ":{count}");
        }
        let level = level(&diagnostic, analysis, outlines);
        Finding { diagnostic, place, level, fingerprint, suppressed: None, hotspot: None }
    };
    findings.into_iter().map(&mut print).collect()
}

/// Findings as a reader meets them: file, place, rule.
pub(super) fn reading_order(one: &Finding, other: &Finding) -> std::cmp::Ordering {
    key(&one.diagnostic).cmp(&key(&other.diagnostic))
}

fn key(finding: &Diagnostic) -> (Span, &'static str, &str) {
    (finding.primary.span, finding.rule, &finding.message)
}

/// The lowest level of the contexts in which the places of a finding lie.
fn level(finding: &Diagnostic, analysis: &Analysis, outlines: &Outlines) -> Option<Level> {
    let places = finding.related.iter().chain([&finding.primary]);
    let contexts = places.filter_map(|label| outlines.context(label.span));
    let level = |name: &str| {
        let mut contexts = analysis.model.contexts.values();
        contexts.find(|context| context.name.value == name).map(|context| context.level)
    };
    contexts.filter_map(level).min()
}

/// All places count alike: which of several comes first is a matter of the order in which a model is written down.
fn hash(finding: &Diagnostic, analysis: &Analysis, outlines: &Outlines) -> String {
    let place = |span: Span| {
        let text = analysis.sources.slice(span).lines().next().unwrap_or_default();
        (outlines.place(span).path, text.trim().trim_matches(['"', '\'']))
    };
    let spans = finding.related.iter().chain([&finding.primary]).map(|label| label.span);
    let mut places: Vec<(String, &str)> = spans.map(place).collect();
    places.sort_unstable();
    let places = places.iter().flat_map(|(path, word)| [path.as_str(), word]);
    short_hash(["v1", finding.rule].into_iter().chain(places))
}
