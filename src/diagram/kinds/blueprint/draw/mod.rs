//! Draws a blueprint whose places are known: lanes at the bottom, then stickies, then lines.

mod legend;
mod lines;

use super::{
    geometry::{Geometry, MARGIN},
    scene::{Row, Scene},
    size::Parts,
    stand::{Cell, Stand},
};
use crate::diagram::{
    Direction, around,
    drawing::{Drawing, Group, Item, Point, Rect, Stroke},
    lanes::{self, HEAD_WIDTH},
    pieces::{Sheet, title},
    stickies::{self, Ids},
    theme::Class,
    time,
};

/// The picture of a blueprint.
pub(super) fn draw(
    scene: &Scene,
    stand: &Stand,
    geometry: &Geometry,
    with_legend: bool,
) -> Drawing {
    let story = &scene.story;
    let frame = geometry.frame(around::below_loose(story));
    let width = time::wide(story, &frame);
    let heads = (Direction::Right, HEAD_WIDTH);
    let mut ids = Ids::default();
    let mut items = title(&story.title, &story.subtitle, width);
    items.extend(around::loose(story, &mut ids));
    items.extend(lanes::lanes(&scene.lanes, &geometry.lanes, heads, width, &mut ids));
    items.extend(geometry.seams.iter().map(|y| seam(*y, width)));
    items.extend(time::time(story, &frame, width));
    for (row, rect) in scene.rows.iter().zip(&geometry.owners) {
        items.extend(owner(scene, row, *rect, &mut ids));
    }
    for (at, cell) in stand.cells.iter().enumerate() {
        items.push(cell_item(cell, geometry.corners[at], &geometry.parts[at], &mut ids));
    }
    items.extend(lines::lines(stand, geometry));
    let bottom = geometry.bottom;
    let legend = with_legend.then(|| legend::legend(scene, stand, width, bottom + 24));
    let sheet = Sheet {
        title: format!("Event-modeling blueprint: {}", story.title),
        description: around::description(&story.subtitle, &scene.lanes, Direction::Right),
        width,
        bottom,
    };
    sheet.finish(items, legend)
}

/// The line between two rows of a lane.
fn seam(y: i32, wide: i32) -> Item {
    let at = |x: i32| Point::new(x, y);
    let (from, to) = (MARGIN + HEAD_WIDTH, wide - MARGIN);
    Item::Path { path: vec![Stroke::Move(at(from)), Stroke::Line(at(to))], class: Class::Seam }
}

/// Whoever a row belongs to.
fn owner(scene: &Scene, row: &Row, rect: Option<Rect>, ids: &mut Ids) -> Option<Item> {
    let is_ghost = scene.lanes[row.lane].is_outside;
    Some(stickies::sticky(row.owner.as_ref()?, rect?, is_ghost, ids))
}

fn cell_item(cell: &Cell, corner: Point, parts: &Parts, ids: &mut Ids) -> Item {
    let mut items = Vec::new();
    for (sticky, rect) in cell.stack.iter().zip(&parts.stack) {
        items.push(stickies::sticky(sticky, *rect, cell.is_ghost, ids));
    }
    for (note, rect) in cell.notes.iter().zip(&parts.notes) {
        items.push(stickies::note(note, *rect, ids));
    }
    Item::Group(Group { at: Some(corner), items, ..Group::default() })
}
