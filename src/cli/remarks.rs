//! What linting has to say about a model, put at the elements of its pictures.

use std::collections::BTreeMap;

use crate::{
    diagnostic::Diagnostic,
    diagram::{self, Remark},
    lint::{Overrides, known, lint},
    pipeline::Analysis,
    source::{FileId, Span},
    syntax::{Outline, outline},
};

/// What nobody has agreed to, in reading order. Without a day, so that a page is the same tomorrow.
pub(super) fn of_lint(analysis: &Analysis) -> Vec<Remark> {
    put(analysis, &lint(analysis, &Overrides::default()).diagnostics())
}

/// Findings at the elements in which they lie.
pub(super) fn put(analysis: &Analysis, findings: &[Diagnostic]) -> Vec<Remark> {
    let elements = Elements::of(analysis);
    let remark = |finding: &Diagnostic| {
        let span = finding.primary.span;
        let start = analysis.sources.start_of(span);
        let path = analysis.sources.path(span.file);
        Remark {
            element: elements.at(span),
            rule: finding.rule,
            code: known(finding.rule).map_or("", |rule| rule.code),
            severity: finding.severity,
            message: finding.message.clone(),
            help: finding.help.clone(),
            place: format!("{path}:{}:{}", start.line, start.column),
        }
    };
    findings.iter().map(remark).collect()
}

/// The elements of pictures as stretches of text.
struct Elements {
    outlines: Vec<(FileId, Outline)>,
    declared: BTreeMap<Span, String>,
}

impl Elements {
    fn of(analysis: &Analysis) -> Self {
        let outlined = |file: &FileId| (*file, outline(*file, &analysis.sources));
        Self {
            outlines: analysis.files.iter().map(outlined).collect(),
            declared: diagram::declared(&analysis.model).into_iter().collect(),
        }
    }

    /// The innermost element around a place that pictures know; empty where there is none.
    fn at(&self, span: Span) -> String {
        let outline = self.outlines.iter().find(|(file, _)| *file == span.file);
        let mut next = outline.and_then(|(_, outline)| outline.at(span));
        while let Some(element) = outline.zip(next).and_then(|((_, it), at)| it.elements().get(at))
        {
            if let Some(id) = self.declared.get(&element.name.span) {
                return id.clone();
            }
            next = element.parent;
        }
        String::new()
    }
}
