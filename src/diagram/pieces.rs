//! Pieces that every kind of picture has: lines of text, a title, and a legend.

use super::{
    drawing::{Anchor, Drawing, Item, Point, Rect, Stroke, Text},
    layout::path::head,
    text::{Fitted, Room, Weight, one_line, width},
    theme::{Change, Class, Role, Trace},
};

/// The margin of titles and legends.
pub(super) const LEFT: i32 = 24;
/// Where what is below a title begins.
pub(super) const BELOW_TITLE: i32 = 70;

/// Lines of text one below the other, the first at a place.
pub(super) fn lines(
    fitted: &Fitted,
    first: Point,
    anchor: Anchor,
    class: Class,
    weight: Weight,
) -> Vec<Item> {
    let mut at = first;
    let mut items = Vec::with_capacity(fitted.lines.len());
    for line in &fitted.lines {
        let text = Text::new(at, fitted.size, class, line.as_str()).anchored(anchor);
        items.push(if weight == Weight::Bold { text.bold().into() } else { text.into() });
        at = at.by(0, fitted.line_height());
    }
    items
}

/// The edge of an event after which nothing is as it was.
pub(super) fn pivotal(rect: Rect, radius: i32) -> [Item; 2] {
    [
        Item::Box { rect, radius, class: Class::Pivotal },
        Item::Box { rect: rect.wider(2), radius: radius + 1, class: Class::PivotalRing },
    ]
}

/// A title, and how much the picture shows.
pub(super) fn title(title: &str, subtitle: &str, wide: i32) -> Vec<Item> {
    let room = |sizes| Room { width: wide - 2 * LEFT, height: 30, sizes, weight: Weight::Bold };
    let title = one_line(title, room((24, 14)));
    let subtitle = one_line(subtitle, Room { weight: Weight::Regular, ..room((12, 9)) });
    let mut items = lines(&title, Point::new(LEFT, 36), Anchor::Start, Class::Text, Weight::Bold);
    let at = Point::new(LEFT, 56);
    items.extend(lines(&subtitle, at, Anchor::Start, Class::Muted, Weight::Regular));
    items
}

/// What a finished picture is called, and how large it is without a legend.
pub(super) struct Sheet {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) width: i32,
    /// Where what is drawn ends.
    pub(super) bottom: i32,
}

impl Sheet {
    /// Puts what is drawn on paper, and below it the legend that ends somewhere further down.
    pub(super) fn finish(self, mut items: Vec<Item>, legend: Option<(Vec<Item>, i32)>) -> Drawing {
        let Self { title, description, width, bottom } = self;
        // The last row of a legend has air below it already.
        let (legend, height) =
            legend.map_or((Vec::new(), bottom + LEFT), |(legend, end)| (legend, end + 10));
        items.extend(legend);
        let rect = Rect::new(0, 0, width, height);
        items.insert(0, Item::Box { rect, radius: 0, class: Class::Paper });
        Drawing { width, height, title, description, items }
    }
}

/// A legend while its entries are written, in as many rows as they need.
pub(super) struct Legend {
    items: Vec<Item>,
    at: Point,
    wide: i32,
}

const SIZE: i32 = 11;
const SWATCH: (i32, i32) = (18, 14);
const ARROW: i32 = 28;
const ROW: i32 = 22;

impl Legend {
    /// A legend on a picture of some width, with its head at `top`.
    pub(super) fn new(wide: i32, top: i32) -> Self {
        let head = Text::new(Point::new(LEFT, top), SIZE, Class::Muted, "Legend").bold();
        Self { items: vec![head.into()], at: Point::new(LEFT, top + 8), wide }
    }

    /// A role with its colour and icon.
    pub(super) fn role(&mut self, role: Role, words: &str) {
        let at = self.entry(SWATCH.0, words);
        self.swatch(at, 2, Class::Sticky(role));
        self.items.push(Item::Icon { role, at: at.by(4, 2), class: Class::On(role) });
    }

    /// A pivotal event.
    pub(super) fn pivotal(&mut self, words: &str) {
        self.role(Role::Event, words);
        let at = self.at.by(-needs(SWATCH.0, words), 0);
        self.items.extend(pivotal(Rect::new(at.x, at.y, SWATCH.0, SWATCH.1), 2));
    }

    /// A box with a look of its own and a ring.
    pub(super) fn marked_swatch(&mut self, radius: i32, class: Class, ring: Class, words: &str) {
        let at = self.entry(SWATCH.0, words);
        self.swatch(at, radius, ring);
        let inner = Rect::new(at.x + 3, at.y + 3, SWATCH.0 - 6, SWATCH.1 - 6);
        self.items.push(Item::Box { rect: inner, radius: radius - 2, class });
    }

    /// A box with a look of its own.
    pub(super) fn swatch_of(&mut self, radius: i32, class: Class, words: &str) {
        let at = self.entry(SWATCH.0, words);
        self.swatch(at, radius, class);
    }

    /// A line, with a head when it has a direction.
    pub(super) fn line(&mut self, lines: &[Class], with_head: Option<Class>, words: &str) {
        let at = self.entry(ARROW, words);
        let (from, tip) = (at.by(0, 7), at.by(ARROW, 7));
        for class in lines {
            let path = vec![Stroke::Move(from), Stroke::Line(tip)];
            self.items.push(Item::Path { path, class: *class });
        }
        self.items.extend(with_head.map(|class| Item::Path { path: head(tip), class }));
    }

    /// What became of something: its sign and its word.
    pub(super) fn change(&mut self, change: Change) {
        let at = self.entry(SWATCH.0, change.word());
        self.swatch(at, 3, Class::Trace(Trace::Plate(change)));
        let sign =
            Text::new(at.by(SWATCH.0 / 2, 11), SIZE, Class::Trace(Trace::OnPlate), change.sign());
        self.items.push(sign.bold().anchored(Anchor::Middle).into());
    }

    /// A short word in bold, and what it means.
    pub(super) fn word(&mut self, word: &str, words: &str) {
        let short = width(word, SIZE, Weight::Bold);
        let at = self.entry(short, words);
        self.items.push(Text::new(at.by(0, 11), SIZE, Class::Text, word).bold().into());
    }

    /// The legend, and where it ends.
    pub(super) fn finish(self) -> (Vec<Item>, i32) {
        (self.items, self.at.y + ROW)
    }

    fn swatch(&mut self, at: Point, radius: i32, class: Class) {
        let rect = Rect::new(at.x, at.y, SWATCH.0, SWATCH.1);
        self.items.push(Item::Box { rect, radius, class });
    }

    /// Writes the words of an entry and gives the place of its sign.
    fn entry(&mut self, sign: i32, words: &str) -> Point {
        let needs = needs(sign, words);
        if self.at.x > LEFT && self.at.x + needs - 16 > self.wide - LEFT {
            self.at = Point::new(LEFT, self.at.y + ROW);
        }
        let at = self.at;
        self.at = at.by(needs, 0);
        self.items.push(Text::new(at.by(sign + 6, 11), SIZE, Class::Muted, words).into());
        at
    }
}

/// How much room an entry takes, with the gap to the next one.
fn needs(sign: i32, words: &str) -> i32 {
    sign + 6 + width(words, SIZE, Weight::Regular) + 16
}
