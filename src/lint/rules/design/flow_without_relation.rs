//! A context map that leaves out a way on which messages go is trusted too much.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{
        Levels, Rule,
        crossings::{Crossing, CrossingKind},
        judge::Found,
        on::On,
    },
    model::{ContextId, Relation, RelationKind, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "flow-without-relation",
    code: "ES3010",
    summary: "Two contexts that depend on each other, and a context map that does not know.",
    levels: Levels::of("-/s/W"),
    fix: None,
    options: &[],
    page: include_str!("flow_without_relation.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    if on.model.relations.is_empty() {
        return;
    }
    let map = Map::new(&on.model.relations);
    let mut told = BTreeSet::new();
    for crossing in on.crossings() {
        let pair = (crossing.from.min(crossing.on), crossing.from.max(crossing.on));
        if told.insert(pair) {
            judge(on, &crossing, map.relation(crossing.from, crossing.on), found);
        }
    }
}

fn judge(on: &On<'_>, crossing: &Crossing, relation: Option<&Relation>, found: &mut Found<'_>) {
    let (from, other) = (Subject::Context(crossing.from), Subject::Context(crossing.on));
    let (name, others) = (on.shown(from), on.shown(other));
    let place = match crossing.kind {
        CrossingKind::Listens => format!("{name} listens to {others}"),
        CrossingKind::Commands => format!("{name} gives {others} a command"),
    };
    let finding = match relation.map(|relation| &relation.kind) {
        None => RULE
            .at(crossing.span, format!("the context map knows no relation between {name} and {others}"))
            .label(place)
            .help(format!(
                "add one to `context_map`, such as `{{ upstream: {}, downstream: {} }}`",
                on.name(other).value,
                on.name(from).value
            )),
        Some(RelationKind::SeparateWays(parties)) => {
            let finding = RULE
                .at(crossing.span, format!("{name} and {others} go separate ways, and meet here"))
                .label(place)
                .help("say on the map how they depend on each other, or part them");
            parties.iter().fold(finding, |finding, party| {
                finding.related(party.span, "the map says so here")
            })
        }
        Some(
            RelationKind::UpstreamDownstream { .. }
            | RelationKind::Partnership(_)
            | RelationKind::SharedKernel(_),
        ) => return,
    };
    found.add(on.lowest([from, other]), finding);
}

/// The relations by the contexts that take part in them.
struct Map<'m> {
    relations: &'m [Relation],
    of: BTreeMap<ContextId, BTreeSet<usize>>,
}

impl<'m> Map<'m> {
    fn new(relations: &'m [Relation]) -> Self {
        let mut of: BTreeMap<ContextId, BTreeSet<usize>> = BTreeMap::new();
        for (place, relation) in relations.iter().enumerate() {
            let parties = match &relation.kind {
                RelationKind::UpstreamDownstream { upstream, downstream } => {
                    vec![upstream.value, downstream.value]
                }
                RelationKind::Partnership(all)
                | RelationKind::SharedKernel(all)
                | RelationKind::SeparateWays(all) => all.iter().map(|party| party.value).collect(),
            };
            for party in parties {
                of.entry(party).or_default().insert(place);
            }
        }
        Self { relations, of }
    }

    /// What the map says about two contexts.
    fn relation(&self, one: ContextId, other: ContextId) -> Option<&'m Relation> {
        let place = self.of.get(&one)?.intersection(self.of.get(&other)?).next()?;
        self.relations.get(*place)
    }
}
