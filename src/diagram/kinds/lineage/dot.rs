//! Writes a history for Graphviz: a table with a port for each field, and a small box for each step.

use std::fmt::Write;

use super::{
    draw::band,
    scene::{End, Row, Scene, Table},
};
use crate::diagram::{
    theme::{Ink, Light, Role},
    write::escape::{html, quoted},
};

/// The text of the DOT file.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = String::from("digraph lineage {\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, nodesep=0.25, ranksep=0.6, pad=0.35, fontname=\"Arial\", label=<<B>{}</B>>, labelloc=t, labeljust=l];",
        html(&scene.title)
    );
    out.push_str("  node [shape=plain, fontname=\"Arial\"];\n");
    out.push_str("  edge [fontname=\"Arial\", arrowsize=0.7];\n");
    for (at, table) in scene.tables.iter().enumerate() {
        table_node(&mut out, at, table);
    }
    for (at, gap) in scene.gaps.iter().enumerate() {
        for (number, step) in gap.steps.iter().enumerate() {
            let _ = writeln!(
                out,
                "  \"s{at}_{number}\" [shape=box, style=\"rounded,filled\", fillcolor=\"{}\", color=\"{}\", fontsize=10, margin=\"0.08,0.03\", height=0.2, label={}, tooltip={}];",
                colour(Ink::Ground(band(step.effect))),
                colour(Ink::Edge(band(step.effect))),
                quoted(&step.text()),
                quoted(&step.tooltip),
            );
        }
        let older = scene.tables.iter().position(|table| table.column == at);
        for (to, table) in scene.tables.iter().enumerate().filter(|(_, it)| it.column == at + 1) {
            let _ = writeln!(
                out,
                "  t{}:g:e -> t{to}:h:w [penwidth=2.5, tooltip={}];",
                older.unwrap_or(0),
                quoted(&format!("{}: {}", table.name, gap.because)),
            );
        }
        for link in &gap.links {
            let _ = writeln!(
                out,
                "  {} -> {} [color=\"{}\"];",
                end(at, link.from, "e"),
                end(at, link.to, "w"),
                colour(Ink::Relation)
            );
        }
    }
    out.push_str("}\n");
    out
}

fn end(gap: usize, end: End, side: &str) -> String {
    match end {
        End::Field(table, row) => format!("t{table}:f{row}:{side}"),
        End::Step(step) => format!("\"s{gap}_{step}\":{side}"),
    }
}

fn table_node(out: &mut String, at: usize, table: &Table) {
    let row = |(number, row): (usize, &Row)| {
        format!(
            "<TR><TD ALIGN=\"LEFT\" PORT=\"f{number}\" COLSPAN=\"2\" TITLE=\"{}\" HREF=\"#{}\"><FONT POINT-SIZE=\"11\"><B>{}</B>  {}</FONT></TD></TR>",
            html(&row.tooltip),
            html(&table.id),
            html(&row.name),
            html(&row.ty)
        )
    };
    let rows: String = table.rows.iter().enumerate().map(row).collect();
    let small = if table.small.is_empty() {
        String::new()
    } else {
        format!("<BR ALIGN=\"LEFT\"/><FONT POINT-SIZE=\"9\">{}</FONT>", html(&table.small))
    };
    let mut chips = String::new();
    for chip in &table.chips {
        let text = html(&chip.text);
        let _ = write!(
            chips,
            "<TR><TD ALIGN=\"LEFT\" COLSPAN=\"2\"><FONT POINT-SIZE=\"9\">{text}</FONT></TD></TR>"
        );
    }
    let _ = writeln!(
        out,
        "  t{at} [tooltip={}, label=<<TABLE BORDER=\"1\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\" COLOR=\"{}\"><TR><TD PORT=\"h\" BGCOLOR=\"{}\" ALIGN=\"LEFT\"><B>{}</B>{small}</TD><TD PORT=\"g\" BGCOLOR=\"{}\" ALIGN=\"RIGHT\"><FONT POINT-SIZE=\"10\"><B>{}</B></FONT></TD></TR>{rows}{chips}</TABLE>>];",
        quoted(&table.tooltip),
        colour(Ink::Border(Role::Event)),
        colour(Ink::Fill(Role::Event)),
        html(&table.name),
        colour(Ink::Fill(Role::Event)),
        html(&table.tag),
    );
}

fn colour(ink: Ink) -> &'static str {
    ink.colour(Light::Bright)
}
