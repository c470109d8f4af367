//! The lines of a board: those of one source together, so that they branch, and with gaps in what they cross.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{geometry::Geometry, scene::Scene};
use crate::diagram::{
    drawing::{Group, Item, Point},
    layout::path::{head, open_stretches, rounded},
    theme::{Class, Line},
};

/// Every line of a scene, then every head.
pub(super) fn lines(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, edge) in scene.edges.iter().enumerate() {
        sources.entry((edge.from, edge.event)).or_default().push(at);
    }
    let mut items = Vec::new();
    let mut heads: BTreeSet<(Line, Point)> = BTreeSet::new();
    for ((block, event), edges) in sources {
        let line = if event.is_some() { Line::Triggers } else { Line::Issues };
        let mut group = Vec::new();
        for edge in &edges {
            let path = open_stretches(&geometry.routes[*edge]);
            if !path.is_empty() {
                group.push(Item::Path { path, class: Class::Halo });
            }
        }
        for edge in &edges {
            let points = &geometry.routes[*edge];
            group.push(Item::Path { path: rounded(points), class: Class::Line(line) });
            heads.extend(points.last().map(|tip| (line, *tip)));
        }
        let targets = edges.iter().map(|edge| scene.edges[*edge].to);
        items.push(Item::Group(Group {
            tooltip: Some(told(scene, block, event, targets)),
            items: group,
            ..Group::default()
        }));
    }
    let heads = heads.into_iter();
    items.extend(heads.map(|(line, tip)| Item::Path { path: head(tip), class: Class::Head(line) }));
    items
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
