//! How much each rule matters at one element, and who said so.

use super::{
    Known, Overrides, SuppressedBy, catalogue::catalogue, on::On, settings::Origin, with_view,
};
use crate::{diagnostic::Severity, model::Level, pipeline::Analysis, source::Span};

/// A rule at an element.
#[derive(Debug)]
pub struct Effective {
    /// The rule.
    pub known: Known,
    /// How much it matters; nothing when it is off.
    pub severity: Option<Severity>,
    /// Who said so.
    pub origin: Said,
}

/// Who said how much a rule matters at an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The settings.
    Settings(Origin),
    /// The element, or one around it, or a pattern: it does not apply here.
    Allowed(SuppressedBy, Span),
}

/// The rules as they are at an element.
#[derive(Debug)]
pub struct AtElement {
    /// What the element is, in the field's words.
    pub kind: &'static str,
    /// How complete it claims to be.
    pub level: Level,
    /// Every rule, in the order of the codes.
    pub rules: Vec<Effective>,
}

/// The rules as they are at the element of that path, names joined by `/` or `.`; the model itself for an empty one.
///
/// # Errors
/// Gives every path that there is, when there is no such element.
pub fn effective(
    analysis: &Analysis,
    overrides: &Overrides,
    path: &str,
) -> Result<AtElement, Vec<String>> {
    with_view(analysis, overrides, |on| at(on, &path.replace('.', "/")))
}

fn at(on: &On<'_>, path: &str) -> Result<AtElement, Vec<String>> {
    let Some((span, kind)) = find(on, path) else { return Err(paths(on)) };
    let context = path.split('/').next().unwrap_or_default();
    let mut contexts = on.model.contexts.values();
    let level = contexts
        .find(|it| it.name.value == context)
        .map_or(on.model.level, |context| context.level);
    let rule = |known: Known| {
        let severity =
            known.rule().map_or(Some(Severity::Error), |rule| on.settings.severity(rule, level));
        if let Some((by, place)) = allowed(on, &known, span, path) {
            return Effective { known, severity: None, origin: Said::Allowed(by, place) };
        }
        let origin = Said::Settings(on.settings.origin(known.name).clone());
        Effective { known, severity, origin }
    };
    Ok(AtElement { kind, level, rules: catalogue().into_iter().map(rule).collect() })
}

/// The name of an element and what it is.
fn find(on: &On<'_>, path: &str) -> Option<(Option<Span>, &'static str)> {
    if path.is_empty() {
        return Some((None, "model"));
    }
    on.outlines.iter().find_map(|outline| {
        let mut elements = outline.elements().iter().enumerate();
        let (_, element) = elements.find(|(place, _)| outline.path(*place) == path)?;
        Some((Some(element.name.span), element.kind))
    })
}

fn paths(on: &On<'_>) -> Vec<String> {
    let of = |outline: &crate::syntax::Outline| -> Vec<String> {
        (0..outline.elements().len()).map(|place| outline.path(place)).collect()
    };
    on.outlines.iter().flat_map(of).collect()
}

/// Who allows a rule at an element.
fn allowed(
    on: &On<'_>,
    known: &Known,
    span: Option<Span>,
    path: &str,
) -> Option<(SuppressedBy, Span)> {
    let means = |word: &str| {
        word == known.name
            || word.eq_ignore_ascii_case(known.code)
            || word == known.category().as_str()
    };
    let mut around = span.into_iter().flat_map(|span| on.outlines.around(span));
    let by_element = around.find_map(|element| {
        element.allow.iter().find(|it| means(&it.rule.value)).map(|it| it.rule.span)
    });
    let by_path = || {
        let mut entries = on.settings.per_path().iter();
        let fits = |rules: &[crate::source::Spanned<super::Selector>]| {
            rules.iter().any(|selector| selector.value.means(known))
        };
        entries.find(|it| it.pattern.matches(path) && fits(&it.rules)).map(|it| it.span)
    };
    by_element
        .map(|span| (SuppressedBy::Allow, span))
        .or_else(|| by_path().map(|span| (SuppressedBy::Config, span)))
}
