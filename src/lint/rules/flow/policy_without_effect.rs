//! Whenever it happens, do what?

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "policy-without-effect",
    code: "ES2009",
    summary: "A policy that gives no command.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("policy_without_effect.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, policy) in on.model.policies.iter() {
        // One that never starts is not asked what it would do.
        if policy.then.is_empty() && !policy.whenever.is_empty() {
            let subject = Subject::Policy(id);
            let finding = RULE
                .at(policy.name.span, format!("{} does nothing", on.shown(subject)))
                .label("gives no command")
                .help("name the command under `then`, or mark the policy as `draft`");
            found.add(on.level(subject), finding);
        }
    }
}
