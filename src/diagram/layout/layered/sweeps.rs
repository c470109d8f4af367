//! The order of slots in their layers, swept to and fro by medians; the order with the fewest crossings is kept.

use super::Layers;

const SWEEPS: usize = 12;

/// The slots of every layer, from top to bottom.
pub(super) fn ordered(layers: &Layers) -> Vec<Vec<usize>> {
    let mut order: Vec<Vec<usize>> = vec![Vec::new(); layers.count];
    for (slot, layer) in layers.layer.iter().enumerate() {
        order[*layer].push(slot);
    }
    let mut best = (crossings(layers, &order), order.clone());
    for sweep in 0..SWEEPS {
        if best.0 == 0 {
            break;
        }
        let to_right = sweep % 2 == 0;
        let others = if to_right { &layers.left } else { &layers.right };
        let each =
            (1..layers.count).map(|step| if to_right { step } else { layers.count - 1 - step });
        for layer in each {
            let fixed = if to_right { layer - 1 } else { layer + 1 };
            sort_by_medians(&mut order, layer, fixed, others);
        }
        let crossings = crossings(layers, &order);
        if crossings < best.0 {
            best = (crossings, order.clone());
        }
    }
    best.1
}

fn sort_by_medians(order: &mut [Vec<usize>], layer: usize, fixed: usize, others: &[Vec<usize>]) {
    let place = places(order, fixed, others.len());
    let own = places(order, layer, others.len());
    order[layer].sort_by_key(|slot| {
        let mut near: Vec<usize> = others[*slot].iter().map(|other| place[*other]).collect();
        near.sort_unstable();
        let median = match near.len() {
            0 => 2 * own[*slot],
            len if len % 2 == 1 => 2 * near[len / 2],
            len => near[len / 2 - 1] + near[len / 2],
        };
        (median, own[*slot])
    });
}

fn places(order: &[Vec<usize>], layer: usize, count: usize) -> Vec<usize> {
    let mut place = vec![0; count];
    for (at, slot) in order[layer].iter().enumerate() {
        place[*slot] = at;
    }
    place
}

/// How many pairs of lines cross between neighbouring layers.
fn crossings(layers: &Layers, order: &[Vec<usize>]) -> usize {
    let mut crossings = 0;
    for layer in 1..layers.count {
        let place = places(order, layer, layers.sizes.len());
        let mut lines = Vec::new();
        for (at, slot) in order[layer - 1].iter().enumerate() {
            lines.extend(layers.right[*slot].iter().map(|right| (at, place[*right])));
        }
        lines.sort_unstable();
        for (at, (_, right)) in lines.iter().enumerate() {
            crossings += lines[at + 1..].iter().filter(|(_, other)| other < right).count();
        }
    }
    crossings
}
