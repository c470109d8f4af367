//! Writes a board as Graphviz DOT: one table for each slice, so that it stays clear which command leads to which
//! event, and one cluster for each lane.

use std::fmt::Write;

use super::scene::{Block, Chip, Edge, Lane, Mark, Note, Scene, Slice, Sticky, Tray, What, badge};
use crate::diagram::{
    Direction, Options,
    theme::{Band, Change, Ink, Line, Role},
    write::{
        dot::{begin, broken, colour, font, line_of_label},
        escape::{html, quoted},
    },
};

const LANE_LINE: &str = "#C9CDD6";
/// Columns of text that fit a sticky, and a hotspot.
const STICKY_COLUMNS: usize = 13;
const HOTSPOT_COLUMNS: usize = 26;

/// The text of the DOT file.
pub(super) fn write(scene: &Scene, options: &Options) -> String {
    let mut title = font(&html(&scene.title), 16, Ink::Text, true);
    for chip in &scene.people {
        title += &line_of_label(&signed(chip.mark, &chip.name), Ink::Muted, false);
    }
    for note in &scene.notes {
        title += &line_of_label(&question(note), Ink::Fill(Role::Hotspot), true);
    }
    if scene.lanes.iter().any(|lane| lane.mark != Mark::Plain) {
        title += &line_of_label(&scene.subtitle, Ink::Text, false);
    }
    let more = "newrank=true, compound=true, nodesep=0.3, ranksep=0.7";
    let mut out = begin("board", &title, options.direction, more);
    for (at, each) in scene.lanes.iter().enumerate() {
        let blocks = scene.blocks.iter().filter(|block| block.lane == at);
        lane(&mut out, each, blocks);
    }
    scene.edges.iter().for_each(|each| arrow(&mut out, scene, each, options.direction));
    if options.legend {
        out.push_str(&legend_of_roles());
    }
    out.push_str("}\n");
    out
}

fn lane<'s>(out: &mut String, lane: &Lane, blocks: impl Iterator<Item = &'s Block>) {
    let (line, style) = match (lane.is_outside, lane.band) {
        (true, _) => (colour(Ink::Line), "rounded,dashed"),
        (false, Band::External) => (colour(Ink::Border(Role::External)), "rounded,dashed"),
        (false, Band::Core | Band::Supporting | Band::Generic) => (LANE_LINE, "rounded,filled"),
    };
    let mut label = font(&html(&signed(lane.mark, &lane.title)), 14, Ink::Text, true)
        + &font(&format!("  {}", lane.subtitle), 10, Ink::Muted, false);
    for chip in &lane.chips {
        let number = chip.number.map_or_else(String::new, |number| format!("[{}] ", badge(number)));
        let name = signed(chip.mark, &format!("{number}{}", chip.name));
        label += &line_of_label(&name, Ink::Border(chip.role), false);
    }
    for note in &lane.notes {
        label += &line_of_label(&question(note), Ink::Fill(Role::Hotspot), true);
    }
    label += "<BR ALIGN=\"LEFT\"/>";
    let _ = writeln!(out, "  subgraph {} {{", quoted(&format!("cluster_{}", lane.id)));
    let _ = writeln!(
        out,
        "    graph [label=<{label}>, style=\"{style}\", fillcolor=\"{}\", color=\"{line}\", penwidth=1.5, margin=16];",
        colour(Ink::Lane)
    );
    let mut blocks = blocks.peekable();
    if blocks.peek().is_none() {
        // A cluster without a node is not drawn at all.
        let _ = writeln!(
            out,
            "    {} [shape=point, style=invis];",
            quoted(&format!("empty:{}", lane.id))
        );
    }
    for block in blocks {
        match &block.what {
            What::Slice(slice) => slice_node(out, block, slice),
            What::Step(sticky) => step_node(out, block, sticky),
        }
    }
    out.push_str("  }\n");
}

fn slice_node(out: &mut String, block: &Block, slice: &Slice) {
    let mut rows = chips(&slice.actors, &block.notes);
    let mut cells = String::new();
    let span = slice.events.len().max(1);
    let columns = if slice.command.is_some() { 1 } else { 2 };
    let first = slice
        .command
        .as_ref()
        .map_or_else(String::new, |command| cell(command, block.is_ghost, 96, (span, 1)));
    if slice.events.is_empty() {
        cells = format!("<TR>{}</TR>", if first.is_empty() { "<TD></TD>" } else { &first });
    }
    for (at, event) in slice.events.iter().enumerate() {
        let command = if at == 0 { first.as_str() } else { "" };
        let _ =
            write!(cells, "<TR>{command}{}</TR>", cell(event, block.is_ghost, 104, (1, columns)));
    }
    let _ = write!(
        rows,
        "<TR><TD COLSPAN=\"2\" CELLPADDING=\"0\">{}</TD></TR>",
        tray(slice.tray.as_ref(), block.is_ghost, &cells)
    );
    let tooltip = block.stickies().next().map_or("", |sticky| sticky.tooltip.as_str());
    let _ = writeln!(
        out,
        "    {id} [id={id}, class=\"slice\", tooltip={}, label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\">{rows}</TABLE>>];",
        quoted(tooltip),
        id = quoted(&block.id),
    );
}

/// The row above the tray: people on the left, open questions on the right.
fn chips(actors: &[Chip], notes: &[Note]) -> String {
    let actors: String =
        actors.iter().map(|it| chip(Role::Actor, &html(&signed(it.mark, &it.name)), 9)).collect();
    let hotspots: String = notes
        .iter()
        .map(|note| chip(Role::Hotspot, &broken(&question(note), HOTSPOT_COLUMNS), 8))
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

fn chip(role: Role, text: &str, size: u8) -> String {
    format!(
        "<TD BGCOLOR=\"{}\" COLOR=\"{}\" BORDER=\"1\" CELLPADDING=\"3\">{}</TD>",
        colour(Ink::Fill(role)),
        colour(Ink::Border(role)),
        font(text, size, Ink::On(role), true)
    )
}

fn tray(tray: Option<&Tray>, is_ghost: bool, cells: &str) -> String {
    let Some(tray) = tray else {
        return format!(
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"0\">{cells}</TABLE>"
        );
    };
    format!(
        "<TABLE BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" CELLBORDER=\"0\" CELLSPACING=\"5\" CELLPADDING=\"0\"><TR><TD ALIGN=\"LEFT\">{}</TD><TD ALIGN=\"RIGHT\">{}</TD></TR>{cells}</TABLE>",
        colour(Ink::Border(tray.role)),
        paper(tray.role, is_ghost, tray.mark),
        font(&html(&tray.name), 11, Ink::Text, true),
        font(&worded(tray.role.word(), tray.mark), 7, Ink::Text, false),
    )
}

/// What a sticky is made of; one that is only hinted at is made of nothing.
fn paper(role: Role, is_ghost: bool, mark: Mark) -> &'static str {
    colour(match mark {
        _ if is_ghost => Ink::Lane,
        Mark::Plain | Mark::Differs(Change::Added | Change::Changed) => Ink::Fill(role),
        Mark::Same | Mark::Differs(Change::Removed) => Ink::Quiet(role),
    })
}

/// The sign of a change in letters that every build of Graphviz can measure.
fn sign(change: Change) -> &'static str {
    match change {
        Change::Added => "+",
        Change::Changed => "~",
        Change::Removed => "-",
    }
}

/// A name behind the sign of what became of it.
fn signed(mark: Mark, name: &str) -> String {
    mark.change().map_or_else(|| name.to_owned(), |change| format!("{} {name}", sign(change)))
}

/// A word before what became of something.
fn worded(word: &str, mark: Mark) -> String {
    let change = mark.change().map(|change| format!(" {} {}", sign(change), change.word()));
    format!("{word}{}", change.unwrap_or_default())
}

fn question(note: &Note) -> String {
    signed(note.mark, &format!("! {}", note.text))
}

fn cell(sticky: &Sticky, is_ghost: bool, width: u32, (rows, columns): (usize, usize)) -> String {
    let (border, line) = match sticky.mark.change() {
        Some(change) => (3, Ink::Change(change)),
        None if sticky.is_pivotal => (3, Ink::Text),
        None => (1, Ink::Border(sticky.role)),
    };
    format!(
        "<TD PORT={port} ROWSPAN=\"{rows}\" COLSPAN=\"{columns}\" BGCOLOR=\"{}\" COLOR=\"{}\" BORDER=\"{border}\" WIDTH=\"{width}\" HEIGHT=\"54\" CELLPADDING=\"4\" TITLE=\"{}\" HREF=\"#{}\">{}</TD>",
        paper(sticky.role, is_ghost, sticky.mark),
        colour(line),
        html(&sticky.tooltip),
        html(&sticky.id),
        face(sticky),
        port = quoted(&port(sticky)),
    )
}

/// The name of a sticky inside its node.
fn port(sticky: &Sticky) -> String {
    if sticky.role == Role::Event { format!("e_{}", sticky.raw) } else { "c".to_owned() }
}

/// The word, the name and the badges of a sticky.
fn face(sticky: &Sticky) -> String {
    let ink = Ink::On(sticky.role);
    let tag = if sticky.tag.is_empty() { String::new() } else { format!(" {}", sticky.tag) };
    let word = worded(&format!("{}{tag}", sticky.word), sticky.mark);
    let mut face = font(&word, 7, ink, false);
    let _ = write!(face, "<BR/>{}", font(&broken(&sticky.name, STICKY_COLUMNS), 12, ink, true));
    let fed = sticky.feeds.iter().map(|number| format!("[{}]", badge(*number)));
    let feet: Vec<_> = fed.chain((!sticky.foot.is_empty()).then(|| sticky.foot.clone())).collect();
    if !feet.is_empty() {
        let foot = broken(&feet.join(" "), STICKY_COLUMNS + 6);
        let _ = write!(face, "<BR/>{}", font(&foot, 8, ink, false));
    }
    face
}

fn step_node(out: &mut String, block: &Block, sticky: &Sticky) {
    let id = quoted(&block.id);
    let _ = writeln!(
        out,
        "    {id} [id={id}, class=\"policy\", tooltip={}, label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"0\"><TR>{}</TR></TABLE>>];",
        quoted(&sticky.tooltip),
        cell(sticky, block.is_ghost, 104, (1, 1)),
    );
}

fn arrow(out: &mut String, scene: &Scene, edge: &Edge, direction: Direction) {
    let (out_side, in_side) = match direction {
        Direction::Right => ("e", "w"),
        Direction::Down => ("s", "n"),
    };
    let (ink, class) = match edge.line {
        Line::Triggers => (Ink::Triggers, "class=\"triggers\""),
        Line::Issues => (Ink::Issues, "class=\"issues\""),
        Line::Feeds => (Ink::Feeds, "class=\"feeds\", style=dashed"),
        Line::Leads => (Ink::Muted, "class=\"leads\""),
    };
    let (from, to) = (&scene.blocks[edge.from], &scene.blocks[edge.to]);
    let start = edge.event.and_then(|at| from.events().get(at));
    let end = if to.is_step() { None } else { to.stickies().next() };
    let side = |block: &Block, sticky: Option<&Sticky>, side: &str| match sticky {
        Some(sticky) => format!("{}:{}:{side}", quoted(&block.id), quoted(&port(sticky))),
        None => format!("{}:{side}", quoted(&block.id)),
    };
    let _ = writeln!(
        out,
        "  {} -> {} [color=\"{}\", {class}{}];",
        side(from, start, out_side),
        side(to, end, in_side),
        colour(ink),
        look(edge.mark)
    );
}

/// What is new is thick, what is gone is dashed, and both say so.
fn look(mark: Mark) -> String {
    let Some(change) = mark.change() else { return String::new() };
    let style = if mark.is_gone() { "style=dashed" } else { "penwidth=4" };
    let (sign, word, colour) = (sign(change), change.word(), colour(Ink::Change(change)));
    format!(", {style}, label=\"{sign} {word}\", fontsize=8, fontcolor=\"{colour}\"")
}

fn legend_of_roles() -> String {
    let cells: String = Role::ALL.into_iter().map(legend_cell).collect();
    let notes = font("[R1] read by read model R1", 8, Ink::Muted, false);
    let border = font("thick border: pivotal", 8, Ink::Muted, false);
    format!(
        "  subgraph \"cluster_legend\" {{\n    graph [label=<{}<BR ALIGN=\"LEFT\"/>>, style=\"rounded\", color=\"{LANE_LINE}\", margin=8];\n    \"legend\" [label=<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"4\"><TR>{cells}<TD>{notes}</TD><TD>{border}</TD></TR></TABLE>>];\n  }}\n",
        font("Legend", 10, Ink::Muted, true)
    )
}

fn legend_cell(role: Role) -> String {
    let word = font(role.word(), 8, Ink::On(role), true);
    format!(
        "<TD BGCOLOR=\"{}\" COLOR=\"{}\" BORDER=\"1\" CELLPADDING=\"5\">{word}</TD>",
        colour(Ink::Fill(role)),
        colour(Ink::Border(role)),
    )
}
