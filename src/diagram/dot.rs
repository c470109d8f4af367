//! Writes a board as Graphviz DOT: one table for each slice, so that it stays clear which command leads to which
//! event, and one cluster for each lane.
//!
//! `splines=ortho` is never used: Graphviz aborts on it beyond a few hundred nodes.

use std::fmt::Write;

use super::{
    board::{Arrow, Block, Board, End, Lane, Slice, Sticky},
    escape::{html, quoted},
    palette::{INK, ISSUES, Kind, LANE, LANE_LINE, MUTED, PAPER, READ_MODEL_INK, TRIGGERS},
    words::lines,
};

/// Columns of text that fit a sticky, and a hotspot.
const STICKY_COLUMNS: usize = 13;
const HOTSPOT_COLUMNS: usize = 26;

/// The text of the DOT file.
pub(super) fn write(board: &Board, legend: bool) -> String {
    let mut out = String::new();
    let title = font(&html(&board.title), 16, INK, true);
    out.push_str("digraph board {\n");
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "  graph [rankdir=LR, newrank=true, splines=true, compound=true, outputorder=edgesfirst, nodesep=0.3, ranksep=0.7, pad=0.35, bgcolor=\"{PAPER}\", fontname=\"Arial\", label=<{title}>, labelloc=t, labeljust=l];"
    );
    out.push_str("  node [shape=plain, fontname=\"Arial\"];\n");
    out.push_str("  edge [fontname=\"Arial\", penwidth=1.8, arrowsize=0.7];\n");
    board.lanes.iter().for_each(|each| lane(&mut out, each));
    board.ghosts.iter().for_each(|sticky| ghost(&mut out, sticky));
    board.arrows.iter().for_each(|each| arrow(&mut out, each));
    if legend {
        out.push_str(&legend_of_kinds());
    }
    out.push_str("}\n");
    out
}

fn lane(out: &mut String, lane: &Lane) {
    let (line, style) = if lane.external {
        (Kind::External.border(), "rounded,dashed")
    } else {
        (LANE_LINE, "rounded,filled")
    };
    let mut label = font(&html(&lane.title), 14, INK, true)
        + &font(&format!("  {}", lane.subtitle), 10, MUTED, false);
    for view in &lane.views {
        label += "<BR ALIGN=\"LEFT\"/>";
        label += &font(&html(view), 9, READ_MODEL_INK, false);
    }
    for text in &lane.hotspots {
        label += "<BR ALIGN=\"LEFT\"/>";
        label += &font(&html(&format!("! {text}")), 9, Kind::Hotspot.fill(), true);
    }
    label += "<BR ALIGN=\"LEFT\"/>";
    let _ = writeln!(out, "  subgraph {} {{", quoted(&format!("cluster_{}", lane.id)));
    let _ = writeln!(
        out,
        "    graph [label=<{label}>, style=\"{style}\", fillcolor=\"{LANE}\", color=\"{line}\", penwidth=1.5, margin=16];"
    );
    if lane.blocks.is_empty() {
        // A cluster without a node is not drawn at all.
        let _ = writeln!(
            out,
            "    {} [shape=point, style=invis];",
            quoted(&format!("empty:{}", lane.id))
        );
    }
    for block in &lane.blocks {
        match block {
            Block::Slice(slice) => slice_node(out, slice),
            Block::Policy(sticky) => policy_node(out, sticky),
        }
    }
    out.push_str("  }\n");
}

fn slice_node(out: &mut String, slice: &Slice) {
    let mut rows = chips(slice);
    let mut cells = String::new();
    let span = slice.events.len().max(1);
    let columns = if slice.command.is_some() { 1 } else { 2 };
    let first =
        slice.command.as_ref().map_or_else(String::new, |command| cell(command, 96, span, 1));
    if slice.events.is_empty() {
        cells = format!("<TR>{first}</TR>");
    }
    for (at, event) in slice.events.iter().enumerate() {
        let command = if at == 0 { first.as_str() } else { "" };
        let _ = write!(cells, "<TR>{command}{}</TR>", cell(event, 104, 1, columns));
    }
    let _ = write!(
        rows,
        "<TR><TD COLSPAN=\"2\" CELLPADDING=\"0\">{}</TD></TR>",
        tray(slice.tray.as_deref(), &cells)
    );
    let tooltip = slice
        .command
        .iter()
        .chain(&slice.events)
        .next()
        .map_or("", |sticky| sticky.tooltip.as_str());
    let _ = writeln!(
        out,
        "    {id} [id={id}, class=\"slice\", tooltip={}, label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">{rows}</TABLE>>];",
        quoted(tooltip),
        id = quoted(&slice.id),
    );
}

/// The row above the tray: people on the left, open questions on the right.
fn chips(slice: &Slice) -> String {
    let actors: String =
        slice.actors.iter().map(|actor| chip(Kind::Actor, &html(actor), 9)).collect();
    let hotspots: String = slice
        .hotspots
        .iter()
        .map(|text| chip(Kind::Hotspot, &broken(&format!("! {text}"), HOTSPOT_COLUMNS), 8))
        .collect();
    if actors.is_empty() && hotspots.is_empty() {
        return String::new();
    }
    let side = |chips: &str, align: &str| {
        if chips.is_empty() {
            format!("<TD ALIGN=\"{align}\" CELLPADDING=\"0\"></TD>")
        } else {
            format!(
                "<TD ALIGN=\"{align}\" CELLPADDING=\"0\"><TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"2\"><TR>{chips}</TR></TABLE></TD>"
            )
        }
    };
    format!("<TR>{}{}</TR>", side(&actors, "LEFT"), side(&hotspots, "RIGHT"))
}

fn chip(kind: Kind, text: &str, size: u8) -> String {
    format!(
        "<TD BGCOLOR=\"{}\" COLOR=\"{}\" BORDER=\"1\" CELLPADDING=\"3\">{}</TD>",
        kind.fill(),
        kind.border(),
        font(text, size, kind.ink(), true)
    )
}

fn tray(name: Option<&str>, cells: &str) -> String {
    let Some(name) = name else {
        return format!(
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"0\">{cells}</TABLE>"
        );
    };
    let kind = Kind::Aggregate;
    format!(
        "<TABLE BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"0\"><TR><TD ALIGN=\"LEFT\">{}</TD><TD ALIGN=\"RIGHT\">{}</TD></TR>{cells}</TABLE>",
        kind.border(),
        kind.fill(),
        font(&html(name), 11, INK, true),
        font(kind.word(), 7, INK, false),
    )
}

fn cell(sticky: &Sticky, width: u32, rows: usize, columns: usize) -> String {
    let (border, line) = if sticky.pivotal { (3, INK) } else { (1, sticky.kind.border()) };
    format!(
        "<TD PORT={port} ROWSPAN=\"{rows}\" COLSPAN=\"{columns}\" BGCOLOR=\"{}\" COLOR=\"{line}\" BORDER=\"{border}\" WIDTH=\"{width}\" HEIGHT=\"54\" CELLPADDING=\"4\" TITLE=\"{}\" HREF=\"#{}\">{}</TD>",
        sticky.kind.fill(),
        html(&sticky.tooltip),
        html(&sticky.id),
        face(sticky),
        port = quoted(&sticky.id),
    )
}

/// The word, the name and the badges of a sticky.
fn face(sticky: &Sticky) -> String {
    let ink = sticky.kind.ink();
    let mut face = font(&format!("{}{}", sticky.kind.word(), sticky.tag), 7, ink, false);
    let _ = write!(face, "<BR/>{}", font(&broken(&sticky.name, STICKY_COLUMNS), 12, ink, true));
    if !sticky.foot.is_empty() {
        let foot = broken(&sticky.foot.join(" "), STICKY_COLUMNS + 6);
        let _ = write!(face, "<BR/>{}", font(&foot, 8, ink, false));
    }
    face
}

fn policy_node(out: &mut String, sticky: &Sticky) {
    let id = quoted(&sticky.id);
    let _ = writeln!(
        out,
        "    {id} [id={id}, class=\"policy\", tooltip={}, label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>{}</TR></TABLE>>];",
        quoted(&sticky.tooltip),
        cell(sticky, 104, 1, 1),
    );
}

/// A sticky that stands outside what was asked for: its outline only.
fn ghost(out: &mut String, sticky: &Sticky) {
    let _ = writeln!(
        out,
        "  {id} [id={id}, class=\"ghost\", shape=box, style=dashed, color=\"{}\", margin=\"0.12,0.06\", tooltip={}, label=<{}>];",
        sticky.kind.border(),
        quoted(&sticky.tooltip),
        face(sticky),
        id = quoted(&sticky.id),
    );
}

fn arrow(out: &mut String, arrow: &Arrow) {
    let (colour, class) = if arrow.issues { (ISSUES, "issues") } else { (TRIGGERS, "triggers") };
    let _ = writeln!(
        out,
        "  {} -> {} [color=\"{colour}\", class=\"{class}\"];",
        end(&arrow.from, "e"),
        end(&arrow.to, "w")
    );
}

fn end(end: &End, side: &str) -> String {
    match &end.port {
        Some(port) => format!("{}:{}:{side}", quoted(&end.block), quoted(port)),
        None => format!("{}:{side}", quoted(&end.block)),
    }
}

fn legend_of_kinds() -> String {
    let cells: String = Kind::ALL.into_iter().map(legend_cell).collect();
    let notes = font("[R1] read by read model R1", 8, MUTED, false);
    let border = font("thick border: pivotal", 8, MUTED, false);
    format!(
        "  subgraph \"cluster_legend\" {{\n    graph [label=<{}<BR ALIGN=\"LEFT\"/>>, style=\"rounded\", color=\"{LANE_LINE}\", margin=8];\n    \"legend\" [label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\"><TR>{cells}<TD>{notes}</TD><TD>{border}</TD></TR></TABLE>>];\n  }}\n",
        font("Legend", 10, MUTED, true)
    )
}

fn legend_cell(kind: Kind) -> String {
    let word = font(kind.word(), 8, kind.ink(), true);
    format!(
        "<TD BGCOLOR=\"{}\" COLOR=\"{}\" BORDER=\"1\" CELLPADDING=\"5\">{word}</TD>",
        kind.fill(),
        kind.border(),
    )
}

fn broken(text: &str, columns: usize) -> String {
    lines(text, columns).iter().map(|line| html(line)).collect::<Vec<_>>().join("<BR/>")
}

/// Text that is already escaped, in a size and colour.
fn font(text: &str, size: u8, colour: &str, bold: bool) -> String {
    let text = format!("<FONT POINT-SIZE=\"{size}\" COLOR=\"{colour}\">{text}</FONT>");
    if bold { format!("<B>{text}</B>") } else { text }
}
