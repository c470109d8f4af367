//! Findings for machines: one JSON object a line, described by `schemas/diagnostic.schema.json`.

use serde::Serialize;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label};
use crate::source::{LineColumn, SourceMap, Span};

/// The version of the format.
pub(super) const VERSION: u8 = 1;

/// One line for each finding, in the order given.
pub fn json_lines(findings: &[Diagnostic], sources: &SourceMap) -> String {
    let lines = findings.iter().map(|finding| {
        let mut line = serde_json::to_string(&Line::new(finding, sources)).unwrap_or_default();
        line.push('\n');
        line
    });
    lines.collect()
}

/// A finding as an object.
#[derive(Serialize)]
pub(super) struct Line<'a> {
    v: u8,
    rule: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    severity: &'a str,
    message: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    label: &'a str,
    location: Location<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Related<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    notes: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    finding: Option<&'a str>,
}

/// A place as an object.
#[derive(Serialize)]
pub(super) struct Location<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    byte_start: u32,
    byte_end: u32,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct FixLine<'a> {
    applicability: &'a str,
    title: &'a str,
    edits: Vec<EditLine<'a>>,
}

#[derive(Serialize)]
struct EditLine<'a> {
    path: &'a str,
    start: u32,
    end: u32,
    text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn new(finding: &'a Diagnostic, sources: &'a SourceMap) -> Self {
        Self {
            v: VERSION,
            rule: finding.rule,
            code: finding.code(),
            severity: finding.severity.as_str(),
            message: &finding.message,
            label: &finding.primary.text,
            location: Location::new(finding.primary.span, sources),
            related: finding.related.iter().map(|label| Related::new(label, sources)).collect(),
            help: finding.help.as_deref(),
            notes: &finding.notes,
            fix: finding.fix.as_ref().map(|fix| FixLine::new(fix, sources)),
            finding: finding.finding.as_deref(),
        }
    }

    /// The line with the alias of the rule as linting knows it.
    pub(super) fn of_rule(self, code: Option<&'a str>) -> Self {
        Self { code, ..self }
    }
}

impl<'a> Location<'a> {
    pub(super) fn new(span: Span, sources: &'a SourceMap) -> Self {
        Self {
            path: sources.path(span.file),
            start: sources.start_of(span).into(),
            end: sources.end_of(span).into(),
            byte_start: span.start,
            byte_end: span.end,
        }
    }
}

impl From<LineColumn> for Position {
    fn from(place: LineColumn) -> Self {
        Self { line: place.line, column: place.column }
    }
}

impl<'a> Related<'a> {
    fn new(label: &'a Label, sources: &'a SourceMap) -> Self {
        Self { message: &label.text, location: Location::new(label.span, sources) }
    }
}

impl<'a> FixLine<'a> {
    fn new(fix: &'a Fix, sources: &'a SourceMap) -> Self {
        let applicability = match fix.applicability {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
            Applicability::Display => "display",
        };
        let edits = fix.edits.iter().map(|edit| EditLine::new(edit, sources)).collect();
        Self { applicability, title: &fix.title, edits }
    }
}

impl<'a> EditLine<'a> {
    fn new(edit: &'a Edit, sources: &'a SourceMap) -> Self {
        let path = sources.path(edit.span.file);
        Self { path, start: edit.span.start, end: edit.span.end, text: &edit.text }
    }
}
