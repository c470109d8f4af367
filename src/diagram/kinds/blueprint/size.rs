//! How large the cells of a blueprint are, and where in them their parts are.

use super::{
    scene::Scene,
    stand::{Cell, Stand},
};
use crate::diagram::{
    drawing::Rect,
    stickies::{NOTE_GAP, NOTE_WIDTH, STICKY_HEIGHT, note_size},
};

pub(super) const WIDTH: i32 = 112;
/// Between two events of a stack.
const BELOW: i32 = 6;
/// From a sticky to a question beside it, which sticks a little to it.
const BESIDE: i32 = -6;

/// A cell with all of its parts, in coordinates whose origin is the upper left corner of its first sticky.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) stack: Vec<Rect>,
    pub(super) notes: Vec<Rect>,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

/// Measures every cell.
pub(super) fn measure(scene: &Scene, stand: &Stand) -> Vec<Parts> {
    let is_upper = |cell: &Cell| [scene.application, scene.automation].contains(&Some(cell.row));
    stand.cells.iter().map(|cell| parts(cell, is_upper(cell))).collect()
}

/// Lines leave events at the right, and all others below: questions stand where no line is.
fn parts(cell: &Cell, is_upper: bool) -> Parts {
    let mut parts = Parts { right: WIDTH, ..Parts::default() };
    for _ in &cell.stack {
        let top = if parts.bottom == 0 { 0 } else { parts.bottom + BELOW };
        parts.stack.push(Rect::new(0, top, WIDTH, STICKY_HEIGHT));
        parts.bottom = top + STICKY_HEIGHT;
    }
    let x = if is_upper { WIDTH + BESIDE } else { 0 };
    let mut y = if is_upper { 2 } else { parts.bottom + NOTE_GAP };
    for note in &cell.notes {
        let high = note_size(&note.text).1;
        parts.notes.push(Rect::new(x, y, NOTE_WIDTH, high));
        parts.right = x + NOTE_WIDTH;
        parts.bottom = parts.bottom.max(y + high);
        y += high + NOTE_GAP;
    }
    parts
}
