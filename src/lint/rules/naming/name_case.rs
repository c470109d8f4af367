//! One style for each kind of name, so that a reader sees what is an element and what is a field.

use crate::{
    case,
    diagnostic::Applicability,
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Level, Subject},
    source::Spanned,
    types::{Field, Meaning, Place},
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
    let model = on.model;
    for aggregate in model.aggregates.values() {
        fields(&aggregate.state, on.level_of(Some(aggregate.context)), found);
    }
    for command in model.commands.values() {
        fields(&command.fields, on.level_of(command.context), found);
    }
    for event in model.events.values() {
        fields(&event.fields, on.level_of(event.context), found);
    }
    for saga in model.sagas.values() {
        fields(&saga.state, on.level_of(Some(saga.context)), found);
    }
    for view in model.read_models.values() {
        fields(&view.fields, on.level_of(Some(view.context)), found);
    }
    types(on, found);
}

fn types(on: &On<'_>, found: &mut Found<'_>) {
    for (_, definition) in on.model.types.iter() {
        let level = match &definition.place {
            Place::Shared => on.model.level,
            Place::Context(name) => {
                let mut contexts = on.model.contexts.values();
                contexts.find(|it| it.name.value == *name).map_or(on.model.level, |it| it.level)
            }
            Place::Version { .. } => continue,
        };
        match &definition.meaning {
            // It is named like its aggregate.
            Meaning::Identity { .. } => continue,
            Meaning::Record(inside) => fields(inside, level, found),
            Meaning::Newtype(_) | Meaning::Enumeration(_) => {}
        }
        let name = &definition.name;
        if is_asked(&name.value) && !is_camel(&name.value) {
            found.add(level, wrong(name, &case::upper_camel(&name.value), "types"));
        }
    }
}

fn element(on: &On<'_>, subject: Subject, name: &Spanned<String>, found: &mut Found<'_>) {
    let better = case::upper_camel(&name.value);
    let mut finding = wrong(name, &better, "elements");
    if let Some(edits) = on.renamed(subject, &better) {
        let title = format!("write `{better}` wherever it is named");
        finding = finding.fix_all(Applicability::Unsafe, title, edits);
    }
    found.add(on.level(subject), finding);
}

fn fields(fields: &[Field], level: Level, found: &mut Found<'_>) {
    for Field { name, .. } in fields {
        let better = case::snake(&name.value);
        if is_asked(&name.value) && better != name.value {
            found.add(level, wrong(name, &better, "fields"));
        }
    }
}

fn wrong(name: &Spanned<String>, better: &str, kind: &str) -> crate::diagnostic::Diagnostic {
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
