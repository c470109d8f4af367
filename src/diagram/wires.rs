//! Lines between stickies, those of one source together: upright stretches below, level ones above them with gaps for
//! what they cross, and heads on top.

use std::collections::BTreeMap;

use super::{
    drawing::{Group, Item, Point, Stroke},
    layout::path::{gaps, head_after, levels, rounded, uprights},
    scene::Mark,
    theme::{Change, Class, Line, Trace},
};

/// One line.
#[derive(Debug)]
pub(super) struct Wire {
    /// Its corners.
    pub(super) points: Vec<Point>,
    /// The identifiers of what it connects.
    pub(super) tie: (String, String),
}

/// The lines of one source that mean the same.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) line: Line,
    /// What became of them.
    pub(super) mark: Mark,
    /// What they say when they are pointed at.
    pub(super) tooltip: String,
    pub(super) routes: Vec<Wire>,
    /// Those that end in another line.
    pub(super) joining: Vec<Wire>,
}

/// The head of all lines that end at a place.
#[derive(Default)]
struct Head {
    path: Vec<Stroke>,
    ties: Vec<(String, String)>,
}

/// Every line: upright stretches first, then level ones, which make gaps in what they cross, then heads.
pub(super) fn wires(bundles: Vec<Bundle>) -> Vec<Item> {
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut heads: BTreeMap<(Line, Point), Head> = BTreeMap::new();
    for Bundle { line, mark, tooltip, routes, joining } in bundles {
        let every = || routes.iter().chain(&joining);
        let gaps = stroked(every().flat_map(|wire| gaps(&wire.points)).collect(), Class::Halo);
        let mut items: Vec<Item> = gaps.into_iter().collect();
        for class in looks(mark, line) {
            for Wire { points, tie } in every() {
                let way = rounded(points);
                below.extend(tied(stroked(uprights(&way), class), tie));
                items.extend(tied(stroked(levels(&way), class), tie));
            }
        }
        above.push(Item::Group(Group { tooltip: Some(tooltip), items, ..Group::default() }));
        for Wire { points, tie } in routes {
            if let [.., before, tip] = points.as_slice() {
                let head = heads.entry((line, *tip)).or_default();
                head.path = head_after(*before, *tip);
                head.ties.push(tie);
            }
        }
    }
    let heads = heads.into_iter().map(|((line, _), Head { path, ties })| {
        let items = vec![Item::Path { path, class: Class::Head(line) }];
        Item::Group(Group { ties, items, ..Group::default() })
    });
    below.into_iter().chain(above).chain(heads).collect()
}

/// The looks of a line, one over the other. What is gone is dashed, and what is new has an edge.
pub(super) fn looks(mark: Mark, line: Line) -> Vec<Class> {
    match mark {
        Mark::Plain | Mark::Differs(Change::Changed) => vec![Class::Line(line)],
        Mark::Same => vec![Class::Trace(Trace::QuietLine(line))],
        Mark::Differs(Change::Added) => [Trace::NewLine, Trace::NewLineCore]
            .map(Class::Trace)
            .into_iter()
            .chain([Class::Line(line)])
            .collect(),
        Mark::Differs(Change::Removed) => vec![Class::Trace(Trace::GoneLine(line))],
    }
}

/// A shape that is a part of a connection.
fn tied(item: Option<Item>, tie: &(String, String)) -> Option<Item> {
    let ties = vec![tie.clone()];
    item.map(|item| Item::Group(Group { ties, items: vec![item], ..Group::default() }))
}

/// A path, unless there is nothing of it.
fn stroked(path: Vec<Stroke>, class: Class) -> Option<Item> {
    (!path.is_empty()).then_some(Item::Path { path, class })
}
