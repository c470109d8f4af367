//! A comparison as SARIF 2.1.0, which code scanning reads.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{About, words};
use crate::{
    diagnostic::Diagnostic,
    evolve::diff::{Diff, EventDiff},
    report::sarif::{SCHEMA, level, region, uri},
    source::{SourceMap, Span},
};

/// The rule of the results that are about an event as such.
const EVENT: &str = "event-changed";

/// One result for each event and for each finding. The paths of the sources count from the root of the repository.
pub fn sarif(diff: &Diff, about: &About, sources: &SourceMap) -> String {
    let writer = Writer { sources };
    let mut rules: BTreeMap<&str, &str> = BTreeMap::new();
    let mut results = Vec::new();
    for event in &diff.events {
        rules.insert(EVENT, EVENT);
        results.push(writer.event(event));
    }
    for finding in words::all(diff) {
        rules.insert(words::code(finding), finding.rule);
        results.push(writer.finding(finding));
    }
    let rules = rules.into_iter().map(|(id, name)| {
        json!({ "id": id, "name": name, "shortDescription": { "text": name.replace('-', " ") } })
    });
    let driver = json!({
        "name": "esgen",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules.collect::<Vec<_>>(),
    });
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver },
            "columnKind": "unicodeCodePoints",
            "automationDetails": { "id": format!("esgen-diff/{}", about.model) },
            "results": results,
        }],
    });
    format!("{document:#}\n")
}

struct Writer<'w> {
    sources: &'w SourceMap,
}

impl Writer<'_> {
    fn event(&self, event: &EventDiff) -> Value {
        let verdicts = event.verdicts().map(|(who, verdict)| {
            format!(
                "{who} ({}): {}, {}",
                verdict.question.as_str(),
                verdict.answer.as_str(),
                verdict.text
            )
        });
        let title = format!("{} ({})", words::title(event), words::marks(event));
        let text: Vec<String> = std::iter::once(title).chain(verdicts).collect();
        let locations: Vec<Value> = event.place.iter().map(|span| self.location(*span)).collect();
        json!({
            "ruleId": EVENT,
            "level": if event.breaks() { "warning" } else { "note" },
            "message": { "text": text.join("\n") },
            "locations": locations,
            "partialFingerprints": { "event/v1": event.stored },
        })
    }

    fn finding(&self, finding: &Diagnostic) -> Value {
        let label = Some(&finding.primary.text).filter(|label| !label.is_empty());
        let text = std::iter::once(&finding.message).chain(label).chain(&finding.help);
        let text: Vec<&str> = text.map(String::as_str).collect();
        let related = finding.related.iter().map(|label| {
            let mut location = self.location(label.span);
            location["message"] = json!({ "text": label.text });
            location
        });
        json!({
            "ruleId": words::code(finding),
            "level": level(finding.severity),
            "message": { "text": text.join("\n") },
            "locations": [self.location(finding.primary.span)],
            "relatedLocations": related.collect::<Vec<_>>(),
            "partialFingerprints": { "message/v1": format!("{} {}", finding.rule, finding.message) },
        })
    }

    fn location(&self, span: Span) -> Value {
        json!({ "physicalLocation": {
            "artifactLocation": { "uri": uri(self.sources.path(span.file)) },
            "region": region(span, self.sources),
        } })
    }
}
