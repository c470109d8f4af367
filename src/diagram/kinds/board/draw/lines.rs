//! The lines of a board: all that one event triggers, and all that one step issues.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{
    geometry::Geometry,
    scene::{Edge, Mark, Scene, Sticky},
};
use crate::diagram::{
    drawing::{Item, Point},
    stickies::sign,
    theme::{Change, Line},
    wires::{Bundle, Wire, wires},
};

/// The lines of one source that mean the same: what became of them, block, event, and meaning.
type Source = (Mark, usize, Option<usize>, Line);

/// Every line of a scene: what is gone lowest and what is new highest.
pub(super) fn lines(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<Source, Vec<usize>> = BTreeMap::new();
    for (at, edge) in scene.edges.iter().enumerate() {
        sources.entry((edge.mark, edge.from, edge.event, edge.line)).or_default().push(at);
    }
    let mut sources: Vec<_> = sources.into_iter().collect();
    sources.sort_by_key(|((mark, ..), _)| rank(*mark));
    let bundles = sources.into_iter().map(|((mark, block, event, line), edges)| {
        let targets = edges.iter().map(|edge| scene.edges[*edge].to);
        Bundle {
            line,
            mark,
            tooltip: told(scene, (block, event), targets, mark),
            routes: edges.iter().map(|edge| wire(scene, geometry, *edge)).collect(),
            joining: Vec::new(),
        }
    });
    wires(bundles.collect()).into_iter().chain(signs(scene, geometry)).collect()
}

/// The sign of what became of a line, in the middle of its longest stretch.
fn signs(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut signs: BTreeSet<(Point, Change)> = BTreeSet::new();
    for (edge, route) in scene.edges.iter().zip(&geometry.routes) {
        let stretches = route.windows(2).map(|pair| (pair[0], pair[1]));
        let length = |(from, to): &(Point, Point)| (to.x - from.x).abs() + (to.y - from.y).abs();
        if let (Some(change), Some((from, to))) = (edge.mark.change(), stretches.max_by_key(length))
        {
            let middle = Point::new(i32::midpoint(from.x, to.x), i32::midpoint(from.y, to.y));
            signs.insert((middle, change));
        }
    }
    signs.into_iter().map(|(middle, change)| sign(change, middle)).collect()
}

/// How far above others a line lies.
fn rank(mark: Mark) -> usize {
    match mark {
        Mark::Differs(Change::Removed) => 0,
        Mark::Plain | Mark::Same => 1,
        Mark::Differs(Change::Added | Change::Changed) => 2,
    }
}

fn wire(scene: &Scene, geometry: &Geometry, edge: usize) -> Wire {
    let Edge { from, event, to, .. } = scene.edges[edge];
    let from = &scene.blocks[from];
    let from = match event {
        Some(at) => from.events().get(at),
        None => from.stickies().next(),
    };
    let to = scene.blocks[to].stickies().next();
    let id = |sticky: Option<&Sticky>| sticky.map_or_else(String::new, |it| it.id.clone());
    Wire { points: geometry.routes[edge].clone(), tie: (id(from), id(to)) }
}

/// What a bundle of lines says, in words.
fn told(
    scene: &Scene,
    (block, event): (usize, Option<usize>),
    targets: impl Iterator<Item = usize>,
    mark: Mark,
) -> String {
    let name = |block: usize, at: usize| {
        scene.blocks[block].stickies().nth(at).map_or("", |sticky| sticky.name.as_str()).to_owned()
    };
    let from = match event {
        Some(at) => {
            scene.blocks[block].events().get(at).map_or("", |it| it.name.as_str()).to_owned()
        }
        None => name(block, 0),
    };
    let to: Vec<_> = targets.map(|target| name(target, 0)).collect();
    let change = mark.change().map_or_else(String::new, |it| format!("{}: ", it.word()));
    format!("{change}{from} → {}", to.join(", "))
}
