//! Lines between stickies, those of one source together: upright stretches below, level ones above them with gaps for
//! what they cross, and heads on top.

use std::collections::BTreeMap;

use super::{
    drawing::{Group, Item, Point, Stroke},
    layout::path::{gaps, head_after, levels, rounded, uprights},
    scene::Mark,
    theme::{Change, Class, Line, Trace},
};

/// The lines of one source that mean the same.
#[derive(Debug)]
pub(super) struct Bundle {
    pub(super) line: Line,
    /// What became of them.
    pub(super) mark: Mark,
    /// What they say when they are pointed at.
    pub(super) tooltip: String,
    /// The corners of each.
    pub(super) routes: Vec<Vec<Point>>,
    /// Those that end in another line.
    pub(super) joining: Vec<Vec<Point>>,
}

/// Every line: upright stretches first, then level ones, which make gaps in what they cross, then heads.
pub(super) fn wires(bundles: Vec<Bundle>) -> Vec<Item> {
    let (mut below, mut above) = (Vec::new(), Vec::new());
    let mut heads: BTreeMap<(Line, Point), Vec<Stroke>> = BTreeMap::new();
    for Bundle { line, mark, tooltip, routes, joining } in bundles {
        let every = || routes.iter().chain(&joining);
        let all = |part: fn(&[Stroke]) -> Vec<Stroke>| {
            let path: Vec<_> = every().flat_map(|points| part(&rounded(points))).collect();
            looks(mark, line).into_iter().filter_map(move |class| stroked(path.clone(), class))
        };
        below.extend(all(uprights));
        let gaps = stroked(every().flat_map(|points| gaps(points)).collect(), Class::Halo);
        above.push(Item::Group(Group {
            tooltip: Some(tooltip),
            items: gaps.into_iter().chain(all(levels)).collect(),
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

/// A path, unless there is nothing of it.
fn stroked(path: Vec<Stroke>, class: Class) -> Option<Item> {
    (!path.is_empty()).then_some(Item::Path { path, class })
}
