//! The columns of a blueprint: one for each moment, in the order of the story. A policy stands above the command that it
//! gives, and a read model comes after what feeds it, again and again where that is far apart.

use std::collections::BTreeMap;

use super::{scene::Scene, sequence::sequence};
use crate::diagram::layout::order::{Order, order};

/// A read model comes again when so many columns passed since it was last fed.
const FAR: usize = 6;

/// Which column everything has.
#[derive(Debug)]
pub(super) struct Grid {
    pub(super) columns: usize,
    /// The column of every block of the story.
    pub(super) column: Vec<usize>,
    pub(super) views: Vec<Appearance>,
}

/// A read model at one moment.
#[derive(Debug)]
pub(super) struct Appearance {
    pub(super) view: usize,
    pub(super) column: usize,
    /// What fed it since it was last seen: block, and number of the event in it.
    pub(super) feeders: Vec<(usize, usize)>,
    pub(super) is_again: bool,
}

/// Gives everything a column.
pub(super) fn place(scene: &Scene) -> Grid {
    let order = order(&scene.story.causes());
    let moments = moments(scene, &order);
    let mut moment = vec![0; scene.story.blocks.len()];
    for (at, blocks) in moments.iter().enumerate() {
        blocks.iter().for_each(|block| moment[*block] = at);
    }
    let mut views: Vec<(usize, Appearance)> = Vec::new();
    for (view, shown) in scene.views.iter().enumerate() {
        let mut feeders: Vec<_> = shown.feeders.iter().map(|it| (moment[it.0], *it)).collect();
        feeders.sort_unstable();
        views.extend(appearances(view, &feeders, moments.len()));
    }
    views.sort_by_key(|(after, it)| (*after, it.view));
    let mut column = 0;
    let mut views = views.into_iter().peekable();
    let (mut columns, mut placed) = (Vec::with_capacity(moments.len()), Vec::new());
    for at in 0..=moments.len() {
        columns.push(column);
        column += usize::from(at < moments.len());
        while let Some((_, view)) = views.next_if(|(after, _)| *after == at) {
            placed.push(Appearance { column, ..view });
            column += 1;
        }
    }
    Grid {
        columns: column,
        column: moment.into_iter().map(|at| columns[at]).collect(),
        views: placed,
    }
}

/// The blocks of each moment: a slice, with the policy that stands above its command, or a step by itself.
fn moments(scene: &Scene, order: &Order) -> Vec<Vec<usize>> {
    let blocks = &scene.story.blocks;
    let sequence = sequence(scene, order);
    let mut place = vec![0; blocks.len()];
    for (at, block) in sequence.iter().enumerate() {
        place[*block] = at;
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    for (edge, is_back) in scene.story.edges.iter().zip(&order.back) {
        if blocks[edge.from].is_step() && !is_back {
            let target = first.entry(edge.from).or_insert(edge.to);
            if place[edge.to] < place[*target] {
                *target = edge.to;
            }
        }
    }
    // A person's screen and a policy would stand in each other's way.
    let is_given = |block: usize| blocks[block].slice().is_some_and(|it| !it.actors.is_empty());
    let mut above: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut moments = Vec::with_capacity(blocks.len());
    let is_seen = |block: &&usize| {
        let block = &blocks[**block];
        block.stickies().next().is_some() || !block.notes.is_empty()
    };
    for block in sequence.iter().filter(is_seen) {
        if let Some(target) = first.get(block) {
            above.entry(*target).or_default().push(*block);
            continue;
        }
        let mut steps = above.remove(block).unwrap_or_default();
        let host = if is_given(*block) { None } else { steps.pop() };
        moments.extend(steps.into_iter().map(|step| vec![step]));
        moments.push(host.into_iter().chain([*block]).collect());
    }
    moments
}

/// The moments after which a read model appears, with what fed it until then.
fn appearances(
    view: usize,
    feeders: &[(usize, (usize, usize))],
    end: usize,
) -> Vec<(usize, Appearance)> {
    let of = |after: usize, feeders: Vec<(usize, usize)>, is_again: bool| {
        (after, Appearance { view, column: 0, feeders, is_again })
    };
    if feeders.is_empty() {
        return vec![of(end, Vec::new(), false)];
    }
    let parts = feeders.chunk_by(|one, next| next.0 - one.0 <= FAR);
    let parts = parts.enumerate().map(|(at, part)| {
        let last = part.last().map_or(end, |(moment, _)| *moment);
        of(last, part.iter().map(|(_, feeder)| *feeder).collect(), at > 0)
    });
    parts.collect()
}
