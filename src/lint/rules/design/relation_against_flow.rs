//! A context map that says the opposite of what the messages do.

use std::collections::BTreeMap;

use crate::{
    lint::{Levels, Rule, crossings::CrossingKind, judge::Found, on::On},
    model::{RelationKind, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "relation-against-flow",
    code: "ES3011",
    summary: "An upstream context that only takes from its downstream.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("relation_against_flow.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let mut first = BTreeMap::new();
    for crossing in on.crossings() {
        let what = (crossing.from, crossing.on, crossing.kind == CrossingKind::Commands);
        first.entry(what).or_insert(crossing.span);
    }
    for relation in &on.model.relations {
        let RelationKind::UpstreamDownstream { upstream, downstream } = &relation.kind else {
            continue;
        };
        let (up, down) = (upstream.value, downstream.value);
        let Some(listens) = first.get(&(up, down, false)) else { continue };
        // Whoever gives commands may stand on either side.
        let others = [(down, up, false), (down, up, true), (up, down, true)];
        if others.iter().any(|other| first.contains_key(other)) {
            continue;
        }
        let (giver, taker) = (Subject::Context(up), Subject::Context(down));
        let (name, other) = (on.shown(giver), on.shown(taker));
        let finding = RULE
            .at(upstream.span, format!("{name} is upstream of {other}, but only listens to it"))
            .label("upstream is who gives")
            .related(*listens, format!("an event of {other}"))
            .help("swap `upstream` and `downstream`");
        found.add(on.lowest([giver, taker]), finding);
    }
}
