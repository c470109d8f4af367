//! What a reference that leads nowhere hides: whoever it may have meant, and the element in which it stands, seem to lack
//! something, which is told when the reference is mended. All others are looked at.

use super::{Outlines, Rule};
use crate::{
    diagnostic::{Diagnostic, Severity, nearest, rule},
    pipeline::Analysis,
    source::Span,
};

/// Mistakes that hide only what they are about: a name that leads nowhere, or to something of another kind or owner, and
/// an expression that is none, or of the wrong type.
const CASTS: &[&str] = &[
    rule::UNRESOLVED_REFERENCE,
    rule::ILLEGAL_SUCCESSION,
    rule::EVENT_MULTIPLE_WRITERS,
    rule::EXPRESSION_SYNTAX,
    rule::EXPRESSION_TYPE,
    rule::MAPPING_TYPE_MISMATCH,
    rule::OPTIONAL_FEEDS_REQUIRED,
];

/// Rules that look at one element and those beside it, or name every element on their way.
const BESIDE_IT: &[&str] = &[
    "command-unhandled",
    "command-never-issued",
    "command-without-outcome",
    "event-never-emitted",
    "event-unconsumed",
    "policy-without-trigger",
    "policy-without-effect",
    "saga-never-starts",
    "saga-never-ends",
    "saga-without-timeout",
    "silent-outcome",
    "compensation-missing",
    "reaction-loop",
    "read-model-without-source",
    "read-model-unused",
];

/// Whether a mistake hides only what it is about.
pub(super) fn casts(finding: &Diagnostic) -> bool {
    CASTS.contains(&finding.rule)
}

/// Whether a rule can do with some references that lead nowhere.
pub(super) fn is_beside_it(rule: &Rule) -> bool {
    BESIDE_IT.contains(&rule.name)
}

/// The references of a model that lead nowhere.
pub(super) struct Shadows<'a> {
    analysis: &'a Analysis,
    /// The word, and the element around it.
    broken: Vec<(&'a str, Span)>,
}

impl<'a> Shadows<'a> {
    pub(super) fn new(analysis: &'a Analysis, outlines: &Outlines) -> Self {
        let errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
        let broken = errors.filter(|it| casts(it)).map(|it| {
            let place = it.primary.span;
            let element = outlines.around(place).next().map_or(place, |element| element.span);
            (analysis.sources.slice(place), element)
        });
        Self { analysis, broken: broken.collect() }
    }

    /// Whether a finding may only follow from one of them: it lies in the element, passes through it, or is about what the
    /// element names or may have meant.
    pub(super) fn hide(&self, finding: &Diagnostic) -> bool {
        let name = self.analysis.sources.slice(finding.primary.span);
        self.broken.iter().any(|(word, element)| {
            let lies_inside = |place: Span| {
                element.file == place.file && element.range().contains(&place.range().start)
            };
            let passes = finding.related.iter().any(|label| lies_inside(label.span));
            let last = word.rsplit('.').next().unwrap_or(word);
            lies_inside(finding.primary.span)
                || passes
                || self.analysis.sources.slice(*element).contains(name)
                || nearest(last, [name]).is_some()
        })
    }
}
