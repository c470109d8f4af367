//! The legend: what each colour, icon and line on this blueprint stands for.

use std::collections::BTreeSet;

use super::super::{scene::Scene, stand::Stand};
use crate::diagram::{
    drawing::Item,
    pieces::Legend,
    theme::{Class, Line, Role},
};

/// The legend of a blueprint, and where it ends.
pub(super) fn legend(scene: &Scene, stand: &Stand, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let mut legend = Legend::new(wide, top);
    for role in roles(scene, stand) {
        legend.role(role, meaning(role));
    }
    let lines: BTreeSet<Line> = stand.links.iter().map(|link| link.line).collect();
    for line in lines {
        legend.line(&[Class::Line(line)], Some(Class::Head(line)), meaning_of_line(line));
    }
    if !scene.story.turns.is_empty() {
        legend.pivotal("pivotal event");
    }
    legend.finish()
}

fn meaning(role: Role) -> &'static str {
    match role {
        Role::Actor => "Screen of an actor",
        Role::Command => "Command",
        Role::Aggregate => "Aggregate, with its stream of events",
        Role::Event => "Event",
        Role::Policy => "Automation: policy / step of a saga",
        Role::ReadModel => "Read model, and its queries",
        Role::External => "External system",
        Role::Hotspot => "Hotspot",
    }
}

fn meaning_of_line(line: Line) -> &'static str {
    match line {
        Line::Triggers => "event triggers policy",
        Line::Issues => "policy issues command",
        Line::Feeds => "event feeds read model",
        Line::Leads => "leads to",
    }
}

/// The roles that occur on a blueprint.
fn roles(scene: &Scene, stand: &Stand) -> BTreeSet<Role> {
    let owners = scene.rows.iter().filter_map(|row| row.owner.as_ref());
    let stickies = stand.cells.iter().flat_map(|cell| &cell.stack).chain(owners);
    let chips = scene.lanes.iter().flat_map(|lane| &lane.chips).chain(&scene.story.people);
    let notes = scene.lanes.iter().map(|lane| &lane.notes);
    let notes = notes.chain(stand.cells.iter().map(|cell| &cell.notes)).chain([&scene.story.notes]);
    let hotspot = notes.flatten().next().map(|_| Role::Hotspot);
    stickies.map(|it| it.role).chain(chips.map(|chip| chip.role)).chain(hotspot).collect()
}
