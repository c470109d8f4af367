//! Whenever what happens?

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "policy-without-trigger",
    code: "ES2008",
    summary: "A policy that no event starts.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("policy_without_trigger.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, policy) in on.model.policies.iter() {
        if policy.whenever.is_empty() {
            let subject = Subject::Policy(id);
            let finding = RULE
                .at(policy.name.span, format!("{} never starts", on.shown(subject)))
                .label("no event starts it")
                .help("name the event under `whenever`");
            found.add(on.level(subject), finding);
        }
    }
}
