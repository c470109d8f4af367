//! How large stickies, chips and notes are.

use crate::diagram::{
    scene::{Chip, Mark, Sticky},
    text::{Fitted, Room, Weight, fit, width},
    theme::Change,
};

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

/// Above a sticky that is not as it was, for the mark that says so.
pub(super) const TAB: i32 = 15;
/// A sign on something small.
pub(in crate::diagram) const SIGN: i32 = 13;
/// The plate of a mark with a word.
pub(in crate::diagram) const PLATE: i32 = 14;

/// The width of a chip.
pub(in crate::diagram) fn chip_width(chip: &Chip) -> i32 {
    let sign = if chip.mark.change().is_some() { SIGN + 3 } else { 0 };
    (width(&chip.name, 10, Weight::Bold) + 28 + sign).min(WIDEST_CHIP)
}

/// The width of the plate that says what became of something.
pub(in crate::diagram) fn plate_width(change: Change) -> i32 {
    width(&change.signed(), 9, Weight::Bold) + 12
}

/// The room above a sticky for the mark that says what became of it.
pub(in crate::diagram) fn tab_above(sticky: &Sticky) -> i32 {
    match sticky.mark {
        Mark::Plain | Mark::Same => 0,
        Mark::Differs(_) => TAB,
    }
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
