//! Looks for faults in a board that was laid out and drawn, by means that share nothing with the layout.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{geometry::Geometry, head::HEAD_WIDTH, place::Grid, scene::Scene};
use crate::{
    diagram::{
        checks::{contains, groups, overlap},
        drawing::{Drawing, Point, Rect},
    },
    model::Model,
};

/// Faults of places and lines.
pub(super) fn of_geometry(scene: &Scene, grid: &Grid, geometry: &Geometry) -> Vec<String> {
    let boxes: Vec<Rect> = (0..scene.blocks.len()).map(|at| whole(geometry, at)).collect();
    let mut faults = overlaps(scene, &boxes);
    for (at, block) in scene.blocks.iter().enumerate() {
        let lane = geometry.lanes[block.lane].0;
        let inside = Rect::new(lane.x + HEAD_WIDTH, lane.y, lane.width - HEAD_WIDTH, lane.height);
        if !contains(inside, boxes[at]) {
            faults.push(format!("{} leaves its lane: {:?} in {lane:?}", block.id, boxes[at]));
        }
    }
    for (at, turn) in geometry.turns.iter().enumerate() {
        if boxes.iter().any(|rect| rect.x < *turn && *turn < rect.right()) {
            faults.push(format!("turn {at} cuts a block at {turn}"));
        }
    }
    faults.extend(lines_through_blocks(scene, geometry, &boxes));
    faults.extend(shared_stretches(scene, geometry));
    faults.extend(backward(scene, grid));
    faults
}

/// A block with everything that hangs on it; a tilted note takes a little more room.
fn whole(geometry: &Geometry, at: usize) -> Rect {
    let (body, parts) = (geometry.bodies[at], &geometry.parts[at]);
    let stuck = parts.actors.iter().chain(&parts.notes).map(|rect| rect.by(body.x, body.y));
    let (mut left, mut top, mut right, mut bottom) = (body.x, body.y, body.right(), body.bottom());
    for rect in stuck {
        left = left.min(rect.x);
        top = top.min(rect.y);
        right = right.max(rect.right());
        bottom = bottom.max(rect.bottom());
    }
    Rect::new(left, top, right - left, bottom - top)
}

fn overlaps(scene: &Scene, boxes: &[Rect]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, one) in boxes.iter().enumerate() {
        for (other_at, other) in boxes.iter().enumerate().skip(at + 1) {
            if overlap(*one, *other) {
                let ids = (&scene.blocks[at].id, &scene.blocks[other_at].id);
                faults.push(format!("{} and {} overlap", ids.0, ids.1));
            }
        }
    }
    faults
}

/// The stretches of a line.
fn stretches(route: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    route.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])))
}

fn lines_through_blocks(scene: &Scene, geometry: &Geometry, boxes: &[Rect]) -> Vec<String> {
    let mut faults = Vec::new();
    for (edge, route) in scene.edges.iter().zip(&geometry.routes) {
        let name = format!("{} -> {}", scene.blocks[edge.from].id, scene.blocks[edge.to].id);
        let ends = (route.first().map(|it| it.x), route.last().map(|it| it.x));
        let bodies = (geometry.bodies[edge.from], geometry.bodies[edge.to]);
        if ends != (Some(bodies.0.right()), Some(bodies.1.x)) {
            faults.push(format!("{name} does not go from side to side: {route:?}"));
        }
        for (from, to) in stretches(route) {
            if from.x != to.x && from.y != to.y {
                faults.push(format!("{name} is askew from {from:?} to {to:?}"));
            }
            let line = |rect: &Rect| {
                from.x < rect.right() && rect.x < to.x && from.y < rect.bottom() && rect.y < to.y
                    || from.x == to.x
                        && rect.x < from.x
                        && from.x < rect.right()
                        && from.y < rect.bottom()
                        && rect.y < to.y
                    || from.y == to.y
                        && rect.y < from.y
                        && from.y < rect.bottom()
                        && from.x < rect.right()
                        && rect.x < to.x
            };
            for (at, _) in boxes.iter().enumerate().filter(|(_, rect)| line(rect)) {
                // A note that is wider than its block hangs over the line's own beginning or end.
                let is_own = at == edge.from || at == edge.to;
                if !is_own || line(&geometry.bodies[at]) {
                    faults.push(format!("{name} runs through {}", scene.blocks[at].id));
                }
            }
        }
    }
    faults
}

/// Stretches of one street: from, to, and whose.
type Street = Vec<(i32, i32, usize)>;

/// Lines of different sources that go to different places must not lie on each other, or nobody could tell them apart.
fn shared_stretches(scene: &Scene, geometry: &Geometry) -> Vec<String> {
    let mut streets: BTreeMap<(bool, i32), Street> = BTreeMap::new();
    for (at, route) in geometry.routes.iter().enumerate() {
        for (from, to) in stretches(route) {
            let is_upright = from.x == to.x;
            let (street, low, high) =
                if is_upright { (from.x, from.y, to.y) } else { (from.y, from.x, to.x) };
            streets.entry((is_upright, street)).or_default().push((low, high, at));
        }
    }
    let mut faults = Vec::new();
    for mut street in streets.into_values() {
        street.sort_unstable();
        for (at, (_, high, one)) in street.iter().enumerate() {
            for (_, _, other) in street[at + 1..].iter().take_while(|(low, _, _)| low < high) {
                let (a, b) = (scene.edges[*one], scene.edges[*other]);
                if (a.from, a.event) != (b.from, b.event) && a.to != b.to {
                    let routes = (&geometry.routes[*one], &geometry.routes[*other]);
                    faults.push(format!("{a:?} and {b:?} lie on each other: {routes:?}"));
                }
            }
        }
    }
    faults
}

/// A line may lead to the left only if it closes a circle.
fn backward(scene: &Scene, grid: &Grid) -> Vec<String> {
    let mut after: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in &scene.edges {
        after.entry(edge.from).or_default().push(edge.to);
    }
    let reaches = |from: usize, to: usize| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(block) = open.pop() {
            if block == to {
                return true;
            }
            if seen.insert(block) {
                open.extend(after.get(&block).into_iter().flatten());
            }
        }
        false
    };
    let back = scene.edges.iter().filter(|it| grid.column[it.from] >= grid.column[it.to]);
    back.filter(|edge| !reaches(edge.to, edge.from))
        .map(|edge| format!("{edge:?} leads back and closes no circle"))
        .collect()
}

/// What of a model is not drawn, or drawn more than once, open questions included.
pub(super) fn of_contents(model: &Model, drawing: &Drawing) -> Vec<String> {
    let mut faults = of_elements(model, drawing);
    let ids = groups(&drawing.items).into_iter().filter_map(|group| group.id.as_deref());
    let notes = ids.filter(|id| id.starts_with("hotspot:")).count();
    if notes != model.hotspots.len() {
        faults.push(format!("{notes} of {} questions are drawn", model.hotspots.len()));
    }
    faults
}

/// What has a name in a model and is not drawn, or is drawn more than once.
pub(super) fn of_elements(model: &Model, drawing: &Drawing) -> Vec<String> {
    let mut drawn: BTreeMap<&str, usize> = BTreeMap::new();
    for id in groups(&drawing.items).iter().filter_map(|group| group.id.as_deref()) {
        *drawn.entry(id).or_default() += 1;
    }
    let owner = |context: Option<_>| match context {
        Some(context) => model.contexts[context].name.value.as_str(),
        None => "",
    };
    let mut wanted: Vec<(&str, &str, &str)> = Vec::new();
    wanted.extend(model.contexts.values().map(|it| ("context:", "", it.name.value.as_str())));
    wanted.extend(
        model.commands.values().map(|it| ("command:", owner(it.context), it.name.value.as_str())),
    );
    wanted.extend(
        model.events.values().map(|it| ("event:", owner(it.context), it.name.value.as_str())),
    );
    wanted.extend(
        model
            .policies
            .values()
            .map(|it| ("policy:", owner(Some(it.context)), it.name.value.as_str())),
    );
    wanted.extend(
        model
            .read_models
            .values()
            .map(|it| ("read-model:", owner(Some(it.context)), it.name.value.as_str())),
    );
    let mut faults = Vec::new();
    for (kind, owner, name) in wanted {
        let is_it = |id: &str| {
            id.strip_prefix(kind).is_some_and(|rest| {
                rest == name
                    || rest
                        .strip_suffix(name)
                        .is_some_and(|start| start.ends_with('.') && start.starts_with(owner))
            })
        };
        let times: usize = drawn.iter().filter(|(id, _)| is_it(id)).map(|(_, times)| times).sum();
        if times != 1 {
            faults.push(format!("{kind}{owner}.{name} is drawn {times} times"));
        }
    }
    faults
}
