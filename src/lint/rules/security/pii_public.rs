//! What leaves its context is copied, and copies are hard to forget.

use std::collections::BTreeSet;

use crate::lint::{
    Levels, Rule,
    judge::Found,
    on::On,
    personal::{Why, heard_elsewhere, unclassified},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "pii-public",
    code: "ES7002",
    summary: "Personal data that leaves its context in the clear.",
    levels: Levels::of("-/-/W"),
    fix: None,
    options: &[],
    page: include_str!("pii_public.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut told = BTreeSet::new();
    for one in unclassified(on) {
        let name = &one.field.name;
        let Some((reader, place)) = heard_elsewhere(on, one.event) else { continue };
        if one.why != Why::Name || !told.insert((one.context, name.value.as_str())) {
            continue;
        }
        let home = one.context.map_or("the model", |id| on.model.contexts[id].name.value.as_str());
        let finding = RULE
            .at(name.span, format!("`{}` leaves `{home}` in the clear", name.value))
            .label("looks personal, and is read elsewhere")
            .related(place, "heard here, in another context")
            .help("keep it inside, or say how it is kept: `personal: shred`, `external` or `pseudonym`");
        found.add(on.level_of(one.context).min(on.level_of(reader)), finding);
    }
}
