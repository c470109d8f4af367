//! Draws a board whose places are known: lanes at the bottom, then blocks, then lines.

mod legend;
mod lines;

use super::{
    Band,
    scene::{Block, Scene, Slice, What},
    size::Parts,
};
use crate::diagram::{
    Direction, around,
    drawing::{Drawing, Group, Item, Point, Rect},
    lanes,
    pieces::{Sheet, title},
    stickies::{self, Ids, STICKY_HEIGHT},
    time,
};

/// The picture of a board.
pub(super) fn draw(scene: &Scene, bands: &[Band], with_legend: bool) -> Drawing {
    let width = bands.iter().map(|band| time::wide(&band.scene, &band.geometry.frame()));
    let width = width.max().unwrap_or(time::NARROWEST);
    let mut ids = Ids::default();
    let mut items = title(&scene.title, &scene.subtitle, width);
    items.extend(around::loose(scene, &mut ids));
    for band in bands {
        items.extend(band_items(band, width, &mut ids));
    }
    let bottom = bands.last().map_or(0, |band| band.geometry.bottom);
    let legend = with_legend.then(|| legend::legend(scene, width, bottom + 24));
    let direction = bands.first().map_or(Direction::Right, |band| band.geometry.direction);
    let sheet = Sheet {
        title: format!("Event-storming board: {}", scene.title),
        description: around::description(&scene.subtitle, &scene.lanes, direction),
        width,
        bottom,
    };
    sheet.finish(items, legend)
}

fn band_items(band: &Band, width: i32, ids: &mut Ids) -> Vec<Item> {
    let Band { scene, geometry, grid: _ } = band;
    let heads = (geometry.direction, geometry.head);
    let mut items = lanes::lanes(&scene.lanes, &geometry.lanes, heads, width, ids);
    items.extend(time::time(scene, &geometry.frame(), width));
    for (at, block) in scene.blocks.iter().enumerate() {
        items.push(block_item(block, geometry.bodies[at], &geometry.parts[at], ids));
    }
    items.extend(lines::lines(scene, geometry));
    items
}

fn block_item(block: &Block, body: Rect, parts: &Parts, ids: &mut Ids) -> Item {
    let mut items = Vec::new();
    match &block.what {
        What::Step(step) => {
            let rect = Rect::new(0, body.height - STICKY_HEIGHT, body.width, STICKY_HEIGHT);
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
