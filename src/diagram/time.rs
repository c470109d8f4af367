//! The axis of time, with a flag for every event after which nothing is as it was.

use std::collections::BTreeMap;

use super::{
    Direction,
    drawing::{Anchor, Item, Point, Rect, Stroke, Text},
    layout::path::head_after,
    pieces::{LEFT, lines},
    scene::Scene,
    text::{Fitted, Room, Weight, fit, one_line, width},
    theme::Class,
};

/// The narrowest picture, so that its title and legend have room.
pub(super) const NARROWEST: i32 = 720;
const FLAG_STEP: i32 = 16;
const FLAG_ROWS: usize = 3;
const WIDEST_FLAG: i32 = 240;
/// From the pole of a flag to its text.
const TEXT_OF_FLAG: i32 = 15;
/// From the left edge to the axis of a time that runs down, to its flags, and how wide their texts may be.
const AXIS: i32 = LEFT + 6;
const FLAGS: i32 = AXIS + 10;
const WIDEST_BESIDE: i32 = 104;

/// The lanes, as far as the axis has to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame<'g> {
    /// Where time runs.
    pub(super) direction: Direction,
    /// Where the room of the axis begins above the lanes.
    pub(super) top: i32,
    /// Where time begins in the lanes, which is behind their heads.
    pub(super) start: i32,
    /// The lanes as one box.
    pub(super) lanes: Rect,
    /// How wide the picture would be without its flags.
    pub(super) width: i32,
    /// For every turn where its line stands.
    pub(super) turns: &'g [i32],
}

/// How much room the axis and its flags need above the first lane.
pub(super) fn above(scene: &Scene, frame: &Frame<'_>) -> i32 {
    if scene.blocks.is_empty() || frame.direction == Direction::Down {
        return 8;
    }
    let rows = flags(scene, frame).iter().map(|flag| flag.row + 1).max().unwrap_or(0);
    18 + FLAG_STEP * rows
}

/// How much room the axis and its flags need to the left of the first lane, where time runs down.
pub(super) fn left(scene: &Scene) -> i32 {
    let widest = |text: Fitted| {
        let lines = text.lines.iter().map(|line| width(line, text.size, Weight::Bold));
        lines.max().unwrap_or(0)
    };
    let texts = scene.turns.iter().map(|turn| widest(beside(&turn.text, WIDEST_BESIDE)));
    texts.map(|wide| FLAGS + TEXT_OF_FLAG + wide + 8).fold(AXIS + 30, i32::max)
}

/// How wide a board has to be for its lanes and its flags.
pub(super) fn wide(scene: &Scene, frame: &Frame<'_>) -> i32 {
    let end = |flag: &Flag| flag.x + TEXT_OF_FLAG + width(&flag.text, 10, Weight::Bold) + LEFT;
    let flags = match frame.direction {
        Direction::Right => flags(scene, frame).iter().map(end).max().unwrap_or(0),
        Direction::Down => 0,
    };
    frame.width.max(flags).max(NARROWEST)
}

/// The axis of time, and a flag and a line for every event after which nothing is as it was.
pub(super) fn time(scene: &Scene, frame: &Frame<'_>, wide: i32) -> Vec<Item> {
    match frame.direction {
        _ if scene.blocks.is_empty() => Vec::new(),
        Direction::Right => to_the_right(scene, frame, wide),
        Direction::Down => downward(scene, frame),
    }
}

fn to_the_right(scene: &Scene, frame: &Frame<'_>, wide: i32) -> Vec<Item> {
    let y = frame.top + 4;
    let (start, end) = (Point::new(frame.start + 8, y), Point::new(wide - LEFT, y));
    let mut items = axis("time", Point::new(LEFT, y + 4), start, end.by(-7, 0));
    items.push(Item::Path { path: head_after(start, end), class: Class::AxisHead });
    for Flag { x, row, text } in flags(scene, frame) {
        let y = y + 4 + FLAG_STEP * row;
        let at = Point::new(x, y);
        items.push(stroke(at, Point::new(x, frame.lanes.bottom()), Class::Turn));
        items.push(flag(at));
        let words = Text::new(at.by(TEXT_OF_FLAG, 9), 10, Class::Flag, text).bold();
        items.push(words.into());
    }
    items
}

fn downward(scene: &Scene, frame: &Frame<'_>) -> Vec<Item> {
    let lanes = frame.lanes;
    let (start, end) = (Point::new(AXIS, lanes.y + 22), Point::new(AXIS, lanes.bottom()));
    let mut items = axis("time", Point::new(LEFT, lanes.y + 14), start, end.by(0, -7));
    items.push(Item::Path { path: head_after(start, end), class: Class::AxisHead });
    let mut flags: BTreeMap<i32, Vec<&str>> = BTreeMap::new();
    for (y, turn) in frame.turns.iter().zip(&scene.turns) {
        flags.entry(*y).or_default().push(&turn.text);
    }
    for (y, texts) in flags {
        items.push(stroke(Point::new(lanes.x - 4, y), Point::new(lanes.right(), y), Class::Turn));
        items.push(flag(Point::new(FLAGS, y - 5)));
        let text = beside(&texts.join(" · "), lanes.x - 8 - FLAGS - TEXT_OF_FLAG);
        let top = y - text.height() / 2;
        let at = Point::new(FLAGS + TEXT_OF_FLAG, top + text.size);
        items.extend(lines(&text, at, Anchor::Start, Class::Flag, Weight::Bold));
    }
    items
}

/// The word and the line of an axis.
fn axis(word: &str, at: Point, from: Point, to: Point) -> Vec<Item> {
    vec![Text::new(at, 12, Class::Muted, word).into(), stroke(from, to, Class::Axis)]
}

fn stroke(from: Point, to: Point, class: Class) -> Item {
    Item::Path { path: vec![Stroke::Move(from), Stroke::Line(to)], class }
}

/// A flag by its upper left corner.
fn flag(at: Point) -> Item {
    let corners = [at, at.by(8, 0), at.by(12, 5), at.by(8, 10), at.by(0, 10)];
    let mut path: Vec<_> = corners.into_iter().map(Stroke::Line).collect();
    path[0] = Stroke::Move(at);
    path.push(Stroke::Close);
    Item::Path { path, class: Class::Flag }
}

/// The text of a flag beside the lanes.
fn beside(text: &str, width: i32) -> Fitted {
    fit(text, Room { width, height: 40, sizes: (10, 8), weight: Weight::Bold })
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
