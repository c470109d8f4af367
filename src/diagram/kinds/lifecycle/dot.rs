//! Writes a life as Graphviz DOT.

use std::fmt::Write;

use super::scene::{Scene, State, StateKind, Step};
use crate::diagram::{
    Direction,
    theme::{Ink, Role},
    write::{
        dot::{begin, broken, colour, font, title},
        escape::{html, quoted},
    },
};

/// Columns of text that fit a line, and a state.
const COLUMNS: usize = 26;

/// The text of the DOT file.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = begin(
        "lifecycle",
        &title(&scene.title, &scene.subtitle),
        Direction::Right,
        "nodesep=0.4, ranksep=0.5",
    );
    scene.states.iter().for_each(|it| state(&mut out, it));
    scene.steps.iter().for_each(|it| step(&mut out, scene, it));
    out.push_str("}\n");
    out
}

fn state(out: &mut String, state: &State) {
    let (fill, line) = (Ink::Fill(Role::Aggregate), Ink::Border(Role::Aggregate));
    let (fill, line, style, rings) = match state.kind {
        StateKind::Beginning => {
            // Writing to a String cannot fail.
            let _ = writeln!(
                out,
                "  {} [shape=circle, width=0.2, label=\"\", tooltip=\"a life begins\", style=filled, fillcolor=\"{ink}\", color=\"{ink}\"];",
                quoted(&state.id),
                ink = colour(Ink::Text)
            );
            return;
        }
        StateKind::Ordinary => (fill, line, "rounded,filled", 1),
        StateKind::Last => (fill, line, "rounded,filled", 2),
        StateKind::Any => (Ink::Lane, line, "rounded,filled,dashed", 1),
    };
    let mut label = font(&broken(&state.name, COLUMNS), 13, Ink::Text, true);
    for stay in &state.stays {
        let _ = write!(label, "<BR/>{}", font(&broken(stay, COLUMNS), 9, Ink::Text, false));
    }
    let _ = writeln!(
        out,
        "  {id} [id={id}, tooltip={}, shape=box, margin=\"0.2,0.12\", style=\"{style}\", fillcolor=\"{}\", color=\"{}\", peripheries={rings}, label=<{label}>];",
        quoted(&format!("state {}", state.name)),
        colour(fill),
        colour(line),
        id = quoted(&state.id),
    );
}

fn step(out: &mut String, scene: &Scene, step: &Step) {
    let on = if step.on.is_empty() {
        String::new()
    } else {
        format!("<TR><TD>{}</TD></TR>", font(&broken(&step.on, COLUMNS), 9, Ink::Muted, false))
    };
    let _ = writeln!(
        out,
        "  {} -> {} [color=\"{}\", edgetooltip={tooltip}, labeltooltip={tooltip}, label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\" CELLPADDING=\"3\"><TR><TD BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\">{}</TD></TR>{on}</TABLE>>];",
        quoted(&scene.states[step.from].id),
        quoted(&scene.states[step.to].id),
        colour(Ink::Triggers),
        colour(Ink::Border(Role::Event)),
        colour(Ink::Fill(Role::Event)),
        font(&html(&step.event), 10, Ink::On(Role::Event), true),
        tooltip = quoted(&step.tooltip),
    );
}
