//! What happens by itself need not be said; what is said should be worth reading.

use std::collections::BTreeMap;

use super::by_name::{Mapped, mappings};
use crate::{
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "redundant-mapping",
    code: "ES4005",
    summary: "A field that is mapped to the value that it has by its name.",
    levels: Levels::of("-/I/I"),
    fix: Some(Applicability::Safe),
    options: &[],
    page: include_str!("redundant_mapping.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    // One entry may fill several messages; it is needed as long as it is for one of them.
    let mut entries: BTreeMap<Span, Mapped<'_>> = BTreeMap::new();
    for mapped in mappings(on) {
        let entry = entries.entry(mapped.value).or_insert(mapped);
        entry.is_by_name &= mapped.is_by_name;
    }
    let mut run: Vec<Mapped<'_>> = Vec::new();
    for mapped in entries.into_values().filter(|it| it.is_by_name) {
        if run.last().is_some_and(|last| !are_neighbours(on, last, &mapped)) {
            report(on, &run, found);
            run.clear();
        }
        run.push(mapped);
    }
    report(on, &run, found);
}

/// Whether two entries are told and taken away together: they have to, or nothing but a comma or a line stands between.
fn are_neighbours(on: &On<'_>, one: &Mapped<'_>, next: &Mapped<'_>) -> bool {
    if one.whole.is_some() || next.whole.is_some() {
        return one.whole == next.whole;
    }
    let entries = (on.entry_of(one.value, one.field), on.entry_of(next.value, next.field));
    let (Some(one), Some(next)) = entries else { return false };
    one.file == next.file && one.end <= next.start && {
        let between = on.text(Span::new(one.file, one.end, next.start));
        between.trim_matches([' ', '\n', '\r', ',']).is_empty()
    }
}

/// Neighbouring entries are one finding, and go together.
fn report(on: &On<'_>, run: &[Mapped<'_>], found: &mut Found<'_>) {
    let [first, others @ ..] = run else { return };
    let names: Vec<String> = run.iter().map(|mapped| format!("`{}`", mapped.field)).collect();
    let (is, it) = if others.is_empty() { ("is", "it") } else { ("are", "them") };
    let mut finding = RULE
        .at(first.value, format!("{} {is} mapped by name already", names.join(" and ")))
        .label("the same without this")
        .help(format!("leave {it} out"));
    for other in others {
        finding = finding.related(other.value, "and this");
    }
    let entries: Option<Vec<Span>> =
        run.iter().map(|mapped| on.entry_of(mapped.value, mapped.field)).collect();
    let gone = entries.and_then(|entries| {
        let (first, last) = (*entries.first()?, *entries.last()?);
        on.without(first.to(last))
    });
    if let Some(gone) = gone {
        finding = finding.fix(Applicability::Safe, "leave the mapping out", gone, "");
    }
    found.add(on.level(first.owner), finding);
}
