//! The lines of a board, those of one source together.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        geometry::Geometry,
        scene::{Mark, Scene},
    },
    marks::sign,
};
use crate::diagram::{
    drawing::{Group, Item, Point, Stroke},
    layout::path::{gaps, head, levels, rounded, uprights},
    theme::{Change, Class, Line, Trace},
};

/// Every line of a scene: what is gone lowest and what is new highest; of these, upright stretches first, then level
/// ones, which make gaps in what they cross, then heads.
pub(super) fn lines(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<(Mark, usize, Option<usize>), Vec<usize>> = BTreeMap::new();
    for (at, edge) in scene.edges.iter().enumerate() {
        sources.entry((edge.mark, edge.from, edge.event)).or_default().push(at);
    }
    let mut bundles: Vec<_> = sources.into_iter().collect();
    bundles.sort_by_key(|((mark, ..), _)| rank(*mark));
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut heads: BTreeSet<(Line, Point)> = BTreeSet::new();
    for ((mark, block, event), edges) in bundles {
        let line = scene.edges[edges[0]].line();
        let routes = || edges.iter().map(|edge| &geometry.routes[*edge]);
        let all = |part: fn(&[Stroke]) -> Vec<Stroke>| {
            let path: Vec<_> = routes().flat_map(|points| part(&rounded(points))).collect();
            looks(mark, line).into_iter().filter_map(move |class| stroked(path.clone(), class))
        };
        below.extend(all(uprights));
        let gaps = stroked(routes().flat_map(|points| gaps(points)).collect(), Class::Halo);
        let targets = edges.iter().map(|edge| scene.edges[*edge].to);
        above.push(Item::Group(Group {
            tooltip: Some(told(scene, (block, event), targets, mark)),
            items: gaps.into_iter().chain(all(levels)).collect(),
            ..Group::default()
        }));
        heads.extend(routes().filter_map(|points| Some((line, *points.last()?))));
    }
    let heads = heads.into_iter();
    let heads = heads.map(|(line, tip)| Item::Path { path: head(tip), class: Class::Head(line) });
    below.into_iter().chain(above).chain(heads).chain(signs(scene, geometry)).collect()
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

/// The looks of a line, one over the other. What is gone is dashed, and what is new has an edge.
pub(super) fn looks(mark: Mark, line: Line) -> Vec<Class> {
    match mark {
        Mark::Plain | Mark::Differs(Change::Changed) => vec![Class::Line(line)],
        Mark::Same => vec![Class::Trace(Trace::QuietLine(line))],
        Mark::Differs(Change::Added) => [Trace::NewLine, Trace::NewLineCore]
            .map(Class::Trace)
            .into_iter()
            .chain([Class::Line(line)])
            .collect(),
        Mark::Differs(Change::Removed) => vec![Class::Trace(Trace::GoneLine(line))],
    }
}

/// A path, unless there is nothing of it.
fn stroked(path: Vec<Stroke>, class: Class) -> Option<Item> {
    (!path.is_empty()).then_some(Item::Path { path, class })
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
