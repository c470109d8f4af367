//! Places for a history: tables in columns, and between two columns as many layers of steps as build on each other.
//! Every way of a value has a slot of its own in each layer that it passes, so that no line runs through a text.

use super::scene::{End, Gap, Scene, Step, Table};
use crate::diagram::{
    drawing::{Point, Rect},
    pieces::{BELOW_TITLE, LEFT},
    text::{Weight, width},
};

pub(super) const HEADER: i32 = 38;
pub(super) const ROW: i32 = 24;
pub(super) const CHIP: i32 = 16;
pub(super) const PILL: i32 = 18;
/// Above the tables: why they changed.
pub(super) const REASON: i32 = 44;
const BELOW: i32 = 26;
/// Where lines bend.
const BEND: i32 = 42;
const WIDEST: i32 = 150;
const WIDEST_PILL: i32 = 210;
const NARROWEST_GAP: i32 = 170;
/// Between two steps, and between a line and what is beside it.
const APART: i32 = 6;
const LINE_APART: i32 = 9;
const ROUNDS: usize = 8;

/// Where everything is.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    pub(super) tables: Vec<Rect>,
    /// Where the types begin in a table.
    pub(super) types: Vec<i32>,
    pub(super) gaps: Vec<Between>,
    pub(super) width: i32,
    pub(super) bottom: i32,
}

/// What stands between two columns of tables.
#[derive(Debug, Default)]
pub(super) struct Between {
    pub(super) sides: Sides,
    pub(super) steps: Vec<Rect>,
    /// For each link the points that it passes; where the height changes it bends.
    pub(super) links: Vec<Vec<Point>>,
}

/// The left and right edge of a gap.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Sides {
    pub(super) left: i32,
    pub(super) right: i32,
}

/// The top of all tables.
pub(super) const TOP: i32 = BELOW_TITLE + REASON;

/// Gives everything its place.
pub(super) fn place(scene: &Scene) -> Geometry {
    let mut geometry = Geometry::default();
    let columns = scene.tables.iter().map(|table| table.column + 1).max().unwrap_or(0);
    let mut x = LEFT;
    for column in 0..columns {
        let tables: Vec<&Table> = scene.tables.iter().filter(|it| it.column == column).collect();
        let (wide, types) = table_width(&tables);
        let mut y = TOP;
        for table in tables {
            let high = height(table);
            geometry.tables.push(Rect::new(x, y, wide, high));
            geometry.types.push(types);
            y += high + chips_height(table) + BELOW;
        }
        geometry.bottom = geometry.bottom.max(y - BELOW);
        x += wide;
        if let Some(gap) = scene.gaps.get(column) {
            let (wide, layers) = layers(gap);
            geometry
                .gaps
                .push(Between { sides: Sides { left: x, right: x + wide }, ..Between::default() });
            geometry.gaps[column].steps = layers;
            x += wide;
        }
    }
    geometry.width = x + LEFT;
    for (at, gap) in scene.gaps.iter().enumerate() {
        let left = geometry.gaps[at].sides.left;
        let mut slots = Slots::new(gap, &geometry, left, &geometry.gaps[at].steps);
        slots.settle();
        let between = slots.between(gap, geometry.gaps[at].sides);
        let lowest = between.steps.iter().map(|rect| rect.bottom());
        let lowest = lowest.chain(between.links.iter().flatten().map(|point| point.y)).max();
        geometry.bottom = geometry.bottom.max(lowest.unwrap_or(0));
        geometry.gaps[at] = between;
    }
    geometry
}

/// How wide the tables of a column are, and where their types begin.
fn table_width(tables: &[&Table]) -> (i32, i32) {
    let rows = || tables.iter().flat_map(|table| &table.rows);
    let names = rows().map(|row| width(&row.name, 11, Weight::Bold)).max().unwrap_or(0).min(WIDEST);
    let types =
        rows().map(|row| width(&row.ty, 11, Weight::Regular)).max().unwrap_or(0).min(WIDEST);
    let heads = tables.iter().map(|table| {
        let tag = width(&table.tag, 10, Weight::Bold);
        width(&table.name, 13, Weight::Bold).min(WIDEST + 40) + tag + 46
    });
    let smalls = tables.iter().map(|table| width(&table.small, 9, Weight::Regular) + 20);
    let chips = tables.iter().flat_map(|table| &table.chips);
    let chips = chips.map(|chip| width(&chip.text, 10, Weight::Regular) + 34);
    let least = heads.chain(smalls).chain(chips).max().unwrap_or(0).min(2 * WIDEST);
    ((names + types + 34).max(least), names + 24)
}

fn height(table: &Table) -> i32 {
    let rows = i32::try_from(table.rows.len()).unwrap_or(0).max(i32::from(!table.is_nothing));
    HEADER + rows * ROW
}

fn chips_height(table: &Table) -> i32 {
    i32::try_from(table.chips.len()).unwrap_or(0) * CHIP
}

/// The middle of a row of a table.
fn row_of(rect: Rect, row: usize) -> i32 {
    rect.y + HEADER + i32::try_from(row).unwrap_or(0) * ROW + ROW / 2
}

pub(super) fn pill_width(step: &Step) -> i32 {
    let word = width(step.word, 10, Weight::Bold);
    let detail = width(&step.detail, 10, Weight::Regular);
    (word + if step.detail.is_empty() { 0 } else { detail + 4 } + 16).min(WIDEST_PILL)
}

/// How wide a gap is, and for every step its rectangle as far as its column tells: the height is still open.
fn layers(gap: &Gap) -> (i32, Vec<Rect>) {
    let levels = gap.steps.iter().map(|step| step.level).max().unwrap_or(0);
    let wide = |level: usize| {
        let steps = gap.steps.iter().filter(|step| step.level == level);
        steps.map(pill_width).max().unwrap_or(0)
    };
    let total: i32 = BEND + (1..=levels).map(|level| wide(level) + BEND).sum::<i32>();
    let spare = (NARROWEST_GAP - total).max(0);
    let mut left = vec![spare / 2 + BEND];
    for level in 1..levels {
        left.push(left[level - 1] + wide(level) + BEND);
    }
    let rect = |step: &Step| {
        let own = pill_width(step);
        let x = left[step.level - 1] + (wide(step.level) - own) / 2;
        Rect::new(x, 0, own, PILL)
    };
    (total + spare, gap.steps.iter().map(rect).collect())
}

/// A step, or a line that passes by, in a layer between two columns.
#[derive(Debug, Clone, Copy)]
struct Slot {
    layer: usize,
    y: i32,
    half: i32,
    /// Whether it stands where it is, since it is a row of a table.
    is_fixed: bool,
}

struct Slots {
    all: Vec<Slot>,
    /// The slots of every layer, from top to bottom.
    layers: Vec<Vec<usize>>,
    /// For every link the slots that it passes.
    chains: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
    after: Vec<Vec<usize>>,
    /// The left and right edge of every inner layer.
    edges: Vec<(i32, i32)>,
    rects: Vec<Rect>,
}

impl Slots {
    fn new(gap: &Gap, geometry: &Geometry, left: i32, rects: &[Rect]) -> Self {
        let levels = gap.steps.iter().map(|step| step.level).max().unwrap_or(0);
        let mut all = Self {
            all: Vec::new(),
            layers: vec![Vec::new(); levels + 2],
            chains: Vec::new(),
            before: Vec::new(),
            after: Vec::new(),
            edges: vec![(i32::MAX, i32::MIN); levels + 2],
            rects: rects.iter().map(|rect| rect.by(left, 0)).collect(),
        };
        for (step, rect) in gap.steps.iter().zip(all.rects.clone()) {
            all.slot(Slot { layer: step.level, y: TOP + HEADER, half: PILL / 2, is_fixed: false });
            let edge = &mut all.edges[step.level];
            *edge = (edge.0.min(rect.x), edge.1.max(rect.right()));
        }
        for link in &gap.links {
            let from = all.end(gap, geometry, link.from, 0);
            let to = all.end(gap, geometry, link.to, levels + 1);
            all.chain(from, to);
        }
        all
    }

    fn slot(&mut self, slot: Slot) -> usize {
        self.all.push(slot);
        self.before.push(Vec::new());
        self.after.push(Vec::new());
        self.layers[slot.layer].push(self.all.len() - 1);
        self.all.len() - 1
    }

    fn end(&mut self, gap: &Gap, geometry: &Geometry, end: End, layer: usize) -> usize {
        match end {
            End::Step(step) => step.min(gap.steps.len()),
            End::Field(table, row) => {
                let y = row_of(geometry.tables[table], row);
                self.slot(Slot { layer, y, half: 0, is_fixed: true })
            }
        }
    }

    /// A way from a slot to another one, with a slot in every layer between them.
    fn chain(&mut self, from: usize, to: usize) {
        let mut chain = vec![from];
        for layer in self.all[from].layer + 1..self.all[to].layer {
            let y = self.all[from].y;
            chain.push(self.slot(Slot { layer, y, half: 0, is_fixed: false }));
        }
        chain.push(to);
        for pair in chain.windows(2) {
            self.after[pair[0]].push(pair[1]);
            self.before[pair[1]].push(pair[0]);
        }
        self.chains.push(chain);
    }

    /// Moves everything toward what it is connected with, to and fro.
    fn settle(&mut self) {
        for round in 0..ROUNDS {
            for step in 1..self.layers.len() - 1 {
                let layer = if round % 2 == 0 { step } else { self.layers.len() - 1 - step };
                self.settle_layer(layer, round > 0);
            }
        }
    }

    fn settle_layer(&mut self, layer: usize, looks_back: bool) {
        let wanted = |slot: usize| {
            let after =
                self.after[slot].iter().filter(|_| looks_back || self.before[slot].is_empty());
            let near: Vec<i32> =
                self.before[slot].iter().chain(after).map(|other| self.all[*other].y).collect();
            let count = i32::try_from(near.len()).unwrap_or(0);
            if count == 0 { self.all[slot].y } else { near.iter().sum::<i32>() / count }
        };
        let mut order: Vec<(i32, usize)> =
            self.layers[layer].iter().map(|slot| (wanted(*slot), *slot)).collect();
        order.sort_unstable();
        let halves: Vec<(i32, i32)> =
            order.iter().map(|(wanted, slot)| (*wanted, self.all[*slot].half)).collect();
        for (y, (_, slot)) in spread(&halves, TOP + HEADER + 1).into_iter().zip(&order) {
            self.all[*slot].y = y;
        }
        self.layers[layer] = order.into_iter().map(|(_, slot)| slot).collect();
    }

    fn between(&self, gap: &Gap, sides: Sides) -> Between {
        let steps =
            (0..gap.steps.len()).map(|at| Rect { y: self.all[at].y - PILL / 2, ..self.rects[at] });
        let links = self.chains.iter().map(|chain| self.points(chain, sides));
        Between { sides, steps: steps.collect(), links: links.collect() }
    }

    /// Where a way leaves and enters each of its slots. It bends only where it has left the layer, since there may be
    /// something wider above or below.
    fn points(&self, chain: &[usize], sides: Sides) -> Vec<Point> {
        let mut points = Vec::with_capacity(chain.len() * 4);
        for (at, slot) in chain.iter().enumerate() {
            let Slot { layer, y, half, is_fixed } = self.all[*slot];
            let (left, right) = match is_fixed {
                true if layer == 0 => (sides.left, sides.left),
                true => (sides.right, sides.right),
                false => self.edges[layer],
            };
            let rect = self.rects.get(*slot).filter(|_| half > 0);
            let arrives = [Some(left), rect.map(|rect| rect.x)];
            let leaves = [rect.map(|rect| rect.right()), Some(right)];
            let passed = arrives.into_iter().filter(|_| at > 0);
            let passed = passed.chain(leaves.into_iter().filter(|_| at + 1 < chain.len()));
            points.extend(passed.flatten().map(|x| Point::new(x, y)));
        }
        points.dedup();
        points
    }
}

/// Things in their order as near as possible to where they want to be: the place wanted, and half the height.
fn spread(wanted: &[(i32, i32)], top: i32) -> Vec<i32> {
    let apart = |one: i32, other: i32| {
        one + other + if one == 0 || other == 0 { LINE_APART } else { APART }
    };
    // Things that push each other stand together, at the mean of what they want.
    let mut piles: Vec<(Vec<i32>, i32)> = Vec::new();
    for (at, (y, _)) in wanted.iter().enumerate() {
        let mut pile = (vec![0], *y);
        while let Some((offsets, start)) = piles.pop() {
            let first = at + 1 - pile.0.len();
            let gap = apart(wanted[first - 1].1, wanted[first].1);
            let end = start + offsets.last().copied().unwrap_or(0);
            if end + gap <= pile.1 {
                piles.push((offsets, start));
                break;
            }
            let shift = offsets.last().copied().unwrap_or(0) + gap;
            let [one, other] =
                [offsets.len(), pile.0.len()].map(|len| i32::try_from(len).unwrap_or(1));
            let mean = (start * one + (pile.1 - shift) * other).div_euclid(one + other);
            let moved = pile.0.iter().map(|offset| offset + shift);
            pile = (offsets.into_iter().chain(moved).collect(), mean);
        }
        piles.push(pile);
    }
    let places = piles
        .into_iter()
        .flat_map(|(offsets, start)| offsets.into_iter().map(move |it| it + start));
    let mut least = top;
    let mut spread = Vec::with_capacity(wanted.len());
    for (at, y) in places.enumerate() {
        let half = wanted[at].1;
        let before =
            at.checked_sub(1).map_or(top + half, |before| least + apart(wanted[before].1, half));
        let y = y.max(before);
        least = y;
        spread.push(y);
    }
    spread
}
