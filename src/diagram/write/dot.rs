//! What every DOT file has in common. Its text has to be escaped before it comes here.
//!
//! `splines=ortho` is never used: Graphviz aborts on it beyond a few hundred nodes.

use super::escape::html;
use crate::diagram::{
    Direction,
    text::lines,
    theme::{Ink, Light},
};

/// Graphviz draws much whiter pages than screens do.
const PAPER: &str = "#FBFAF7";

/// The beginning of a graph: its name, what stands above it, and attributes of its own.
pub(in crate::diagram) fn begin(
    name: &str,
    label: &str,
    direction: Direction,
    more: &str,
) -> String {
    let rank = match direction {
        Direction::Right => "LR",
        Direction::Down => "TB",
    };
    format!(
        "digraph {name} {{\n  graph [rankdir={rank}, splines=true, outputorder=edgesfirst, pad=0.35, bgcolor=\"{PAPER}\", fontname=\"Arial\", label=<{label}>, labelloc=t, labeljust=l, {more}];\n  node [shape=plain, fontname=\"Arial\"];\n  edge [fontname=\"Arial\", penwidth=1.8, arrowsize=0.7];\n"
    )
}

/// The title of a graph, and what is said below it.
pub(in crate::diagram) fn title(title: &str, subtitle: &str) -> String {
    let below = line_of_label(subtitle, Ink::Muted, false);
    format!("{}{below}<BR ALIGN=\"LEFT\"/>", font(&html(title), 16, Ink::Text, true))
}

/// A further line of a label that begins on the left.
pub(in crate::diagram) fn line_of_label(text: &str, ink: Ink, bold: bool) -> String {
    format!("<BR ALIGN=\"LEFT\"/>{}", font(&html(text), 9, ink, bold))
}

/// Text on lines of at most so many columns.
pub(in crate::diagram) fn broken(text: &str, columns: usize) -> String {
    lines(text, columns).iter().map(|line| html(line)).collect::<Vec<_>>().join("<BR/>")
}

/// Text that is already escaped, in a size and colour.
pub(in crate::diagram) fn font(text: &str, size: u8, ink: Ink, bold: bool) -> String {
    // Graphviz takes a label without a letter for a mistake.
    let text = if text.trim().is_empty() { "&#160;" } else { text };
    let text = format!("<FONT POINT-SIZE=\"{size}\" COLOR=\"{}\">{text}</FONT>", colour(ink));
    if bold { format!("<B>{text}</B>") } else { text }
}

/// A colour on the paper of Graphviz.
pub(in crate::diagram) fn colour(ink: Ink) -> &'static str {
    ink.colour(Light::Bright)
}
