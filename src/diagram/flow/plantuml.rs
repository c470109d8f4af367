//! A diagram of rectangles for `PlantUML`, which draws on white paper.

use std::fmt::Write;

use super::{Flow, Group, Look, Node, Tie, bright, looks};
use crate::diagram::{text::lines as broken, theme::Ink, write::escape::plantuml as escaped};

/// Columns of text that fit a node.
const COLUMNS: usize = 26;

/// The text of the diagram.
pub(in crate::diagram) fn plantuml(flow: &Flow) -> String {
    let mut out = String::from("@startuml\nleft to right direction\nhide stereotype\n");
    out += &look_of_all();
    out.push_str("skinparam rectangle {\n  RoundCorner 8\n");
    for look in looks(flow) {
        style(&mut out, look);
    }
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "  BackgroundColor<<lane>> {}\n  BorderColor<<lane>> {}\n  BorderColor<<lane_outside>> {}\n  BackgroundColor<<lane_outside>> {}\n  BorderStyle<<lane_outside>> dashed\n}}",
        bright(Ink::Lane),
        bright(Ink::Line),
        bright(Ink::Muted),
        bright(Ink::Lane)
    );
    out += &title(&flow.title);
    flow.groups.iter().for_each(|it| group(&mut out, it));
    flow.nodes.iter().for_each(|it| node(&mut out, "", it));
    for link in &flow.links {
        let line = link.tie.colour().unwrap_or(bright(Ink::Relation));
        let arrow = match link.tie {
            Tie::Leads | Tie::Line(_) | Tie::Gives => format!("-[{line}]->"),
            Tie::About => format!(".[{line}]."),
            Tie::Mutual => format!("<-[{line}]->"),
            Tie::Flows => format!(".[{line}].>"),
        };
        let text = link.lines.iter().map(|line| escaped(line)).collect::<Vec<_>>().join("\\n");
        let text = if text.is_empty() { text } else { format!(" : {text}") };
        let _ = writeln!(out, "{} {arrow} {}{text}", link.from, link.to);
    }
    legend(&mut out, flow);
    out.push_str("@enduml\n");
    out
}

/// What all diagrams have in common.
pub(in crate::diagram) fn look_of_all() -> String {
    format!(
        "skinparam shadowing false\nskinparam backgroundColor {}\nskinparam defaultFontName Arial\nskinparam arrowColor {}\nskinparam arrowFontSize 11\nskinparam legendBackgroundColor {}\n",
        bright(Ink::Paper),
        bright(Ink::Relation),
        bright(Ink::Lane)
    )
}

/// The title of a diagram. `PlantUML` takes a title without a letter for a mistake, unless it begins with a command.
pub(in crate::diagram) fn title(text: &str) -> String {
    format!("title <size:16>{}</size>\n", escaped(text))
}

fn style(out: &mut String, look: Look) {
    let key = look.key();
    let fill = look.fill().unwrap_or(bright(Ink::Lane));
    let _ = writeln!(
        out,
        "  BackgroundColor<<{key}>> {fill}\n  BorderColor<<{key}>> {}\n  FontColor<<{key}>> {}",
        look.border(),
        look.ink()
    );
    if look.is_dashed() {
        let _ = writeln!(out, "  BorderStyle<<{key}>> dashed");
    }
    if look == Look::Pivotal {
        let _ = writeln!(out, "  BorderThickness<<{key}>> 3");
    }
}

fn group(out: &mut String, group: &Group) {
    let lane = if group.is_outside { "lane_outside" } else { "lane" };
    let _ = writeln!(out, "rectangle \"{}\" as {} <<{lane}>> {{", escaped(&group.title), group.id);
    group.nodes.iter().for_each(|it| node(out, "  ", it));
    out.push_str("}\n");
}

fn node(out: &mut String, margin: &str, node: &Node) {
    let name = broken(&node.name, COLUMNS).iter().map(|line| escaped(line)).collect::<Vec<_>>();
    let name = name.join("</b>\\n<b>");
    let lines = node.lines.iter().map(|line| format!("\\n<size:10>{}</size>", escaped(line)));
    let _ = writeln!(
        out,
        "{margin}rectangle \"<b>{}</b>{}\" as {} <<{}>>",
        name,
        lines.collect::<String>(),
        node.id,
        node.look.key()
    );
}

fn legend(out: &mut String, flow: &Flow) {
    if flow.legend.is_empty() {
        return;
    }
    out.push_str("legend left\n");
    for (look, meanings) in &flow.legend {
        let (fill, ink) = (look.fill().unwrap_or(bright(Ink::Lane)), look.ink());
        for meaning in meanings {
            let meaning = escaped(meaning);
            let _ = writeln!(out, "<back:{fill}><color:{ink}> {meaning} </color></back>");
        }
    }
    out.push_str("endlegend\n");
}
