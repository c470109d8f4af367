//! Findings for people: the lines at fault with what is wrong underlined, and what to do about it.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan};

use super::indexed::Indexed;
use super::summary;
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::{SourceMap, Span};

/// How findings are drawn. The caller knows the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to colour.
    pub colour: bool,
    /// Whether lines may be drawn with other characters than ASCII.
    pub unicode: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// The most findings that are drawn; further ones are only counted.
    pub most: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { colour: false, unicode: true, width: 100, most: 200 }
    }
}

/// The most letters of a line that are underlined.
const MOST_UNDERLINED: usize = 200;

/// Draws the findings in the order given, with a line at the end that counts all of them.
pub fn pretty(findings: &[Diagnostic], sources: &SourceMap, look: Look) -> String {
    let pen = Pen::new(sources, look);
    let mut text = String::new();
    for finding in findings.iter().take(look.most) {
        pen.draw(finding, title(finding), help(finding), &mut text);
        text.push('\n');
    }
    if let Some(rest) = findings.len().checked_sub(look.most).filter(|rest| *rest > 0) {
        text.push_str("... and ");
        text.push_str(&rest.to_string());
        text.push_str(" more\n");
    }
    text.push_str(&summary(findings));
    text.push('\n');
    text
}

/// Draws single findings.
pub(super) struct Pen<'s> {
    sources: &'s SourceMap,
    handler: GraphicalReportHandler,
}

impl<'s> Pen<'s> {
    pub(super) fn new(sources: &'s SourceMap, look: Look) -> Self {
        let theme = match (look.unicode, look.colour) {
            (true, true) => GraphicalTheme::unicode(),
            (true, false) => GraphicalTheme::unicode_nocolor(),
            (false, true) => GraphicalTheme::ascii(),
            (false, false) => GraphicalTheme::none(),
        };
        let handler = GraphicalReportHandler::new_themed(theme).with_links(false);
        Self { sources, handler: handler.with_width(look.width) }
    }

    /// Draws a finding under a title, with what can be done. One picture shows one file; labels in other files become
    /// pictures of their own below it.
    pub(super) fn draw(
        &self,
        finding: &Diagnostic,
        title: String,
        help: Option<String>,
        text: &mut String,
    ) {
        let file = finding.primary.span.file;
        let elsewhere = finding.related.iter().filter(|label| label.span.file != file);
        let pictures = std::iter::once(Picture::new(finding, title, help, self.sources))
            .chain(elsewhere.map(|label| Picture::of_label(label, self.sources)));
        for picture in pictures {
            if self.handler.render_report(text, &picture).is_err() {
                text.push_str(&plain(finding, self.sources));
            }
        }
    }
}

/// A finding whose file is not in the map, on lines of its own.
fn plain(finding: &Diagnostic, sources: &SourceMap) -> String {
    let path = sources.path(finding.primary.span.file);
    format!("{}: {path}: {}\n", finding.severity.as_str(), finding.message)
}

/// A finding, or a label in another file, in the form the renderer wants.
struct Picture<'s> {
    severity: Option<Severity>,
    code: Option<String>,
    message: String,
    help: Option<String>,
    source: Option<Indexed<'s>>,
    labels: Vec<LabeledSpan>,
}

impl<'s> Picture<'s> {
    fn new(
        finding: &Diagnostic,
        title: String,
        help: Option<String>,
        sources: &'s SourceMap,
    ) -> Self {
        let file = finding.primary.span.file;
        let here = finding.related.iter().filter(|label| label.span.file == file);
        let mut labels = vec![labeled(&finding.primary, sources, true)];
        labels.extend(here.map(|label| labeled(label, sources, false)));
        Self {
            severity: Some(finding.severity),
            code: Some(title),
            message: finding.message.clone(),
            help,
            source: sources.file(file).map(Indexed),
            labels,
        }
    }

    /// A label in another file.
    fn of_label(label: &Label, sources: &'s SourceMap) -> Self {
        let unlabeled = Label { span: label.span, text: String::new() };
        Self {
            severity: None,
            code: None,
            message: label.text.clone(),
            help: None,
            source: sources.file(label.span.file).map(Indexed),
            labels: vec![labeled(&unlabeled, sources, true)],
        }
    }
}

/// The name of the rule and its code.
fn title(finding: &Diagnostic) -> String {
    let severity = finding.severity.as_str();
    match finding.code() {
        Some(code) => format!("{severity}[{}] {code}", finding.rule),
        None => format!("{severity}[{}]", finding.rule),
    }
}

/// All that can be done, one line each.
fn help(finding: &Diagnostic) -> Option<String> {
    let fix = finding.fix.as_ref().map(|fix| format!("fix: {}", fix.title));
    let notes = finding.notes.iter().map(|note| format!("note: {note}"));
    let lines: Vec<String> = finding.help.clone().into_iter().chain(notes).chain(fix).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A label for the renderer, up to the end of its first line: underlining a block helps nobody, nor does a line that
/// has no end.
fn labeled(label: &Label, sources: &SourceMap, primary: bool) -> LabeledSpan {
    let span = first_line(label.span, sources);
    let text = (!label.text.is_empty()).then(|| label.text.clone());
    let place = (span.start as usize, span.range().len());
    if primary {
        LabeledSpan::new_primary_with_span(text, place)
    } else {
        LabeledSpan::new_with_span(text, place)
    }
}

fn first_line(span: Span, sources: &SourceMap) -> Span {
    let text = sources.slice(span);
    let line = text.lines().next().unwrap_or("").trim_end();
    let line = line.char_indices().nth(MOST_UNDERLINED).map_or(line, |(end, _)| &line[..end]);
    let length = u32::try_from(line.len()).unwrap_or(u32::MAX);
    Span::new(span.file, span.start, span.start.saturating_add(length))
}

impl fmt::Display for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Debug for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Picture<'_> {}

impl miette::Diagnostic for Picture<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Some(Severity::Error) => miette::Severity::Error,
            Some(Severity::Warning) => miette::Severity::Warning,
            Some(Severity::Info) | None => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn miette::SourceCode> {
        self.source.as_ref().map(|source| source as &dyn miette::SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
