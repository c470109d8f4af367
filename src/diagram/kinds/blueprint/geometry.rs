//! From columns and rows to pixels: gutters and channels get as wide as the lines in them need.

use super::{
    place::Grid,
    route::{Net, Route, Way},
    scene::Scene,
    size::{Parts, WIDTH, measure},
    stand::{Cell, Link, Stand},
};
use crate::diagram::{
    around::Frame,
    drawing::{Point, Rect},
    lanes::{self, HEAD_WIDTH, Head},
    layout::{
        path::straightened,
        tracks::{Need, Tracks, assign},
    },
    stickies::STICKY_HEIGHT,
    theme::Line,
};

/// The edge of the paper, and of the lanes.
pub(super) const MARGIN: i32 = 14;
/// From one line to the next in a gutter, and in a channel, where they run long beside each other.
const TRACK: i32 = 9;
const CHANNEL_TRACK: i32 = 10;
/// From a column to the first line beside it, and from stickies to the first line of a channel.
const BESIDE: i32 = 14;
const CHANNEL: i32 = 16;
/// Different lines on one track keep this apart.
const APART: i32 = 16;
/// Between columns that no line parts.
const GAP: i32 = 24;
const LANE_GAP: i32 = 8;
const LANE_PAD: i32 = 12;
const ROW_GAP: i32 = 20;
/// Around whoever the rows belong to.
const OWNER_GAP: i32 = 12;
/// How far from its middle a line leaves or reaches a sticky on which there is another one.
const ASIDE: i32 = 18;
const ASIDE_OF_EVENT: i32 = 9;

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
    let width = across.width;
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

fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1024)
}

/// Where time begins: to the right of whoever the rows belong to.
fn start(scene: &Scene) -> i32 {
    let has_owners = scene.rows.iter().any(|row| row.owner.is_some());
    MARGIN + HEAD_WIDTH + if has_owners { OWNER_GAP + WIDTH } else { 0 }
}

/// How far below the corner of its cell a line leaves it at the right.
fn leaves(link: Link, route: Route) -> i32 {
    let aside = match link.line {
        Line::Feeds if route.is_aside.0 => -ASIDE_OF_EVENT,
        Line::Triggers if route.is_aside.0 => ASIDE_OF_EVENT,
        Line::Triggers | Line::Issues | Line::Feeds | Line::Leads => 0,
    };
    (STICKY_HEIGHT + 6) * pixels(link.from.1) + STICKY_HEIGHT / 2 + aside
}

/// The tracks of the level stretches.
struct Channels {
    over: Tracks,
    under: Tracks,
    /// The need of each line that has one, in the channel that is its.
    of: Vec<Option<usize>>,
}

impl Channels {
    fn new(stand: &Stand, routes: &[Route]) -> Self {
        let (mut over, mut under) = (Vec::new(), Vec::new());
        let mut of = vec![None; routes.len()];
        for (at, (link, route)) in stand.links.iter().zip(routes).enumerate() {
            // Gutters and columns in turn.
            let gutter = |gutter: usize| 2 * pixels(gutter);
            let column = |cell: usize| 2 * pixels(stand.cells[cell].column) + 1;
            let (needs, from, to) = match route.way {
                Way::Straight | Way::Beside { .. } | Way::Direct { .. } => continue,
                Way::Over => (&mut over, column(link.from.0), column(link.to)),
                Way::Around { out, into } => (&mut under, gutter(out), gutter(into)),
                Way::Under { out } => (&mut under, gutter(out), column(link.to)),
            };
            of[at] = Some(needs.len());
            needs.push(Need { street: 0, net: route.bus, from, to });
        }
        Self { over: assign(1, &over, 1), under: assign(1, &under, 1), of }
    }
}

/// How high everything stands.
struct Heights {
    lanes: Vec<(i32, i32, Head)>,
    rows: Vec<i32>,
    seams: Vec<i32>,
    /// Where the first line of each channel is.
    over: i32,
    under: i32,
    bottom: i32,
}

impl Heights {
    fn new(scene: &Scene, stand: &Stand, parts: &[Parts], channels: &Channels) -> Self {
        let mut needs = vec![STICKY_HEIGHT; scene.rows.len()];
        for (cell, parts) in stand.cells.iter().zip(parts) {
            needs[cell.row] = needs[cell.row].max(parts.bottom);
        }
        let (lanes, rows, seams) = (Vec::new(), Vec::new(), Vec::new());
        let mut heights = Self { lanes, rows, seams, over: 0, under: 0, bottom: 0 };
        let mut needs = scene.rows.iter().zip(needs).peekable();
        let mut y = 0;
        for (at, lane) in scene.lanes.iter().enumerate() {
            let start = y;
            y += LANE_PAD;
            let mut is_first = true;
            while let Some((_, need)) = needs.next_if(|(row, _)| row.lane == at) {
                if !is_first {
                    heights.seams.push(y + ROW_GAP / 2);
                    y += ROW_GAP;
                }
                is_first = false;
                y = heights.row(y, need, scene.application, channels);
            }
            y += LANE_PAD;
            let head = lanes::lay_out(lane);
            let height = (y - start).max(head.height);
            heights.lanes.push((start, height, head));
            y = start + height + LANE_GAP;
        }
        heights.bottom = (y - LANE_GAP).max(0);
        heights
    }

    /// Makes room for a row, and for the channels of commands above and below it.
    fn row(&mut self, y: i32, need: i32, application: Option<usize>, channels: &Channels) -> i32 {
        if application != Some(self.rows.len()) {
            self.rows.push(y);
            return y + need;
        }
        let room = |count: usize| {
            if count == 0 { 0 } else { CHANNEL + CHANNEL_TRACK * (pixels(count) - 1) }
        };
        self.over = y;
        let top = y + room(channels.over.count[0]);
        self.rows.push(top);
        self.under = top + need + CHANNEL;
        top + need + room(channels.under.count[0])
    }
}

/// The tracks of the upright stretches in gutters, and the one or two needs of each line.
struct Uprights {
    tracks: Tracks,
    of: Vec<[Option<usize>; 2]>,
}

impl Uprights {
    fn new(
        stand: &Stand,
        routes: &[Route],
        columns: usize,
        heights: &Heights,
        channels: &Channels,
    ) -> Self {
        let mut needs: Vec<Need<Net>> = Vec::new();
        let mut need = |street: usize, net: Net, from: i32, to: i32| {
            needs.push(Need { street, net, from, to });
            Some(needs.len() - 1)
        };
        let row = |cell: usize| heights.rows[stand.cells[cell].row];
        let mut of = Vec::with_capacity(routes.len());
        for (at, (link, route)) in stand.links.iter().zip(routes).enumerate() {
            let from = row(link.from.0) + leaves(*link, *route);
            let to = row(link.to) + STICKY_HEIGHT / 2;
            let level = heights.level(at, route.way, channels);
            let source = Net::From(link.from, link.line);
            of.push(match route.way {
                Way::Straight | Way::Over => [None, None],
                Way::Beside { gutter } => [need(gutter, Net::Into(link.to), from, to), None],
                Way::Direct { gutter } => [need(gutter, source, from, to), None],
                Way::Under { out } => [need(out, source, from, level), None],
                Way::Around { out, into } => {
                    [need(out, source, from, level), need(into, Net::Into(link.to), level, to)]
                }
            });
        }
        Self { tracks: assign(columns + 1, &needs, APART), of }
    }
}

impl Heights {
    /// The height of the level stretch of a line that goes through a channel.
    fn level(&self, line: usize, way: Way, channels: &Channels) -> i32 {
        let need = channels.of[line].unwrap_or(0);
        match way {
            Way::Straight | Way::Beside { .. } | Way::Direct { .. } => 0,
            Way::Over => self.over + CHANNEL_TRACK * pixels(channels.over.of[need]),
            Way::Around { .. } | Way::Under { .. } => {
                self.under + CHANNEL_TRACK * pixels(channels.under.of[need])
            }
        }
    }
}

/// Where every column and every gutter begins, and how wide the paper is.
struct Across {
    columns: Vec<i32>,
    gutters: Vec<i32>,
    width: i32,
}

impl Across {
    fn new(grid: &Grid, stand: &Stand, parts: &[Parts], tracks: &Tracks, start: i32) -> Self {
        let mut widths = vec![WIDTH; grid.columns];
        for (cell, parts) in stand.cells.iter().zip(parts) {
            widths[cell.column] = widths[cell.column].max(parts.right);
        }
        let gutter = |at: usize| match tracks.count[at] {
            0 => GAP,
            count => 2 * BESIDE + TRACK * (pixels(count) - 1),
        };
        let mut x = start;
        let (mut columns, mut gutters) = (Vec::new(), Vec::new());
        for (at, width) in widths.iter().enumerate() {
            gutters.push(x);
            x += gutter(at);
            columns.push(x);
            x += width;
        }
        gutters.push(x);
        Self { columns, gutters, width: x + gutter(grid.columns) + MARGIN }
    }
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
