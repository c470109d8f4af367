//! Findings as SARIF 2.1.0, which code scanning reads.

mod results;
mod rules;

use serde_json::json;

use crate::{
    lint::Report,
    report::sarif::{SCHEMA, uri},
    source::SourceMap,
};
use results::Results;
use rules::Rules;

/// The name of the folder that all paths count from. Where it lies is known to whoever shows the findings.
const ROOT: &str = "%SRCROOT%";

/// One result for each finding, those that somebody has agreed to included, and the pages of their rules. The paths of
/// the sources count from the root of the repository.
pub fn sarif(report: &Report, sources: &SourceMap) -> String {
    let rules = Rules::of(report);
    let results = Results { rules: &rules, sources }.all(report);
    let root = sources.files().next().map(|(_, file)| uri(file.path())).unwrap_or_default();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "esgen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.told(),
            } },
            "columnKind": "unicodeCodePoints",
            "automationDetails": { "id": format!("esgen-lint/{root}/") },
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "the root of the repository" } },
            },
            "results": results,
        }],
    });
    format!("{document:#}\n")
}
