//! The legend: what each colour, icon and line on this board stands for.

use std::collections::BTreeSet;

use super::super::scene::{Scene, What, each};
use crate::diagram::{
    drawing::Item,
    pieces::Legend,
    theme::{Class, Line, Role},
    wires::looks,
};

/// The legend of a board, and where it ends.
pub(super) fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let with_badges = !scene.edges.iter().any(|edge| edge.line == Line::Feeds);
    let mut legend = Legend::new(wide, top);
    for role in roles(scene) {
        legend.role(role, meaning(role, with_badges));
    }
    let lines: BTreeSet<_> = scene.edges.iter().map(|edge| edge.line).collect();
    for line in lines {
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
    changes(scene, &mut legend);
    legend.finish()
}

/// What became of things, as far as something became of them.
fn changes(scene: &Scene, legend: &mut Legend) {
    let mut stickies = BTreeSet::new();
    each(&mut scene.clone(), |it| stickies.extend(it.mark().change()));
    stickies.into_iter().for_each(|change| legend.change(change));
    let mut lines = BTreeSet::new();
    for edge in &scene.edges {
        if let Some(change) = edge.mark.change().filter(|change| lines.insert(*change)) {
            let words = format!("{} line", change.word());
            legend.line(&looks(edge.mark, edge.line), Some(Class::Head(edge.line)), &words);
        }
    }
}

fn meaning(role: Role, with_badges: bool) -> &'static str {
    match role {
        Role::Actor => "Actor",
        Role::Command => "Command",
        Role::Aggregate => "Aggregate",
        Role::Event => "Event",
        Role::Policy => "Policy / step of a saga",
        Role::ReadModel if with_badges => "Read model (R1 marks what feeds it)",
        Role::ReadModel => "Read model",
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
