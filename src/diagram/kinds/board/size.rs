//! How large the parts of a board are, and where on a block its parts are.

use super::scene::{Block, Note, Slice, What};
use crate::diagram::{
    drawing::Rect,
    stickies::{CHIP_HEIGHT, NOTE_GAP, NOTE_WIDTH, STICKY_HEIGHT, chip_width, note_size},
};

const COMMAND_WIDTH: i32 = 104;
const EVENT_WIDTH: i32 = 112;
const STEP_WIDTH: i32 = 104;
/// Around the stickies on a tray, and for its name.
const PAD: i32 = 8;
const TRAY_TOP: i32 = 22;
/// Between a command and its events, and between two events.
const BESIDE: i32 = 8;
const BELOW: i32 = 6;
const CHIP_GAP: i32 = 4;
/// Between two blocks that no line parts.
pub(super) const BLOCK_GAP: i32 = 22;

/// A block with all of its parts, in coordinates whose origin is the upper left corner of its body.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// The tray, or the sticky that stands alone.
    pub(super) body: (i32, i32),
    /// How far above the body notes and people reach.
    pub(super) above: i32,
    /// How far below the top of the body lines arrive and leave.
    pub(super) middle: i32,
    /// The whole width, in whose middle the body stands.
    pub(super) width: i32,
    pub(super) command: Option<Rect>,
    pub(super) events: Vec<Rect>,
    pub(super) actors: Vec<Rect>,
    pub(super) notes: Vec<Rect>,
}

/// Measures a block.
pub(super) fn measure(block: &Block) -> Parts {
    let mut parts = match &block.what {
        What::Step(_) => Parts {
            body: (STEP_WIDTH, STICKY_HEIGHT),
            middle: STICKY_HEIGHT / 2,
            ..Parts::default()
        },
        What::Slice(slice) => slice_parts(slice),
    };
    if let What::Slice(slice) = &block.what {
        parts.people(slice);
    }
    parts.questions(&block.notes);
    let widest = parts.notes.iter().map(|rect| rect.right()).max().unwrap_or(0);
    parts.width = parts.body.0.max(widest);
    parts
}

fn slice_parts(slice: &Slice) -> Parts {
    let has_tray = slice.tray.is_some();
    let (left, top) = if has_tray { (PAD, TRAY_TOP) } else { (0, 0) };
    let command =
        slice.command.as_ref().map(|_| Rect::new(left, top, COMMAND_WIDTH, STICKY_HEIGHT));
    let events_left = command.map_or(left, |command| command.right() + BESIDE);
    let mut events = Vec::with_capacity(slice.events.len());
    let mut y = top;
    for _ in &slice.events {
        events.push(Rect::new(events_left, y, EVENT_WIDTH, STICKY_HEIGHT));
        y += STICKY_HEIGHT + BELOW;
    }
    let stickies = || command.iter().chain(&events);
    let right = stickies().map(|rect| rect.right()).max().unwrap_or(left + COMMAND_WIDTH);
    let bottom = stickies().map(|rect| rect.bottom()).max().unwrap_or(top);
    let pad = if has_tray { PAD } else { 0 };
    let is_empty = command.is_none() && events.is_empty();
    Parts {
        body: (right + pad, bottom + pad),
        middle: if is_empty { i32::midpoint(bottom, pad) } else { top + STICKY_HEIGHT / 2 },
        command,
        events,
        ..Parts::default()
    }
}

impl Parts {
    /// People sit on the upper edge from the left, in as many rows as they need.
    fn people(&mut self, slice: &Slice) {
        let (mut x, mut row) = (PAD, 0);
        for actor in &slice.actors {
            let wide = chip_width(&actor.name).min(self.body.0 - 2 * PAD);
            if x > PAD && x + wide > self.body.0 - PAD {
                (x, row) = (PAD, row + 1);
            }
            let y = 1 - CHIP_HEIGHT - row * (CHIP_HEIGHT + CHIP_GAP);
            self.actors.push(Rect::new(x, y, wide, CHIP_HEIGHT));
            x += wide + CHIP_GAP;
        }
        self.above = self.actors.iter().map(|rect| -rect.y).max().unwrap_or(0);
    }

    /// Questions sit on the upper edge at the right, above the people where there is no room beside them.
    fn questions(&mut self, notes: &[Note]) {
        let x = (self.body.0 - NOTE_WIDTH - PAD).max(0);
        let is_beside = self.actors.iter().all(|actor| actor.right() + CHIP_GAP <= x);
        let mut y = if is_beside { 2 } else { -self.above };
        for note in notes {
            let (wide, high) = note_size(&note.text);
            y -= high + NOTE_GAP;
            self.notes.push(Rect::new(x, y + 2, wide, high));
            self.above = self.above.max(-y);
        }
    }
}
