//! The head of a lane: its name, what kind of context it is, its read models, and questions about it.

use super::{
    draw::PLATE,
    scene::Lane,
    size::{CHIP_HEIGHT, NOTE_GAP, note_size},
};
use crate::diagram::{
    drawing::{Point, Rect},
    text::{Fitted, Room, Weight, fit},
};

pub(super) const HEAD_WIDTH: i32 = 140;
pub(super) const PAD: i32 = 12;
const CHIP_GAP: i32 = 4;
const LOWEST: i32 = 64;

/// A head with all of its parts, in coordinates whose origin is its upper left corner.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) title: Fitted,
    /// The baseline of what kind of context it is.
    pub(super) subtitle: i32,
    /// Where the plate is that says what became of the context.
    pub(super) mark: Option<Point>,
    pub(super) chips: Vec<Rect>,
    pub(super) notes: Vec<Rect>,
    pub(super) height: i32,
}

/// Finds a place for everything in the head of a lane.
pub(super) fn lay_out(lane: &Lane) -> Head {
    let room =
        Room { width: HEAD_WIDTH - 2 * PAD, height: 60, sizes: (16, 10), weight: Weight::Bold };
    let title = fit(&lane.title, room);
    let subtitle = 10 + title.height() + 14;
    let mark = lane.mark.change().map(|_| Point::new(PAD, subtitle + 8));
    let mut y = subtitle + if mark.is_some() { 8 + PLATE + 8 } else { 12 };
    let mut below = |(wide, high): (i32, i32), gap: i32| {
        y += high + gap;
        Rect::new((HEAD_WIDTH - wide) / 2, y - high - gap, wide, high)
    };
    let chip = (HEAD_WIDTH - PAD, CHIP_HEIGHT);
    let chips = lane.chips.iter().map(|_| below(chip, CHIP_GAP)).collect();
    let notes = lane.notes.iter().map(|note| below(note_size(&note.text), NOTE_GAP)).collect();
    Head { title, subtitle, mark, chips, notes, height: (y + 6).max(LOWEST) }
}
