//! The lines of a board, those of one source together.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{geometry::Geometry, scene::Scene};
use crate::diagram::{
    Direction,
    drawing::{Group, Item, Point, Stroke},
    layout::path::{gaps, head, head_down, levels, rounded, uprights},
    theme::{Class, Line},
};

/// Every line of a scene: upright stretches first, then level ones, which make gaps in what they cross, then heads.
pub(super) fn lines(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<(usize, Option<usize>, Line), Vec<usize>> = BTreeMap::new();
    for (at, edge) in scene.edges.iter().enumerate() {
        sources.entry((edge.from, edge.event, edge.line)).or_default().push(at);
    }
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut heads: BTreeSet<(Line, Point)> = BTreeSet::new();
    for ((block, event, line), edges) in sources {
        let routes = || edges.iter().map(|edge| &geometry.routes[*edge]);
        let all = |part: fn(&[Stroke]) -> Vec<Stroke>| {
            routes().flat_map(|points| part(&rounded(points))).collect::<Vec<_>>()
        };
        below.extend(stroked(all(uprights), Class::Line(line)));
        let gaps = stroked(routes().flat_map(|points| gaps(points)).collect(), Class::Halo);
        let levels = stroked(all(levels), Class::Line(line));
        let targets = edges.iter().map(|edge| scene.edges[*edge].to);
        above.push(Item::Group(Group {
            tooltip: Some(told(scene, block, event, targets)),
            items: gaps.into_iter().chain(levels).collect(),
            ..Group::default()
        }));
        heads.extend(routes().filter_map(|points| Some((line, *points.last()?))));
    }
    let heads = heads.into_iter();
    let head = match geometry.direction {
        Direction::Right => head,
        Direction::Down => head_down,
    };
    let heads = heads.map(|(line, tip)| Item::Path { path: head(tip), class: Class::Head(line) });
    below.into_iter().chain(above).chain(heads).collect()
}

/// A path, unless there is nothing of it.
fn stroked(path: Vec<Stroke>, class: Class) -> Option<Item> {
    (!path.is_empty()).then_some(Item::Path { path, class })
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
