//! Draws a board whose places are known: lanes at the bottom, then blocks, then lines.

mod legend;
mod lines;

use super::{
    geometry::{Geometry, MARGIN},
    scene::{Block, Scene, Slice, What},
    size::Parts,
};
use crate::diagram::{
    around,
    drawing::{Drawing, Group, Item, Point, Rect},
    lanes,
    pieces::title,
    stickies::{self, Ids},
    theme::Class,
};

/// Where the first lane begins.
pub(super) fn top(scene: &Scene, geometry: &Geometry) -> i32 {
    around::top(scene, &geometry.frame())
}

/// The picture of a board.
pub(super) fn draw(scene: &Scene, geometry: &Geometry, with_legend: bool) -> Drawing {
    let width = around::wide(scene, &geometry.frame());
    let mut ids = Ids::default();
    let mut items = title(&scene.title, &scene.subtitle, width);
    items.extend(around::loose(scene, &mut ids));
    items.extend(lanes::lanes(&scene.lanes, &geometry.lanes, width, &mut ids));
    items.extend(around::time(scene, &geometry.frame(), width));
    for (at, block) in scene.blocks.iter().enumerate() {
        items.push(block_item(block, geometry.bodies[at], &geometry.parts[at], &mut ids));
    }
    items.extend(lines::lines(scene, geometry));
    let mut height = geometry.bottom + MARGIN;
    if with_legend {
        let (legend, bottom) = legend::legend(scene, width, geometry.bottom + 24);
        items.extend(legend);
        height = bottom + MARGIN;
    }
    let paper = Item::Box { rect: Rect::new(0, 0, width, height), radius: 0, class: Class::Paper };
    items.insert(0, paper);
    Drawing {
        width,
        height,
        title: format!("Event-storming board: {}", scene.title),
        description: around::description(&scene.subtitle, &scene.lanes),
        items,
    }
}

fn block_item(block: &Block, body: Rect, parts: &Parts, ids: &mut Ids) -> Item {
    let mut items = Vec::new();
    match &block.what {
        What::Step(step) => {
            let rect = Rect::new(0, 0, body.width, body.height);
            items.push(stickies::sticky(step, rect, block.is_ghost, ids));
        }
        What::Slice(slice) => slice_items(slice, block.is_ghost, parts, ids, &mut items),
    }
    for (note, rect) in block.notes.iter().zip(&parts.notes) {
        items.push(stickies::note(note, *rect, ids));
    }
    let id = if block.is_step() { None } else { ids.first(&block.id) };
    Item::Group(Group { id, at: Some(Point::new(body.x, body.y)), items, ..Group::default() })
}

fn slice_items(slice: &Slice, is_ghost: bool, parts: &Parts, ids: &mut Ids, items: &mut Vec<Item>) {
    for (actor, rect) in slice.actors.iter().zip(&parts.actors) {
        items.push(stickies::chip(actor, *rect, is_ghost, ids));
    }
    if let Some(tray) = &slice.tray {
        items.push(stickies::tray(tray, parts.body, is_ghost));
    }
    let rects = parts.command.iter().chain(&parts.events);
    for (note, rect) in slice.command.iter().chain(&slice.events).zip(rects) {
        items.push(stickies::sticky(note, *rect, is_ghost, ids));
    }
}
