//! The lines of a board: all that one event triggers, and all that one step issues.

use std::collections::BTreeMap;

use super::super::{
    geometry::Geometry,
    scene::{Edge, Scene, Sticky},
};
use crate::diagram::{
    drawing::Item,
    wires::{Bundle, Wire, wires},
};

/// Every line of a scene.
pub(super) fn lines(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, edge) in scene.edges.iter().enumerate() {
        sources.entry((edge.from, edge.event)).or_default().push(at);
    }
    let bundles = sources.into_iter().map(|((block, event), edges)| Bundle {
        line: scene.edges[edges[0]].line(),
        tooltip: told(scene, block, event, edges.iter().map(|edge| scene.edges[*edge].to)),
        routes: edges.iter().map(|edge| wire(scene, geometry, *edge)).collect(),
        joining: Vec::new(),
    });
    wires(bundles.collect())
}

fn wire(scene: &Scene, geometry: &Geometry, edge: usize) -> Wire {
    let Edge { from, event, to } = scene.edges[edge];
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
    block: usize,
    event: Option<usize>,
    targets: impl Iterator<Item = usize>,
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
    format!("{from} → {}", to.join(", "))
}
