//! Events of an instance that does not exist are ignored, so that a saga without a start never does anything.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "saga-never-starts",
    code: "ES2010",
    summary: "A saga that no event starts.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("saga_never_starts.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        if saga.starts.is_empty() {
            let subject = Subject::Saga(id);
            let finding = RULE
                .at(saga.name.span, format!("{} never starts", on.shown(subject)))
                .label("no event starts an instance, and events of unknown instances are ignored")
                .help("name the first event under `starts`");
            found.add(on.level(subject), finding);
        }
    }
}
