//! Makes the time of a board run down: what was beside is below. Texts stay upright, so that blocks are measured anew.

use super::{
    geometry::{Geometry, MARGIN},
    scene::{Block, Slice, What},
    size::{BELOW, BESIDE, CHIP_GAP, EVENT_WIDTH, PAD, Parts, STEP_WIDTH, TRAY_TOP},
};
use crate::diagram::{
    Direction,
    drawing::{Point, Rect},
    stickies::{CHIP_HEIGHT, NOTE_GAP, STICKY_HEIGHT, chip_width, note_size, tab_above},
};

/// What is stuck to a block overlaps it by so much.
const STUCK: i32 = 2;

/// Measures a block for a time that runs down, and tells it as if time ran to the right.
pub(super) fn measure(block: &Block) -> Parts {
    let mut parts = match &block.what {
        What::Step(step) => Parts {
            body: (STEP_WIDTH, tab_above(step) + STICKY_HEIGHT),
            middle: STEP_WIDTH / 2,
            ..Parts::default()
        },
        What::Slice(slice) => slice_parts(slice),
    };
    stick(&mut parts, block);
    turned(parts)
}

/// A command above the events that can come of it, which stand side by side.
fn slice_parts(slice: &Slice) -> Parts {
    let (left, top) = if slice.tray.is_some() { (PAD, TRAY_TOP) } else { (0, 0) };
    let sheet = |x: i32, y: i32| Rect::new(x, y, EVENT_WIDTH, STICKY_HEIGHT);
    let command = slice.command.as_ref().map(|command| sheet(left, top + tab_above(command)));
    let tab = slice.events.iter().map(tab_above).max().unwrap_or(0);
    let y = command.map_or(top, |command| command.bottom() + BESIDE) + tab;
    let mut events: Vec<Rect> = Vec::with_capacity(slice.events.len());
    for _ in &slice.events {
        let x = events.last().map_or(left, |before| before.right() + BELOW);
        events.push(sheet(x, y));
    }
    let stickies = || command.iter().chain(&events);
    let right = stickies().map(|rect| rect.right()).max().unwrap_or(left + EVENT_WIDTH);
    let bottom = stickies().map(|rect| rect.bottom()).max().unwrap_or(top);
    let body = (right + left, bottom + left);
    Parts { body, middle: left + EVENT_WIDTH / 2, command, events, ..Parts::default() }
}

/// People and questions stick to the left edge, where no line arrives.
fn stick(parts: &mut Parts, block: &Block) {
    let mut y = TRAY_TOP;
    if let What::Slice(slice) = &block.what {
        for actor in &slice.actors {
            let wide = chip_width(actor);
            parts.actors.push(Rect::new(STUCK - wide, y, wide, CHIP_HEIGHT));
            y += CHIP_HEIGHT + CHIP_GAP;
        }
    }
    for note in &block.notes {
        let (wide, high) = note_size(&note.text);
        parts.notes.push(Rect::new(STUCK - wide, y + NOTE_GAP, wide, high));
        y += high + 2 * NOTE_GAP;
    }
    let stuck = || parts.actors.iter().chain(&parts.notes);
    parts.above = stuck().map(|rect| -rect.x).max().unwrap_or(0);
    parts.width = stuck().map(|rect| rect.bottom()).fold(parts.body.1, i32::max);
}

/// Parts whose rows are columns.
fn turned(parts: Parts) -> Parts {
    let turned = |rects: Vec<Rect>| rects.into_iter().map(over).collect();
    Parts {
        body: (parts.body.1, parts.body.0),
        command: parts.command.map(over),
        events: turned(parts.events),
        actors: turned(parts.actors),
        notes: turned(parts.notes),
        ..parts
    }
}

fn over(rect: Rect) -> Rect {
    Rect::new(rect.y, rect.x, rect.height, rect.width)
}

impl Geometry {
    /// Makes time run down, with so much room to the left of the first lane.
    pub(super) fn turned(self, left: i32) -> Self {
        let point = |at: Point| Point::new(at.y + left, at.x - MARGIN);
        let rect = |it: Rect| over(it).by(left, -MARGIN);
        Self {
            width: self.bottom + left + MARGIN,
            top: self.top,
            bottom: self.width - 2 * MARGIN,
            columns: self.columns,
            lanes: self.lanes.into_iter().map(|(lane, head)| (rect(lane), head)).collect(),
            head: self.head,
            direction: Direction::Down,
            bodies: self.bodies.into_iter().map(rect).collect(),
            parts: self.parts.into_iter().map(turned).collect(),
            routes: self
                .routes
                .into_iter()
                .map(|route| route.into_iter().map(point).collect())
                .collect(),
            turns: self.turns.into_iter().map(|turn| turn - MARGIN).collect(),
        }
    }
}
