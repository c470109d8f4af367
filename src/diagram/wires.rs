//! Lines between stickies, those of one source together: upright stretches below, level ones above them with gaps for
//! what they cross, and heads on top.

use std::collections::BTreeMap;

use super::{
    drawing::{Group, Item, Point, Stroke},
    layout::path::{gaps, head_after, levels, rounded, uprights},
    theme::{Class, Line},
};

/// The lines of one source that mean the same.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) line: Line,
    /// What they say when they are pointed at.
    pub(super) tooltip: String,
    /// The corners of each.
    pub(super) routes: Vec<Vec<Point>>,
}

/// Every line: upright stretches first, then level ones, which make gaps in what they cross, then heads.
pub(super) fn wires(bundles: Vec<Bundle>) -> Vec<Item> {
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut heads: BTreeMap<(Line, Point), Vec<Stroke>> = BTreeMap::new();
    for Bundle { line, tooltip, routes } in bundles {
        let all = |part: fn(&[Stroke]) -> Vec<Stroke>| {
            routes.iter().flat_map(|points| part(&rounded(points))).collect::<Vec<_>>()
        };
        below.extend(stroked(all(uprights), Class::Line(line)));
        let gaps = stroked(routes.iter().flat_map(|points| gaps(points)).collect(), Class::Halo);
        let levels = stroked(all(levels), Class::Line(line));
        above.push(Item::Group(Group {
            tooltip: Some(tooltip),
            items: gaps.into_iter().chain(levels).collect(),
            ..Group::default()
        }));
        for route in &routes {
            if let [.., before, tip] = route.as_slice() {
                heads.insert((line, *tip), head_after(*before, *tip));
            }
        }
    }
    let heads = heads.into_iter();
    let heads = heads.map(|((line, _), path)| Item::Path { path, class: Class::Head(line) });
    below.into_iter().chain(above).chain(heads).collect()
}

/// A path, unless there is nothing of it.
fn stroked(path: Vec<Stroke>, class: Class) -> Option<Item> {
    (!path.is_empty()).then_some(Item::Path { path, class })
}
