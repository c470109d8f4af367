//! Narrows a scene to some contexts: what they touch elsewhere stays as a hint, everything else goes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Block, Edge, Lane, Scene, Slice, Sticky, Turn, What, labels::context_lane, notes::counts,
};
use crate::model::{ContextId, Model};

/// What is left of a scene when only some contexts are asked for, and what feeds the read models of some numbers.
pub(super) fn narrow(
    model: &Model,
    scene: &Scene,
    shown: &BTreeSet<ContextId>,
    fed: &BTreeSet<usize>,
) -> Scene {
    let ids: BTreeSet<_> = shown.iter().map(|id| context_lane(&model.contexts[*id])).collect();
    let wanted: BTreeSet<usize> =
        (0..scene.lanes.len()).filter(|lane| ids.contains(&scene.lanes[*lane].id)).collect();
    let inside = |block: usize| wanted.contains(&scene.blocks[block].lane);
    let edges = scene.edges.iter().filter(|edge| inside(edge.from) || inside(edge.to));
    let edges: Vec<Edge> = edges.copied().collect();
    let kept: BTreeSet<usize> = (0..scene.blocks.len())
        .filter(|block| inside(*block) || feeds(&scene.blocks[*block], fed))
        .chain(edges.iter().flat_map(|edge| [edge.from, edge.to]))
        .collect();
    let lanes = kept_lanes(scene, &wanted, &kept);
    let numbers: BTreeMap<usize, usize> =
        kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let renumbered = |(a, b): &(usize, usize)| Some((*numbers.get(a)?, *numbers.get(b)?));
    let mut events: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let blocks = kept_blocks(scene, &wanted, &kept, &edges, (&lanes, fed), &mut events);
    let edges = edges.iter().filter_map(|edge| {
        let event = edge.event.map(|at| events.get(&(edge.from, at)).copied().unwrap_or(at));
        Some(Edge { from: *numbers.get(&edge.from)?, event, to: *numbers.get(&edge.to)? })
    });
    Scene {
        title: title(scene, &wanted),
        subtitle: counts(model, shown),
        wishes: scene.wishes.iter().filter_map(renumbered).collect(),
        turns: turns(scene, &wanted, &numbers),
        edges: edges.collect(),
        lanes: lanes.into_iter().map(|(_, lane)| lane).collect(),
        blocks,
        ..Scene::default()
    }
}

/// The blocks that stay, those outside as hints; and the new numbers of the events of these.
fn kept_blocks(
    scene: &Scene,
    wanted: &BTreeSet<usize>,
    kept: &BTreeSet<usize>,
    edges: &[Edge],
    (lanes, fed): (&[(usize, Lane)], &BTreeSet<usize>),
    events: &mut BTreeMap<(usize, usize), usize>,
) -> Vec<Block> {
    let mut issued: BTreeSet<usize> = BTreeSet::new();
    let mut triggers: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for edge in edges {
        if let Some(event) = edge.event {
            triggers.entry(edge.from).or_default().insert(event);
        } else {
            issued.insert(edge.to);
        }
    }
    let mut blocks = Vec::with_capacity(kept.len());
    for old in kept {
        let mut block = scene.blocks[*old].clone();
        if !wanted.contains(&block.lane) {
            let mut triggers = triggers.remove(old).unwrap_or_default();
            let events_of = block.events().iter().enumerate();
            triggers.extend(events_of.filter(|(_, it)| is_fed(it, fed)).map(|(at, _)| at));
            events.extend(triggers.iter().enumerate().map(|(new, at)| ((*old, *at), new)));
            ghost(&mut block, issued.contains(old), &triggers, fed);
        }
        block.lane = lanes.iter().position(|(lane, _)| *lane == block.lane).unwrap_or(0);
        blocks.push(block);
    }
    blocks
}

/// Whether an event of a block feeds one of these read models.
fn feeds(block: &Block, fed: &BTreeSet<usize>) -> bool {
    block.events().iter().any(|event| is_fed(event, fed))
}

fn is_fed(event: &Sticky, fed: &BTreeSet<usize>) -> bool {
    event.feeds.iter().any(|number| fed.contains(number))
}

fn title(scene: &Scene, wanted: &BTreeSet<usize>) -> String {
    let names: Vec<_> = wanted.iter().map(|lane| scene.lanes[*lane].title.as_str()).collect();
    format!("{} in {}", names.join(", "), scene.title)
}

/// The numbers of the read models that events of the wanted lanes feed.
fn fed_by(scene: &Scene, wanted: &BTreeSet<usize>) -> BTreeSet<usize> {
    let inside = scene.blocks.iter().filter(|block| wanted.contains(&block.lane));
    inside.flat_map(Block::events).flat_map(|event| event.feeds.iter().copied()).collect()
}

fn kept_lanes(
    scene: &Scene,
    wanted: &BTreeSet<usize>,
    kept: &BTreeSet<usize>,
) -> Vec<(usize, Lane)> {
    let fed = fed_by(scene, wanted);
    let touched: BTreeSet<usize> = kept.iter().map(|block| scene.blocks[*block].lane).collect();
    let mut lanes = Vec::new();
    for (at, lane) in scene.lanes.iter().enumerate() {
        let mut lane = lane.clone();
        if !wanted.contains(&at) {
            lane.is_outside = true;
            lane.notes.clear();
            lane.chips.retain(|chip| chip.number.is_some_and(|number| fed.contains(&number)));
        }
        if !lane.is_outside || touched.contains(&at) || !lane.chips.is_empty() {
            lanes.push((at, lane));
        }
    }
    lanes
}

/// The changes of business that lie inside.
fn turns(scene: &Scene, wanted: &BTreeSet<usize>, numbers: &BTreeMap<usize, usize>) -> Vec<Turn> {
    let inside = scene.turns.iter().filter(|turn| wanted.contains(&scene.blocks[turn.block].lane));
    inside
        .filter_map(|turn| {
            Some(Turn { block: *numbers.get(&turn.block)?, text: turn.text.clone() })
        })
        .collect()
}

/// Takes away what no kept edge touches.
fn ghost(block: &mut Block, is_issued: bool, triggers: &BTreeSet<usize>, fed: &BTreeSet<usize>) {
    block.is_ghost = true;
    block.notes.clear();
    let What::Slice(slice) = &mut block.what else { return };
    let Slice { actors, command, events, tray: _ } = slice;
    actors.clear();
    if !is_issued {
        *command = None;
    }
    let mut at = 0;
    events.retain_mut(|sticky| {
        sticky.feeds.retain(|number| fed.contains(number));
        at += 1;
        triggers.contains(&(at - 1))
    });
}
