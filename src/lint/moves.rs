//! How the states of a lifecycle follow from each other. Aggregates that share an enumeration share its states.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::Flow;
use crate::{
    model::{Aggregate, AggregateId, Lifecycle, Model},
    source::Span,
    types::{EnumValue, TypeId},
};

/// The states of one enumeration, and how they follow from each other.
#[derive(Debug)]
pub(super) struct Moves<'m> {
    /// The aggregates that live in these states.
    pub aggregates: Vec<AggregateId>,
    /// The states in order of declaration.
    pub states: &'m [EnumValue],
    /// Where a life begins.
    pub initial: BTreeSet<usize>,
    /// Where it may end, each with the place that says so.
    pub finals: BTreeMap<usize, Span>,
    steps: Vec<Move>,
}

#[derive(Debug)]
struct Move {
    /// The states in which it can happen; nothing means all of them.
    from: Option<BTreeSet<usize>>,
    to: usize,
}

/// The lifecycles of a model, as far as it says how their states change: an event that computes the state by itself may
/// lead anywhere.
pub(super) fn lifecycles<'m>(model: &'m Model, flow: &Flow) -> Vec<Moves<'m>> {
    let mut found: BTreeMap<TypeId, Option<Moves<'m>>> = BTreeMap::new();
    for (id, aggregate) in model.aggregates.iter() {
        let Some(lifecycle) = &aggregate.lifecycle else { continue };
        let field = aggregate.state.iter().find(|field| field.name.value == lifecycle.field.value);
        let Some((ty, words)) = field.and_then(|field| model.types.enumeration(&field.ty)) else {
            continue;
        };
        let states = found.entry(ty).or_insert_with(|| Some(Moves::new(&words.values)));
        if computes_state(aggregate, lifecycle, model) {
            *states = None;
        }
        if let Some(states) = states {
            states.add(id, lifecycle, model, flow);
        }
    }
    found.into_values().flatten().collect()
}

fn computes_state(aggregate: &Aggregate, lifecycle: &Lifecycle, model: &Model) -> bool {
    let mut folds = aggregate.events.iter().flat_map(|event| &model.events[*event].folds);
    folds.any(|fold| fold.field.value == lifecycle.field.value)
}

impl<'m> Moves<'m> {
    fn new(states: &'m [EnumValue]) -> Self {
        Self {
            aggregates: Vec::new(),
            states,
            initial: BTreeSet::new(),
            finals: BTreeMap::new(),
            steps: Vec::new(),
        }
    }

    fn add(&mut self, id: AggregateId, lifecycle: &Lifecycle, model: &Model, flow: &Flow) {
        self.aggregates.push(id);
        self.initial.insert(lifecycle.initial.value);
        for end in &lifecycle.finals {
            self.finals.entry(end.value).or_insert(end.span);
        }
        for event in &model.aggregates[id].events {
            let Some(to) = model.events[*event].moves_to else { continue };
            let mut froms: Vec<Option<BTreeSet<usize>>> = flow
                .emitters(*event)
                .iter()
                .map(|emitter| &model.commands[emitter.command].from)
                .map(|from| (!from.is_empty()).then(|| from.iter().map(|it| it.value).collect()))
                .collect();
            if froms.is_empty() {
                // That nobody emits it is another fault.
                froms.push(None);
            }
            self.steps.extend(froms.into_iter().map(|from| Move { from, to: to.value }));
        }
    }

    /// Whether some event leads to a state, wherever it may happen.
    pub(super) fn is_led_to(&self, state: usize) -> bool {
        self.steps.iter().any(|it| it.to == state)
    }

    /// Every state that can follow from those states, themselves included.
    pub(super) fn reached(&self, from: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut reached = from.clone();
        loop {
            let can = |it: &&Move| it.from.as_ref().is_none_or(|from| !from.is_disjoint(&reached));
            let more: Vec<usize> = self.steps.iter().filter(can).map(|it| it.to).collect();
            let before = reached.len();
            reached.extend(more);
            if reached.len() == before {
                return reached;
            }
        }
    }

    /// Whether some event leads from a state to another one.
    pub(super) fn has_way_out(&self, state: usize) -> bool {
        let leaves =
            |it: &Move| it.to != state && it.from.as_ref().is_none_or(|from| from.contains(&state));
        self.steps.iter().any(leaves)
    }
}
