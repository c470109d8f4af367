//! The way of every edge through the grid: along gutters between columns and channels between rows, and along rows
//! where nothing stands. So no line ever runs through a block.

use std::collections::BTreeMap;

use super::{
    place::Grid,
    scene::{Edge, Scene},
};
use crate::diagram::theme::Line;

/// Lines that may share a track, since they belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Net {
    /// Everything that one event or step leads to by one kind of line.
    From(usize, Option<usize>, Line),
    /// Everything that leads to one block, at one of its two arrivals.
    Into(usize, bool),
}

impl Edge {
    /// The lines with which an edge shares its way out.
    pub(super) fn net(self) -> Net {
        Net::From(self.from, self.event, self.line)
    }

    /// The lines with which an edge shares a channel: what feeds a read model gathers on the way.
    pub(super) fn net_of_channel(self) -> Net {
        match self.line {
            Line::Triggers | Line::Issues | Line::Leads => self.net(),
            Line::Feeds => Net::Into(self.to, false),
        }
    }
}

/// The way of an edge. Gutter `n` is left of column `n`, channel `n` is above row `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// One upright stretch, in this gutter.
    Direct { gutter: usize, net: Net },
    /// Out into a gutter, along a channel, and through another gutter.
    Around { out: usize, channel: usize, into: usize },
}

/// The way of an edge, and where at its end it arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) way: Way,
    /// Whether it arrives a little lower, since somebody else's line lies at the height of the middle.
    pub(super) is_low: bool,
}

/// Finds the way of every edge of a scene.
pub(super) fn routes(scene: &Scene, grid: &Grid) -> Vec<Route> {
    let mut straight: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for edge in scene.edges.iter().filter(|edge| leaves_in_the_middle(edge)) {
        straight.entry(edge.from).or_default().push(edge.to);
    }
    let route = |edge: &Edge| {
        let is_low = arrives_low(*edge, grid, &straight);
        Route { way: way(*edge, grid, is_low), is_low }
    };
    scene.edges.iter().map(route).collect()
}

/// Whether an edge leaves at the height at which others arrive.
fn leaves_in_the_middle(edge: &Edge) -> bool {
    edge.event.unwrap_or(0) == 0 && edge.line != Line::Feeds
}

/// Whether the neighbour to the left lets a line out at the height at which this edge would arrive, to somewhere else.
fn arrives_low(edge: Edge, grid: &Grid, straight: &BTreeMap<usize, Vec<usize>>) -> bool {
    let is_own = |left: &usize| *left == edge.from && leaves_in_the_middle(&edge);
    let neighbour = grid.left_of(edge.to).filter(|left| !is_own(left));
    let lines = neighbour.and_then(|left| straight.get(&left));
    lines.is_some_and(|targets| targets.iter().any(|target| *target != edge.to))
}

fn way(edge: Edge, grid: &Grid, is_low: bool) -> Way {
    let (source, target) = (grid.column[edge.from], grid.column[edge.to]);
    let (from_row, to_row) = (grid.row[edge.from], grid.row[edge.to]);
    let (out, into) = (source + 1, target);
    let from = edge.net();
    if out == into || out < into && grid.is_free(to_row, out, into - 1) {
        return Way::Direct { gutter: out, net: from };
    }
    if out < into && grid.is_free(from_row, out, into - 1) {
        return Way::Direct { gutter: into, net: Net::Into(edge.to, is_low) };
    }
    let channel = if from_row > to_row { to_row + 1 } else { to_row };
    Way::Around { out, channel, into }
}
