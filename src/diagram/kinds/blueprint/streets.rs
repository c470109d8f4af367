//! How much room everything needs: gutters and channels by the lines in them, rows and columns by what stands there.

use super::{
    place::Grid,
    route::{Net, Route, Way},
    scene::Scene,
    size::{Parts, WIDTH},
    stand::{Link, Stand},
};
use crate::diagram::{
    lanes::{self, Head},
    layout::tracks::{Need, Tracks, assign},
    stickies::STICKY_HEIGHT,
    theme::Line,
};

/// From one line to the next in a gutter, and in a channel, where they run long beside each other.
pub(super) const TRACK: i32 = 9;
const CHANNEL_TRACK: i32 = 10;
/// From a column to the first line beside it, and from stickies to the first line of a channel.
pub(super) const BESIDE: i32 = 14;
const CHANNEL: i32 = 16;
/// Different lines on one track keep this apart.
const APART: i32 = 16;
/// Between columns that no line parts.
const GAP: i32 = 24;
const LANE_GAP: i32 = 8;
const LANE_PAD: i32 = 12;
const ROW_GAP: i32 = 20;
/// How far from its middle a line leaves an event from which another one leaves.
const ASIDE_OF_EVENT: i32 = 9;

/// The tracks of the level stretches.
pub(super) struct Channels {
    over: Tracks,
    under: Tracks,
    /// The need of each line that has one, in the channel that is its.
    pub(super) of: Vec<Option<usize>>,
}

impl Channels {
    pub(super) fn new(stand: &Stand, routes: &[Route]) -> Self {
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
pub(super) struct Heights {
    pub(super) lanes: Vec<(i32, i32, Head)>,
    pub(super) rows: Vec<i32>,
    pub(super) seams: Vec<i32>,
    /// Where the first line of each channel is.
    over: i32,
    under: i32,
    pub(super) bottom: i32,
}

impl Heights {
    pub(super) fn new(scene: &Scene, stand: &Stand, parts: &[Parts], channels: &Channels) -> Self {
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
pub(super) struct Uprights {
    pub(super) tracks: Tracks,
    pub(super) of: Vec<[Option<usize>; 2]>,
}

impl Uprights {
    pub(super) fn new(
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
    pub(super) fn level(&self, line: usize, way: Way, channels: &Channels) -> i32 {
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
pub(super) struct Across {
    pub(super) columns: Vec<i32>,
    pub(super) gutters: Vec<i32>,
    pub(super) width: i32,
}

impl Across {
    pub(super) fn new(
        grid: &Grid,
        stand: &Stand,
        parts: &[Parts],
        tracks: &Tracks,
        start: i32,
    ) -> Self {
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
        Self { columns, gutters, width: x + gutter(grid.columns) }
    }
}

/// How far below the corner of its cell a line leaves it at the right.
pub(super) fn leaves(link: Link, route: Route) -> i32 {
    let aside = match link.line {
        Line::Feeds if route.is_aside.0 => -ASIDE_OF_EVENT,
        Line::Triggers if route.is_aside.0 => ASIDE_OF_EVENT,
        Line::Triggers | Line::Issues | Line::Feeds | Line::Leads => 0,
    };
    (STICKY_HEIGHT + 6) * pixels(link.from.1) + STICKY_HEIGHT / 2 + aside
}

pub(super) fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 1024)
}
