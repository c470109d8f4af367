//! Circles in what leads to what: who leads back to itself, and by which way.

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
    hash::Hash,
};

use petgraph::{
    algo::{kosaraju_scc, toposort},
    graphmap::DiGraphMap,
};

/// Ways from one place to the next, each with what is said about it.
#[derive(Debug)]
pub(super) struct Ways<N, W> {
    from: BTreeMap<N, Vec<(N, W)>>,
}

impl<N: Copy + Ord + Hash, W: Copy> FromIterator<(N, N, W)> for Ways<N, W> {
    fn from_iter<I: IntoIterator<Item = (N, N, W)>>(ways: I) -> Self {
        let mut from: BTreeMap<N, Vec<(N, W)>> = BTreeMap::new();
        for (start, end, way) in ways {
            from.entry(start).or_default().push((end, way));
        }
        Self { from }
    }
}

impl<N: Copy + Ord + Hash, W: Copy> Ways<N, W> {
    /// The groups of places that lead to each other, or a single one to itself; each group in order, and the groups in
    /// the order of their first places.
    pub(super) fn circles(&self) -> Vec<BTreeSet<N>> {
        let graph = self.graph();
        let mut found: Vec<BTreeSet<N>> = kosaraju_scc(&graph)
            .into_iter()
            .filter(|group| {
                let [alone] = group.as_slice() else { return true };
                graph.contains_edge(*alone, *alone)
            })
            .map(BTreeSet::from_iter)
            .collect();
        found.sort();
        found
    }

    fn graph(&self) -> DiGraphMap<N, ()> {
        let ends = |(start, ways): (&N, &Vec<(N, W)>)| {
            let start = *start;
            ways.iter().map(move |(end, _)| (start, *end)).collect::<Vec<_>>()
        };
        self.from.iter().flat_map(ends).collect()
    }

    /// A longest way through places that lead around in no circle; nothing when they do.
    pub(super) fn longest(&self) -> Vec<W> {
        let mut came: BTreeMap<N, (usize, N, W)> = BTreeMap::new();
        for place in toposort(&self.graph(), None).unwrap_or_default() {
            let length = came.get(&place).map_or(0, |(length, ..)| *length) + 1;
            for (end, way) in self.from.get(&place).into_iter().flatten() {
                if came.get(end).is_none_or(|(known, ..)| *known < length) {
                    came.insert(*end, (length, place, *way));
                }
            }
        }
        let longest = came.values().map(|(length, ..)| *length).max();
        let mut ends = came.iter().filter(|(_, (length, ..))| Some(*length) == longest);
        let mut next = ends.next().map(|(end, _)| *end);
        let mut back = Vec::new();
        while let Some((_, before, way)) = next.and_then(|place| came.get(&place)) {
            back.push(*way);
            next = Some(*before);
        }
        back.reverse();
        back
    }

    /// The circles that nothing outside of them leads to.
    pub(super) fn first_circles(&self) -> Vec<BTreeSet<N>> {
        let circles = self.circles();
        let places = circles.iter().enumerate();
        let number: BTreeMap<N, usize> =
            places.flat_map(|(at, circle)| circle.iter().map(move |place| (*place, at))).collect();
        let mut is_entered = vec![false; circles.len()];
        for (start, ways) in &self.from {
            for (end, _) in ways {
                if let Some(at) = number.get(end)
                    && number.get(start) != Some(at)
                    && let Some(is_entered) = is_entered.get_mut(*at)
                {
                    *is_entered = true;
                }
            }
        }
        let first = circles.into_iter().zip(is_entered).filter(|(_, is_entered)| !is_entered);
        first.map(|(circle, _)| circle).collect()
    }

    /// Every place that can be reached from those places, themselves included.
    pub(super) fn reached(&self, mut next: Vec<N>) -> BTreeSet<N> {
        let mut reached: BTreeSet<N> = next.iter().copied().collect();
        while let Some(place) = next.pop() {
            let ends = self.from.get(&place).into_iter().flatten().map(|(end, _)| *end);
            next.extend(ends.filter(|end| reached.insert(*end)));
        }
        reached
    }

    /// The ways that begin and end somewhere else.
    pub(super) fn without(&self, places: &BTreeSet<N>) -> Self {
        let ways = self
            .from
            .iter()
            .flat_map(|(start, ways)| ways.iter().map(move |(end, way)| (*start, *end, *way)));
        ways.filter(|(start, end, _)| !places.contains(start) && !places.contains(end)).collect()
    }

    /// A shortest way from the first place of a circle back to it.
    pub(super) fn around(&self, circle: &BTreeSet<N>) -> Vec<W> {
        let Some(start) = circle.first() else { return Vec::new() };
        let mut came: BTreeMap<N, (N, W)> = BTreeMap::new();
        let mut next = VecDeque::from([*start]);
        while let Some(place) = next.pop_front() {
            for (end, way) in self.from.get(&place).into_iter().flatten() {
                if circle.contains(end) && !came.contains_key(end) {
                    came.insert(*end, (place, *way));
                    next.push_back(*end);
                }
            }
            if came.contains_key(start) {
                break;
            }
        }
        let mut back = Vec::new();
        let mut place = *start;
        while let Some((before, way)) = came.get(&place) {
            back.push(*way);
            place = *before;
            if place == *start {
                break;
            }
        }
        back.reverse();
        back
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_with_a_shortest_way_around() {
        let ways: Ways<u8, &str> = [
            (1, 2, "a"),
            (2, 3, "b"),
            (3, 1, "c"),
            (2, 1, "short"),
            (4, 4, "self"),
            (3, 5, "out"),
            (5, 6, "further"),
        ]
        .into_iter()
        .collect();
        let circles = ways.circles();
        assert_eq!(circles, [BTreeSet::from([1, 2, 3]), BTreeSet::from([4])]);
        assert_eq!(ways.around(&circles[0]), ["a", "short"]);
        assert_eq!(ways.around(&circles[1]), ["self"]);
        assert_eq!(ways.first_circles(), circles);
    }

    #[test]
    fn the_longest_way_is_found_where_none_leads_around() {
        let ways = [(1, 2, "a"), (1, 3, "short"), (2, 3, "b"), (3, 4, "c"), (5, 4, "late")];
        let open: Ways<u8, &str> = ways.into_iter().collect();
        assert_eq!(open.longest(), ["a", "b", "c"]);
        let closed: Ways<u8, &str> = ways.into_iter().chain([(4, 1, "back")]).collect();
        assert_eq!(closed.longest(), [""; 0]);
    }

    #[test]
    fn first_circles_are_those_that_no_other_leads_to() {
        let ways: Ways<u8, ()> =
            [(1, 2, ()), (2, 1, ()), (2, 3, ()), (3, 4, ()), (4, 3, ())].into_iter().collect();
        assert_eq!(ways.first_circles(), [BTreeSet::from([1, 2])]);
        assert_eq!(ways.reached(vec![3]), BTreeSet::from([3, 4]));
        assert_eq!(ways.without(&BTreeSet::from([1, 2])).circles(), [BTreeSet::from([3, 4])]);
    }
}
