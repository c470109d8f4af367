//! What stands around the lanes: people and questions without a place, and what the picture says in words.

use super::{
    Direction,
    drawing::{Item, Rect},
    pieces::{BELOW_TITLE, LEFT},
    scene::{Lane, Scene},
    stickies::{CHIP_HEIGHT, Ids, chip, chip_width, note, note_size},
    time::NARROWEST,
};

/// People who give no command, and questions about nothing in particular.
pub(super) fn loose(scene: &Scene, ids: &mut Ids) -> Vec<Item> {
    let (people, notes, _) = loose_rects(scene);
    let people = scene.people.iter().zip(people).map(|(it, rect)| chip(it, rect, false, ids));
    let mut items: Vec<_> = people.collect();
    items.extend(scene.notes.iter().zip(notes).map(|(it, rect)| note(it, rect, ids)));
    items
}

/// Where what has no place ends.
pub(super) fn below_loose(scene: &Scene) -> i32 {
    loose_rects(scene).2
}

/// The places of what is loose, in rows that fit the narrowest board, and where they end.
fn loose_rects(scene: &Scene) -> (Vec<Rect>, Vec<Rect>, i32) {
    let mut row = Row { x: LEFT, y: BELOW_TITLE, high: 0 };
    let people: Vec<_> =
        scene.people.iter().map(|it| row.next((chip_width(it), CHIP_HEIGHT))).collect();
    row.end();
    let notes: Vec<_> = scene.notes.iter().map(|note| row.next(note_size(&note.text))).collect();
    row.end();
    (people, notes, row.y)
}

/// Things beside each other, in as many rows as they need.
struct Row {
    x: i32,
    y: i32,
    high: i32,
}

impl Row {
    fn next(&mut self, (wide, high): (i32, i32)) -> Rect {
        if self.x > LEFT && self.x + wide > NARROWEST - LEFT {
            self.end();
        }
        let rect = Rect::new(self.x, self.y, wide, high);
        self.x += wide + 10;
        self.high = self.high.max(high);
        rect
    }

    fn end(&mut self) {
        let gap = if self.high == 0 { 0 } else { 8 };
        *self = Self { x: LEFT, y: self.y + self.high + gap, high: 0 };
    }
}

/// What a picture shows, for those who cannot see it.
pub(super) fn description(subtitle: &str, lanes: &[Lane], direction: Direction) -> String {
    let order = match direction {
        Direction::Right => "from top to bottom",
        Direction::Down => "from left to right",
    };
    let lanes: Vec<_> =
        lanes.iter().map(|lane| format!("{} ({})", lane.title, lane.subtitle)).collect();
    format!("{subtitle}. Lanes {order}: {}.", lanes.join(", "))
}
