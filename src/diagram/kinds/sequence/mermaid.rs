//! Writes a sequence for Mermaid.

use std::fmt::Write;

use super::{
    say::{Line, told},
    scene::Scene,
};
use crate::diagram::{theme::Role, write::escape::mermaid};

/// The text of the diagram.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = String::from("sequenceDiagram\n");
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  accTitle: {}", mermaid(&scene.title));
    let _ = writeln!(out, "  accDescr: {}", mermaid(&scene.subtitle));
    for (at, lifeline) in scene.lifelines.iter().enumerate() {
        let word = if lifeline.role == Role::Actor { "actor" } else { "participant" };
        let _ = writeln!(out, "  {word} l{at} as {}", mermaid(&lifeline.full_name()));
    }
    out += &told(scene, 1, |line| match line {
        Line::Message { from, to, is_news, text } => {
            let arrow = if *is_news { "-)" } else { "->>" };
            format!("l{from}{arrow}l{to}: {}", mermaid(text))
        }
        Line::Note { over, text } => format!("Note over l{over}: {}", mermaid(text)),
        Line::Open { word, label } if word == "alt" => format!("alt {}", mermaid(label)),
        Line::Open { word, label } => {
            format!("opt {}", mermaid(&format!("{word}: {label}")))
        }
        Line::Else(label) => format!("else {}", mermaid(label)),
        Line::Close => "end".to_owned(),
    });
    out
}
