//! How large stickies, chips and notes are.

use crate::diagram::text::{Fitted, Room, Weight, fit, width};

pub(in crate::diagram) const STICKY_HEIGHT: i32 = 62;
pub(in crate::diagram) const CHIP_HEIGHT: i32 = 22;
const WIDEST_CHIP: i32 = 150;
/// A note is as high as its question needs, within reason.
pub(in crate::diagram) const NOTE_WIDTH: i32 = 124;
const NOTE_HEIGHTS: (i32, i32) = (38, 64);
const NOTE_PAD: i32 = 4;
const NOTE_SIGN: i32 = 16;
/// From one note to the next, so that there is room for their tilt.
pub(in crate::diagram) const NOTE_GAP: i32 = 6;

/// The width of a chip with this name.
pub(in crate::diagram) fn chip_width(name: &str) -> i32 {
    (width(name, 10, Weight::Bold) + 28).min(WIDEST_CHIP)
}

/// The size of a note with this question.
pub(in crate::diagram) fn note_size(text: &str) -> (i32, i32) {
    let (lowest, highest) = NOTE_HEIGHTS;
    let high = note_text(text, highest).height() + 2 * NOTE_PAD;
    (NOTE_WIDTH, high.clamp(lowest, highest))
}

/// A question as it stands on a note of some height, to the right of the sign.
pub(in crate::diagram) fn note_text(text: &str, height: i32) -> Fitted {
    let room = Room {
        width: NOTE_WIDTH - NOTE_SIGN - NOTE_PAD,
        height: height - 2 * NOTE_PAD,
        sizes: (11, 8),
        weight: Weight::Regular,
    };
    fit(text, room)
}
