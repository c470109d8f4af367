//! What the limits of a picture name, and what each of them leaves.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        Limits,
        elements::{self, Element},
        process::{self, Node, nodes},
        text::spoken,
    },
    ways::{Ways, starts},
};
use crate::model::{AggregateId, EventId, Model, Subject};

/// The elements that limits name.
#[derive(Default)]
pub(super) struct Asked {
    aggregates: BTreeSet<AggregateId>,
    from: Option<Subject>,
    to: Option<Subject>,
    around: Option<(Subject, usize)>,
}

impl Asked {
    pub(super) fn new(model: &Model, limits: &Limits) -> Self {
        if limits.is_nothing() {
            return Self::default();
        }
        let elements = elements::all(model);
        let find = |name: &String| elements::find(&elements, name).ok();
        let is_aggregate = |it: &&Element| matches!(it.subject, Subject::Aggregate(_));
        let known: Vec<_> = elements.iter().filter(is_aggregate).cloned().collect();
        let named = limits.aggregates.iter().filter_map(|name| elements::find(&known, name).ok());
        let id = |subject| if let Subject::Aggregate(id) = subject { Some(id) } else { None };
        Self {
            aggregates: named.filter_map(id).collect(),
            from: limits.from.as_ref().and_then(find),
            to: limits.to.as_ref().and_then(find),
            around: limits.around.as_ref().and_then(|(name, depth)| Some((find(name)?, *depth))),
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        let Self { aggregates, from, to, around } = self;
        aggregates.is_empty() && from.is_none() && to.is_none() && around.is_none()
    }

    /// What each of the limits leaves.
    pub(super) fn nodes(
        &self,
        model: &Model,
        holders: &BTreeMap<EventId, Vec<Node>>,
    ) -> Vec<BTreeSet<Node>> {
        let mut kept = Vec::new();
        if !self.aggregates.is_empty() {
            let is_in = |node: &Node| {
                process::aggregate(model, *node).is_some_and(|id| self.aggregates.contains(&id))
            };
            kept.push(nodes(model).into_iter().filter(is_in).collect());
        }
        let ways = Ways::new(model, holders);
        let starts = |subject| starts(model, subject, holders);
        let after = self.from.map(|from| ways.after(&starts(from), usize::MAX));
        let before = self.to.map(|to| ways.before(&starts(to), usize::MAX));
        let is_cut = |after: &BTreeSet<Node>| {
            self.to.is_some_and(|to| starts(to).iter().all(|(node, _)| !after.contains(node)))
        };
        // Where no way leads from one to the other, what both of them touch is not on it.
        kept.extend(after.as_ref().filter(|after| is_cut(after)).map(|_| BTreeSet::new()));
        kept.extend(after);
        kept.extend(before);
        if let Some((subject, depth)) = self.around {
            let starts = starts(subject);
            let mut near = ways.after(&starts, depth);
            near.extend(ways.before(&starts, depth));
            kept.push(near);
        }
        kept
    }

    pub(super) fn words(&self, model: &Model) -> Vec<String> {
        let named = |subject: Subject| {
            let (name, info) = elements::named(model, subject);
            spoken(&name.value, info.label.as_deref())
        };
        let aggregates: Vec<_> =
            self.aggregates.iter().map(|id| named(Subject::Aggregate(*id))).collect();
        let flow = match (self.from, self.to) {
            (None, None) => None,
            (Some(from), None) => Some(format!("what {} leads to", named(from))),
            (None, Some(to)) => Some(format!("what leads to {}", named(to))),
            (Some(from), Some(to)) => {
                Some(format!("the way from {} to {}", named(from), named(to)))
            }
        };
        let around = self.around.map(|(subject, depth)| {
            let steps = if depth == 1 { "step" } else { "steps" };
            format!("{depth} {steps} around {}", named(subject))
        });
        let of = match aggregates.as_slice() {
            [] => None,
            [one] => Some(format!("the aggregate {one}")),
            several => Some(format!("the aggregates {}", several.join(", "))),
        };
        of.into_iter().chain(flow).chain(around).collect()
    }
}
