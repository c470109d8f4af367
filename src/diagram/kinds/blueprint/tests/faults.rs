//! Looks for faults in a blueprint that was laid out, by means that share nothing with the layout.

use std::collections::BTreeMap;

use super::super::{geometry::Geometry, place::Grid, scene::Scene, stand::Stand};
use crate::{
    diagram::{
        checks::{
            contains,
            lines::{askew, lying_on_each_other, runs_through, wrongly_back},
            overlap,
        },
        drawing::{Point, Rect},
        lanes::HEAD_WIDTH,
    },
    model::{Model, Saga},
};

/// Faults of places and lines.
pub(super) fn of_geometry(
    scene: &Scene,
    grid: &Grid,
    stand: &Stand,
    geometry: &Geometry,
) -> Vec<String> {
    let sheets = sheets(stand, geometry);
    let mut faults = Vec::new();
    for (at, (name, row, rect)) in sheets.iter().enumerate() {
        let overlaps = |other: &&(String, usize, Rect)| {
            let is_stuck = name.starts_with("note") != other.0.starts_with("note");
            // A question sticks a little to what it is about.
            let inner = if is_stuck { other.2.wider(-6) } else { other.2 };
            overlap(*rect, inner)
        };
        let found = sheets[at + 1..].iter().filter(overlaps);
        faults.extend(found.map(|(other, _, _)| format!("{name} and {other} overlap")));
        let lane = geometry.lanes[scene.rows[*row].lane].0;
        let inside = Rect::new(lane.x + HEAD_WIDTH, lane.y, lane.width - HEAD_WIDTH, lane.height);
        if !contains(inside, *rect) {
            faults.push(format!("{name} leaves its lane: {rect:?} in {lane:?}"));
        }
        let through = |x: i32| rect.x < x && x < rect.right();
        if geometry.turns.iter().any(|turn| through(*turn)) {
            faults.push(format!("a turn cuts {name}"));
        }
    }
    for (at, owner) in geometry.owners.iter().enumerate().filter_map(|(at, it)| Some((at, (*it)?)))
    {
        let is_under = |it: &&(String, usize, Rect)| overlap(it.2, owner);
        faults.extend(sheets.iter().filter(is_under).map(|it| format!("{} on owner {at}", it.0)));
    }
    faults.extend(lines(stand, geometry, &sheets));
    faults.extend(backward(scene, grid));
    faults
}

/// Every sticky and every question: what it is, its row, and its place.
fn sheets(stand: &Stand, geometry: &Geometry) -> Vec<(String, usize, Rect)> {
    let mut sheets = Vec::new();
    for (at, cell) in stand.cells.iter().enumerate() {
        let (corner, parts) = (geometry.corners[at], &geometry.parts[at]);
        let stickies = cell.stack.iter().map(|it| format!("{} {}", it.word, it.name));
        let notes = cell.notes.iter().map(|note| format!("note {}", note.text));
        let rects = parts.stack.iter().chain(&parts.notes);
        let placed = stickies.chain(notes).zip(rects);
        sheets.extend(placed.map(|(name, rect)| (name, cell.row, rect.by(corner.x, corner.y))));
    }
    sheets
}

fn lines(stand: &Stand, geometry: &Geometry, sheets: &[(String, usize, Rect)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (link, route) in stand.links.iter().zip(&geometry.routes) {
        let name = format!("{link:?}");
        for stretch in askew(route) {
            faults.push(format!("{name} is askew: {stretch:?}"));
        }
        let through = sheets.iter().filter(|(_, _, rect)| runs_through(route, *rect));
        faults.extend(through.map(|(sheet, _, _)| format!("{name} runs through {sheet}")));
        let from = sticky(geometry, link.from.0, link.from.1);
        let to = sticky(geometry, link.to, 0);
        if !route.first().is_some_and(|it| is_on_edge(*it, from)) {
            faults.push(format!("{name} does not begin at its source: {route:?}"));
        }
        if !route.last().is_some_and(|it| is_on_edge(*it, to)) {
            faults.push(format!("{name} does not end at its target: {route:?}"));
        }
    }
    let may_share = |one: usize, other: usize| {
        let (a, b) = (stand.links[one], stand.links[other]);
        (a.from, a.line) == (b.from, b.line) || a.to == b.to
    };
    for (one, other) in lying_on_each_other(&geometry.routes, may_share) {
        let routes = (&geometry.routes[one], &geometry.routes[other]);
        faults.push(format!(
            "{:?} and {:?} lie on each other: {routes:?}",
            stand.links[one], stand.links[other]
        ));
    }
    faults
}

fn sticky(geometry: &Geometry, cell: usize, at: usize) -> Rect {
    let corner = geometry.corners[cell];
    geometry.parts[cell].stack[at].by(corner.x, corner.y)
}

fn is_on_edge(point: Point, rect: Rect) -> bool {
    let across = rect.x < point.x && point.x < rect.right();
    let down = rect.y < point.y && point.y < rect.bottom();
    across && (point.y == rect.y || point.y == rect.bottom())
        || down && (point.x == rect.x || point.x == rect.right())
}

/// A line may lead to the left only if it closes a circle, or ends at a read model.
fn backward(scene: &Scene, grid: &Grid) -> Vec<String> {
    let story = &scene.story;
    let edges: Vec<_> = story.edges.iter().map(|edge| (edge.from, edge.to)).collect();
    let is_back = |at: usize| {
        let (from, to) = (grid.column[edges[at].0], grid.column[edges[at].1]);
        // A policy stands above a command that it gives.
        from > to || from == to && story.edges[at].event.is_some()
    };
    let mut faults: Vec<String> = wrongly_back(&edges, is_back)
        .into_iter()
        .map(|at| format!("{:?} leads back and closes no circle", story.edges[at]))
        .collect();
    for view in &grid.views {
        let is_back = |(block, _): &&(usize, usize)| grid.column[*block] >= view.column;
        faults.extend(view.feeders.iter().filter(is_back).map(|it| format!("{it:?} feeds back")));
    }
    faults
}

/// What of a model does not stand as often as it should.
pub(super) fn of_stand(model: &Model, scene: &Scene, stand: &Stand) -> Vec<String> {
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for sticky in stand.cells.iter().flat_map(|cell| &cell.stack).filter(|it| !it.is_again) {
        *words.entry(sticky.word).or_default() += 1;
    }
    let word = |word: &str| words.get(word).copied().unwrap_or(0);
    let screens: usize = model.commands.values().map(|command| command.by.len()).sum();
    let asked = model.read_models.values().filter(|view| !view.queries.is_empty()).count();
    let steps = |saga: &Saga| (saga.reactions.len() + saga.timeouts.len()).max(1);
    let wanted = [
        ("screens", word("SCREEN"), screens),
        ("commands", word("COMMAND"), model.commands.len()),
        ("events", word("EVENT"), model.events.len()),
        ("policies", word("POLICY"), model.policies.len()),
        ("steps of sagas", word("SAGA"), model.sagas.values().map(steps).sum()),
        ("read models", word("READ MODEL"), model.read_models.len()),
        ("queries", word("QUERY") + word("QUERIES"), asked),
        ("owners", scene.rows.iter().filter(|row| row.owner.is_some()).count(), owners(model)),
    ];
    let wrong = wanted.iter().filter(|(_, is, should)| is != should);
    wrong.map(|(what, is, should)| format!("{is} {what} instead of {should}")).collect()
}

/// Every aggregate, and every system that does something.
fn owners(model: &Model) -> usize {
    let busy = model.systems.values().filter(|it| !it.handles.is_empty() || !it.emits.is_empty());
    model.aggregates.len() + busy.count()
}
