//! Lists in which everything stands once.

use std::collections::BTreeMap;

use super::level::Home;
use crate::{
    diagnostic::{Diagnostic, rule},
    source::{Span, Spanned},
};

/// The items without repetitions, each of which is reported with both places.
pub(super) fn distinct<T: Ord + Clone>(
    items: Vec<Spanned<T>>,
    name: impl Fn(&T) -> String,
    home: Home,
    out: &mut Vec<Diagnostic>,
) -> Vec<Spanned<T>> {
    let mut seen: BTreeMap<T, Span> = BTreeMap::new();
    let mut kept = Vec::new();
    for item in items {
        if let Some(first) = seen.get(&item.value) {
            let message = format!("`{}` is listed twice", name(&item.value));
            let finding = Diagnostic::error(rule::DUPLICATE_LIST_ENTRY, item.span, message)
                .related(*first, "listed here already")
                .help("remove one of the two");
            home.report(finding, out);
        } else {
            seen.insert(item.value.clone(), item.span);
            kept.push(item);
        }
    }
    kept
}
