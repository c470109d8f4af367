//! Writes a history for Mermaid: a class for each version, and what changed on the arrow to the next one.

use std::fmt::Write;

use super::scene::{Scene, Table};
use crate::diagram::write::escape::mermaid;

/// The text of the diagram.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = String::from("classDiagram\n");
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  accTitle: {}", mermaid(&scene.title));
    let _ = writeln!(out, "  accDescr: {}", mermaid(&scene.subtitle));
    out.push_str("  direction LR\n");
    for (at, table) in scene.tables.iter().enumerate() {
        class(&mut out, at, table);
    }
    for (at, gap) in scene.gaps.iter().enumerate() {
        let older = scene.tables.iter().position(|table| table.column == at).unwrap_or(0);
        let newer = scene.tables.iter().enumerate().filter(|(_, table)| table.column == at + 1);
        for (to, _) in newer {
            let _ = writeln!(out, "  t{older} --> t{to} : {}", mermaid(&gap.because));
        }
        let steps: Vec<_> = gap.steps.iter().map(|step| mermaid(&step.tooltip)).collect();
        if !steps.is_empty() {
            let _ = writeln!(out, "  note for t{older} \"{}\"", steps.join("<br/>"));
        }
    }
    out
}

fn class(out: &mut String, at: usize, table: &Table) {
    let _ = writeln!(out, "  class t{at}[\"{} {}\"]", mermaid(&table.name), mermaid(&table.tag));
    for row in &table.rows {
        let _ = writeln!(out, "  t{at} : {} {}", mermaid(&row.name), mermaid(&row.ty));
    }
}
