//! A flowchart of Mermaid. Every colour of a node is said, text included, so that dark pages keep it readable; frames
//! and plain links are left to the page.

use std::fmt::Write;

use super::{Flow, Group, Look, Node, Tie, looks};
use crate::diagram::write::escape::mermaid as escaped;

/// Between light and dark, and seen on both.
const FRAME: &str = "#7D8590";

/// The text of the flowchart.
pub(in crate::diagram) fn mermaid(flow: &Flow) -> String {
    let mut out = String::from("flowchart LR\n");
    out += &head(&flow.title, &flow.description);
    flow.groups.iter().for_each(|it| group(&mut out, it));
    flow.nodes.iter().for_each(|it| node(&mut out, "  ", it));
    links(&mut out, flow);
    legend(&mut out, flow);
    for look in looks(flow) {
        let _ = writeln!(out, "  classDef {} {}", look.key(), style(look));
    }
    frames(&mut out, flow);
    out
}

/// The title and description of a picture, for those who do not see it.
pub(in crate::diagram) fn head(title: &str, description: &str) -> String {
    format!("  accTitle: {}\n  accDescr: {}\n", escaped(title), escaped(description))
}

/// A name, and lines below it, as one text.
fn face(name: &str, lines: &[String]) -> String {
    let lines = lines.iter().map(|line| escaped(line));
    let all = [format!("<b>{}</b>", escaped(name))].into_iter().chain(lines);
    all.collect::<Vec<_>>().join("<br/>")
}

fn group(out: &mut String, group: &Group) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  subgraph {}[\"{}\"]", group.id, escaped(&group.title));
    group.nodes.iter().for_each(|it| node(out, "    ", it));
    out.push_str("  end\n");
}

fn node(out: &mut String, margin: &str, node: &Node) {
    let (face, look) = (face(&node.name, &node.lines), node.look.key());
    let _ = writeln!(out, "{margin}{}[\"{face}\"]:::{look}", node.id);
}

fn links(out: &mut String, flow: &Flow) {
    for link in &flow.links {
        let arrow = match link.tie {
            Tie::Leads | Tie::Line(_) | Tie::Gives => "-->",
            Tie::About => "-.-",
            Tie::Mutual => "<-->",
            Tie::Flows => "-.->",
        };
        let text = link.lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("<br/>");
        let text = if text.is_empty() { text } else { format!("|\"{text}\"|") };
        let _ = writeln!(out, "  {} {arrow}{text} {}", link.from, link.to);
    }
    let mut ties: Vec<Tie> = flow.links.iter().map(|link| link.tie).collect();
    ties.sort_unstable();
    ties.dedup();
    for (tie, colour) in ties.into_iter().filter_map(|tie| Some((tie, tie.colour()?))) {
        let numbers = flow.links.iter().enumerate().filter(|(_, link)| link.tie == tie);
        let numbers: Vec<_> = numbers.map(|(number, _)| number.to_string()).collect();
        let _ = writeln!(out, "  linkStyle {} stroke:{colour},stroke-width:2px", numbers.join(","));
    }
}

fn legend(out: &mut String, flow: &Flow) {
    if flow.legend.is_empty() {
        return;
    }
    out.push_str("  subgraph legend[\"Legend\"]\n    direction LR\n");
    for (look, meanings) in &flow.legend {
        let (key, class) = (key(*look), look.key());
        let meanings = meanings.iter().map(|it| escaped(it)).collect::<Vec<_>>().join("<br/>");
        let _ = writeln!(out, "    {key}[\"{meanings}\"]:::{class}");
    }
    let keys: Vec<_> = flow.legend.iter().map(|(look, _)| key(*look)).collect();
    if keys.len() > 1 {
        let _ = writeln!(out, "    {}", keys.join(" ~~~ "));
    }
    out.push_str("  end\n");
}

/// The identifier of what the legend says of a look.
fn key(look: Look) -> String {
    format!("legend_{}", look.key())
}

fn style(look: Look) -> String {
    let stroke = format!("stroke:{}", look.border());
    let dashed = if look.is_dashed() { ",stroke-dasharray:5 4" } else { "" };
    let thick = if look == Look::Pivotal { ",stroke-width:4px" } else { "" };
    match look.fill() {
        Some(fill) => format!("fill:{fill},{stroke},color:{}{dashed}{thick}", look.ink()),
        // Without paper of its own it stands on that of the page, whose ink can be read there.
        None => format!("fill:none,{stroke}{dashed}"),
    }
}

fn frames(out: &mut String, flow: &Flow) {
    for group in &flow.groups {
        let dashed = if group.is_outside { ",stroke-dasharray:5 4" } else { "" };
        let _ = writeln!(out, "  style {} fill:none,stroke:{FRAME}{dashed}", group.id);
    }
    if !flow.legend.is_empty() {
        let _ = writeln!(out, "  style legend fill:none,stroke:{FRAME}");
    }
}
