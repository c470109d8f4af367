//! The marks of a change: a tab above a sticky, a plate in a head, a sign on what is small, and a ring around each.

use super::size::{PLATE, SIGN, TAB, plate_width};
use crate::diagram::{
    drawing::{Anchor, Group, Item, Point, Rect, Text},
    scene::Mark,
    theme::{Change, Class, Trace},
};

/// How far outside of a sticky its ring is.
pub(super) const RING: i32 = 2;

/// What says that a large sticky is not as it was: a tab above it. The ring is drawn over the paper.
pub(super) fn tab(mark: Mark, rect: Rect) -> Option<Item> {
    let change = mark.change()?;
    let at = Point::new(rect.x - RING - 1, rect.y - TAB);
    Some(plate(change, at))
}

/// A plate with sign and word, by its upper left corner.
pub(in crate::diagram) fn plate(change: Change, at: Point) -> Item {
    let rect = Rect::new(at.x, at.y, plate_width(change), PLATE);
    let text = Text::new(at.by(6, 10), 9, Class::Trace(Trace::OnPlate), change.signed()).bold();
    shapes(vec![
        Item::Box { rect, radius: 3, class: Class::Trace(Trace::Plate(change)) },
        text.into(),
    ])
}

/// A sign on what is too small for a word, by the middle of it.
pub(in crate::diagram) fn sign(change: Change, middle: Point) -> Item {
    let corner = middle.by(-SIGN / 2, -SIGN / 2);
    let rect = Rect::new(corner.x, corner.y, SIGN, SIGN);
    let text = Text::new(middle.by(0, 4), 11, Class::Trace(Trace::OnPlate), change.sign()).bold();
    let paper = Item::Box { rect, radius: SIGN / 2, class: Class::Trace(Trace::Plate(change)) };
    shapes(vec![paper, text.anchored(Anchor::Middle).into()])
}

/// The ring around something that is not as it was.
pub(in crate::diagram) fn ring(mark: Mark, rect: Rect, margin: i32, radius: i32) -> Option<Item> {
    let class = Class::Trace(Trace::Ring(mark.change()?));
    Some(Item::Box { rect: rect.wider(margin), radius: radius + margin - 1, class })
}

/// The word for a mark, for those who cannot see it.
pub(in crate::diagram) fn word(mark: Mark) -> &'static str {
    mark.change().map_or("", Change::word)
}

fn shapes(items: Vec<Item>) -> Item {
    Item::Group(Group { items, ..Group::default() })
}
