//! Allowances that are written as `allow:` on elements.

use super::{
    super::{SuppressedBy, on::On, settings::read_selector},
    allowance::{Allowance, Reach},
};
use crate::{
    diagnostic::Diagnostic,
    syntax::{Element, Written},
};

/// Every allowance of an element, or of the model itself.
pub(super) fn allowances(on: &On<'_>, out: &mut Vec<Diagnostic>) -> Vec<Allowance> {
    let mut all = Vec::new();
    for outline in on.outlines.iter() {
        all.extend(
            outline.allow().iter().filter_map(|it| allowance(it, it.span, Reach::Model, out)),
        );
        for element in outline.elements() {
            let written = |it: &Written| whole(it, element);
            let reach = Reach::Span(element.span);
            all.extend(
                element.allow.iter().filter_map(|it| allowance(it, written(it), reach, out)),
            );
        }
    }
    all
}

fn allowance(
    it: &Written,
    written: crate::source::Span,
    reach: Reach,
    out: &mut Vec<Diagnostic>,
) -> Option<Allowance> {
    let selector = read_selector(it.rule.as_ref(), out)?;
    Some(Allowance {
        by: SuppressedBy::Allow,
        rule: selector.value,
        word: it.rule.span,
        written,
        reach,
        reason: it.reason.clone(),
        until: it.until.clone(),
    })
}

/// What goes away with an entry: all of `allow:`, when there is no other.
fn whole(it: &Written, element: &Element) -> crate::source::Span {
    match (element.allow.len(), element.allow_span) {
        (1, Some(all)) => all,
        _ => it.span,
    }
}
