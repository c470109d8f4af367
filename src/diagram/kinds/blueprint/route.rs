//! The way of every line of a blueprint: straight in its column, or along gutters between columns and through one of
//! the two channels, above the row of commands and below it. So no line ever runs through a sticky.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    scene::Scene,
    stand::{Cell, Link, Stand},
};
use crate::diagram::theme::Line;

/// Lines that may share a track, since they belong together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Net {
    /// Everything of one kind that one sticky leads to.
    From((usize, usize), Line),
    /// Everything that leads to one cell.
    Into(usize),
}

/// The way of a line. Gutter `n` is left of column `n`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Up or down in one column.
    Straight,
    /// Out to the left, down a gutter, and back: past the screen of somebody else.
    Beside { gutter: usize },
    /// Out to the right, and in a gutter to the neighbour.
    Direct { gutter: usize },
    /// Down into the upper channel, and down from it.
    Over,
    /// Out to the right, through the lower channel, and in from the left.
    Around { out: usize, into: usize },
    /// Out to the right, through the lower channel, and up from it.
    Under { out: usize },
}

/// The way of a line, and where on its stickies it begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Route {
    pub(super) way: Way,
    /// With whom it shares the level stretch in a channel.
    pub(super) bus: Net,
    /// Whether it keeps to the side of the middle, since another line is there.
    pub(super) is_aside: (bool, bool),
}

/// Finds the way of every link.
pub(super) fn routes(scene: &Scene, stand: &Stand) -> Vec<Route> {
    let upper = upper_screens(scene, stand);
    let ways: Vec<Way> = (0..stand.links.len()).map(|at| way(stand, at, &upper)).collect();
    let straight = || stand.links.iter().zip(&ways).filter(|(_, way)| **way == Way::Straight);
    let from: BTreeSet<usize> = straight().map(|(link, _)| link.from.0).collect();
    let into: BTreeSet<usize> = straight().map(|(link, _)| link.to).collect();
    let kinds: BTreeSet<((usize, usize), Line)> =
        stand.links.iter().map(|link| (link.from, link.line)).collect();
    let buses = Buses::new(stand, &ways);
    let route = |(link, way): (&Link, Way)| {
        let is_aside = match way {
            Way::Straight | Way::Beside { .. } => (false, false),
            Way::Over => (from.contains(&link.from.0), into.contains(&link.to)),
            Way::Direct { .. } | Way::Around { .. } | Way::Under { .. } => {
                let both = [Line::Triggers, Line::Feeds].map(|line| (link.from, line));
                (both.iter().all(|it| kinds.contains(it)), false)
            }
        };
        Route { way, bus: buses.of(link), is_aside }
    };
    stand.links.iter().zip(ways).map(route).collect()
}

/// Which lines share a level stretch: those of one source or those to one target, whichever are more.
struct Buses {
    from: BTreeMap<((usize, usize), Line), usize>,
    into: BTreeMap<usize, usize>,
}

impl Buses {
    fn new(stand: &Stand, ways: &[Way]) -> Self {
        let mut buses = Self { from: BTreeMap::new(), into: BTreeMap::new() };
        for (link, way) in stand.links.iter().zip(ways) {
            if matches!(way, Way::Around { .. }) {
                *buses.from.entry((link.from, link.line)).or_default() += 1;
                *buses.into.entry(link.to).or_default() += 1;
            }
        }
        buses
    }

    fn of(&self, link: &Link) -> Net {
        let source = (link.from, link.line);
        let to_more = self.from.get(&source) >= self.into.get(&link.to);
        match link.line {
            Line::Issues | Line::Leads => Net::From(link.from, link.line),
            Line::Triggers if to_more => Net::From(link.from, link.line),
            Line::Triggers | Line::Feeds => Net::Into(link.to),
        }
    }
}

/// The screens that have another one below them in their column.
fn upper_screens(scene: &Scene, stand: &Stand) -> BTreeSet<usize> {
    let people: BTreeSet<usize> = scene.people.values().copied().collect();
    let screens = || stand.cells.iter().enumerate().filter(|(_, it)| people.contains(&it.row));
    let mut lowest: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, cell) in screens() {
        let row = lowest.entry(cell.column).or_insert(cell.row);
        *row = cell.row.max(*row);
    }
    let is_upper = |(_, cell): &(usize, &Cell)| lowest.get(&cell.column) != Some(&cell.row);
    screens().filter(is_upper).map(|(at, _)| at).collect()
}

fn way(stand: &Stand, at: usize, upper: &BTreeSet<usize>) -> Way {
    let link = stand.links[at];
    let (source, target) = (stand.cells[link.from.0].column, stand.cells[link.to].column);
    match link.line {
        Line::Leads if upper.contains(&link.from.0) => Way::Beside { gutter: source },
        Line::Leads => Way::Straight,
        Line::Issues if source == target => Way::Straight,
        Line::Issues => Way::Over,
        Line::Triggers | Line::Feeds if source + 1 == target => Way::Direct { gutter: target },
        Line::Triggers => Way::Around { out: source + 1, into: target },
        Line::Feeds => Way::Under { out: source + 1 },
    }
}
