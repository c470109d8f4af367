//! What is built again because of a change: rows of read models, and snapshots. And who sees an event at all.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Baseline, Side,
    pairs::{Pair, Pairs},
};
use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::fingerprint,
    model::{AggregateId, ContextId, EventId, Model, PolicyId, ReadModelId, SagaId, Writer},
};

/// What a change sets in motion.
#[derive(Debug, Default)]
pub(super) struct Effects {
    views: BTreeSet<ReadModelId>,
    aggregates: BTreeSet<AggregateId>,
    views_of: BTreeMap<EventId, Vec<ReadModelId>>,
    policies_of: BTreeMap<EventId, Vec<PolicyId>>,
    sagas_of: BTreeMap<EventId, Vec<SagaId>>,
    /// A remark for each of them that a changed event explains.
    pub(super) explained: Vec<Diagnostic>,
    /// A remark for each of the others: something else changed, such as a state or a mapping.
    pub(super) beside: Vec<Diagnostic>,
}

impl Effects {
    pub(super) fn of(ours: Side<'_>, baseline: Baseline<'_>, pairs: &Pairs<'_>) -> Self {
        let mut effects = Self::default();
        effects.look_up(ours.model);
        let changed: BTreeSet<EventId> = pairs
            .values()
            .filter(|pair| pair.has_other_versions())
            .filter_map(Pair::event)
            .collect();
        match baseline {
            Baseline::Nothing => {}
            Baseline::Published(_) => effects.of_events(ours.model, &changed),
            Baseline::Model(before) => effects.of_fingerprints(ours, before),
        }
        effects.remark(ours.model, &changed);
        effects
    }

    fn look_up(&mut self, model: &Model) {
        for (id, view) in model.read_models.iter() {
            for mapping in &view.mappings {
                self.views_of.entry(mapping.event).or_default().push(id);
            }
        }
        for (id, policy) in model.policies.iter() {
            for event in &policy.whenever {
                self.policies_of.entry(event.value).or_default().push(id);
            }
        }
        for (id, saga) in model.sagas.iter() {
            for reaction in &saga.reactions {
                self.sagas_of.entry(reaction.event).or_default().push(id);
            }
        }
    }

    /// Without another model to compare with: whatever a changed event goes into.
    fn of_events(&mut self, model: &Model, changed: &BTreeSet<EventId>) {
        for event in changed {
            self.views.extend(self.views_of.get(event).into_iter().flatten());
            if let Writer::Aggregate(id) = model.events[*event].writer
                && model.aggregates[id].snapshot.is_some()
            {
                self.aggregates.insert(id);
            }
        }
    }

    /// With another model: exactly what generated code would throw away, since it compares the same fingerprints.
    fn of_fingerprints(&mut self, ours: Side<'_>, before: Side<'_>) {
        let of_views = |side: Side<'_>| {
            let views = side.model.read_models.iter().map(move |(id, view)| {
                let name = full(side.model, view.context, &view.name.value);
                (name, (id, fingerprint::of_read_model(side.model, side.plan, view)))
            });
            views.collect::<BTreeMap<_, _>>()
        };
        let of_aggregates = |side: Side<'_>| {
            let saved = side.model.aggregates.iter().filter(|(_, it)| it.snapshot.is_some());
            let saved = saved.map(move |(id, it)| {
                let name = full(side.model, it.context, &it.name.value);
                (name, (id, fingerprint::of_aggregate(side.model, side.plan, it)))
            });
            saved.collect::<BTreeMap<_, _>>()
        };
        self.views = stale(of_views(before), of_views(ours)).collect();
        self.aggregates = stale(of_aggregates(before), of_aggregates(ours)).collect();
    }

    fn remark(&mut self, model: &Model, changed: &BTreeSet<EventId>) {
        for id in &self.aggregates {
            let aggregate = &model.aggregates[*id];
            let message = format!("snapshots of `{}` are discarded", aggregate.name.value);
            let finding = Diagnostic::info(rule::SNAPSHOTS_DROPPED, aggregate.name.span, message)
                .help("nothing to do: the first load of each instance reads its events again");
            let explained = aggregate.events.iter().any(|event| changed.contains(event));
            if explained { &mut self.explained } else { &mut self.beside }.push(finding);
        }
        for id in &self.views {
            let view = &model.read_models[*id];
            let message = format!("the rows of `{}` are built again", view.name.value);
            let finding = Diagnostic::info(rule::PROJECTION_REBUILD, view.name.span, message)
                .help("nothing to do: the service builds them from the first event when it starts, and queries see what is there so far");
            let explained = view.mappings.iter().any(|mapping| changed.contains(&mapping.event));
            if explained { &mut self.explained } else { &mut self.beside }.push(finding);
        }
    }

    /// The read models that are built again and show an event.
    pub(super) fn rebuilt_by(&self, model: &Model, pair: &Pair<'_>) -> Vec<String> {
        let views = of(&self.views_of, pair)
            .filter(|id| pair.has_other_versions() && self.views.contains(id));
        let views = views.map(|id| &model.read_models[*id]);
        views.map(|view| name(model, pair, view.context, &view.name.value)).collect()
    }

    /// The aggregates whose snapshots are discarded and hold an event.
    pub(super) fn discarded_by(&self, model: &Model, pair: &Pair<'_>) -> Vec<String> {
        let writer = pair.event().map(|event| model.events[event].writer);
        match writer {
            Some(Writer::Aggregate(id))
                if pair.has_other_versions() && self.aggregates.contains(&id) =>
            {
                vec![model.aggregates[id].name.value.clone()]
            }
            Some(Writer::Aggregate(_) | Writer::System(_) | Writer::Nobody) | None => Vec::new(),
        }
    }

    /// The policies that see an event.
    pub(super) fn policies(&self, model: &Model, pair: &Pair<'_>) -> Vec<String> {
        let policies = of(&self.policies_of, pair).map(|id| &model.policies[*id]);
        policies.map(|it| name(model, pair, it.context, &it.name.value)).collect()
    }

    /// The sagas that see an event.
    pub(super) fn sagas(&self, model: &Model, pair: &Pair<'_>) -> Vec<String> {
        let sagas = of(&self.sagas_of, pair).map(|id| &model.sagas[*id]);
        sagas.map(|it| name(model, pair, it.context, &it.name.value)).collect()
    }
}

fn of<'e, T>(all: &'e BTreeMap<EventId, Vec<T>>, pair: &Pair<'_>) -> impl Iterator<Item = &'e T> {
    pair.event().and_then(|event| all.get(&event)).into_iter().flatten()
}

fn full(model: &Model, context: ContextId, name: &str) -> String {
    format!("{}.{name}", model.contexts[context].name.value)
}

/// The name of an element, with its context where that is not the event's own.
fn name(model: &Model, pair: &Pair<'_>, context: ContextId, name: &str) -> String {
    let own = pair.event().and_then(|event| model.events[event].context);
    if own == Some(context) { name.to_owned() } else { full(model, context, name) }
}

/// What both have, with another fingerprint.
fn stale<T>(
    before: BTreeMap<String, (T, String)>,
    now: BTreeMap<String, (T, String)>,
) -> impl Iterator<Item = T> {
    now.into_iter().filter_map(move |(name, (id, print))| {
        before.get(&name).filter(|(_, old)| *old != print).map(|_| id)
    })
}
