//! Writes a sequence for `PlantUML`.

use std::fmt::Write;

use super::{
    say::{Line, told},
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
    out += &told(scene, 0, |line| match line {
        Line::Message { from, to, is_news, text } => {
            let arrow = if *is_news { "->>" } else { "->" };
            format!("l{from} {arrow} l{to} : {}", plantuml(text))
        }
        Line::Note { over, text } => format!("note over l{over} : {}", plantuml(text)),
        Line::Open { word, label } if word == "alt" => format!("alt {}", plantuml(label)),
        Line::Open { word, label } => {
            format!("group {}", plantuml(&format!("{word}: {label}")))
        }
        Line::Else(label) => format!("else {}", plantuml(label)),
        Line::Close => "end".to_owned(),
    });
    out.push_str("@enduml\n");
    out
}
