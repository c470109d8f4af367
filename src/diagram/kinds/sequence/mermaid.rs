//! Writes a sequence for Mermaid.

use std::fmt::Write;

use super::{
    say::{Line, said},
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
    let mut depth = 1;
    for line in said(scene) {
        if matches!(line, Line::Else(_) | Line::Close) {
            depth -= 1;
        }
        out.push_str(&"  ".repeat(depth));
        let _ = match &line {
            Line::Message { from, to, is_news, text } => {
                let arrow = if *is_news { "-)" } else { "->>" };
                writeln!(out, "l{from}{arrow}l{to}: {}", mermaid(text))
            }
            Line::Note { over, text } => writeln!(out, "Note over l{over}: {}", mermaid(text)),
            Line::Open { word, label } if word == "alt" => writeln!(out, "alt {}", mermaid(label)),
            Line::Open { word, label } => {
                writeln!(out, "opt {}", mermaid(&format!("{word}: {label}")))
            }
            Line::Else(label) => writeln!(out, "else {}", mermaid(label)),
            Line::Close => writeln!(out, "end"),
        };
        if matches!(line, Line::Else(_) | Line::Open { .. }) {
            depth += 1;
        }
    }
    out
}
