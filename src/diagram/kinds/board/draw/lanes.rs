//! Lanes and their heads.

use super::{
    super::{
        geometry::Geometry,
        head::{HEAD_WIDTH, Head, PAD},
        scene::{Lane, Scene},
    },
    Ids,
    sticky::{chip, note},
};
use crate::diagram::{
    drawing::{Anchor, Group, Item, Point, Rect, Stroke, Text},
    pieces::lines,
    text::{Weight, width},
    theme::Class,
};

const RADIUS: i32 = 8;

/// Every lane with its head, as wide as the paper lets it be.
pub(super) fn lanes(scene: &Scene, geometry: &Geometry, wide: i32, ids: &mut Ids) -> Vec<Item> {
    let lanes = scene.lanes.iter().zip(&geometry.lanes);
    lanes
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
