//! The head of a lane: its name, what kind of context it is, its read models, and questions about it.

use super::{
    scene::Lane,
    size::{CHIP_HEIGHT, NOTE, NOTE_STEP},
};
use crate::diagram::{
    drawing::Rect,
    text::{Fitted, Room, Weight, fit},
};

pub(super) const HEAD_WIDTH: i32 = 140;
pub(super) const PAD: i32 = 12;
const CHIP_STEP: i32 = CHIP_HEIGHT + 4;
const LOWEST: i32 = 64;

/// A head with all of its parts, in coordinates whose origin is its upper left corner.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) title: Fitted,
    /// The baseline of what kind of context it is.
    pub(super) subtitle: i32,
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
    let mut y = subtitle + 12;
    let mut column = |count: usize, size: (i32, i32), step: i32| {
        let x = (HEAD_WIDTH - size.0) / 2;
        let rects: Vec<_> = (0..count)
            .map(|_| {
                y += step;
                Rect::new(x, y - step, size.0, size.1)
            })
            .collect();
        rects
    };
    let chips = column(lane.chips.len(), (HEAD_WIDTH - PAD, CHIP_HEIGHT), CHIP_STEP);
    let notes = column(lane.notes.len(), NOTE, NOTE_STEP);
    Head { title, subtitle, chips, notes, height: (y + 6).max(LOWEST) }
}
