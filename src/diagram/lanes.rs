//! Lanes and their heads: the name, what kind of lane it is, and what hangs on it as a whole.

use super::{
    drawing::{Anchor, Group, Item, Point, Rect, Stroke, Text},
    pieces::lines,
    scene::Lane,
    stickies::{CHIP_HEIGHT, Ids, NOTE_GAP, chip, note, note_size},
    text::{Fitted, Room, Weight, fit, width},
    theme::Class,
};

const RADIUS: i32 = 8;
pub(super) const HEAD_WIDTH: i32 = 140;
const PAD: i32 = 12;
const CHIP_GAP: i32 = 4;
const LOWEST: i32 = 64;

/// A head with all of its parts, in coordinates whose origin is its upper left corner.
#[derive(Debug)]
pub(super) struct Head {
    pub(super) title: Fitted,
    /// The baseline of what kind of context it is.
    pub(super) subtitle: i32,
    pub(super) chips: Vec<Rect>,
    pub(super) notes: Vec<Rect>,
    pub(super) height: i32,
}

/// Finds a place for everything in the head of a lane.
pub(super) fn lay_out(lane: &Lane) -> Head {
    let room =
        Room { width: HEAD_WIDTH - 2 * PAD, height: 60, sizes: (16, 10), weight: Weight::Bold };
    let title = fit(&lane.title, room);
    let subtitle = 10 + title.height() + 14;
    let mut y = subtitle + 12;
    let mut below = |(wide, high): (i32, i32), gap: i32| {
        y += high + gap;
        Rect::new((HEAD_WIDTH - wide) / 2, y - high - gap, wide, high)
    };
    let chip = (HEAD_WIDTH - PAD, CHIP_HEIGHT);
    let chips = lane.chips.iter().map(|_| below(chip, CHIP_GAP)).collect();
    let notes = lane.notes.iter().map(|note| below(note_size(&note.text), NOTE_GAP)).collect();
    Head { title, subtitle, chips, notes, height: (y + 6).max(LOWEST) }
}

/// Every lane with its head, as wide as the paper lets it be.
pub(super) fn lanes(
    lanes: &[Lane],
    places: &[(Rect, Head)],
    wide: i32,
    ids: &mut Ids,
) -> Vec<Item> {
    lanes
        .iter()
        .zip(places)
        .map(|(lane, (rect, head))| {
            let rect = Rect { width: wide - 2 * rect.x, ..*rect };
            lane_item(lane, rect, head, ids)
        })
        .collect()
}

fn lane_item(lane: &Lane, rect: Rect, head: &Head, ids: &mut Ids) -> Item {
    let (body, band, ink) = if lane.is_outside {
        (Class::LaneOutside, Class::BandOutside, Class::Text)
    } else {
        (Class::Lane, Class::Band(lane.band), Class::OnBand)
    };
    let local = Rect::new(0, 0, rect.width, rect.height);
    let mut items = vec![
        Item::Box { rect: local, radius: RADIUS, class: body },
        Item::Path { path: band_path(rect.height), class: band },
    ];
    let at = Point::new(PAD, 10 + head.title.size);
    items.extend(lines(&head.title, at, Anchor::Start, ink, Weight::Bold));
    let size =
        if width(lane.subtitle, 11, Weight::Regular) + 2 * PAD <= HEAD_WIDTH { 11 } else { 9 };
    items.push(Text::new(Point::new(PAD, head.subtitle), size, ink, lane.subtitle).into());
    items.extend(
        lane.chips.iter().zip(&head.chips).map(|(it, rect)| chip(it, *rect, lane.is_outside, ids)),
    );
    items.extend(lane.notes.iter().zip(&head.notes).map(|(it, rect)| note(it, *rect, ids)));
    Item::Group(Group {
        id: ids.first(&lane.id),
        label: Some(format!("{} {}", lane.subtitle, lane.title)),
        tooltip: Some(lane.tooltip.clone()),
        at: Some(rect.corner()),
        items,
        ..Group::default()
    })
}

/// A band with two round corners.
fn band_path(height: i32) -> Vec<Stroke> {
    let at = Point::new;
    vec![
        Stroke::Move(at(RADIUS, 0)),
        Stroke::Line(at(HEAD_WIDTH, 0)),
        Stroke::Line(at(HEAD_WIDTH, height)),
        Stroke::Line(at(RADIUS, height)),
        Stroke::Bend(at(0, height), at(0, height - RADIUS)),
        Stroke::Line(at(0, RADIUS)),
        Stroke::Bend(at(0, 0), at(RADIUS, 0)),
        Stroke::Close,
    ]
}
