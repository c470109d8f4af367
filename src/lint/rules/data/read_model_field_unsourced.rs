//! A row is made of events only, so that a field which no event writes holds nothing for ever. From the completeness
//! check of event modelling.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{ReadModel, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "read-model-field-unsourced",
    code: "ES4001",
    summary: "A field of a read model that no event gives a value to.",
    levels: Levels::of("-/I/W"),
    fix: None,
    options: &[],
    page: include_str!("read_model_field_unsourced.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, view) in on.model.read_models.iter() {
        // One that no event fills at all is another finding.
        if view.mappings.is_empty() {
            continue;
        }
        let is_key = |name: &str| view.key.as_ref().is_some_and(|key| key.value == name);
        for field in &view.fields {
            let name = &field.name.value;
            if !is_key(name) && !is_written(view, name) {
                let message = format!("no event gives `{name}` of `{}` a value", view.name.value);
                let finding = RULE
                    .at(field.name.span, message)
                    .label("keeps what it begins with")
                    .help("say under `from` which event it comes from, or take it away");
                found.add(on.level(Subject::ReadModel(id)), finding);
            }
        }
    }
}

fn is_written(view: &ReadModel, field: &str) -> bool {
    let changes = view.mappings.iter().flat_map(|mapping| &mapping.changes);
    let mut writes = changes.flat_map(|change| change.writes.iter().flatten());
    writes.any(|filling| filling.field == field && !filling.source.is_default())
}
