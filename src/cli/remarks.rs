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
        if let Some(id) = self.declared.get(&span) {
            return id.clone();
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diagnostic::rule, pipeline::check_text};

    const MODEL: &str = "\
esgen: 1
model: shop
level: process
hotspots: [{ about: Shop, text: Why }]
actors: { Ann: {} }
glossary: { Word: Meaning }
contexts:
  Shop:
    aggregates:
      Order:
        commands: { Place: { by: [Ann], emits: Placed } }
        events: { Placed: { fields: { price: Decimal } } }
    read_models: { Orders: { from: { Placed: {} } } }
";

    #[test]
    fn a_finding_is_put_at_the_innermost_element_of_pictures() {
        let analysis = check_text(MODEL.as_bytes());
        let element = |word: &str| {
            let start = u32::try_from(MODEL.find(word).unwrap()).unwrap();
            let span = Span::new(analysis.files[0], start, start + 1);
            let finding = Diagnostic::warning(rule::UNKNOWN_KEY, span, "odd");
            let mut remarks = put(&analysis, &[finding]);
            assert_eq!(remarks.len(), 1);
            remarks.remove(0)
        };
        for (word, expected) in [
            ("price", "event:Shop.Placed"),
            ("Placed: { fields", "event:Shop.Placed"),
            ("emits", "command:Shop.Place"),
            ("Order:", "aggregate:Shop.Order"),
            ("Orders", "read-model:Shop.Orders"),
            ("read_models", "context:Shop"),
            ("Ann: {}", "actor:Ann"),
            ("Meaning", ""),
            ("level", ""),
        ] {
            assert_eq!(element(word).element, expected, "{word}");
        }
        let question = &analysis.model.hotspots[0].text;
        let finding = Diagnostic::warning(rule::UNKNOWN_KEY, question.span, "open");
        assert_eq!(put(&analysis, &[finding])[0].element, "hotspot:1");
        let remark = element("price");
        assert_eq!((remark.rule, remark.code), (rule::UNKNOWN_KEY, "ES0002"));
        assert!(remark.place.ends_with(":12:39"), "{}", remark.place);
    }

    #[test]
    fn what_nobody_has_agreed_to_is_told() {
        let remarks = of_lint(&check_text(MODEL.as_bytes()));
        let told: Vec<_> =
            remarks.iter().map(|it| (it.rule, it.code, it.element.as_str())).collect();
        assert_eq!(told, [("open-hotspot", "ES2027", "hotspot:1")]);
    }
}
