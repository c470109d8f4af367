//! Narrows a scene to what is asked for: what that touches elsewhere stays as a hint, everything else goes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Block, Edge, Lane, Scene, Slice, Sticky, Turn, What,
    build::{Builder, Place},
};
use crate::{
    diagram::{names::id_of, process::Node, scope::Scope},
    model::Subject,
};

/// What becomes of events elsewhere that feed a read model which is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feeders {
    /// They are left out.
    Left,
    /// They stay as hints.
    Hinted,
}

/// The blocks, lanes and read models that are asked for, by their identifiers.
pub(super) struct Wanted {
    blocks: BTreeSet<String>,
    lanes: BTreeSet<String>,
    views: BTreeSet<String>,
}

/// What is left of a scene when only a part of it is asked for.
pub(super) fn narrow(scene: &Scene, asked: &Wanted, scope: &Scope<'_>, feeders: Feeders) -> Scene {
    let wanted = Places::new(scene, asked);
    let fed = match feeders {
        Feeders::Left => BTreeSet::new(),
        Feeders::Hinted => wanted.views.clone(),
    };
    let inside = |block: usize| wanted.blocks.contains(&block);
    let edges = scene.edges.iter().filter(|edge| inside(edge.from) || inside(edge.to));
    let edges: Vec<Edge> = edges.copied().collect();
    let kept: BTreeSet<usize> = (0..scene.blocks.len())
        .filter(|block| inside(*block) || feeds(&scene.blocks[*block], &fed))
        .chain(edges.iter().flat_map(|edge| [edge.from, edge.to]))
        .collect();
    let lanes = kept_lanes(scene, &wanted, &kept);
    let numbers: BTreeMap<usize, usize> =
        kept.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    let renumbered = |(a, b): &(usize, usize)| Some((*numbers.get(a)?, *numbers.get(b)?));
    let mut events: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let around = (lanes.as_slice(), &fed);
    let mut blocks = kept_blocks(scene, &wanted.blocks, &kept, &edges, around, &mut events);
    told_once(&mut blocks);
    let edges = edges.iter().filter_map(|edge| {
        let event = edge.event.map(|at| events.get(&(edge.from, at)).copied().unwrap_or(at));
        let ends = (*numbers.get(&edge.from)?, *numbers.get(&edge.to)?);
        Some(Edge { from: ends.0, event, to: ends.1, ..*edge })
    });
    Scene {
        title: title(scene, &wanted.lanes, scope),
        subtitle: scene.subtitle.clone(),
        wishes: scene.wishes.iter().filter_map(renumbered).collect(),
        turns: turns(scene, &wanted.blocks, &numbers),
        edges: edges.collect(),
        lanes: lanes.into_iter().map(|(_, lane)| lane).collect(),
        blocks,
        ..Scene::default()
    }
}

impl Wanted {
    /// What a scope asks for of a scene.
    pub(super) fn new(builder: &Builder<'_>, scope: &Scope<'_>) -> Self {
        let scene = &builder.scene;
        let is_shown = |node: Node| match node {
            Node::Event(event) => scope.shows_event(event),
            Node::Command(_)
            | Node::Policy(_)
            | Node::Reaction(..)
            | Node::Timeout(..)
            | Node::Saga(_)
            | Node::Aggregate(_)
            | Node::View(_) => scope.shows(node),
        };
        let blocks = || {
            let all = scene.blocks.iter().zip(&builder.nodes);
            all.filter(|(_, node)| is_shown(**node)).map(|(block, _)| block)
        };
        let shown = builder.places.iter().filter(|(subject, _)| match subject {
            Subject::Context(_) | Subject::ReadModel(_) => scope.shows_subject(**subject),
            Subject::Aggregate(_)
            | Subject::Command(_)
            | Subject::Event(_)
            | Subject::Policy(_)
            | Subject::Saga(_)
            | Subject::Actor(_)
            | Subject::System(_) => false,
        });
        let lanes = shown.filter_map(|(_, place)| match place {
            Place::Lane(lane) | Place::View(lane, _) => Some(*lane),
            Place::Block(_) => None,
        });
        let lanes = blocks().map(|block| block.lane).chain(lanes);
        let views = builder.model.read_models.ids().filter(|id| scope.shows(Node::View(*id)));
        Self {
            blocks: blocks().map(|block| block.id.clone()).collect(),
            lanes: lanes.map(|lane| scene.lanes[lane].id.clone()).collect(),
            views: views.map(|id| id_of(builder.model, Subject::ReadModel(id))).collect(),
        }
    }

    /// Asks as well for what is gone in the lanes that are asked for.
    pub(super) fn with_gone(mut self, scene: &Scene, is_gone: impl Fn(&Block) -> bool) -> Self {
        let inside = |block: &&Block| self.lanes.contains(&scene.lanes[block.lane].id);
        let gone = scene.blocks.iter().filter(|block| is_gone(block)).filter(inside);
        let gone: Vec<_> = gone.map(|block| block.id.clone()).collect();
        let lanes = scene.lanes.iter().filter(|lane| self.lanes.contains(&lane.id));
        let chips = lanes.flat_map(|lane| &lane.chips).filter(|chip| chip.mark.is_gone());
        let views: Vec<_> = chips.map(|chip| chip.key.clone()).collect();
        self.blocks.extend(gone);
        self.views.extend(views);
        self
    }
}

/// Where in a scene that is which is asked for.
struct Places {
    blocks: BTreeSet<usize>,
    lanes: BTreeSet<usize>,
    /// The numbers of the read models.
    views: BTreeSet<usize>,
}

impl Places {
    fn new(scene: &Scene, asked: &Wanted) -> Self {
        let blocks = scene.blocks.iter().enumerate();
        let lanes = scene.lanes.iter().enumerate();
        let chips = scene.lanes.iter().flat_map(|lane| &lane.chips);
        Self {
            blocks: blocks.filter(|(_, it)| asked.blocks.contains(&it.id)).map(|it| it.0).collect(),
            lanes: lanes.filter(|(_, it)| asked.lanes.contains(&it.id)).map(|it| it.0).collect(),
            views: chips
                .filter(|it| asked.views.contains(&it.key))
                .filter_map(|it| it.number)
                .collect(),
        }
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
        if !wanted.contains(old) {
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

/// The title names contexts only when these are asked for.
fn title(scene: &Scene, lanes: &BTreeSet<usize>, scope: &Scope<'_>) -> String {
    if !scope.has_contexts() {
        return scene.title.clone();
    }
    let names: Vec<_> = lanes.iter().map(|lane| scene.lanes[*lane].title.as_str()).collect();
    format!("{} in {}", names.join(", "), scene.title)
}

/// The numbers of the read models that the wanted events feed.
fn fed_by(scene: &Scene, wanted: &BTreeSet<usize>) -> BTreeSet<usize> {
    let inside = wanted.iter().map(|block| &scene.blocks[*block]);
    inside.flat_map(Block::events).flat_map(|event| event.feeds.iter().copied()).collect()
}

fn kept_lanes(scene: &Scene, wanted: &Places, kept: &BTreeSet<usize>) -> Vec<(usize, Lane)> {
    let fed = fed_by(scene, &wanted.blocks);
    let is_shown = |number: usize| fed.contains(&number) || wanted.views.contains(&number);
    let touched: BTreeSet<usize> = kept.iter().map(|block| scene.blocks[*block].lane).collect();
    let mut lanes = Vec::new();
    for (at, lane) in scene.lanes.iter().enumerate() {
        let mut lane = lane.clone();
        lane.chips.retain(|chip| chip.number.is_some_and(is_shown));
        if !wanted.lanes.contains(&at) {
            lane.is_outside = true;
            lane.notes.clear();
        }
        if !lane.is_outside || touched.contains(&at) || !lane.chips.is_empty() {
            lanes.push((at, lane));
        }
    }
    lanes
}

/// The changes of business that lie inside.
fn turns(scene: &Scene, wanted: &BTreeSet<usize>, numbers: &BTreeMap<usize, usize>) -> Vec<Turn> {
    let inside = scene.turns.iter().filter(|turn| wanted.contains(&turn.block));
    inside
        .filter_map(|turn| {
            Some(Turn { block: *numbers.get(&turn.block)?, text: turn.text.clone() })
        })
        .collect()
}

/// Events that stand at several places are told at the first that is left, rather than at one that is hinted at.
fn told_once(blocks: &mut [Block]) {
    let mut told: BTreeSet<String> = BTreeSet::new();
    for is_ghost in [false, true] {
        for block in blocks.iter_mut().filter(|block| block.is_ghost == is_ghost) {
            let What::Slice(slice) = &mut block.what else { continue };
            for event in &mut slice.events {
                event.is_again = !told.insert(event.id.clone());
            }
        }
    }
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
