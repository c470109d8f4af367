//! Folds a long timeline into bands below each other, each laid out by itself. A line from one band to another is cut:
//! a hint on either side says where it goes on.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Band,
    place::{Grid, place_in},
    scene::{Block, Edge, Lane, Scene, Sticky, Turn, What},
};
use crate::diagram::{Direction, theme::Role};

/// How wide a hint is with the lines that lead to it.
const HINT: i32 = 150;

/// The bands of a board that was laid out in one, none wider than it has to be.
pub(super) fn fold(whole: Band, width: i32) -> Vec<Band> {
    let Band { scene, grid, geometry } = &whole;
    if geometry.width <= width || grid.columns == 0 {
        return vec![whole];
    }
    let room = width - (geometry.width - (geometry.columns[grid.columns] - geometry.columns[0]));
    let turns: BTreeSet<usize> = scene.turns.iter().map(|it| grid.column[it.block] + 1).collect();
    let mut told = BTreeSet::new();
    let mut bands: Vec<Band> = Vec::new();
    let mut start = 0;
    while start < grid.columns {
        let hints = if start == 0 { HINT } else { 2 * HINT };
        let reach = geometry.columns[start] + room - hints;
        let last = geometry.columns.partition_point(|x| *x <= reach).saturating_sub(1);
        let last = last.clamp(start + 1, grid.columns);
        // A turn of the business is a better place to turn the page, unless half of the page stays empty.
        let turn = turns.range(start + (last - start).div_ceil(2)..=last).next_back();
        let mut end = turn.copied().filter(|_| last < grid.columns).unwrap_or(last);
        let mut band = laid_out(scene, grid, start..end, &told);
        while band.geometry.width > width && end > start + 1 {
            end -= 1;
            band = laid_out(scene, grid, start..end, &told);
        }
        told.extend(band.scene.lanes.iter().map(|lane| lane.id.clone()));
        bands.push(band);
        start = end;
    }
    bands
}

fn laid_out(
    scene: &Scene,
    grid: &Grid,
    columns: std::ops::Range<usize>,
    told: &BTreeSet<String>,
) -> Band {
    let is_first = columns.start == 0;
    let mut cut = Cut::new(scene, grid, &columns);
    scene.edges.iter().for_each(|edge| cut.edge(*edge));
    let Cut { mut part, mut column, lanes, numbers, .. } = cut;
    let has_hints = column.iter().any(|at| matches!(at, Column::Before));
    let shift = usize::from(has_hints);
    let columns: Vec<usize> = column
        .drain(..)
        .map(|at| match at {
            Column::Before => 0,
            Column::At(at) => at + shift,
            Column::After => columns.len() + shift,
        })
        .collect();
    let renumbered = |(a, b): &(usize, usize)| Some((*numbers.get(a)?, *numbers.get(b)?));
    part.wishes = scene.wishes.iter().filter_map(renumbered).collect();
    let turn =
        |turn: &Turn| Some(Turn { block: *numbers.get(&turn.block)?, text: turn.text.clone() });
    part.turns = scene.turns.iter().filter_map(turn).collect();
    part.lanes = kept_lanes(scene, &mut part.blocks, &lanes, is_first, told);
    let grid = place_in(&part, columns);
    Band::new(part, grid, Direction::Right)
}

/// The lanes in which something stands; in the first band also those in which nothing ever does. What hangs on a lane is
/// told once.
fn kept_lanes(
    scene: &Scene,
    blocks: &mut [Block],
    used: &BTreeSet<usize>,
    is_first: bool,
    told: &BTreeSet<String>,
) -> Vec<Lane> {
    let busy: BTreeSet<usize> = scene.blocks.iter().map(|block| block.lane).collect();
    let is_kept = |lane: &usize| used.contains(lane) || is_first && !busy.contains(lane);
    let kept: Vec<usize> = (0..scene.lanes.len()).filter(is_kept).collect();
    for block in blocks {
        block.lane = kept.partition_point(|lane| *lane < block.lane);
    }
    let lane = |at: &usize| {
        let lane = scene.lanes[*at].clone();
        if told.contains(&lane.id) {
            Lane { chips: Vec::new(), notes: Vec::new(), ..lane }
        } else {
            lane
        }
    };
    kept.iter().map(lane).collect()
}

/// Where in a band something stands.
enum Column {
    /// With what leads here from other bands.
    Before,
    At(usize),
    /// With what goes on in other bands.
    After,
}

/// A part of a scene while its lines are cut.
struct Cut<'s> {
    scene: &'s Scene,
    part: Scene,
    column: Vec<Column>,
    /// The lanes of the whole in which something stands here.
    lanes: BTreeSet<usize>,
    /// The new number of every block.
    numbers: BTreeMap<usize, usize>,
    /// The hints at where lines go on and come from, by the lane in which they are.
    after: BTreeMap<(usize, usize), usize>,
    before: BTreeMap<(usize, usize, Option<usize>), usize>,
}

impl<'s> Cut<'s> {
    fn new(scene: &'s Scene, grid: &Grid, columns: &std::ops::Range<usize>) -> Self {
        let mut cut = Self {
            scene,
            part: Scene::default(),
            column: Vec::new(),
            lanes: BTreeSet::new(),
            numbers: BTreeMap::new(),
            after: BTreeMap::new(),
            before: BTreeMap::new(),
        };
        for (at, block) in scene.blocks.iter().enumerate() {
            if columns.contains(&grid.column[at]) {
                cut.numbers.insert(at, cut.part.blocks.len());
                cut.add(block.clone(), Column::At(grid.column[at] - columns.start));
            }
        }
        cut
    }

    fn add(&mut self, block: Block, column: Column) {
        self.lanes.insert(block.lane);
        self.part.blocks.push(block);
        self.column.push(column);
    }

    fn edge(&mut self, edge: Edge) {
        let ends = (self.numbers.get(&edge.from).copied(), self.numbers.get(&edge.to).copied());
        let cut = match ends {
            (Some(from), Some(to)) => Edge { from, to, ..edge },
            (Some(from), None) => Edge { from, to: self.goes_on(edge), ..edge },
            (None, Some(to)) => Edge { from: self.comes_from(edge), event: None, to, ..edge },
            (None, None) => return,
        };
        if !self.part.edges.contains(&cut) {
            self.part.edges.push(cut);
        }
    }

    /// The hint at where a line goes on, in the lane from which it comes.
    fn goes_on(&mut self, edge: Edge) -> usize {
        let lane = self.scene.blocks[edge.from].lane;
        if let Some(known) = self.after.get(&(lane, edge.to)) {
            return *known;
        }
        let hint = self.hint("CONTINUES AT", self.scene.blocks[edge.to].stickies().next(), edge.to);
        let at = self.part.blocks.len();
        self.after.insert((lane, edge.to), at);
        self.add(Block { lane, ..hint }, Column::After);
        at
    }

    /// The hint at where a line comes from, in the lane to which it leads.
    fn comes_from(&mut self, edge: Edge) -> usize {
        let lane = self.scene.blocks[edge.to].lane;
        let key = (lane, edge.from, edge.event);
        if let Some(known) = self.before.get(&key) {
            return *known;
        }
        let source = &self.scene.blocks[edge.from];
        let sticky = match edge.event {
            Some(event) => source.events().get(event),
            None => source.stickies().next(),
        };
        let hint = self.hint("COMES FROM", sticky, edge.from);
        let at = self.part.blocks.len();
        self.before.insert(key, at);
        self.add(Block { lane, ..hint }, Column::Before);
        at
    }

    fn hint(&self, word: &'static str, sticky: Option<&Sticky>, block: usize) -> Block {
        let of = &self.scene.blocks[block];
        let lane = self.scene.lanes[of.lane].title.clone();
        // The steps of a saga share its name, so that what they do tells more than where they are.
        let is_step = sticky.is_some_and(|it| !it.foot.is_empty());
        let foot = sticky.filter(|_| is_step).map_or(lane, |it| it.foot.clone());
        let (role, name) = sticky.map_or((Role::Policy, ""), |it| (it.role, it.name.as_str()));
        let tooltip = sticky.map_or_else(String::new, |it| it.tooltip.clone());
        let sticky = Sticky { foot, tooltip, ..Sticky::new(role, word, name) };
        Block {
            id: format!("{}:{}", word.to_lowercase().replace(' ', "-"), of.id),
            lane: of.lane,
            is_ghost: true,
            story: None,
            notes: Vec::new(),
            what: What::Step(sticky),
        }
    }
}
