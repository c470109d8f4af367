//! Writes a sequence for `PlantUML`.

use std::fmt::Write;

use super::{
    say::{Line, said},
    scene::Scene,
};
use crate::diagram::{
    theme::{Ink, Light, Role},
    write::escape::plantuml,
};

/// The text of the diagram.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = String::from("@startuml\nhide footbox\nskinparam shadowing false\n");
    // Writing to a String cannot fail.
    let _ = writeln!(out, "title {}", plantuml(&scene.title));
    for (at, lifeline) in scene.lifelines.iter().enumerate() {
        let word = if lifeline.role == Role::Actor { "actor" } else { "participant" };
        let colour = Ink::Fill(lifeline.role).colour(Light::Bright);
        let _ = writeln!(out, "{word} \"{}\" as l{at} {colour}", plantuml(&lifeline.full_name()));
    }
    let mut depth = 0;
    for line in said(scene) {
        if matches!(line, Line::Else(_) | Line::Close) {
            depth -= 1;
        }
        out.push_str(&"  ".repeat(depth));
        let _ = match &line {
            Line::Message { from, to, is_news, text } => {
                let arrow = if *is_news { "->>" } else { "->" };
                writeln!(out, "l{from} {arrow} l{to} : {}", plantuml(text))
            }
            Line::Note { over, text } => writeln!(out, "note over l{over} : {}", plantuml(text)),
            Line::Open { word, label } if word == "alt" => writeln!(out, "alt {}", plantuml(label)),
            Line::Open { word, label } => {
                writeln!(out, "group {}", plantuml(&format!("{word}: {label}")))
            }
            Line::Else(label) => writeln!(out, "else {}", plantuml(label)),
            Line::Close => writeln!(out, "end"),
        };
        if matches!(line, Line::Else(_) | Line::Open { .. }) {
            depth += 1;
        }
    }
    out.push_str("@enduml\n");
    out
}
