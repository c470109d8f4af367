//! The rules of a SARIF document, with their pages.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    diagnostic::Severity,
    lint::{Known, Report, known},
    model::Level,
    report::sarif::level,
};

/// Code scanning shows no more of a description.
const LONGEST: usize = 1024;

/// The rules that found something, by name.
pub(super) struct Rules(Vec<&'static str>);

impl Rules {
    pub(super) fn of(report: &Report) -> Self {
        let names: BTreeSet<&str> =
            report.findings.iter().map(|finding| finding.diagnostic.rule).collect();
        Self(names.into_iter().collect())
    }

    /// The place of a rule in the list.
    pub(super) fn index(&self, rule: &str) -> Option<usize> {
        self.0.binary_search(&rule).ok()
    }

    pub(super) fn told(&self) -> Vec<Value> {
        self.0
            .iter()
            .map(|name| known(name).map_or(json!({ "id": name }), |rule| told(&rule)))
            .collect()
    }
}

fn told(rule: &Known) -> Value {
    let page = rule.page().unwrap_or(rule.summary);
    let severity = severity(rule);
    let mut told = json!({
        "id": rule.name,
        "name": rule.name,
        "shortDescription": { "text": rule.summary },
        "fullDescription": { "text": description(rule) },
        "help": { "text": page, "markdown": page },
        "properties": {
            "tags": [rule.category().as_str(), rule.code],
            // What the language refuses is never a matter of opinion.
            "precision": if rule.rule().is_some() { "high" } else { "very-high" },
            "problem.severity": match severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            },
        },
    });
    if rule.rule().is_some() {
        told["defaultConfiguration"] = json!({ "level": level(severity) });
    }
    told
}

/// How much a rule matters in a complete model; what the language refuses is an error.
fn severity(rule: &Known) -> Severity {
    let Some(levels) = rule.levels() else { return Severity::Error };
    let strict = levels.at(Level::Design, true, true);
    strict.or_else(|| levels.at(Level::BigPicture, true, true)).unwrap_or(Severity::Warning)
}

/// The first paragraph of the page, or what the rule finds in one sentence.
fn description(rule: &Known) -> String {
    let paragraphs = rule.page().unwrap_or_default().split("\n\n");
    let prose = paragraphs.map(str::trim).find(|it| !it.is_empty() && !it.starts_with(['#', '`']));
    let text = prose.unwrap_or(rule.summary).replace('\n', " ");
    let Some((cut, _)) = text.char_indices().nth(LONGEST - 1) else { return text };
    format!("{}…", &text[..cut])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::catalogue;

    #[test]
    fn no_description_is_too_long_and_none_is_a_headline_or_code() {
        for rule in catalogue() {
            let description = description(&rule);
            assert!(description.chars().count() <= LONGEST, "{}", rule.name);
            assert!(
                !description.starts_with(['#', '`']) && description.len() > 20,
                "{}",
                rule.name
            );
        }
    }
}
