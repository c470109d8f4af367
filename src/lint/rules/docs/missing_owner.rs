//! A context that nobody answers for is changed by everybody.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "missing-owner",
    code: "ES8002",
    summary: "A context without an owner.",
    levels: Levels::of("s/s/s"),
    fix: None,
    options: &[],
    page: include_str!("missing_owner.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, context) in on.model.contexts.iter() {
        let subject = Subject::Context(id);
        if context.info.owner.is_none() && on.model.info.owner.is_none() {
            let finding = RULE
                .at(context.name.span, format!("who owns {}?", on.shown(subject)))
                .help("name the team or person that answers for it with `owner:`");
            found.add(on.level(subject), finding);
        }
    }
}
