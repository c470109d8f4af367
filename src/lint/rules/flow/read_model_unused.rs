//! Rows that nobody can ask for.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "read-model-unused",
    code: "ES2021",
    summary: "A read model without a query.",
    levels: Levels::of("-/s/s"),
    fix: None,
    options: &[],
    page: include_str!("read_model_unused.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, view) in on.model.read_models.iter() {
        if view.queries.is_empty() && !view.mappings.is_empty() {
            let subject = Subject::ReadModel(id);
            let finding = RULE
                .at(view.name.span, format!("nobody can ask {}", on.shown(subject)))
                .label("has no query")
                .help("say under `queries` how it is asked, as in `all: {}`");
            found.add(on.level(subject), finding);
        }
    }
}
