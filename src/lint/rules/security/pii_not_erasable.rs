//! What is protected in one place and stored plainly in another is not protected.

use crate::lint::{
    Levels, Rule,
    judge::Found,
    on::On,
    personal::{Why, unclassified},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "pii-not-erasable",
    code: "ES7003",
    summary: "Personal data that a stored event holds without the protection it has elsewhere.",
    levels: Levels::of("-/-/W"),
    fix: None,
    options: &[],
    page: include_str!("pii_not_erasable.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for one in unclassified(on) {
        let (name, Why::Elsewhere(place)) = (&one.field.name, one.why) else { continue };
        let finding = RULE
            .at(name.span, format!("a log cannot forget this `{}`", name.value))
            .label("stored as it is")
            .related(place, "said to be personal here, in the same context")
            .help("say here too how it is kept, or `personal: none` if this one is of nobody");
        found.add(on.level_of(one.context), finding);
    }
}
