//! Findings for programs: one object a line, described by `schemas/lint-finding.schema.json`, or all of them in one
//! document, described by `schemas/lint.schema.json`.

use serde::Serialize;

use super::{totals::Totals, words::code};
use crate::{
    diagnostic::Severity,
    lint::{Finding, Report, Suppression, known},
    model::Level,
    report::json::{Line, Location, VERSION},
    source::SourceMap,
};

/// One line for each finding, those that somebody has agreed to included.
pub fn json_lines(report: &Report, sources: &SourceMap) -> String {
    let line = |finding| {
        let line = serde_json::to_string(&Entry::new(finding, sources)).unwrap_or_default();
        line + "\n"
    };
    report.findings.iter().map(line).collect()
}

/// One document with the totals, the files, and every finding.
pub fn json(report: &Report, sources: &SourceMap) -> String {
    let document = Document {
        v: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        fails: report.fails(),
        totals: Totals::of(report),
        files: sources.files().map(|(_, file)| file.path()).collect(),
        findings: report.findings.iter().map(|finding| Entry::new(finding, sources)).collect(),
    };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document<'a> {
    v: u8,
    tool: Tool,
    fails: bool,
    totals: Totals,
    files: Vec<&'a str>,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// A finding: the line that `esgen check` writes, and what linting knows beside it.
#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    line: Line<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    element: Element<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    way: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressed: Option<Agreed<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hotspot: Option<Question<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Element<'a> {
    path: &'a str,
    kind: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
}

#[derive(Serialize)]
struct Agreed<'a> {
    by: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location<'a>>,
}

#[derive(Serialize)]
struct Question<'a> {
    text: &'a str,
    /// How much the finding would matter without it.
    severity: &'a str,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_false(flag: &bool) -> bool {
    !flag
}

impl<'a> Entry<'a> {
    fn new(finding: &'a Finding, sources: &'a SourceMap) -> Self {
        let diagnostic = &finding.diagnostic;
        let Finding { place, level, suppressed, hotspot, fingerprint, .. } = finding;
        Self {
            line: Line::new(diagnostic, sources).of_rule(code(finding)),
            category: known(diagnostic.rule).map(|rule| rule.category().as_str()),
            element: Element { path: &place.path, kind: place.kind, label: place.label.as_deref() },
            level: level.map(Level::as_str),
            way: diagnostic.is_way,
            suppressed: suppressed.as_ref().map(|it| Agreed::new(it, sources)),
            hotspot: hotspot.as_ref().map(Question::new),
            fingerprint,
        }
    }
}

impl<'a> Agreed<'a> {
    fn new(suppression: &'a Suppression, sources: &'a SourceMap) -> Self {
        Self {
            by: suppression.by.as_str(),
            reason: suppression.reason.as_deref(),
            until: suppression.until.as_deref(),
            location: suppression.span.map(|span| Location::new(span, sources)),
        }
    }
}

impl<'a> Question<'a> {
    fn new((text, severity): &'a (String, Severity)) -> Self {
        Self { text, severity: severity.as_str() }
    }
}
