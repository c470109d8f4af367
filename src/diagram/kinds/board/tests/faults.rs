//! Looks for faults in a board that was laid out and drawn, by means that share nothing with the layout.

use super::super::{geometry::Geometry, place::Grid, scene::Scene};
use crate::diagram::{
    checks::{
        contains,
        lines::{askew, lying_on_each_other, runs_through, wrongly_back},
        overlap,
    },
    drawing::Rect,
    lanes::HEAD_WIDTH,
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

fn lines_through_blocks(scene: &Scene, geometry: &Geometry, boxes: &[Rect]) -> Vec<String> {
    let mut faults = Vec::new();
    for (edge, route) in scene.edges.iter().zip(&geometry.routes) {
        let name = format!("{} -> {}", scene.blocks[edge.from].id, scene.blocks[edge.to].id);
        let ends = (route.first().map(|it| it.x), route.last().map(|it| it.x));
        let bodies = (geometry.bodies[edge.from], geometry.bodies[edge.to]);
        if ends != (Some(bodies.0.right()), Some(bodies.1.x)) {
            faults.push(format!("{name} does not go from side to side: {route:?}"));
        }
        for stretch in askew(route) {
            faults.push(format!("{name} is askew: {stretch:?}"));
        }
        for at in (0..boxes.len()).filter(|at| runs_through(route, boxes[*at])) {
            // A note that is wider than its block hangs over the line's own beginning or end.
            let is_own = at == edge.from || at == edge.to;
            if !is_own || runs_through(route, geometry.bodies[at]) {
                faults.push(format!("{name} runs through {}", scene.blocks[at].id));
            }
        }
    }
    faults
}

/// Lines of different sources that go to different places must not lie on each other, or nobody could tell them apart.
fn shared_stretches(scene: &Scene, geometry: &Geometry) -> Vec<String> {
    let may_share = |one: usize, other: usize| {
        let (a, b) = (scene.edges[one], scene.edges[other]);
        (a.from, a.event) == (b.from, b.event) || a.to == b.to
    };
    let found = lying_on_each_other(&geometry.routes, may_share);
    let told = |(one, other): (usize, usize)| {
        let routes = (&geometry.routes[one], &geometry.routes[other]);
        format!("{:?} and {:?} lie on each other: {routes:?}", scene.edges[one], scene.edges[other])
    };
    found.into_iter().map(told).collect()
}

/// A line may lead to the left only if it closes a circle.
fn backward(scene: &Scene, grid: &Grid) -> Vec<String> {
    let edges: Vec<_> = scene.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let found = wrongly_back(&edges, |at| grid.column[edges[at].0] >= grid.column[edges[at].1]);
    let told = |at: usize| format!("{:?} leads back and closes no circle", scene.edges[at]);
    found.into_iter().map(told).collect()
}
