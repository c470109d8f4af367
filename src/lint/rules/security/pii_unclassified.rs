//! A log never forgets: what tells of people has to be known before it is stored.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{
        Levels, Rule,
        judge::Found,
        on::On,
        personal::{Unclassified, Why, heard_elsewhere, unclassified},
    },
    model::ContextId,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "pii-unclassified",
    code: "ES7001",
    summary: "A stored field that looks personal, of which nobody says how it is kept.",
    levels: Levels::of("-/-/W"),
    fix: None,
    options: &[],
    page: include_str!("pii_unclassified.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let all = unclassified(on);
    let by_name = |it: &&Unclassified<'_>| it.why == Why::Name;
    // What leaves its context is the greater worry, and another finding.
    let leaving: BTreeSet<_> = all
        .iter()
        .filter(by_name)
        .filter(|it| heard_elsewhere(on, it.event).is_some())
        .map(|it| (it.context, it.field.name.value.as_str()))
        .collect();
    let mut places: BTreeMap<(Option<ContextId>, &str), Vec<&Unclassified<'_>>> = BTreeMap::new();
    for one in all.iter().filter(by_name) {
        let key = (one.context, one.field.name.value.as_str());
        if !leaving.contains(&key) {
            places.entry(key).or_default().push(one);
        }
    }
    for ((context, name), mut places) in places {
        on.put_in_steady_order(&mut places, |it| it.field.name.span);
        let Some((first, others)) = places.split_first() else { continue };
        let finding = RULE
            .at(first.field.name.span, format!("`{name}` looks personal"))
            .label("stored for good, unless it can be forgotten")
            .help("say how it is kept: `personal: shred`, `external` or `pseudonym`; or `personal: none`");
        let finding =
            others.iter().fold(finding, |it, one| it.related(one.field.name.span, "here too"));
        found.add(on.level_of(context), finding);
    }
}
