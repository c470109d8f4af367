//! The legend: what each colour, icon and line on this board stands for.

use std::collections::BTreeSet;

use super::super::scene::{Scene, What};
use crate::diagram::{
    drawing::Item,
    pieces::Legend,
    theme::{Class, Line, Role},
};

/// The legend of a board, and where it ends.
pub(super) fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let mut legend = Legend::new(wide, top);
    for role in roles(scene) {
        legend.role(role, meaning(role));
    }
    let lines = scene.edges.iter().map(|edge| edge.line());
    for line in lines.collect::<BTreeSet<_>>() {
        let meaning = match line {
            Line::Triggers => "event triggers policy",
            Line::Issues => "policy issues command",
            Line::Feeds => "event feeds read model",
            Line::Leads => "leads to",
        };
        legend.line(&[Class::Line(line)], Some(Class::Head(line)), meaning);
    }
    if !scene.turns.is_empty() {
        legend.pivotal("pivotal event");
    }
    legend.finish()
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
