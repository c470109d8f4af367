//! The grid of a board: columns are time, rows are the lanes and what happens in them side by side.

use std::collections::BTreeMap;

use super::scene::Scene;
use crate::diagram::layout::order::order;

/// Where in the grid every block stands.
#[derive(Debug)]
pub(super) struct Grid {
    /// Column and row of every block.
    pub(super) column: Vec<usize>,
    pub(super) row: Vec<usize>,
    pub(super) columns: usize,
    /// The first row of every lane, and one more at the end.
    pub(super) first_row: Vec<usize>,
    /// The blocks of every row, from left to right.
    pub(super) rows: Vec<Vec<usize>>,
}

impl Grid {
    /// The block that stands nearest to the left of another one in its row.
    pub(super) fn left_of(&self, block: usize) -> Option<usize> {
        let row = &self.rows[self.row[block]];
        let at = row.partition_point(|other| self.column[*other] < self.column[block]);
        at.checked_sub(1).map(|at| row[at])
    }

    /// Whether nothing stands in a row from one column to another, both included.
    pub(super) fn is_free(&self, row: usize, from: usize, to: usize) -> bool {
        let row = &self.rows[row];
        let at = row.partition_point(|block| self.column[*block] < from);
        row.get(at).is_none_or(|block| self.column[*block] > to)
    }
}

/// Places every block of a scene.
pub(super) fn place(scene: &Scene) -> Grid {
    let order = order(&scene.causes());
    let column = columns(scene, &order.sequence, &order.before, &order.back);
    let (lane_row, heights) = rows(scene, &column, &order.before);
    let mut first_row = vec![0];
    for height in heights {
        first_row.push(first_row.last().copied().unwrap_or(0) + height);
    }
    let row: Vec<usize> = scene
        .blocks
        .iter()
        .zip(&lane_row)
        .map(|(block, row)| first_row[block.lane] + row)
        .collect();
    let mut rows = vec![Vec::new(); first_row.last().copied().unwrap_or(0)];
    for (block, row) in row.iter().enumerate() {
        rows[*row].push(block);
    }
    for blocks in &mut rows {
        blocks.sort_by_key(|block| column[*block]);
    }
    let columns = column.iter().max().map_or(0, |last| last + 1);
    Grid { column, row, columns, first_row, rows }
}

/// The column of every block: the first one after all of its causes. Slices stand in even columns and steps in odd
/// ones, and then the columns in which nothing stands are left out.
fn columns(
    scene: &Scene,
    sequence: &[usize],
    before: &[Vec<(usize, bool)>],
    back: &[bool],
) -> Vec<usize> {
    let mut rank = vec![0; scene.blocks.len()];
    for block in sequence {
        let parity = usize::from(scene.blocks[*block].is_step());
        let earliest = before[*block]
            .iter()
            .map(|(cause, is_hard)| rank[*cause] + if *is_hard { 1 } else { 2 })
            .max()
            .unwrap_or(0);
        rank[*block] = earliest + (earliest + parity) % 2;
    }
    wait(scene, before, back, &mut rank);
    let mut used: Vec<usize> = rank.clone();
    used.sort_unstable();
    used.dedup();
    rank.iter().map(|rank| used.partition_point(|other| other < rank)).collect()
}

/// Steps that nothing triggers, as timeouts are, wait until just before what they issue.
fn wait(scene: &Scene, before: &[Vec<(usize, bool)>], back: &[bool], rank: &mut [usize]) {
    let mut issued: BTreeMap<usize, usize> = BTreeMap::new();
    for (edge, is_back) in scene.edges.iter().zip(back) {
        if !is_back && scene.blocks[edge.from].is_step() && before[edge.from].is_empty() {
            let first = issued.entry(edge.from).or_insert(usize::MAX);
            *first = (*first).min(rank[edge.to]);
        }
    }
    for (step, first) in issued {
        rank[step] = first.saturating_sub(1);
    }
}

/// The row of every block inside its lane, and how many rows each lane has. A block wants to stand in the row of what
/// leads to it, so that lines are straight.
fn rows(
    scene: &Scene,
    column: &[usize],
    before: &[Vec<(usize, bool)>],
) -> (Vec<usize>, Vec<usize>) {
    let mut order: Vec<usize> = (0..scene.blocks.len()).collect();
    order.sort_by_key(|block| (column[*block], scene.blocks[*block].lane, *block));
    let mut row: Vec<Option<usize>> = vec![None; scene.blocks.len()];
    let mut heights = vec![0; scene.lanes.len()];
    let mut taken: BTreeMap<(usize, usize), Taken> = BTreeMap::new();
    for block in order {
        let lane = scene.blocks[block].lane;
        let wanted = |is_hard: bool| {
            let causes = before[block].iter().filter(|(_, hard)| *hard == is_hard);
            let here = causes.filter(|(cause, _)| scene.blocks[*cause].lane == lane);
            here.filter_map(|(cause, _)| row[*cause]).min()
        };
        let wanted = wanted(true).or_else(|| wanted(false)).unwrap_or(0);
        let place = taken.entry((lane, column[block])).or_default().take(wanted);
        row[block] = Some(place);
        heights[lane] = heights[lane].max(place + 1);
    }
    (row.into_iter().map(Option::unwrap_or_default).collect(), heights)
}

/// The rows of one column and lane that are taken, as runs from a first to a last row.
#[derive(Default)]
struct Taken(BTreeMap<usize, usize>);

impl Taken {
    /// Takes the free row that is nearest to a wanted one, the upper one of two.
    fn take(&mut self, wanted: usize) -> usize {
        let around = self.0.range(..=wanted).next_back().map(|(first, last)| (*first, *last));
        let place = match around.filter(|(_, last)| *last >= wanted) {
            None => wanted,
            Some((first, last)) => match first.checked_sub(1) {
                Some(above) if wanted - above <= last + 1 - wanted => above,
                Some(_) | None => last + 1,
            },
        };
        self.insert(place);
        place
    }

    fn insert(&mut self, place: usize) {
        let last = self.0.remove(&(place + 1)).unwrap_or(place);
        let before = self.0.range(..place).next_back().map(|(first, last)| (*first, *last));
        match before {
            Some((first, end)) if end + 1 == place => drop(self.0.insert(first, last)),
            Some(_) | None => drop(self.0.insert(place, last)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_free_row_is_taken() {
        let mut taken = Taken::default();
        let rows: Vec<_> = [2, 2, 2, 2, 2, 2, 0].map(|wanted| taken.take(wanted)).to_vec();
        assert_eq!(rows, [2, 1, 3, 0, 4, 5, 6]);
    }
}
