//! Writes a life as a state diagram of `PlantUML`.

use std::fmt::Write;

use super::scene::{Scene, State, StateKind};
use crate::diagram::{
    flow::{identifier, look_of_all, title},
    theme::{Ink, Light, Role},
    write::escape::plantuml as escaped,
};

/// The text of the diagram.
pub(super) fn write(scene: &Scene) -> String {
    let bright = |ink: Ink| ink.colour(Light::Bright);
    let mut out = String::from(
        "@startuml\nleft to right direction\nhide empty description\nhide stereotype\n",
    );
    out += &look_of_all();
    let (fill, line) = (Ink::Fill(Role::Aggregate), Ink::Border(Role::Aggregate));
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "skinparam state {{\n  BackgroundColor {}\n  BorderColor {line}\n  FontColor {}\n  StartColor {ink}\n  EndColor {ink}\n  BackgroundColor<<always>> {}\n  BorderStyle<<always>> dashed\n}}",
        bright(fill),
        bright(Ink::On(Role::Aggregate)),
        bright(Ink::Lane),
        line = bright(line),
        ink = bright(Ink::Text),
    );
    out += &title(&scene.title);
    scene.states.iter().for_each(|it| state(&mut out, it));
    for step in &scene.steps {
        let (from, to) = (end(&scene.states[step.from]), end(&scene.states[step.to]));
        let on =
            if step.on.is_empty() { String::new() } else { format!("\\n{}", escaped(&step.on)) };
        let _ = writeln!(out, "{from} --> {to} : {}{on}", escaped(&step.event));
    }
    for last in scene.states.iter().filter(|state| state.kind == StateKind::Last) {
        let _ = writeln!(out, "{} --> [*]", identifier(&last.id));
    }
    out.push_str("@enduml\n");
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
    let stereotype = match state.kind {
        StateKind::Beginning => return,
        StateKind::Ordinary | StateKind::Last => "",
        StateKind::Any => " <<always>>",
    };
    let id = identifier(&state.id);
    let _ = writeln!(out, "state \"{}\" as {id}{stereotype}", escaped(&state.name));
    for stay in &state.stays {
        let _ = writeln!(out, "{id} : {}", escaped(stay));
    }
}
