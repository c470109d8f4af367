//! A picture as shapes and texts with meanings, in whole pixels. Layouts make it, writers give it a format.

use super::{
    text::Weight,
    theme::{Class, Role},
};

/// A whole picture.
#[derive(Debug, Clone)]
pub(super) struct Drawing {
    pub(super) width: i32,
    pub(super) height: i32,
    /// What it shows, in one line.
    pub(super) title: String,
    /// What it shows, in words for those who cannot see it.
    pub(super) description: String,
    pub(super) items: Vec<Item>,
}

/// A place; `y` grows downward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) x: i32,
    pub(super) y: i32,
}

/// A box with upright edges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rect {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
}

/// Something that is drawn, later ones over earlier ones.
#[derive(Debug, Clone)]
pub(super) enum Item {
    Group(Group),
    /// A box with round corners.
    Box {
        rect: Rect,
        radius: i32,
        class: Class,
    },
    Path {
        path: Vec<Stroke>,
        class: Class,
    },
    Text(Text),
    /// The icon of a role, ten pixels high, by its upper left corner.
    Icon {
        role: Role,
        at: Point,
        class: Class,
    },
}

/// Shapes that belong together, in coordinates of their own.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    /// What it stands for, for those who look it up; the first of several that stand for the same has it.
    pub(super) id: Option<String>,
    /// What it stands for, however often that is drawn, where it is not the identifier.
    pub(super) about: Option<String>,
    /// What leads to what, when it is a connection: identifiers of elements.
    pub(super) ties: Vec<(String, String)>,
    /// What it says to those who cannot see it.
    pub(super) label: Option<String>,
    /// What it says when it is pointed at.
    pub(super) tooltip: Option<String>,
    /// Where its corner is.
    pub(super) at: Option<Point>,
    /// Whether it is tilted about the given point, as a sticky is that was put up in a hurry.
    pub(super) tilt: Option<Point>,
    pub(super) items: Vec<Item>,
}

/// One line of text.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) size: i32,
    pub(super) weight: Weight,
    pub(super) class: Class,
    pub(super) words: String,
}

/// Which part of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A part of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    Move(Point),
    Line(Point),
    /// A corner that is rounded about the first point.
    Bend(Point, Point),
    /// A curve that is drawn toward the first two points.
    Curve(Point, Point, Point),
    Close,
}

impl Point {
    pub(super) fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    pub(super) fn by(self, x: i32, y: i32) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }
}

impl Rect {
    pub(super) fn new(x: i32, y: i32, width: i32, height: i32) -> Self {
        Self { x, y, width, height }
    }

    pub(super) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(super) fn corner(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The same box with a margin around it.
    pub(super) fn wider(self, margin: i32) -> Self {
        let Self { x, y, width, height } = self;
        Self::new(x - margin, y - margin, width + 2 * margin, height + 2 * margin)
    }

    /// The same box lower and further right.
    pub(super) fn by(self, x: i32, y: i32) -> Self {
        Self { x: self.x + x, y: self.y + y, ..self }
    }
}

impl Stroke {
    /// Where the pen is after it.
    pub(super) fn end(self) -> Option<Point> {
        match self {
            Self::Move(to) | Self::Line(to) | Self::Bend(_, to) | Self::Curve(_, _, to) => Some(to),
            Self::Close => None,
        }
    }
}

impl Text {
    /// Text that begins at a place.
    pub(super) fn new(at: Point, size: i32, class: Class, words: impl Into<String>) -> Self {
        let (anchor, weight) = (Anchor::Start, Weight::Regular);
        Self { at, anchor, size, weight, class, words: words.into() }
    }

    pub(super) fn bold(mut self) -> Self {
        self.weight = Weight::Bold;
        self
    }

    pub(super) fn anchored(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }
}

impl From<Text> for Item {
    fn from(text: Text) -> Self {
        Self::Text(text)
    }
}

impl From<Group> for Item {
    fn from(group: Group) -> Self {
        Self::Group(group)
    }
}
