//! How much each rule matters at an element, and who said so.

use std::fmt::Write as _;

use crate::{
    lint::{AtElement, Effective, Origin, Said},
    source::{SourceMap, Span},
};

/// One line for each rule, by category.
pub fn settings_text(at: &AtElement, path: &str, sources: &SourceMap) -> String {
    let name = if path.is_empty() { "the model" } else { path };
    let mut text = format!("{name}: {} at level {}\n", at.kind, at.level.as_str());
    let width = at.rules.iter().map(|rule| rule.known.name.len()).max().unwrap_or(0);
    let mut last = None;
    for rule in at.rules.iter().filter(|rule| rule.known.rule().is_some()) {
        let category = rule.known.category();
        if last != Some(category) {
            let _ = writeln!(text, "\n{}", category.as_str());
            last = Some(category);
        }
        let severity = rule.severity.map_or("off", crate::diagnostic::Severity::as_str);
        let said = said(rule, sources);
        let _ = writeln!(text, "  {:width$}  {severity:<8} {said}", rule.known.name);
    }
    text.push_str("\nWhat the language and the history of events refuse is always on.\n");
    text
}

fn said(rule: &Effective, sources: &SourceMap) -> String {
    match &rule.origin {
        Said::Settings(Origin::Default) => "by default".to_owned(),
        Said::Settings(Origin::Preset(preset)) => format!("preset {}", preset.as_str()),
        Said::Settings(Origin::Model(span)) => format!("set at {}", place(*span, sources)),
        Said::Settings(Origin::CommandLine) => "set on the command line".to_owned(),
        Said::Allowed(by, span) => format!("{} at {}", by.as_str(), place(*span, sources)),
    }
}

fn place(span: Span, sources: &SourceMap) -> String {
    let start = sources.start_of(span);
    format!("{}:{}:{}", sources.path(span.file), start.line, start.column)
}
