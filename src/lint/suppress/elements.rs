//! Allowances that are written as `allow:` on elements.

use super::{
    super::{SuppressedBy, on::On, settings::read_selector},
    allowance::{Allowance, Reach},
};
use crate::{diagnostic::Diagnostic, source::Span, syntax::Written};

/// Every allowance of an element, or of the model itself.
pub(super) fn allowances(on: &On<'_>, out: &mut Vec<Diagnostic>) -> Vec<Allowance> {
    let mut all = Vec::new();
    for outline in on.outlines.iter() {
        all.extend(
            outline
                .allow()
                .iter()
                .filter_map(|it| allowance(it, outline.allow_span(), Reach::Model, out)),
        );
        for element in outline.elements() {
            let (list, reach) = (element.allow_span, Reach::Span(element.span));
            all.extend(element.allow.iter().filter_map(|it| allowance(it, list, reach, out)));
        }
    }
    all
}

fn allowance(
    it: &Written,
    list: Option<Span>,
    reach: Reach,
    out: &mut Vec<Diagnostic>,
) -> Option<Allowance> {
    let selector = read_selector(it.rule.as_ref(), out)?;
    Some(Allowance {
        by: SuppressedBy::Allow,
        rule: selector.value,
        word: it.rule.span,
        written: it.span,
        list,
        reach,
        reason: it.reason.clone(),
        until: it.until.clone(),
    })
}
