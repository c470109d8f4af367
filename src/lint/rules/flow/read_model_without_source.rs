//! Rows come from events only.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "read-model-without-source",
    code: "ES2020",
    summary: "A read model that no event fills.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("read_model_without_source.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, view) in on.model.read_models.iter() {
        if view.mappings.is_empty() {
            let subject = Subject::ReadModel(id);
            let finding = RULE
                .at(view.name.span, format!("{} is never filled", on.shown(subject)))
                .label("no event makes a row of it")
                .help("name the events under `from`");
            found.add(on.level(subject), finding);
        }
    }
}
