//! Draws a board whose places are known: lanes at the bottom, then blocks, then lines.

mod around;
mod lanes;
mod legend;
mod lines;
mod marks;
mod sticky;

use std::collections::BTreeSet;

use super::{
    geometry::{Geometry, MARGIN},
    scene::{Block, Mark, Scene, Slice, What},
    size::{Parts, STICKY_HEIGHT},
};
use crate::diagram::{
    drawing::{Drawing, Group, Item, Point, Rect},
    pieces::title,
    theme::{Change, Class, Role, Trace},
};

pub(super) use around::top;
pub(super) use marks::PLATE;

/// The narrowest board, so that its title and legend have room.
const NARROWEST: i32 = 720;

/// The picture of a board.
pub(super) fn draw(scene: &Scene, geometry: &Geometry, with_legend: bool) -> Drawing {
    let width = around::wide(scene, geometry);
    let mut ids = Ids::default();
    let mut items = title(&scene.title, &scene.subtitle, width);
    items.extend(around::loose(scene, &mut ids));
    items.extend(lanes::lanes(scene, geometry, width, &mut ids));
    items.extend(around::time(scene, geometry, width));
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
        description: around::description(scene),
        items,
    }
}

/// Identifiers that are given already.
#[derive(Debug, Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// The identifier for the first that asks for it.
    fn first(&mut self, id: &str) -> Option<String> {
        self.0.insert(id.to_owned()).then(|| id.to_owned())
    }
}

fn block_item(block: &Block, body: Rect, parts: &Parts, ids: &mut Ids) -> Item {
    let mut items = Vec::new();
    match &block.what {
        What::Step(step) => {
            let rect = Rect::new(0, body.height - STICKY_HEIGHT, body.width, STICKY_HEIGHT);
            items.push(sticky::sticky(step, rect, block.is_ghost, ids));
        }
        What::Slice(slice) => slice_items(slice, block.is_ghost, parts, ids, &mut items),
    }
    for (note, rect) in block.notes.iter().zip(&parts.notes) {
        items.push(sticky::note(note, *rect, ids));
    }
    let id = if block.is_step() { None } else { ids.first(&block.id) };
    Item::Group(Group { id, at: Some(Point::new(body.x, body.y)), items, ..Group::default() })
}

fn slice_items(slice: &Slice, is_ghost: bool, parts: &Parts, ids: &mut Ids, items: &mut Vec<Item>) {
    for (actor, rect) in slice.actors.iter().zip(&parts.actors) {
        items.push(sticky::chip(actor, *rect, is_ghost, ids));
    }
    if let Some(tray) = &slice.tray {
        items.push(sticky::tray(tray, parts.body, is_ghost));
    }
    let rects = parts.command.iter().chain(&parts.events);
    for (note, rect) in slice.command.iter().chain(&slice.events).zip(rects) {
        items.push(sticky::sticky(note, *rect, is_ghost, ids));
    }
}

/// How much of a sticky is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Full,
    /// It is as it was, where others are not; or it is gone.
    Quiet,
    /// It is only hinted at.
    Outline,
}

fn body(is_ghost: bool, mark: Mark) -> Body {
    match mark {
        _ if is_ghost => Body::Outline,
        Mark::Plain | Mark::Differs(Change::Added | Change::Changed) => Body::Full,
        Mark::Same | Mark::Differs(Change::Removed) => Body::Quiet,
    }
}

/// The class of a sticky, and that of its text and icon.
fn classes(role: Role, body: Body) -> (Class, Class) {
    match body {
        Body::Full => (Class::Sticky(role), Class::On(role)),
        Body::Quiet => (Class::Quiet(role), Class::Text),
        Body::Outline => (Class::Ghost(role), Class::Text),
    }
}

/// The class of the name of something: what is gone is struck out.
fn name_class(mark: Mark, ink: Class) -> Class {
    if mark.is_gone() { Class::Trace(Trace::Struck) } else { ink }
}
