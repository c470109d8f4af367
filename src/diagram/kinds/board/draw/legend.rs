//! The legend: what each colour, icon and line on this board stands for.

use std::collections::BTreeSet;

use super::{
    super::scene::{Scene, What},
    classes,
};
use crate::diagram::{
    drawing::{Item, Point, Rect, Stroke, Text},
    layout::path::head,
    text::{Weight, width},
    theme::{Class, Line, Role},
};

const LEFT: i32 = 24;
const SIZE: i32 = 11;
const SWATCH: (i32, i32) = (18, 14);
const ARROW: i32 = 28;
const ROW: i32 = 22;

/// The legend of a board, and where it ends.
pub(super) fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let at = Point::new;
    let mut items = vec![Text::new(at(LEFT, top), SIZE, Class::Muted, "Legend").bold().into()];
    let (mut x, mut y) = (LEFT, top + 8);
    let mut step = |needed: i32| {
        if x > LEFT && x + needed > wide - LEFT {
            (x, y) = (LEFT, y + ROW);
        }
        let place = at(x, y);
        x += needed + 16;
        place
    };
    let text = |at: Point, text: &str| Text::new(at, SIZE, Class::Muted, text).into();
    for role in roles(scene) {
        let words = meaning(role);
        let place = step(SWATCH.0 + 6 + width(words, SIZE, Weight::Regular));
        items.extend(swatch(role, place));
        items.push(text(place.by(SWATCH.0 + 6, 11), words));
    }
    let mut seen = BTreeSet::new();
    for edge in &scene.edges {
        seen.insert(if edge.event.is_some() { Line::Triggers } else { Line::Issues });
    }
    for line in seen {
        let words = line.spoken();
        let place = step(ARROW + 6 + width(words, SIZE, Weight::Regular));
        let (from, tip) = (place.by(0, 7), place.by(ARROW, 7));
        let path = vec![Stroke::Move(from), Stroke::Line(tip)];
        items.push(Item::Path { path, class: Class::Line(line) });
        items.push(Item::Path { path: head(tip), class: Class::Head(line) });
        items.push(text(place.by(ARROW + 6, 11), words));
    }
    if !scene.turns.is_empty() {
        let words = "pivotal event";
        let place = step(SWATCH.0 + 6 + width(words, SIZE, Weight::Regular));
        items.extend(swatch(Role::Event, place));
        let rect = Rect::new(place.x, place.y, SWATCH.0, SWATCH.1);
        items.push(Item::Box { rect, radius: 2, class: Class::Pivotal });
        items.push(text(place.by(SWATCH.0 + 6, 11), words));
    }
    (items, y + ROW)
}

fn swatch(role: Role, at: Point) -> Vec<Item> {
    let (paper, ink) = classes(role, false);
    let rect = Rect::new(at.x, at.y, SWATCH.0, SWATCH.1);
    vec![
        Item::Box { rect, radius: 2, class: paper },
        Item::Icon { role, at: at.by(4, 2), class: ink },
    ]
}

fn meaning(role: Role) -> &'static str {
    match role {
        Role::Actor => "Actor",
        Role::Command => "Command",
        Role::Aggregate => "Aggregate",
        Role::Event => "Event",
        Role::Policy => "Policy / step of a saga",
        Role::ReadModel => "Read model (R1 marks what feeds it)",
        Role::External => "External system",
        Role::Hotspot => "Hotspot",
    }
}

/// The roles that occur on a board.
fn roles(scene: &Scene) -> BTreeSet<Role> {
    let mut roles = BTreeSet::new();
    for block in &scene.blocks {
        roles.extend(block.stickies().map(|sticky| sticky.role));
        if let What::Slice(slice) = &block.what {
            roles.extend(slice.tray.as_ref().map(|tray| tray.role));
            roles.extend(slice.actors.iter().map(|actor| actor.role));
        }
    }
    let chips = scene.lanes.iter().flat_map(|lane| &lane.chips).chain(&scene.people);
    roles.extend(chips.map(|chip| chip.role));
    let notes = scene.lanes.iter().map(|lane| &lane.notes);
    let notes = notes.chain(scene.blocks.iter().map(|block| &block.notes)).chain([&scene.notes]);
    if notes.flatten().next().is_some() {
        roles.insert(Role::Hotspot);
    }
    roles
}
