//! Who reads that something is deprecated asks what to do, and until when.

use super::deprecations::all;
use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "deprecated-without-plan",
    code: "ES5011",
    summary: "Something should no longer be used, and nobody says what is used instead or when it goes.",
    levels: Levels::of("-/I/I"),
    fix: None,
    options: &[],
    page: include_str!("deprecated_without_plan.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for it in all(on) {
        // An event has to name its successor, which the history of events asks for; a field goes with a new version.
        let is_asked = !it.is_field && !matches!(it.subject, Some(Subject::Event(_)));
        let has_plan = it.deprecation.instead.is_some() || it.deprecation.until.is_some();
        if is_asked && !has_plan {
            let finding = RULE
                .at(it.deprecation.span, format!("what replaces `{}`?", it.name.value))
                .label("deprecated without a plan")
                .related(it.name.span, "this one")
                .help("say `use`, or `until` when it stays: `deprecated: { use: ..., until: \"2027-01-31\" }`");
            found.add(it.level, finding);
        }
    }
}
