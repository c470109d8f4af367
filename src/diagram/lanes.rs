//! Lanes and their heads: the name, what kind of lane it is, and what hangs on it as a whole.

use super::{
    Direction,
    drawing::{Anchor, Group, Item, Point, Rect, Stroke, Text},
    pieces::lines,
    scene::Lane,
    stickies::{
        CHIP_HEIGHT, Ids, NOTE_GAP, PLATE, chip, label, name_class, note, note_size, plate, ring,
        word_of,
    },
    text::{Fitted, Room, Weight, fit, width},
    theme::Class,
};

const RADIUS: i32 = 8;
pub(super) const HEAD_WIDTH: i32 = 140;
const PAD: i32 = 12;
const CHIP_GAP: i32 = 4;
const LOWEST: i32 = 64;

/// A head with all of its parts, in coordinates whose origin is its upper left corner.
#[derive(Debug, Clone)]
pub(super) struct Head {
    pub(super) title: Fitted,
    /// The baseline of what kind of context it is.
    pub(super) subtitle: i32,
    /// Where the plate is that says what became of the context.
    pub(super) mark: Option<Point>,
    pub(super) chips: Vec<Rect>,
    pub(super) notes: Vec<Rect>,
    pub(super) height: i32,
}

/// How much room the heads of lanes need: along the time, the same for all, and across it, each for itself.
#[derive(Debug)]
pub(super) struct Heads {
    pub(super) along: i32,
    pub(super) across: Vec<i32>,
}

impl Heads {
    /// Measures the heads of some lanes.
    pub(super) fn new(lanes: &[Lane], direction: Direction) -> Self {
        let heights: Vec<i32> = lanes.iter().map(|lane| lay_out(lane).height).collect();
        match direction {
            Direction::Right => Self { along: HEAD_WIDTH, across: heights },
            Direction::Down => Self {
                along: heights.into_iter().max().unwrap_or(0),
                across: vec![HEAD_WIDTH; lanes.len()],
            },
        }
    }
}

/// Finds a place for everything in the head of a lane.
pub(super) fn lay_out(lane: &Lane) -> Head {
    let room =
        Room { width: HEAD_WIDTH - 2 * PAD, height: 60, sizes: (16, 10), weight: Weight::Bold };
    let title = fit(&lane.title, room);
    let subtitle = 10 + title.height() + 14;
    let mark = lane.mark.change().map(|_| Point::new(PAD, subtitle + 8));
    let mut y = subtitle + if mark.is_some() { 8 + PLATE + 8 } else { 12 };
    let mut below = |(wide, high): (i32, i32), gap: i32| {
        y += high + gap;
        Rect::new((HEAD_WIDTH - wide) / 2, y - high - gap, wide, high)
    };
    let chip = (HEAD_WIDTH - PAD, CHIP_HEIGHT);
    let chips = lane.chips.iter().map(|_| below(chip, CHIP_GAP)).collect();
    let notes = lane.notes.iter().map(|note| below(note_size(&note.text), NOTE_GAP)).collect();
    Head { title, subtitle, mark, chips, notes, height: (y + 6).max(LOWEST) }
}

/// Every lane with its head, as wide as the paper lets it be. Heads reach so far along the time.
pub(super) fn lanes(
    lanes: &[Lane],
    places: &[(Rect, Head)],
    (direction, along): (Direction, i32),
    wide: i32,
    ids: &mut Ids,
) -> Vec<Item> {
    lanes
        .iter()
        .zip(places)
        .map(|(lane, (rect, head))| {
            let (rect, band) = match direction {
                Direction::Right => {
                    let rect = Rect { width: wide - 2 * rect.x, ..*rect };
                    (rect, band_at_left(along, rect.height))
                }
                Direction::Down => (*rect, band_on_top(rect.width, along)),
            };
            lane_item(lane, rect, (band, head), ids)
        })
        .collect()
}

fn lane_item(
    lane: &Lane,
    rect: Rect,
    (band_path, head): (Vec<Stroke>, &Head),
    ids: &mut Ids,
) -> Item {
    let (body, band, ink) = if lane.is_outside || lane.mark.is_gone() {
        (Class::LaneOutside, Class::BandOutside, Class::Text)
    } else {
        (Class::Lane, Class::Band(lane.band), Class::OnBand)
    };
    let name = name_class(lane.mark, ink);
    let local = Rect::new(0, 0, rect.width, rect.height);
    let mut items = vec![
        Item::Box { rect: local, radius: RADIUS, class: body },
        Item::Path { path: band_path, class: band },
    ];
    let at = Point::new(PAD, 10 + head.title.size);
    items.extend(lines(&head.title, at, Anchor::Start, name, Weight::Bold));
    let size =
        if width(lane.subtitle, 11, Weight::Regular) + 2 * PAD <= HEAD_WIDTH { 11 } else { 9 };
    items.push(Text::new(Point::new(PAD, head.subtitle), size, ink, lane.subtitle).into());
    let mark = lane.mark.change().zip(head.mark);
    items.extend(mark.map(|(change, at)| plate(change, at)));
    items.extend(ring(lane.mark, local, 0, RADIUS));
    items.extend(
        lane.chips.iter().zip(&head.chips).map(|(it, rect)| chip(it, *rect, lane.is_outside, ids)),
    );
    items.extend(lane.notes.iter().zip(&head.notes).map(|(it, rect)| note(it, *rect, ids)));
    Item::Group(Group {
        id: ids.first(&lane.id),
        label: Some(label(&[lane.subtitle, &lane.title, word_of(lane.mark)])),
        tooltip: Some(lane.tooltip.clone()),
        at: Some(rect.corner()),
        items,
        ..Group::default()
    })
}

/// A band with round corners at the left.
fn band_at_left(width: i32, height: i32) -> Vec<Stroke> {
    let at = Point::new;
    vec![
        Stroke::Move(at(RADIUS, 0)),
        Stroke::Line(at(width, 0)),
        Stroke::Line(at(width, height)),
        Stroke::Line(at(RADIUS, height)),
        Stroke::Bend(at(0, height), at(0, height - RADIUS)),
        Stroke::Line(at(0, RADIUS)),
        Stroke::Bend(at(0, 0), at(RADIUS, 0)),
        Stroke::Close,
    ]
}

/// A band with round corners on top.
fn band_on_top(width: i32, height: i32) -> Vec<Stroke> {
    let at = Point::new;
    vec![
        Stroke::Move(at(RADIUS, 0)),
        Stroke::Line(at(width - RADIUS, 0)),
        Stroke::Bend(at(width, 0), at(width, RADIUS)),
        Stroke::Line(at(width, height)),
        Stroke::Line(at(0, height)),
        Stroke::Line(at(0, RADIUS)),
        Stroke::Bend(at(0, 0), at(RADIUS, 0)),
        Stroke::Close,
    ]
}
