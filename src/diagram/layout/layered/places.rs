//! Places for slots whose order is known: as near to their neighbours as what stands between them lets them be.

use super::{Graph, Layered, Layers, Line};
use crate::diagram::drawing::{Point, Rect};

const ROUNDS: usize = 16;
/// Between two lines, and between a line and a thing.
const LINE_GAP: i32 = 12;

/// Everything at its place.
pub(super) fn placed(graph: &Graph, layers: &Layers, order: &[Vec<usize>]) -> Layered {
    let mut middle = heights(graph, layers, order);
    let top = |slot: usize, middle: &[i32]| middle[slot] - layers.sizes[slot].1 / 2;
    let highest = (0..middle.len()).map(|slot| top(slot, &middle)).min().unwrap_or(0);
    middle.iter_mut().for_each(|middle| *middle -= highest);
    let (columns, width) = columns(graph, layers, order);
    let rect = |slot: usize| {
        let (x, column) = columns[layers.layer[slot]];
        let (wide, high) = layers.sizes[slot];
        Rect::new(x + (column - wide) / 2, top(slot, &middle), wide, high)
    };
    let rects: Vec<Rect> = (0..layers.sizes.len()).map(rect).collect();
    let ports = Ports::new(layers, &middle);
    let lines = layers.chains.iter().enumerate().map(|(at, chain)| {
        let stretches = chain.iter().enumerate().map(|(step, slot)| {
            let (x, column) = columns[layers.layer[*slot]];
            let edges = (x, x + column);
            let rect = rects[*slot];
            let height = |port: (i32, i32)| rect.y + rect.height * (port.0 + 1) / (port.1 + 1);
            if step == 0 {
                let y = height(ports.out[at]);
                (Point::new(rect.right(), y), Point::new(edges.1.max(rect.right()), y))
            } else if step + 1 == chain.len() {
                let y = height(ports.into[at]);
                (Point::new(edges.0.min(rect.x), y), Point::new(rect.x, y))
            } else {
                (Point::new(edges.0, middle[*slot]), Point::new(edges.1, middle[*slot]))
            }
        });
        Line {
            label: rects[layers.labels[at]],
            stretches: stretches.collect(),
            is_back: layers.back[at],
        }
    });
    let lines = lines.collect();
    let height = rects.iter().map(|rect| rect.bottom()).max().unwrap_or(0);
    Layered { nodes: rects[..graph.nodes.len()].to_vec(), lines, width, height }
}

/// Where each layer begins and how wide it is, and how wide all of them are.
fn columns(graph: &Graph, layers: &Layers, order: &[Vec<usize>]) -> (Vec<(i32, i32)>, i32) {
    let mut x = 0;
    let mut columns = Vec::with_capacity(layers.count);
    for slots in order {
        let wide = slots.iter().map(|slot| layers.sizes[*slot].0).max().unwrap_or(0);
        columns.push((x, wide));
        x += wide + graph.gaps.0;
    }
    (columns, (x - graph.gaps.0).max(0))
}

/// The height of the middle of every slot.
fn heights(graph: &Graph, layers: &Layers, order: &[Vec<usize>]) -> Vec<i32> {
    let mut middle = vec![0; layers.sizes.len()];
    for slots in order {
        let mut y = 0;
        for slot in slots {
            let high = layers.sizes[*slot].1;
            middle[*slot] = y + high / 2;
            y += high + graph.gaps.1;
        }
    }
    for round in 0..ROUNDS {
        let to_right = round % 2 == 0;
        let others = if to_right { &layers.left } else { &layers.right };
        for step in 1..layers.count {
            let layer = if to_right { step } else { layers.count - 1 - step };
            settle(graph, layers, &order[layer], others, &mut middle);
        }
    }
    middle
}

/// Slots that push each other stand together, at the mean of what they want.
struct Pile {
    slots: Vec<(usize, i32)>,
    sum: i64,
}

impl Pile {
    fn start(&self) -> i32 {
        let count = i64::try_from(self.slots.len()).unwrap_or(1);
        i32::try_from(self.sum.div_euclid(count)).unwrap_or(0)
    }

    fn end(&self) -> i32 {
        self.start() + self.slots.last().map_or(0, |(_, offset)| *offset)
    }
}

/// Moves the slots of a layer toward the medians of their neighbours, in their order and with room between them.
fn settle(
    graph: &Graph,
    layers: &Layers,
    slots: &[usize],
    others: &[Vec<usize>],
    middle: &mut [i32],
) {
    let count = layers.sizes.len() - graph.nodes.len();
    let is_line = |slot: usize| count > 0 && layers.sizes[slot].0 == 0;
    let apart = |one: usize, other: usize| {
        let gap = if is_line(one) || is_line(other) { LINE_GAP } else { graph.gaps.1 };
        (layers.sizes[one].1 + layers.sizes[other].1 + 1) / 2 + gap
    };
    let mut piles: Vec<Pile> = Vec::new();
    for slot in slots {
        let wanted = median(&others[*slot], middle).unwrap_or(middle[*slot]);
        let mut pile = Pile { slots: vec![(*slot, 0)], sum: i64::from(wanted) };
        while let Some(before) = piles.pop() {
            let last = before.slots.last().map_or(*slot, |(last, _)| *last);
            let gap = apart(last, pile.slots[0].0);
            if before.end() + gap <= pile.start() {
                piles.push(before);
                break;
            }
            pile = merged(before, pile, gap);
        }
        piles.push(pile);
    }
    for pile in piles {
        let start = pile.start();
        for (slot, offset) in pile.slots {
            middle[slot] = start + offset;
        }
    }
}

fn merged(mut upper: Pile, lower: Pile, gap: i32) -> Pile {
    let shift = upper.slots.last().map_or(0, |(_, offset)| *offset) + gap;
    let count = i64::try_from(lower.slots.len()).unwrap_or(0);
    upper.sum += lower.sum - count * i64::from(shift);
    upper.slots.extend(lower.slots.into_iter().map(|(slot, offset)| (slot, offset + shift)));
    upper
}

fn median(others: &[usize], middle: &[i32]) -> Option<i32> {
    let mut near: Vec<i32> = others.iter().map(|other| middle[*other]).collect();
    near.sort_unstable();
    match near.len() {
        0 => None,
        len if len % 2 == 1 => Some(near[len / 2]),
        len => Some(i32::midpoint(near[len / 2 - 1], near[len / 2])),
    }
}

/// At which of how many ports a line leaves on the right side of a thing, and arrives on the left side of another.
struct Ports {
    out: Vec<(i32, i32)>,
    into: Vec<(i32, i32)>,
}

impl Ports {
    fn new(layers: &Layers, middle: &[i32]) -> Self {
        let ends = |ends: fn(&[usize]) -> (usize, usize)| {
            let ends = layers.chains.iter().map(|chain| ends(chain));
            ends.map(|(end, next)| (end, middle[next])).collect::<Vec<_>>()
        };
        Self {
            out: shared(&ends(|chain| (chain[0], chain[1]))),
            into: shared(&ends(|chain| (chain[chain.len() - 1], chain[chain.len() - 2]))),
        }
    }
}

/// The port of every line at its end, in the order of where the lines go from there.
fn shared(ends: &[(usize, i32)]) -> Vec<(i32, i32)> {
    let mut ports = vec![(0, 1); ends.len()];
    let mut order: Vec<usize> = (0..ends.len()).collect();
    order.sort_by_key(|at| (ends[*at], *at));
    for group in order.chunk_by(|a, b| ends[*a].0 == ends[*b].0) {
        let count = i32::try_from(group.len()).unwrap_or(1);
        for (place, at) in (0..).zip(group) {
            ports[*at] = (place, count);
        }
    }
    ports
}
