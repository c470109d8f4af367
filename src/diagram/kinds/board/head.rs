//! The head of a lane: its name, what kind of context it is, its read models, and questions about it.

use super::{
    scene::Lane,
    size::{CHIP_HEIGHT, NOTE_GAP, note_size},
};
use crate::diagram::{
    Direction,
    drawing::Rect,
    text::{Fitted, Room, Weight, fit},
};

pub(super) const HEAD_WIDTH: i32 = 140;
pub(super) const PAD: i32 = 12;
const CHIP_GAP: i32 = 4;
const LOWEST: i32 = 64;

/// A head with all of its parts, in coordinates whose origin is its upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) title: Fitted,
    /// The baseline of what kind of context it is.
    pub(super) subtitle: i32,
    pub(super) chips: Vec<Rect>,
    pub(super) notes: Vec<Rect>,
    pub(super) height: i32,
}

/// How much room the heads of a board need: along the time, the same for all, and across it, each for itself.
#[derive(Debug)]
pub(super) struct Heads {
    pub(super) along: i32,
    pub(super) across: Vec<i32>,
}

impl Heads {
    /// Measures the heads of some lanes.
    pub(super) fn new(lanes: &[Lane], direction: Direction) -> Self {
        let heights: Vec<i32> = lanes.iter().map(|lane| lay_out(lane).height).collect();
        match direction {
            Direction::Right => Self { along: HEAD_WIDTH, across: heights },
            Direction::Down => Self {
                along: heights.into_iter().max().unwrap_or(0),
                across: vec![HEAD_WIDTH; lanes.len()],
            },
        }
    }
}

/// Finds a place for everything in the head of a lane.
pub(super) fn lay_out(lane: &Lane) -> Head {
    let room =
        Room { width: HEAD_WIDTH - 2 * PAD, height: 60, sizes: (16, 10), weight: Weight::Bold };
    let title = fit(&lane.title, room);
    let subtitle = 10 + title.height() + 14;
    let mut y = subtitle + 12;
    let mut below = |(wide, high): (i32, i32), gap: i32| {
        y += high + gap;
        Rect::new((HEAD_WIDTH - wide) / 2, y - high - gap, wide, high)
    };
    let chip = (HEAD_WIDTH - PAD, CHIP_HEIGHT);
    let chips = lane.chips.iter().map(|_| below(chip, CHIP_GAP)).collect();
    let notes = lane.notes.iter().map(|note| below(note_size(&note.text), NOTE_GAP)).collect();
    Head { title, subtitle, chips, notes, height: (y + 6).max(LOWEST) }
}
