//! Writes a life as a state diagram of Mermaid.

use std::fmt::Write;

use super::scene::{Scene, State, StateKind};
use crate::diagram::{
    flow::{head, identifier},
    theme::{Ink, Light, Role},
    write::escape::mermaid as escaped,
};

/// The text of the diagram.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = String::from("stateDiagram-v2\n  direction LR\n");
    out += &head(&scene.title, &scene.subtitle);
    scene.states.iter().for_each(|it| state(&mut out, it));
    // Writing to a String cannot fail.
    for step in &scene.steps {
        let (from, to) = (end(&scene.states[step.from]), end(&scene.states[step.to]));
        let on =
            if step.on.is_empty() { String::new() } else { format!("<br/>{}", escaped(&step.on)) };
        let _ = writeln!(out, "  {from} --> {to} : {}{on}", escaped(&step.event));
    }
    for last in scene.states.iter().filter(|state| state.kind == StateKind::Last) {
        let _ = writeln!(out, "  {} --> [*]", identifier(&last.id));
    }
    looks(&mut out, scene);
    out
}

/// A state as the end of an arrow.
fn end(state: &State) -> String {
    match state.kind {
        StateKind::Beginning => "[*]".to_owned(),
        StateKind::Ordinary | StateKind::Last | StateKind::Any => identifier(&state.id),
    }
}

fn state(out: &mut String, state: &State) {
    if state.kind == StateKind::Beginning {
        return;
    }
    let id = identifier(&state.id);
    let _ = writeln!(out, "  state \"{}\" as {id}", escaped(&state.name));
    for stay in &state.stays {
        let _ = writeln!(out, "  {id} : {}", escaped(stay));
    }
}

/// The colours, text included, so that dark pages keep it readable.
fn looks(out: &mut String, scene: &Scene) {
    let bright = |ink: Ink| ink.colour(Light::Bright);
    let border = bright(Ink::Border(Role::Aggregate));
    let living = format!(
        "fill:{},stroke:{border},color:{}",
        bright(Ink::Fill(Role::Aggregate)),
        bright(Ink::On(Role::Aggregate))
    );
    let outline = format!("fill:none,stroke:{border},stroke-dasharray:5 4");
    for (class, style, is_in) in [
        ("living", living, [StateKind::Ordinary, StateKind::Last].as_slice()),
        ("always", outline, [StateKind::Any].as_slice()),
    ] {
        let states = scene.states.iter().filter(|state| is_in.contains(&state.kind));
        let ids: Vec<_> = states.map(|state| identifier(&state.id)).collect();
        if !ids.is_empty() {
            let _ = writeln!(out, "  classDef {class} {style}\n  class {} {class}", ids.join(","));
        }
    }
}
