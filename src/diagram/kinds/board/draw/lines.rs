//! The lines of a board, those of one source together.

use std::collections::BTreeMap;

use super::super::{
    geometry::Geometry,
    scene::{Edge, Scene, Sticky},
};
use crate::diagram::{
    drawing::{Group, Item, Point, Stroke},
    layout::path::{gaps, head, levels, rounded, uprights},
    theme::{Class, Line},
};

/// Every line of a scene: upright stretches first, then level ones, which make gaps in what they cross, then heads.
pub(super) fn lines(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<(usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, edge) in scene.edges.iter().enumerate() {
        sources.entry((edge.from, edge.event)).or_default().push(at);
    }
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut heads: BTreeMap<(Line, Point), Vec<(String, String)>> = BTreeMap::new();
    for ((block, event), edges) in sources {
        let line = scene.edges[edges[0]].line();
        let routes = || edges.iter().map(|edge| &geometry.routes[*edge]);
        let targets = edges.iter().map(|edge| scene.edges[*edge].to);
        let mut on_top: Vec<Item> =
            stroked(routes().flat_map(|points| gaps(points)).collect(), Class::Halo)
                .into_iter()
                .collect();
        for (edge, points) in edges.iter().zip(routes()) {
            let tie = tie(scene, &scene.edges[*edge]);
            let way = rounded(points);
            below.extend(tied(stroked(uprights(&way), Class::Line(line)), &tie));
            on_top.extend(tied(stroked(levels(&way), Class::Line(line)), &tie));
            if let Some(tip) = points.last() {
                heads.entry((line, *tip)).or_default().push(tie);
            }
        }
        above.push(Item::Group(Group {
            tooltip: Some(told(scene, block, event, targets)),
            items: on_top,
            ..Group::default()
        }));
    }
    let heads = heads.into_iter().map(|((line, tip), ties)| {
        let items = vec![Item::Path { path: head(tip), class: Class::Head(line) }];
        Item::Group(Group { ties, items, ..Group::default() })
    });
    below.into_iter().chain(above).chain(heads).collect()
}

/// The elements at the ends of an edge.
fn tie(scene: &Scene, edge: &Edge) -> (String, String) {
    let from = &scene.blocks[edge.from];
    let from = match edge.event {
        Some(at) => from.events().get(at),
        None => from.stickies().next(),
    };
    let to = scene.blocks[edge.to].stickies().next();
    let id = |sticky: Option<&Sticky>| sticky.map_or_else(String::new, |it| it.id.clone());
    (id(from), id(to))
}

/// A shape that is a part of a connection.
fn tied(item: Option<Item>, tie: &(String, String)) -> Option<Item> {
    let ties = vec![tie.clone()];
    item.map(|item| Item::Group(Group { ties, items: vec![item], ..Group::default() }))
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
