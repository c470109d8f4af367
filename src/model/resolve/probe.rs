//! Resolves small models in tests and tells what was found.

use super::resolve;
use crate::{
    diagnostic::{Diagnostic, settle},
    model::Model,
    source::SourceMap,
    syntax,
};

/// The model that a text means, and its findings as lines: severity, rule, underlined text, message.
pub(super) fn probe(text: &str) -> (Model, Vec<String>) {
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", text);
    let (document, mut findings) = syntax::parse(file, &sources);
    let (model, found) = resolve(&[document]);
    findings.extend(found);
    let line = |finding: &Diagnostic| {
        let (severity, place) = (finding.severity.as_str(), sources.slice(finding.primary.span));
        format!("{severity} {} at `{place}`: {}", finding.rule, finding.message)
    };
    (model, settle(findings).iter().map(line).collect())
}

/// The findings alone.
pub(super) fn findings(text: &str) -> Vec<String> {
    probe(text).1
}
