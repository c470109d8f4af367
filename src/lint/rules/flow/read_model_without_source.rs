//! Rows come from events only.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{ReadModel, Subject},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "read-model-without-source",
    code: "ES2020",
    summary: "A read model that no event fills, or of which no event makes a row.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("read_model_without_source.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, view) in on.model.read_models.iter() {
        let subject = Subject::ReadModel(id);
        let finding = RULE
            .at(view.name.span, format!("{} is never filled", on.shown(subject)))
            .label("no event makes a row of it");
        if view.mappings.is_empty() {
            found.add(on.level(subject), finding.help("name the events under `from`"));
        } else if let Some(first) = changed_only(view) {
            let finding = finding
                .related(first, "changes a row that has to be there")
                .help("say what makes a row: a table that gives every field without a default and does not read `row`; before one that counts it may be the key alone");
            found.add(on.level(subject), finding);
        }
    }
}

/// Where a row is changed for the first time, when no event ever makes one.
fn changed_only(view: &ReadModel) -> Option<Span> {
    let changes = || view.mappings.iter().flat_map(|mapping| &mapping.changes);
    let is_made = changes().any(|change| change.creates);
    // Without a key, or with nothing but names of events, the model does not say yet what happens to rows.
    let says_nothing = |writes: &Vec<_>| writes.is_empty();
    let is_open = changes().any(|it| it.key.is_none() || it.writes.as_ref().is_some_and(says_nothing));
    let first = view.mappings.iter().find(|mapping| !mapping.changes.is_empty());
    first.filter(|_| !is_made && !is_open).map(|mapping| mapping.span)
}
