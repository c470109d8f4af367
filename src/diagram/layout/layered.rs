//! Layers for small graphs: what follows stands to the right, lines cross as little as a few sweeps can manage, and
//! labels are things with a size of their own that lines run through.
//!
//! Lines bend only between two layers and run level through a layer, each in a slot of its own, so that no line can
//! touch a thing that it does not lead to.

mod places;
mod sweeps;

use super::order::{Causes, order};
use crate::diagram::drawing::{Point, Rect, Stroke};

/// A graph of things with sizes.
#[derive(Debug, Default)]
pub(in crate::diagram) struct Graph {
    /// The width and height of every thing.
    pub(in crate::diagram) nodes: Vec<(i32, i32)>,
    pub(in crate::diagram) links: Vec<Link>,
    /// Between two layers, and between two things of a layer.
    pub(in crate::diagram) gaps: (i32, i32),
}

/// A line from a thing to another one, with the size of its label.
#[derive(Debug, Clone, Copy)]
pub(in crate::diagram) struct Link {
    pub(in crate::diagram) from: usize,
    pub(in crate::diagram) to: usize,
    pub(in crate::diagram) label: (i32, i32),
}

/// Where everything stands; the upper left corner is the origin.
#[derive(Debug)]
pub(in crate::diagram) struct Layered {
    pub(in crate::diagram) nodes: Vec<Rect>,
    pub(in crate::diagram) lines: Vec<Line>,
    pub(in crate::diagram) width: i32,
    pub(in crate::diagram) height: i32,
}

/// Where a line runs.
#[derive(Debug)]
pub(in crate::diagram) struct Line {
    pub(in crate::diagram) label: Rect,
    /// Pairs of points with a level stretch from the first to the second, from left to right.
    pub(in crate::diagram) stretches: Vec<(Point, Point)>,
    /// Whether it runs to the left, since it closes a circle.
    pub(in crate::diagram) is_back: bool,
}

impl Line {
    /// The line as a path from left to right.
    pub(in crate::diagram) fn path(&self) -> Vec<Stroke> {
        let mut path = Vec::with_capacity(self.stretches.len() * 2);
        let mut before: Option<Point> = None;
        for (start, end) in &self.stretches {
            match before {
                Some(at) if at.y != start.y => {
                    let middle = i32::midpoint(at.x, start.x);
                    let bends = (Point::new(middle, at.y), Point::new(middle, start.y));
                    path.push(Stroke::Curve(bends.0, bends.1, *start));
                }
                Some(_) => path.push(Stroke::Line(*start)),
                None => path.push(Stroke::Move(*start)),
            }
            if start != end {
                path.push(Stroke::Line(*end));
            }
            before = Some(*end);
        }
        path
    }
}

/// Lays a graph out. Links from a thing to itself are not for layers; leave them out.
pub(in crate::diagram) fn layered(graph: &Graph) -> Layered {
    let layers = Layers::new(graph);
    let order = sweeps::ordered(&layers);
    places::placed(graph, &layers, &order)
}

/// The graph with a slot in every layer that a line crosses.
struct Layers {
    /// The size of every slot; the things of the graph come first.
    sizes: Vec<(i32, i32)>,
    layer: Vec<usize>,
    count: usize,
    /// The slots to the left and to the right of every slot.
    left: Vec<Vec<usize>>,
    right: Vec<Vec<usize>>,
    /// The slots of every link, from left to right, and which of them is its label.
    chains: Vec<Vec<usize>>,
    labels: Vec<usize>,
    back: Vec<bool>,
}

/// How high a slot is that a line runs through.
const LINE_SLOT: i32 = 8;

impl Layers {
    fn new(graph: &Graph) -> Self {
        let count = graph.nodes.len();
        let hard: Vec<_> = graph.links.iter().map(|link| (link.from, link.to)).collect();
        let causes = Causes { hard, soft: Vec::new(), story: vec![None; count] };
        let order = order(&causes);
        let ends = graph.links.iter().zip(&order.back);
        let ends: Vec<_> = ends
            .map(|(link, back)| if *back { (link.to, link.from) } else { (link.from, link.to) })
            .collect();
        let mut layers = Self {
            sizes: graph.nodes.clone(),
            layer: ranks(count, &ends),
            count: 0,
            left: vec![Vec::new(); count],
            right: vec![Vec::new(); count],
            chains: Vec::new(),
            labels: Vec::new(),
            back: order.back,
        };
        for ((left, right), link) in ends.iter().zip(&graph.links) {
            layers.chain(*left, *right, link.label);
        }
        layers.count = layers.layer.iter().max().map_or(0, |last| last + 1);
        layers
    }

    fn chain(&mut self, left: usize, right: usize, label: (i32, i32)) {
        let (first, last) = (self.layer[left], self.layer[right]);
        // Things stand in even layers, so that there always is an odd one for the label.
        let middle = usize::midpoint(first, last) | 1;
        let mut chain = vec![left];
        for layer in first + 1..last {
            let slot = self.sizes.len();
            self.sizes.push(if layer == middle { label } else { (0, LINE_SLOT) });
            if layer == middle {
                self.labels.push(slot);
            }
            self.layer.push(layer);
            self.left.push(Vec::new());
            self.right.push(Vec::new());
            chain.push(slot);
        }
        chain.push(right);
        for pair in chain.windows(2) {
            self.right[pair[0]].push(pair[1]);
            self.left[pair[1]].push(pair[0]);
        }
        self.chains.push(chain);
    }
}

/// The layer of every thing: after everything that leads to it, and two layers apart. What nothing leads to stands as
/// far right as it can.
fn ranks(count: usize, ends: &[(usize, usize)]) -> Vec<usize> {
    let causes = Causes { hard: ends.to_vec(), soft: Vec::new(), story: vec![None; count] };
    let order = order(&causes);
    let mut rank = vec![0; count];
    for node in &order.sequence {
        let earliest = order.before[*node].iter().map(|(cause, _)| rank[*cause] + 2).max();
        rank[*node] = earliest.unwrap_or(0);
    }
    for node in order.sequence.iter().rev().filter(|node| order.before[**node].is_empty()) {
        let nexts = ends.iter().filter(|(from, _)| from == node).map(|(_, to)| rank[*to]);
        if let Some(first) = nexts.min() {
            rank[*node] = first - 2;
        }
    }
    rank
}

#[cfg(test)]
mod tests;
