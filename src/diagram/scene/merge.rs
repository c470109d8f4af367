//! One scene of an older and a newer one: everything that there is, and what is gone where it stood, all of it marked.
//!
//! What both have is taken from the newer one. In a block that was there before, what was not on it is marked as added,
//! and what is no longer on it as removed; in a new block everything tells about itself.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Block, Edge, Lane, Mark, Scene, Slice, Turn, What,
    mark::{Marked, mark},
    weave::{Origin, woven},
};
use crate::diagram::{compare::Differences, theme::Change};

/// Merges the scenes of two whole models.
pub(super) fn merge(mut old: Scene, mut new: Scene, differences: &Differences) -> Scene {
    in_names_of_today(&mut old, differences);
    with_numbers_of_today(&mut old, &new);
    mark(&mut old, differences);
    mark(&mut new, differences);
    stand_elsewhere(&mut old);
    let mut merging = Merging::default();
    merging.lanes(&old, &new);
    merging.blocks(&old, &new);
    merging.edges(&old, &new);
    merging.order(&old, &new);
    Scene {
        people: with_gone(&old.people, &new.people),
        notes: with_gone(&old.notes, &new.notes),
        title: new.title,
        subtitle: new.subtitle,
        ..merging.scene
    }
}

/// Gives every element the identifier of today.
fn in_names_of_today(old: &mut Scene, differences: &Differences) {
    let today = |key: &mut String| *key = differences.today(key).to_owned();
    for block in &mut old.blocks {
        today(&mut block.id);
        match &mut block.what {
            What::Step(step) => today(&mut step.id),
            What::Slice(slice) => {
                slice.tray.iter_mut().for_each(|tray| today(&mut tray.id));
                slice.events.iter_mut().for_each(|event| today(&mut event.id));
            }
        }
    }
    // Questions are counted, so that others have their numbers today.
    let notes = old.lanes.iter_mut().map(|lane| &mut lane.notes);
    let notes = notes.chain(old.blocks.iter_mut().map(|block| &mut block.notes));
    for note in notes.chain([&mut old.notes]).flatten() {
        note.id = format!("former-{}", note.id);
    }
}

/// Gives read models the numbers that they have today, and those that are gone the numbers behind these.
fn with_numbers_of_today(old: &mut Scene, new: &Scene) {
    let chips = |scene: &Scene| {
        let chips = scene.lanes.iter().flat_map(|lane| &lane.chips);
        let numbered = chips.filter_map(|chip| Some((chip.key.clone(), chip.number?)));
        numbered.collect::<BTreeMap<_, _>>()
    };
    let today = chips(new);
    let mut next = today.values().max().copied().unwrap_or(0);
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    for chip in old.lanes.iter_mut().flat_map(|lane| &mut lane.chips) {
        if let Some(number) = &mut chip.number {
            let now = today.get(&chip.key).copied().unwrap_or_else(|| {
                next += 1;
                next
            });
            numbers.insert(*number, now);
            *number = now;
        }
    }
    for block in &mut old.blocks {
        if let What::Slice(slice) = &mut block.what {
            for number in slice.events.iter_mut().flat_map(|event| &mut event.feeds) {
                *number = numbers.get(number).copied().unwrap_or(*number);
            }
        }
    }
}

/// An event that there still is stands elsewhere already, wherever it stood.
fn stand_elsewhere(old: &mut Scene) {
    for block in &mut old.blocks {
        if let What::Slice(slice) = &mut block.what {
            for event in &mut slice.events {
                event.is_again |= !event.mark.is_gone();
            }
        }
    }
}

/// Everything of today, and what is gone altogether where it stood.
fn with_gone<T: Marked + Clone>(old: &[T], new: &[T]) -> Vec<T> {
    let merged = woven(&keys(old), &keys(new)).into_iter().filter_map(|origin| match origin {
        Origin::Both(_, at) | Origin::New(at) => Some(&new[at]),
        Origin::Old(at) => Some(&old[at]).filter(|it| it.mark().is_gone()),
    });
    merged.cloned().collect()
}

fn keys<T: Marked>(all: &[T]) -> Vec<&str> {
    all.iter().map(Marked::key).collect()
}

/// What hangs on a block that there was before and is still: what was not there is new, however long there are such
/// things elsewhere. Gives the places of both lists in the common one, too.
fn on_both<T: Marked + Clone>(old: &[T], new: &[T]) -> (Vec<T>, Vec<usize>, Vec<usize>) {
    let (mut all, mut from_old, mut from_new) =
        (Vec::new(), vec![0; old.len()], vec![0; new.len()]);
    for origin in woven(&keys(old), &keys(new)) {
        let (it, change) = match origin {
            Origin::Both(was, is) => {
                (from_old[was], from_new[is]) = (all.len(), all.len());
                (&new[is], None)
            }
            Origin::New(is) => {
                from_new[is] = all.len();
                (&new[is], Some(Change::Added))
            }
            Origin::Old(was) => {
                from_old[was] = all.len();
                (&old[was], Some(Change::Removed))
            }
        };
        let mut it = it.clone();
        if let Some(change) = change {
            *it.parts().2 = Mark::Differs(change);
        }
        all.push(it);
    }
    (all, from_old, from_new)
}

/// A merged scene while it is made, and where in it everything went.
#[derive(Default)]
struct Merging {
    scene: Scene,
    old_lanes: Vec<usize>,
    new_lanes: Vec<usize>,
    /// Blocks of the older scene that are not in the common one are missing.
    old_blocks: BTreeMap<usize, usize>,
    new_blocks: Vec<usize>,
    old_events: BTreeMap<(usize, usize), (usize, usize)>,
    new_events: BTreeMap<(usize, usize), (usize, usize)>,
}

impl Merging {
    fn lanes(&mut self, old: &Scene, new: &Scene) {
        self.old_lanes = vec![0; old.lanes.len()];
        self.new_lanes = vec![0; new.lanes.len()];
        for origin in woven(&keys(&old.lanes), &keys(&new.lanes)) {
            let at = self.scene.lanes.len();
            self.scene.lanes.push(match origin {
                Origin::Both(was, is) => {
                    (self.old_lanes[was], self.new_lanes[is]) = (at, at);
                    let (was, is) = (&old.lanes[was], &new.lanes[is]);
                    let chips = with_gone(&was.chips, &is.chips);
                    Lane { chips, notes: with_gone(&was.notes, &is.notes), ..is.clone() }
                }
                Origin::New(is) => {
                    self.new_lanes[is] = at;
                    new.lanes[is].clone()
                }
                Origin::Old(was) => {
                    self.old_lanes[was] = at;
                    old.lanes[was].clone()
                }
            });
        }
    }

    fn blocks(&mut self, old: &Scene, new: &Scene) {
        let ids = |scene: &Scene| scene.blocks.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
        self.new_blocks = vec![0; new.blocks.len()];
        for origin in woven(&ids(old), &ids(new)) {
            match origin {
                Origin::Both(was, is) => self.both((was, &old.blocks[was]), (is, &new.blocks[is])),
                Origin::New(is) => self.new_block(is, new.blocks[is].clone()),
                Origin::Old(was) if is_gone(&old.blocks[was]) => {
                    self.old_block(was, old.blocks[was].clone());
                }
                // What stood there stands elsewhere.
                Origin::Old(_) => {}
            }
        }
    }

    fn new_block(&mut self, is: usize, mut block: Block) {
        let at = self.scene.blocks.len();
        self.new_blocks[is] = at;
        block.lane = self.new_lanes[block.lane];
        self.new_events.extend((0..block.events().len()).map(|event| ((is, event), (at, event))));
        self.scene.blocks.push(block);
    }

    fn old_block(&mut self, was: usize, mut block: Block) {
        let at = self.scene.blocks.len();
        self.old_blocks.insert(was, at);
        block.lane = self.old_lanes[block.lane];
        self.old_events.extend((0..block.events().len()).map(|event| ((was, event), (at, event))));
        block.notes.retain(|note| note.mark.is_gone());
        self.scene.blocks.push(block);
    }

    fn both(&mut self, (was, old): (usize, &Block), (is, new): (usize, &Block)) {
        let at = self.scene.blocks.len();
        self.old_blocks.insert(was, at);
        self.new_blocks[is] = at;
        let mut block = new.clone();
        block.lane = self.new_lanes[new.lane];
        block.notes = with_gone(&old.notes, &new.notes);
        if let (What::Slice(old), What::Slice(new), What::Slice(slice)) =
            (&old.what, &new.what, &mut block.what)
        {
            let (events, from_old, from_new) = on_both(&old.events, &new.events);
            let placed = |block, from: Vec<usize>| {
                from.into_iter().enumerate().map(move |(event, to)| ((block, event), (at, to)))
            };
            self.old_events.extend(placed(was, from_old));
            self.new_events.extend(placed(is, from_new));
            let (actors, ..) = on_both(&old.actors, &new.actors);
            *slice = Slice { actors, events, ..new.clone() };
        }
        self.scene.blocks.push(block);
    }

    /// Edges are compared by the elements that they connect, wherever these are drawn.
    fn edges(&mut self, old: &Scene, new: &Scene) {
        let [before, after] = [old, new].map(|scene| {
            scene.edges.iter().map(|edge| ends(scene, *edge)).collect::<BTreeSet<_>>()
        });
        for edge in &new.edges {
            let is_old = before.contains(&ends(new, *edge));
            let mark = if is_old { Mark::Same } else { Mark::Differs(Change::Added) };
            let (from, event) = self.new_start(*edge);
            self.scene.edges.push(Edge {
                from,
                event,
                to: self.new_blocks[edge.to],
                line: edge.line,
                mark,
            });
        }
        let today = places_of_events(new);
        let mark = Mark::Differs(Change::Removed);
        let mut seen = BTreeSet::new();
        for edge in old.edges.iter().filter(|edge| !after.contains(&ends(old, **edge))) {
            let start = self.old_start(*edge, old, &today);
            if let (Some((from, event)), Some(to)) = (start, self.old_blocks.get(&edge.to)) {
                let edge = Edge { from, event, to: *to, line: edge.line, mark };
                if seen.insert(edge) {
                    self.scene.edges.push(edge);
                }
            }
        }
    }

    fn new_start(&self, edge: Edge) -> (usize, Option<usize>) {
        match edge.event {
            Some(event) => {
                let (from, event) = self.new_events[&(edge.from, event)];
                (from, Some(event))
            }
            None => (self.new_blocks[edge.from], None),
        }
    }

    /// Where an edge of the older scene begins: where its event stood, or where that stands today.
    fn old_start(
        &self,
        edge: Edge,
        old: &Scene,
        today: &BTreeMap<&str, (usize, usize)>,
    ) -> Option<(usize, Option<usize>)> {
        let Some(event) = edge.event else {
            return Some((*self.old_blocks.get(&edge.from)?, None));
        };
        let place = self.old_events.get(&(edge.from, event)).copied().or_else(|| {
            let sticky = old.blocks[edge.from].events().get(event)?;
            self.new_events.get(today.get(sticky.id.as_str())?).copied()
        });
        place.map(|(from, event)| (from, Some(event)))
    }

    /// The wishes of today come first; older ones say where to put what is gone.
    fn order(&mut self, old: &Scene, new: &Scene) {
        let wishes = new.wishes.iter();
        let wishes = wishes.map(|(one, other)| (self.new_blocks[*one], self.new_blocks[*other]));
        let mut wishes: Vec<_> = wishes.collect();
        let today: BTreeSet<usize> = self.new_blocks.iter().copied().collect();
        let is_gone = |block: &usize| !today.contains(block);
        for (one, other) in &old.wishes {
            if let (Some(one), Some(other)) = (self.old_blocks.get(one), self.old_blocks.get(other))
                && (is_gone(one) || is_gone(other))
            {
                wishes.push((*one, *other));
            }
        }
        let turns = new.turns.iter();
        let turns = turns.map(|turn| Turn { block: self.new_blocks[turn.block], ..turn.clone() });
        let gone = old.turns.iter().filter_map(|turn| {
            let block = *self.old_blocks.get(&turn.block).filter(|block| is_gone(block))?;
            Some(Turn { block, text: format!("{} {}", Change::Removed.sign(), turn.text) })
        });
        self.scene.turns = turns.chain(gone).collect();
        self.scene.wishes = wishes;
    }
}

/// Whether a block stands for something that is not there any more.
pub(super) fn is_gone(block: &Block) -> bool {
    let tray = match &block.what {
        What::Step(_) => None,
        What::Slice(slice) => slice.tray.as_ref(),
    };
    let mark = block.stickies().next().map(Marked::mark).or(tray.map(Marked::mark));
    mark.is_some_and(Mark::is_gone)
}

/// What an edge connects: an event or a step, and the block to which it leads.
fn ends(scene: &Scene, edge: Edge) -> (&str, &str) {
    let block = &scene.blocks[edge.from];
    let event = edge.event.and_then(|at| block.events().get(at));
    (event.map_or(&block.id, |event| &event.id), &scene.blocks[edge.to].id)
}

/// Where every event is drawn first.
fn places_of_events(scene: &Scene) -> BTreeMap<&str, (usize, usize)> {
    let mut places = BTreeMap::new();
    for (block, it) in scene.blocks.iter().enumerate() {
        for (at, event) in it.events().iter().enumerate() {
            places.entry(event.id.as_str()).or_insert((block, at));
        }
    }
    places
}
