//! Places for a sequence: a column for everybody who takes part, a row for what follows from each other in one
//! direction, and frames around what does not happen every time. Nothing but lines stands in the gaps between columns.

use super::scene::{Act, Cause, Scene, Step};
use crate::diagram::{
    drawing::{Point, Rect},
    pieces::{BELOW_TITLE, LEFT},
};

/// A step, and the head of a lifeline.
pub(super) const WIDE: i32 = 136;
pub(super) const HIGH: i32 = 44;
pub(super) const HEAD_HIGH: i32 = 48;
/// A small remark below a step.
pub(super) const CHIP: i32 = 15;
const ROW_GAP: i32 = 16;
const BELOW_HEADS: i32 = 26;
/// From what is in a frame to its edge, and from there to the edge of the next one.
const AROUND: i32 = 12;
const NESTED: i32 = 7;
/// The line in which a frame says what has happened.
const LABEL: i32 = 26;
const BELOW_FRAME: i32 = 12;

/// Where everything is.
#[derive(Debug, Default)]
pub(super) struct Geometry {
    pub(super) heads: Vec<Rect>,
    /// Where the steps are; nothing for what is no act.
    pub(super) acts: Vec<Option<Rect>>,
    pub(super) arrows: Vec<Arrow>,
    /// Outer frames come before those in them.
    pub(super) frames: Vec<Frame>,
    pub(super) width: i32,
    pub(super) bottom: i32,
}

/// From what leads to a step to the step.
#[derive(Debug)]
pub(super) struct Arrow {
    /// The step at which it arrives.
    pub(super) step: usize,
    pub(super) from: Point,
    pub(super) to: Point,
    /// Whether it begins at a lifeline, some time after what leads to it.
    pub(super) is_later: bool,
}

/// Around what does not happen every time.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) rect: Rect,
    /// Where its word may stand, and for each part where its text may: between the same two lifelines.
    pub(super) word: Rect,
    pub(super) parts: Vec<Rect>,
}

impl Geometry {
    /// The line of somebody's life.
    pub(super) fn line(&self, lifeline: usize) -> i32 {
        self.heads[lifeline].x + WIDE / 2
    }
}

/// Gives everything its place.
pub(super) fn place(scene: &Scene) -> Geometry {
    let frames = Nest::of(scene);
    let deepest = frames.iter().map(|frame| frame.depth).max().unwrap_or(0);
    let margin = AROUND + NESTED * deepest;
    let pitch = WIDE + (2 * margin + 10).max(44);
    let first = LEFT + if deepest > 0 { margin } else { 0 };
    let heads: Vec<Rect> = (0..)
        .zip(&scene.lifelines)
        .map(|(at, _)| Rect::new(first + at * pitch, BELOW_TITLE + 6, WIDE, HEAD_HIGH))
        .collect();
    let right = heads.last().map_or(LEFT, |head| head.right());
    let mut rows = Rows {
        scene,
        geometry: Geometry { width: right + first, acts: Vec::new(), heads, ..Geometry::default() },
        row: None,
        y: BELOW_TITLE + 6 + HEAD_HIGH + BELOW_HEADS,
        open: Vec::new(),
        pitch,
    };
    rows.walk(&frames);
    rows.geometry.bottom = rows.y;
    rows.geometry
}

/// The columns of a frame, and how many frames deep it is.
#[derive(Debug, Clone, Copy)]
struct Nest {
    first: usize,
    last: usize,
    depth: i32,
}

impl Nest {
    /// The frames in the order in which they open.
    fn of(scene: &Scene) -> Vec<Self> {
        let most = scene.lifelines.len().saturating_sub(1);
        let mut frames: Vec<Self> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for step in &scene.steps {
            match step {
                Step::Act(act) => {
                    if let Some(frame) = open.last() {
                        frames[*frame].spans(act.on, act.on);
                        scene.source(act).into_iter().for_each(|at| frames[*frame].spans(at, at));
                    }
                }
                Step::Open { .. } => {
                    open.push(frames.len());
                    frames.push(Self { first: usize::MAX, last: 0, depth: 1 });
                }
                Step::Else(_) => {}
                Step::Close => {
                    let Some(frame) = open.pop() else { continue };
                    frames[frame].widened(most);
                    let Self { first, last, depth } = frames[frame];
                    if let Some(outer) = open.last() {
                        frames[*outer].spans(first, last);
                        frames[*outer].depth = frames[*outer].depth.max(depth + 1);
                    }
                }
            }
        }
        frames
    }

    fn spans(&mut self, first: usize, last: usize) {
        self.first = self.first.min(first);
        self.last = self.last.max(last);
    }

    /// A text needs the room between two lifelines.
    fn widened(&mut self, most: usize) {
        self.first = self.first.min(self.last);
        if self.first == self.last {
            self.last = (self.last + 1).min(most);
            self.first =
                if self.first == self.last { self.first.saturating_sub(1) } else { self.first };
        }
    }
}

/// What stands side by side.
#[derive(Debug, Clone, Copy)]
struct Row {
    last: usize,
    /// To the right, or to the left, as soon as that is known.
    direction: i32,
    high: i32,
}

struct Rows<'s> {
    scene: &'s Scene,
    geometry: Geometry,
    row: Option<Row>,
    y: i32,
    open: Vec<usize>,
    pitch: i32,
}

impl Rows<'_> {
    fn walk(&mut self, nests: &[Nest]) {
        for (at, step) in self.scene.steps.iter().enumerate() {
            let rect = match step {
                Step::Act(act) => Some(self.act(at, act)),
                Step::Open { .. } => {
                    self.end_row();
                    self.open_frame(nests[self.geometry.frames.len()]);
                    None
                }
                Step::Else(_) => {
                    self.end_row();
                    self.part();
                    None
                }
                Step::Close => {
                    self.end_row();
                    self.close_frame();
                    None
                }
            };
            self.geometry.acts.push(rect);
        }
        self.end_row();
    }

    fn act(&mut self, at: usize, act: &Act) -> Rect {
        let source = self.scene.source(act);
        let lines = source.map(|source| (self.geometry.line(source), self.geometry.line(act.on)));
        let direction = lines.map_or(0, |(from, to)| (to - from).signum());
        let joins = self.row.is_some_and(|row| {
            act.cause == Cause::Step(row.last)
                && direction != 0
                && (row.direction == 0 || row.direction == direction)
        });
        if !joins {
            self.end_row();
        }
        let high = HIGH + CHIP * i32::try_from(act.chips.len()).unwrap_or(0);
        let high = self.row.map_or(high, |row| row.high.max(high));
        self.row = Some(Row { last: at, direction, high });
        let rect = Rect::new(self.geometry.heads[act.on].x, self.y, WIDE, HIGH);
        if let Some((from, _)) = lines.filter(|_| direction != 0) {
            let edge = if joins { WIDE / 2 * direction } else { 0 };
            let y = self.y + HIGH / 2;
            let end = if direction > 0 { rect.x } else { rect.right() };
            let (from, to) = (Point::new(from + edge, y), Point::new(end, y));
            self.geometry.arrows.push(Arrow { step: at, from, to, is_later: !joins });
        }
        rect
    }

    fn end_row(&mut self) {
        if let Some(row) = self.row.take() {
            self.y += row.high + ROW_GAP;
        }
    }

    fn open_frame(&mut self, nest: Nest) {
        let around = AROUND + NESTED * (nest.depth - 1);
        let heads = &self.geometry.heads;
        let x = heads[nest.first].x - around;
        let rect = Rect::new(x, self.y, heads[nest.last].right() + around - x, 0);
        let line = self.geometry.line(nest.first);
        let word = Rect::new(x + 8, self.y, line - 4 - x - 8, LABEL);
        let part = Rect::new(line + 8, self.y, self.pitch - 16, LABEL);
        self.open.push(self.geometry.frames.len());
        self.geometry.frames.push(Frame { rect, word, parts: vec![part] });
        self.y += LABEL;
    }

    fn part(&mut self) {
        if let Some(frame) = self.open.last() {
            let parts = &mut self.geometry.frames[*frame].parts;
            let part = Rect { y: self.y, ..parts[0] };
            parts.push(part);
            self.y += LABEL;
        }
    }

    fn close_frame(&mut self) {
        if let Some(frame) = self.open.pop() {
            let frame = &mut self.geometry.frames[frame];
            frame.rect.height = self.y - ROW_GAP + BELOW_FRAME - frame.rect.y;
            self.y = frame.rect.bottom() + ROW_GAP;
        }
    }
}
