//! Writes a context map as Graphviz DOT, with the plates of who gives and who takes at the ends of its lines.

use std::fmt::Write;

use super::scene::{Scene, Spot, Tie, TieKind, sign};
use crate::{
    diagram::{
        Direction,
        theme::{Band, Ink},
        write::{
            dot::{begin, broken, colour, font, title},
            escape::{html, quoted},
        },
    },
    model::Pattern,
};

/// Columns of text on a line.
const COLUMNS: usize = 24;

/// The text of the DOT file.
pub(super) fn write(scene: &Scene) -> String {
    let mut out = begin(
        "contexts",
        &title(&scene.title, &scene.subtitle),
        Direction::Right,
        "nodesep=0.7, ranksep=2.4",
    );
    scene.places.iter().for_each(|spot| place(&mut out, spot));
    scene.ties.iter().for_each(|tie| line(&mut out, scene, tie));
    out.push_str("}\n");
    out
}

fn place(out: &mut String, spot: &Spot) {
    let style = if spot.band == Band::External { "rounded,dashed" } else { "rounded" };
    let rows = [
        font(&html(&spot.name), 14, Ink::Text, true),
        font(spot.word, 8, Ink::Edge(spot.band), true),
        font(&html(&spot.counts), 9, Ink::Text, false),
    ]
    .join("</TD></TR><TR><TD ALIGN=\"LEFT\">");
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "  {id} [id={id}, tooltip={}, label=<<TABLE BORDER=\"2\" STYLE=\"{style}\" CELLBORDER=\"0\" CELLSPACING=\"4\" CELLPADDING=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\"><TR><TD ALIGN=\"LEFT\">{rows}</TD></TR></TABLE>>];",
        quoted(&spot.tooltip),
        colour(Ink::Edge(spot.band)),
        colour(Ink::Ground(spot.band)),
        id = quoted(&spot.id),
    );
}

fn line(out: &mut String, scene: &Scene, tie: &Tie) {
    let words = if tie.words.is_empty() {
        String::new()
    } else {
        font(&broken(&tie.words, COLUMNS), 10, Ink::Text, false)
    };
    let relation = colour(Ink::Relation);
    let look = match &tie.kind {
        TieKind::Giving { by_giver, by_taker } => format!(
            "color=\"{relation}\", taillabel=<{}>, headlabel=<{}>, labelangle=0, labeldistance=5.2",
            plate("U", by_giver),
            plate("D", by_taker)
        ),
        TieKind::Mutual(sign) => format!(
            "color=\"{relation}:{}:{relation}\", dir=none, taillabel=<{}>, labelangle=0, labeldistance=5.2",
            colour(Ink::Lane),
            plate(sign, &[])
        ),
        TieKind::Flow => format!("color=\"{relation}\", style=dashed, penwidth=1.4"),
    };
    let label = if words.is_empty() { words } else { format!(", label=<{words}>") };
    let _ = writeln!(
        out,
        "  {} -> {} [{look}{label}, edgetooltip={tooltip}, labeltooltip={tooltip}];",
        quoted(&scene.places[tie.from].id),
        quoted(&scene.places[tie.to].id),
        tooltip = quoted(&tie.tooltip),
    );
}

/// A sign in white on black, and the patterns beside it.
fn plate(letter: &str, patterns: &[Pattern]) -> String {
    let signs: Vec<_> = patterns.iter().map(|pattern| sign(*pattern).0).collect();
    let patterns = match signs.as_slice() {
        [] => String::new(),
        signs => format!(
            "<TD BGCOLOR=\"{}\">{}</TD>",
            colour(Ink::Lane),
            font(&signs.join(", "), 8, Ink::Text, true)
        ),
    };
    format!(
        "<TABLE BORDER=\"0\" CELLBORDER=\"1\" CELLSPACING=\"0\" CELLPADDING=\"2\" COLOR=\"{plate}\"><TR><TD BGCOLOR=\"{plate}\">{}</TD>{patterns}</TR></TABLE>",
        font(letter, 8, Ink::OnPlate, true),
        plate = colour(Ink::Plate),
    )
}
