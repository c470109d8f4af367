//! One style for each kind of name, so that a reader sees what is an element and what is a field.

use std::collections::BTreeMap;

use crate::{
    case,
    diagnostic::{Applicability, Diagnostic, Edit},
    lint::{Levels, Rule, fields::Declared, judge::Found, on::On},
    model::{ContextId, Subject},
    source::{Span, Spanned},
    types::{Meaning, Place},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "name-case",
    code: "ES6004",
    summary: "A name in another style than all others of its kind.",
    levels: Levels::of("I/W/W"),
    fix: Some(Applicability::Unsafe),
    options: &[],
    page: include_str!("name_case.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (subject, _) in on.elements() {
        let name = on.name(subject);
        if is_asked(&name.value) && !is_camel(&name.value) {
            element(on, subject, name, found);
        }
    }
    types(on, found);
    fields(on, found);
}

fn types(on: &On<'_>, found: &mut Found<'_>) {
    for (id, definition) in on.model.types.iter() {
        // An identity is named like its aggregate, and an old version like its event.
        let is_written = !matches!(definition.meaning, Meaning::Identity { .. })
            && !matches!(definition.place, Place::Version { .. });
        let name = &definition.name;
        if is_written && is_asked(&name.value) && !is_camel(&name.value) {
            let better = case::upper_camel(&name.value);
            let edits = on.type_renamed(id, &better);
            let finding = offered(wrong(name, &better, "types"), &better, edits);
            found.add(on.level_at(name.span), finding);
        }
    }
}

fn element(on: &On<'_>, subject: Subject, name: &Spanned<String>, found: &mut Found<'_>) {
    let better = case::upper_camel(&name.value);
    let edits = on.renamed(subject, &better);
    let finding = offered(wrong(name, &better, "elements"), &better, edits);
    found.add(on.level(subject), finding);
}

fn offered(finding: Diagnostic, better: &str, edits: Option<Vec<Edit>>) -> Diagnostic {
    match edits {
        Some(edits) => {
            let title = format!("write `{better}` wherever it is named");
            finding.fix_all(Applicability::Unsafe, title, edits)
        }
        None => finding,
    }
}

/// One finding for each name of a context: what travels from a command to an event is one thing.
fn fields(on: &On<'_>, found: &mut Found<'_>) {
    let mut places: BTreeMap<(Option<ContextId>, &str), Vec<Span>> = BTreeMap::new();
    for Declared { field, context, .. } in on.fields() {
        let name = &field.name;
        if is_asked(&name.value) && case::snake(&name.value) != name.value {
            places.entry((context, &name.value)).or_default().push(name.span);
        }
    }
    for ((context, name), mut places) in places {
        places.sort_unstable();
        let Some((first, others)) = places.split_first() else { continue };
        let name = Spanned::new(name.to_owned(), *first);
        let better = case::snake(&name.value);
        let edits = on.fields_renamed(&name.value, &better);
        let finding = offered(wrong(&name, &better, "fields"), &better, edits);
        let finding = others.iter().fold(finding, |it, place| it.related(*place, "here too"));
        found.add(on.level_of(context), finding);
    }
}

fn wrong(name: &Spanned<String>, better: &str, kind: &str) -> Diagnostic {
    RULE.at(name.span, format!("`{}` is not written as names of {kind} are", name.value))
        .help(format!("write `{better}`"))
}

/// Whether a name can have a case: what cannot be an identifier has another finding, or is a sentence on a board.
fn is_asked(name: &str) -> bool {
    name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'_' | b'-'))
}

/// A capital first, and nothing between the words. Abbreviations may keep their capitals.
fn is_camel(name: &str) -> bool {
    name.starts_with(|it: char| it.is_ascii_uppercase())
        && name.bytes().all(|it| it.is_ascii_alphanumeric())
}
