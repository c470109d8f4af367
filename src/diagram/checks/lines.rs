//! Faults of lines, looked for by means that share nothing with any layout.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagram::drawing::{Point, Rect};

/// The upright and level stretches of a line.
fn stretches(route: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    route.windows(2).map(|pair| (pair[0].min(pair[1]), pair[0].max(pair[1])))
}

/// The stretches of a line that are neither upright nor level.
pub(in crate::diagram) fn askew(route: &[Point]) -> Vec<(Point, Point)> {
    stretches(route).filter(|(from, to)| from.x != to.x && from.y != to.y).collect()
}

/// Whether a line runs through the inside of a box.
pub(in crate::diagram) fn runs_through(route: &[Point], rect: Rect) -> bool {
    stretches(route).any(|(from, to)| {
        let across = from.x < rect.right() && rect.x < to.x;
        let down = from.y < rect.bottom() && rect.y < to.y;
        across && down
    })
}

/// Stretches of one street: from, to, and whose.
type Street = Vec<(i32, i32, usize)>;

/// The pairs of lines that lie on each other though they may not share a way.
pub(in crate::diagram) fn lying_on_each_other(
    routes: &[Vec<Point>],
    may_share: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let mut streets: BTreeMap<(bool, i32), Street> = BTreeMap::new();
    for (at, route) in routes.iter().enumerate() {
        for (from, to) in stretches(route) {
            let is_upright = from.x == to.x;
            let (street, low, high) =
                if is_upright { (from.x, from.y, to.y) } else { (from.y, from.x, to.x) };
            streets.entry((is_upright, street)).or_default().push((low, high, at));
        }
    }
    let mut found = Vec::new();
    for mut street in streets.into_values() {
        street.sort_unstable();
        for (at, (_, high, one)) in street.iter().enumerate() {
            let overlapping = street[at + 1..].iter().take_while(|(low, _, _)| low < high);
            found.extend(overlapping.filter(|it| !may_share(*one, it.2)).map(|it| (*one, it.2)));
        }
    }
    found
}

/// The edges that lead back in time though they close no circle.
pub(in crate::diagram) fn wrongly_back(
    edges: &[(usize, usize)],
    is_back: impl Fn(usize) -> bool,
) -> Vec<usize> {
    let mut after: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in edges {
        after.entry(*from).or_default().push(*to);
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
    let back = (0..edges.len()).filter(|at| is_back(*at));
    back.filter(|at| !reaches(edges[*at].1, edges[*at].0)).collect()
}
