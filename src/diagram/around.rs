//! What stands around the lanes: the title, people and questions without a place, and the axis of time.

use super::{
    drawing::{Item, Point, Rect, Stroke, Text},
    pieces::{BELOW_TITLE, LEFT},
    scene::{Lane, Scene},
    stickies::{CHIP_HEIGHT, Ids, chip, chip_width, note, note_size},
    text::{Room, Weight, one_line, width},
    theme::Class,
};

/// The narrowest picture, so that its title and legend have room.
const NARROWEST: i32 = 720;
const FLAG_STEP: i32 = 16;
const FLAG_ROWS: usize = 3;
const WIDEST_FLAG: i32 = 240;
/// From the pole of a flag to its text.
const TEXT_OF_FLAG: i32 = 15;

/// The lanes, as far as what is around them has to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'g> {
    /// Where time begins, and where the last lane ends.
    pub(super) start: i32,
    pub(super) bottom: i32,
    pub(super) width: i32,
    /// For every turn where its line stands.
    pub(super) turns: &'g [i32],
}

/// Where the first lane begins: below the title, what is loose, the axis of time, and its flags.
pub(super) fn top(scene: &Scene, frame: &Frame<'_>) -> i32 {
    let loose = below_loose(scene);
    if scene.blocks.is_empty() {
        return loose + 8;
    }
    let rows = flags(scene, frame).iter().map(|flag| flag.row + 1).max().unwrap_or(0);
    loose + 18 + FLAG_STEP * rows
}

/// How wide a board has to be for its lanes and its flags.
pub(super) fn wide(scene: &Scene, frame: &Frame<'_>) -> i32 {
    let end = |flag: &Flag| flag.x + TEXT_OF_FLAG + width(&flag.text, 10, Weight::Bold) + LEFT;
    let flags = flags(scene, frame).iter().map(end).max().unwrap_or(0);
    frame.width.max(flags).max(NARROWEST)
}

/// People who give no command, and questions about nothing in particular.
pub(super) fn loose(scene: &Scene, ids: &mut Ids) -> Vec<Item> {
    let (people, notes, _) = loose_rects(scene);
    let people = scene.people.iter().zip(people).map(|(it, rect)| chip(it, rect, false, ids));
    let mut items: Vec<_> = people.collect();
    items.extend(scene.notes.iter().zip(notes).map(|(it, rect)| note(it, rect, ids)));
    items
}

fn below_loose(scene: &Scene) -> i32 {
    loose_rects(scene).2
}

/// The places of what is loose, in rows that fit the narrowest board, and where they end.
fn loose_rects(scene: &Scene) -> (Vec<Rect>, Vec<Rect>, i32) {
    let mut row = Row { x: LEFT, y: BELOW_TITLE, high: 0 };
    let people: Vec<_> =
        scene.people.iter().map(|it| row.next((chip_width(&it.name), CHIP_HEIGHT))).collect();
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

/// The axis of time, and a flag and a line for every event after which nothing is as it was.
pub(super) fn time(scene: &Scene, frame: &Frame<'_>, wide: i32) -> Vec<Item> {
    if scene.blocks.is_empty() {
        return Vec::new();
    }
    let y = below_loose(scene) + 4;
    let (start, end) = (frame.start + 8, wide - LEFT);
    let at = Point::new;
    let mut items = vec![
        Text::new(at(LEFT, y + 4), 12, Class::Muted, "time").into(),
        Item::Path {
            path: vec![Stroke::Move(at(start, y)), Stroke::Line(at(end - 7, y))],
            class: Class::Axis,
        },
        Item::Path {
            path: vec![
                Stroke::Move(at(end, y)),
                Stroke::Line(at(end - 8, y - 4)),
                Stroke::Line(at(end - 8, y + 4)),
                Stroke::Close,
            ],
            class: Class::AxisHead,
        },
    ];
    for Flag { x, row, text } in flags(scene, frame) {
        let y = y + 4 + FLAG_STEP * row;
        let line = vec![Stroke::Move(at(x, y)), Stroke::Line(at(x, frame.bottom))];
        items.push(Item::Path { path: line, class: Class::Turn });
        let flag = [at(x, y), at(x + 8, y), at(x + 12, y + 5), at(x + 8, y + 10), at(x, y + 10)];
        let mut path: Vec<_> = flag.into_iter().map(Stroke::Line).collect();
        path[0] = Stroke::Move(flag[0]);
        path.push(Stroke::Close);
        items.push(Item::Path { path, class: Class::Flag });
        items.push(Text::new(at(x + TEXT_OF_FLAG, y + 9), 10, Class::Flag, text).bold().into());
    }
    items
}

/// What marks a place on the axis of time.
struct Flag {
    x: i32,
    row: i32,
    text: String,
}

/// The flags of a board. Each goes to the first row in which the one before it has ended; where all rows are taken, to
/// the last one, and the one before it says no more than there is room for.
fn flags(scene: &Scene, frame: &Frame<'_>) -> Vec<Flag> {
    let mut turns: Vec<_> = frame.turns.iter().zip(&scene.turns).collect();
    turns.sort_by_key(|(x, _)| **x);
    let mut flags: Vec<Flag> = Vec::with_capacity(turns.len());
    let mut ends = [i32::MIN; FLAG_ROWS];
    for (x, turn) in turns {
        let row = ends.iter().position(|end| *end <= *x).unwrap_or(FLAG_ROWS - 1);
        if let Some(before) = flags.iter_mut().rev().find(|flag| flag.row == small(row)) {
            before.text = cut(&before.text, *x - before.x);
        }
        let text = cut(&turn.text, WIDEST_FLAG);
        ends[row] = *x + TEXT_OF_FLAG + width(&text, 10, Weight::Bold) + 8;
        flags.push(Flag { x: *x, row: small(row), text });
    }
    flags
}

fn small(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(0)
}

/// As much of the text of a flag as there is room for.
fn cut(text: &str, room: i32) -> String {
    let width = room - TEXT_OF_FLAG - 6;
    let room = Room { width, height: 14, sizes: (10, 10), weight: Weight::Bold };
    if width < 24 { String::new() } else { one_line(text, room).lines.join("") }
}

/// What a picture shows, for those who cannot see it.
pub(super) fn description(subtitle: &str, lanes: &[Lane]) -> String {
    let lanes: Vec<_> =
        lanes.iter().map(|lane| format!("{} ({})", lane.title, lane.subtitle)).collect();
    format!("{}. Lanes from top to bottom: {}.", subtitle, lanes.join(", "))
}
