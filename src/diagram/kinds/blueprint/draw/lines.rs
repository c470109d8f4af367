//! The lines of a blueprint: all of one kind that one sticky leads to.

use std::collections::BTreeMap;

use super::super::{geometry::Geometry, stand::Stand};
use crate::diagram::{
    drawing::{Item, Point},
    scene::Mark,
    theme::Line,
    wires::{Bundle, Wire, wires},
};

/// How far a line goes along the one that it joins.
const JOINED: i32 = 12;

/// Every line, those that explain first and those that cause above them.
pub(super) fn lines(stand: &Stand, geometry: &Geometry) -> Vec<Item> {
    let mut sources: BTreeMap<(u8, (usize, usize)), Vec<usize>> = BTreeMap::new();
    for (at, link) in stand.links.iter().enumerate() {
        sources.entry((depth(link.line), link.from)).or_default().push(at);
    }
    let name = |cell: usize, at: usize| {
        stand.cells[cell].stack.get(at).map_or("", |sticky| sticky.name.as_str())
    };
    let ends = joining(stand, geometry);
    let id = |(cell, at): (usize, usize)| {
        stand.cells[cell].stack.get(at).map_or_else(String::new, |sticky| sticky.id.clone())
    };
    let wire = |link: usize, points: &[Point]| {
        let tie = (id(stand.links[link].from), id((stand.links[link].to, 0)));
        Wire { points: points.to_vec(), tie }
    };
    let bundles = sources.into_iter().map(|((_, (cell, at)), links)| {
        let whole = links.iter().filter(|link| !ends.contains_key(link));
        let targets = links.iter().map(|link| name(stand.links[*link].to, 0));
        Bundle {
            line: stand.links[links[0]].line,
            mark: Mark::Plain,
            tooltip: format!("{} → {}", name(cell, at), targets.collect::<Vec<_>>().join(", ")),
            routes: whole.map(|link| wire(*link, &geometry.routes[*link])).collect(),
            joining: links.iter().filter_map(|it| Some(wire(*it, ends.get(it)?))).collect(),
        }
    });
    wires(bundles.collect())
}

/// The lines to read models that join another one to the same end on their way, as far as there. Drawn on each other
/// their dashes would blur.
fn joining(stand: &Stand, geometry: &Geometry) -> BTreeMap<usize, Vec<Point>> {
    let through_channel = |at: usize| match geometry.routes[at].as_slice() {
        [_, _, corner, next, _] if stand.links[at].line == Line::Feeds => Some((*corner, *next)),
        _ => None,
    };
    let mut longest: BTreeMap<(usize, bool), (i32, usize)> = BTreeMap::new();
    let lines = (0..stand.links.len()).filter_map(|at| Some((at, through_channel(at)?)));
    let lines: Vec<_> = lines.collect();
    for (at, (corner, next)) in &lines {
        let this = ((next.x - corner.x).abs(), *at);
        let known = longest.entry((stand.links[*at].to, corner.x < next.x)).or_insert(this);
        *known = this.max(*known);
    }
    let shorter = lines.into_iter().filter(|(at, (corner, next))| {
        longest.get(&(stand.links[*at].to, corner.x < next.x)).is_some_and(|it| it.1 != *at)
    });
    let cut = shorter.map(|(at, (corner, next))| {
        let mut route = geometry.routes[at][..3].to_vec();
        route.push(corner.by(JOINED * (next.x - corner.x).signum(), 0));
        (at, route)
    });
    cut.collect()
}

/// What is drawn first lies below.
fn depth(line: Line) -> u8 {
    match line {
        Line::Leads => 0,
        Line::Feeds => 1,
        Line::Issues => 2,
        Line::Triggers => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{lay_out, scene},
        *,
    };
    use crate::{
        diagram::{Options, Request, checks::all_known},
        evolve::plan,
    };

    #[test]
    fn a_line_that_joins_another_one_ends_on_it() {
        let mut joined = 0;
        for (name, model) in all_known() {
            let options = Options::default();
            let scene = scene::of(&Request {
                model: &model,
                plan: &plan(&model).0,
                options: &options,
                subject: None,
            });
            let (_, stand, geometry) = lay_out(&scene);
            let cut = joining(&stand, &geometry);
            joined += cut.len();
            for (at, route) in &cut {
                let end = route.last().unwrap();
                let is_on = |(other, points): (usize, &Vec<Point>)| {
                    let level =
                        points.windows(2).filter(|it| it[0].y == it[1].y && it[0].y == end.y);
                    let mut level = level.map(|it| (it[0].x.min(it[1].x), it[0].x.max(it[1].x)));
                    stand.links[other].to == stand.links[*at].to
                        && !cut.contains_key(&other)
                        && level.any(|(low, high)| low < end.x && end.x < high)
                };
                let ends = geometry.routes.iter().enumerate().any(is_on);
                assert!(ends, "{name}: {:?} ends nowhere", stand.links[*at]);
            }
        }
        assert!(joined > 20, "{joined}");
    }
}
