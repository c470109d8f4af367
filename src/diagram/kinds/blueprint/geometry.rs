//! From columns and rows to pixels.

use super::{
    place::Grid,
    route::{Route, Way},
    scene::Scene,
    size::{Parts, WIDTH, measure},
    stand::{Cell, Stand},
    streets::{Across, BESIDE, Channels, Heights, TRACK, Uprights, leaves, pixels},
};
use crate::diagram::{
    around::Frame,
    drawing::{Point, Rect},
    lanes::{HEAD_WIDTH, Head},
    layout::path::straightened,
    stickies::STICKY_HEIGHT,
};

/// The edge of the paper, and of the lanes.
pub(super) const MARGIN: i32 = 14;
/// Around whoever the rows belong to.
const OWNER_GAP: i32 = 12;
/// How far from its middle a line leaves or reaches a sticky on which there is another one.
const ASIDE: i32 = 18;

/// Where everything is.
#[derive(Debug)]
pub(super) struct Geometry {
    pub(super) width: i32,
    /// Where the last lane ends.
    pub(super) bottom: i32,
    /// Where time begins.
    pub(super) start: i32,
    pub(super) lanes: Vec<(Rect, Head)>,
    /// Whoever a row belongs to.
    pub(super) owners: Vec<Option<Rect>>,
    /// The heights at which two rows of one lane meet.
    pub(super) seams: Vec<i32>,
    /// The corner of the first sticky of every cell, and the parts relative to it.
    pub(super) corners: Vec<Point>,
    pub(super) parts: Vec<Parts>,
    /// The corners of every line.
    pub(super) routes: Vec<Vec<Point>>,
    /// For every turn where its line stands.
    pub(super) turns: Vec<i32>,
}

/// Puts a scene on paper, with its first lane at the top.
pub(super) fn geometry(scene: &Scene, grid: &Grid, stand: &Stand, routes: &[Route]) -> Geometry {
    let parts = measure(scene, stand);
    let channels = Channels::new(stand, routes);
    let heights = Heights::new(scene, stand, &parts, &channels);
    let uprights = Uprights::new(stand, routes, grid.columns, &heights, &channels);
    let start = start(scene);
    let across = Across::new(grid, stand, &parts, &uprights.tracks, start);
    let corner = |cell: &Cell| Point::new(across.columns[cell.column], heights.rows[cell.row]);
    let corners: Vec<Point> = stand.cells.iter().map(corner).collect();
    let lines = Lines {
        stand,
        routes,
        heights: &heights,
        channels: &channels,
        uprights: &uprights,
        across: &across,
        corners: &corners,
    };
    let width = across.width + MARGIN;
    let owners = scene.rows.iter().zip(&heights.rows).map(|(row, top)| {
        let left = MARGIN + HEAD_WIDTH + OWNER_GAP;
        row.owner.as_ref().map(|_| Rect::new(left, *top, WIDTH, STICKY_HEIGHT))
    });
    Geometry {
        width,
        bottom: heights.bottom,
        start,
        owners: owners.collect(),
        routes: (0..routes.len()).map(|at| straightened(&lines.corners_of(at))).collect(),
        turns: scene
            .story
            .turns
            .iter()
            .map(|turn| across.gutters[grid.column[turn.block] + 1] + 6)
            .collect(),
        seams: heights.seams,
        lanes: heights
            .lanes
            .into_iter()
            .map(|(y, height, head)| (Rect::new(MARGIN, y, width - 2 * MARGIN, height), head))
            .collect(),
        corners,
        parts,
    }
}

impl Geometry {
    /// What stands around the lanes has to know this.
    pub(super) fn frame(&self) -> Frame<'_> {
        let Self { start, bottom, width, turns, .. } = self;
        Frame { start: *start, bottom: *bottom, width: *width, turns }
    }

    /// Moves everything down.
    pub(super) fn lower(&mut self, by: i32) {
        self.bottom += by;
        self.lanes.iter_mut().for_each(|(rect, _)| rect.y += by);
        self.owners.iter_mut().flatten().for_each(|rect| rect.y += by);
        self.seams.iter_mut().for_each(|y| *y += by);
        self.corners.iter_mut().for_each(|point| point.y += by);
        self.routes.iter_mut().flatten().for_each(|point| point.y += by);
    }
}

/// Where time begins: to the right of whoever the rows belong to.
fn start(scene: &Scene) -> i32 {
    let has_owners = scene.rows.iter().any(|row| row.owner.is_some());
    MARGIN + HEAD_WIDTH + if has_owners { OWNER_GAP + WIDTH } else { 0 }
}

/// All that the corners of a line depend on.
struct Lines<'l> {
    stand: &'l Stand,
    routes: &'l [Route],
    heights: &'l Heights,
    channels: &'l Channels,
    uprights: &'l Uprights,
    across: &'l Across,
    corners: &'l [Point],
}

impl Lines<'_> {
    fn corners_of(&self, at: usize) -> Vec<Point> {
        let (link, route) = (self.stand.links[at], self.routes[at]);
        let (source, target) = (self.corners[link.from.0], self.corners[link.to]);
        let aside = |is_aside: bool| if is_aside { ASIDE } else { 0 };
        let right = source.by(WIDTH, leaves(link, route));
        let left = target.by(0, STICKY_HEIGHT / 2);
        let level = self.heights.level(at, route.way, self.channels);
        let corner = Point::new;
        match route.way {
            Way::Straight if target.y < source.y => {
                vec![source.by(WIDTH / 2, 0), target.by(WIDTH / 2, STICKY_HEIGHT)]
            }
            Way::Straight => {
                vec![source.by(WIDTH / 2, STICKY_HEIGHT), target.by(WIDTH / 2, 0)]
            }
            Way::Over => {
                let from = source.by(WIDTH / 2 + aside(route.is_aside.0), STICKY_HEIGHT);
                let to = target.by(WIDTH / 2 - aside(route.is_aside.1), 0);
                vec![from, corner(from.x, level), corner(to.x, level), to]
            }
            Way::Beside { gutter } => {
                let (x, from) = (self.track(at, 0, gutter), source.by(0, STICKY_HEIGHT / 2));
                vec![from, corner(x, from.y), corner(x, left.y), left]
            }
            Way::Direct { gutter } => {
                let x = self.track(at, 0, gutter);
                vec![right, corner(x, right.y), corner(x, left.y), left]
            }
            Way::Under { out } => {
                let (x, to) = (self.track(at, 0, out), target.by(WIDTH / 2, STICKY_HEIGHT));
                vec![right, corner(x, right.y), corner(x, level), corner(to.x, level), to]
            }
            Way::Around { out, into } => {
                let (x1, x2) = (self.track(at, 0, out), self.track(at, 1, into));
                let (down, up) = (corner(x1, level), corner(x2, level));
                vec![right, corner(x1, right.y), down, up, corner(x2, left.y), left]
            }
        }
    }

    /// Where an upright stretch of a line stands in its gutter.
    fn track(&self, line: usize, stretch: usize, gutter: usize) -> i32 {
        let need = self.uprights.of[line][stretch];
        let track = need.map_or(0, |need| self.uprights.tracks.of[need]);
        self.across.gutters[gutter] + BESIDE + TRACK * pixels(track)
    }
}
