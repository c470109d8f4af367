//! The results of a SARIF document.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ROOT, rules::Rules};
use crate::{
    diagnostic::{Applicability, Diagnostic, Edit, Fix},
    lint::{Finding, Report, SuppressedBy, Suppression},
    report::sarif::{level, region, uri},
    source::{FileId, SourceMap, Span},
};

/// What results are made with.
pub(super) struct Results<'r> {
    pub(super) rules: &'r Rules,
    pub(super) sources: &'r SourceMap,
}

impl Results<'_> {
    pub(super) fn all(&self, report: &Report) -> Vec<Value> {
        report.findings.iter().map(|finding| self.result(finding)).collect()
    }

    fn result(&self, finding: &Finding) -> Value {
        let diagnostic = &finding.diagnostic;
        let mut location = self.location(diagnostic.primary.span);
        if !finding.place.path.is_empty() {
            location["logicalLocations"] = json!([{
                "fullyQualifiedName": finding.place.path,
                "kind": finding.place.kind,
            }]);
        }
        let mut result = json!({
            "ruleId": diagnostic.rule,
            "level": level(diagnostic.severity),
            "message": { "text": message(diagnostic) },
            "locations": [location],
            "partialFingerprints": {
                "primaryLocationLineHash": line_hash(&finding.fingerprint),
                "esgen/v1": finding.fingerprint,
            },
        });
        if let Some(index) = self.rules.index(diagnostic.rule) {
            result["ruleIndex"] = index.into();
        }
        if !diagnostic.related.is_empty() {
            result["relatedLocations"] = self.related(diagnostic);
        }
        if diagnostic.is_way {
            result["codeFlows"] = self.way(diagnostic);
        }
        if let Some(agreed) = &finding.suppressed {
            result["suppressions"] = json!([self.suppression(agreed)]);
        }
        if let Some((question, _)) = &finding.hotspot {
            result["properties"] = json!({ "hotspot": question });
        }
        if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| is_applicable(fix)) {
            result["fixes"] = json!([self.fix(fix)]);
        }
        result
    }

    fn location(&self, span: Span) -> Value {
        json!({ "physicalLocation": {
            "artifactLocation": self.file(span.file),
            "region": region(span, self.sources),
        } })
    }

    fn file(&self, file: FileId) -> Value {
        json!({ "uri": uri(self.sources.path(file)), "uriBaseId": ROOT })
    }

    /// The other places, with the numbers by which the message links to them.
    fn related(&self, diagnostic: &Diagnostic) -> Value {
        let numbered = diagnostic.related.iter().zip(1..);
        let related = numbered.map(|(label, id): (_, u32)| {
            let mut location = self.location(label.span);
            location["id"] = id.into();
            location["message"] = json!({ "text": label.text });
            location
        });
        related.collect()
    }

    /// The places of a way, which ends at the finding itself.
    fn way(&self, diagnostic: &Diagnostic) -> Value {
        let steps = diagnostic.related.iter().chain([&diagnostic.primary]);
        let steps = steps.map(|label| {
            let mut location = self.location(label.span);
            location["message"] = json!({ "text": label.text });
            json!({ "location": location })
        });
        json!([{ "threadFlows": [{ "locations": steps.collect::<Vec<_>>() }] }])
    }

    fn suppression(&self, agreed: &Suppression) -> Value {
        let kind = match agreed.by {
            SuppressedBy::Allow | SuppressedBy::Comment => "inSource",
            SuppressedBy::Config | SuppressedBy::Baseline => "external",
        };
        let mut suppression = json!({ "kind": kind, "status": "accepted" });
        if let Some(reason) = &agreed.reason {
            suppression["justification"] = reason.as_str().into();
        }
        if let Some(span) = agreed.span {
            suppression["location"] = self.location(span);
        }
        suppression
    }

    fn fix(&self, fix: &Fix) -> Value {
        let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
        for edit in &fix.edits {
            by_file.entry(edit.span.file).or_default().push(edit);
        }
        let changes = by_file.into_iter().map(|(file, edits)| {
            let replacements = edits.into_iter().map(|edit| {
                json!({
                    "deletedRegion": region(edit.span, self.sources),
                    "insertedContent": { "text": edit.text },
                })
            });
            json!({
                "artifactLocation": self.file(file),
                "replacements": replacements.collect::<Vec<_>>(),
            })
        });
        let changes: Vec<Value> = changes.collect();
        json!({ "description": { "text": fix.title }, "artifactChanges": changes })
    }
}

/// The message, with links to the other places by their numbers.
fn message(diagnostic: &Diagnostic) -> String {
    let label = Some(&diagnostic.primary.text).filter(|label| !label.is_empty());
    let told = [&diagnostic.message].into_iter().chain(label);
    let told = told.map(|text| unlinked(text));
    let links = diagnostic.related.iter().zip(1..).filter(|(label, _)| !label.text.is_empty());
    let links = links.map(|(label, id): (_, u32)| format!("[{}]({id})", escaped(&label.text)));
    let rest = diagnostic.help.iter().chain(&diagnostic.notes).map(|text| unlinked(text));
    told.chain(links).chain(rest).collect::<Vec<_>>().join("\n")
}

/// Text of a model that looks like a link is none.
fn unlinked(text: &str) -> String {
    if text.contains("](") { escaped(text) } else { text.to_owned() }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// The name of a finding in the form of code scanning, which counts equal ones from 1.
fn line_hash(fingerprint: &str) -> String {
    if fingerprint.contains(':') { fingerprint.to_owned() } else { format!("{fingerprint}:1") }
}

fn is_applicable(fix: &Fix) -> bool {
    match fix.applicability {
        Applicability::Safe | Applicability::Unsafe => true,
        Applicability::Display => false,
    }
}
