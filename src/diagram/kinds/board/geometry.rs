//! From the grid to pixels: streets get as wide as the lines in them need, rows and columns as large as their blocks.

use super::{
    place::Grid,
    route::{Net, Route, Way},
    scene::{Edge, Scene},
    size::{BLOCK_GAP, Parts},
};
use crate::diagram::{
    around::Frame,
    drawing::{Point, Rect},
    lanes::{self, HEAD_WIDTH, Head},
    layout::{
        path::straightened,
        tracks::{Need, Tracks, assign},
    },
};

/// The edge of the paper, and of the lanes.
pub(super) const MARGIN: i32 = 14;
const TRACK: i32 = 9;
/// From a block to the first track beside it.
const BESIDE: i32 = 14;
/// Different lines on one track keep this apart.
const APART: i32 = 16;
const LANE_GAP: i32 = 12;
const LANE_PAD: i32 = 14;
const ROW_GAP: i32 = 16;
/// How much lower an edge arrives where the middle is taken.
const LOW: i32 = 12;

/// Where everything is.
#[derive(Debug)]
pub(super) struct Geometry {
    pub(super) width: i32,
    /// Where the last lane ends.
    pub(super) bottom: i32,
    pub(super) lanes: Vec<(Rect, Head)>,
    /// The body of every block, and its parts relative to it.
    pub(super) bodies: Vec<Rect>,
    pub(super) parts: Vec<Parts>,
    /// The corners of every edge.
    pub(super) routes: Vec<Vec<Point>>,
    /// For every turn where its line stands.
    pub(super) turns: Vec<i32>,
}

/// Puts a scene on paper, with its first lane at the top.
pub(super) fn geometry(
    scene: &Scene,
    grid: &Grid,
    routes: &[Route],
    parts: Vec<Parts>,
) -> Geometry {
    let channels = channel_tracks(scene, grid, routes);
    let heights = Heights::new(scene, grid, &parts, &channels);
    let uprights = Uprights::new(scene, grid, routes, &parts, &heights, &channels);
    let (columns, gutters, width) = across(grid, &parts, &uprights.tracks);
    let bodies = bodies(grid, &parts, &heights, &columns);
    let lines = scene.edges.iter().enumerate().map(|(at, edge)| {
        let x = |street: usize, track: usize| gutters[street] + BESIDE + TRACK * pixels(track);
        let start = out_port(*edge, &bodies, &parts);
        let end = in_port(*edge, routes[at], &bodies, &parts);
        let [first, second] = uprights.of[at];
        straightened(&match routes[at].way {
            Way::Direct { gutter, net: _ } => {
                let x = first.map_or(start.x, |need| x(gutter, uprights.tracks.of[need]));
                vec![start, Point::new(x, start.y), Point::new(x, end.y), end]
            }
            Way::Around { out, channel, into } => {
                let level = heights.channel(channel, channels.of(at));
                let x1 = first.map_or(start.x, |need| x(out, uprights.tracks.of[need]));
                let x2 = second.map_or(end.x, |need| x(into, uprights.tracks.of[need]));
                let corner = Point::new;
                vec![
                    start,
                    corner(x1, start.y),
                    corner(x1, level),
                    corner(x2, level),
                    corner(x2, end.y),
                    end,
                ]
            }
        })
    });
    let routes = lines.collect();
    let turns = scene.turns.iter().map(|turn| gutters[grid.column[turn.block] + 1] + 6).collect();
    let lanes = heights
        .lanes
        .into_iter()
        .map(|(y, height, head)| (Rect::new(MARGIN, y, width - 2 * MARGIN, height), head));
    Geometry { width, bottom: heights.bottom, lanes: lanes.collect(), bodies, parts, routes, turns }
}

impl Geometry {
    /// What stands around the lanes has to know this.
    pub(super) fn frame(&self) -> Frame<'_> {
        let start = MARGIN + HEAD_WIDTH;
        Frame { start, bottom: self.bottom, width: self.width, turns: &self.turns }
    }

    /// Moves everything down.
    pub(super) fn lower(&mut self, by: i32) {
        self.bottom += by;
        self.lanes.iter_mut().for_each(|(rect, _)| rect.y += by);
        self.bodies.iter_mut().for_each(|rect| rect.y += by);
        self.routes.iter_mut().flatten().for_each(|point| point.y += by);
    }
}

fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1024)
}

/// The tracks of the level stretches, and the need of each edge that has one.
struct Channels {
    tracks: Tracks,
    of_edge: Vec<Option<usize>>,
}

impl Channels {
    fn of(&self, edge: usize) -> usize {
        self.of_edge[edge].map_or(0, |need| self.tracks.of[need])
    }
}

fn channel_tracks(scene: &Scene, grid: &Grid, routes: &[Route]) -> Channels {
    let mut needs = Vec::new();
    let mut of_edge = vec![None; routes.len()];
    for (at, (edge, route)) in scene.edges.iter().zip(routes).enumerate() {
        if let Way::Around { out, channel, into } = route.way {
            of_edge[at] = Some(needs.len());
            let net = Net::From(edge.from, edge.event);
            needs.push(Need { street: channel, net, from: pixels(out), to: pixels(into) });
        }
    }
    Channels { tracks: assign(grid.rows.len() + 1, &needs, 1), of_edge }
}

/// How high everything stands.
struct Heights {
    lanes: Vec<(i32, i32, Head)>,
    /// Where the first track of the channel above every row is, and of the one below the last row.
    channels: Vec<i32>,
    /// The height at which lines arrive at and leave the blocks of every row.
    middles: Vec<i32>,
    bottom: i32,
}

impl Heights {
    fn new(scene: &Scene, grid: &Grid, parts: &[Parts], channels: &Channels) -> Self {
        let mut heights =
            Self { lanes: Vec::new(), channels: Vec::new(), middles: Vec::new(), bottom: 0 };
        let mut y = 0;
        for (at, lane) in scene.lanes.iter().enumerate() {
            let start = y;
            y += LANE_PAD;
            for row in grid.first_row[at]..grid.first_row[at + 1] {
                y = heights.street(y, channels.tracks.count[row]);
                let blocks = || grid.rows[row].iter().map(|block| &parts[*block]);
                let above = blocks().map(|it| it.above + it.middle).max().unwrap_or(0);
                let below = blocks().map(|it| it.body.1 - it.middle).max().unwrap_or(0);
                heights.middles.push(y + above);
                y += above + below + ROW_GAP;
            }
            if at + 1 == scene.lanes.len() {
                y = heights.street(y, channels.tracks.count[grid.rows.len()]);
            }
            y += LANE_PAD - if grid.first_row[at] == grid.first_row[at + 1] { 0 } else { ROW_GAP };
            let head = lanes::lay_out(lane);
            let height = (y - start).max(head.height);
            heights.lanes.push((start, height, head));
            y = start + height + LANE_GAP;
        }
        heights.bottom = (y - LANE_GAP).max(0);
        heights
    }

    /// Makes room for a channel and gives where what is below it begins.
    fn street(&mut self, y: i32, tracks: usize) -> i32 {
        self.channels.push(y + 4);
        if tracks == 0 { y } else { y + TRACK * pixels(tracks) + 6 }
    }

    fn channel(&self, channel: usize, track: usize) -> i32 {
        self.channels[channel] + TRACK * pixels(track)
    }
}

/// The tracks of the upright stretches, and the one or two needs of each edge.
struct Uprights {
    tracks: Tracks,
    of: Vec<[Option<usize>; 2]>,
}

impl Uprights {
    fn new(
        scene: &Scene,
        grid: &Grid,
        routes: &[Route],
        parts: &[Parts],
        heights: &Heights,
        channels: &Channels,
    ) -> Self {
        let mut needs: Vec<Need<Net>> = Vec::new();
        let mut need = |street: usize, net: Net, from: i32, to: i32| {
            needs.push(Need { street, net, from, to });
            Some(needs.len() - 1)
        };
        let mut of = Vec::with_capacity(routes.len());
        for (at, (edge, route)) in scene.edges.iter().zip(routes).enumerate() {
            let from = heights.middles[grid.row[edge.from]] + lowered(*edge, parts);
            let to = heights.middles[grid.row[edge.to]] + if route.is_low { LOW } else { 0 };
            of.push(match route.way {
                Way::Direct { gutter: _, net: _ } if from == to => [None, None],
                Way::Direct { gutter, net } => [need(gutter, net, from, to), None],
                Way::Around { out, channel, into } => {
                    let level = heights.channel(channel, channels.of(at));
                    let arrival = Net::Into(edge.to, route.is_low);
                    [
                        need(out, Net::From(edge.from, edge.event), from, level),
                        need(into, arrival, level, to),
                    ]
                }
            });
        }
        Self { tracks: assign(grid.columns + 1, &needs, APART), of }
    }
}

/// How far below the middle of its block an edge leaves.
fn lowered(edge: Edge, parts: &[Parts]) -> i32 {
    let parts = &parts[edge.from];
    let event = edge.event.and_then(|at| parts.events.get(at));
    event.map_or(0, |event| event.y + event.height / 2 - parts.middle)
}

fn out_port(edge: Edge, bodies: &[Rect], parts: &[Parts]) -> Point {
    let body = bodies[edge.from];
    Point::new(body.right(), body.y + parts[edge.from].middle + lowered(edge, parts))
}

fn in_port(edge: Edge, route: Route, bodies: &[Rect], parts: &[Parts]) -> Point {
    let body = bodies[edge.to];
    Point::new(body.x, body.y + parts[edge.to].middle + if route.is_low { LOW } else { 0 })
}

/// Where every column and every gutter begins, and how wide the paper is.
fn across(grid: &Grid, parts: &[Parts], tracks: &Tracks) -> (Vec<(i32, i32)>, Vec<i32>, i32) {
    let mut widths = vec![0; grid.columns];
    for (block, column) in grid.column.iter().enumerate() {
        widths[*column] = widths[*column].max(parts[block].width);
    }
    let gutter = |at: usize| match tracks.count[at] {
        0 => BLOCK_GAP,
        count => 2 * BESIDE + TRACK * (pixels(count) - 1),
    };
    let mut x = MARGIN + HEAD_WIDTH;
    let (mut columns, mut gutters) = (Vec::new(), Vec::new());
    for (at, width) in widths.iter().enumerate() {
        gutters.push(x);
        x += gutter(at);
        columns.push((x, *width));
        x += width;
    }
    gutters.push(x);
    (columns, gutters, x + gutter(grid.columns) + MARGIN)
}

fn bodies(grid: &Grid, parts: &[Parts], heights: &Heights, columns: &[(i32, i32)]) -> Vec<Rect> {
    let body = |(block, parts): (usize, &Parts)| {
        let (x, width) = columns[grid.column[block]];
        let y = heights.middles[grid.row[block]] - parts.middle;
        Rect::new(x + (width - parts.width) / 2, y, parts.body.0, parts.body.1)
    };
    parts.iter().enumerate().map(body).collect()
}
