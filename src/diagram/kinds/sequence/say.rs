//! A sequence in the words that Mermaid and `PlantUML` share: messages, notes and frames, with texts of a model as they
//! are.

use super::scene::{Act, Chip, Kind, Scene, Step};
use crate::diagram::theme::Role;

/// One statement.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// From somebody to somebody; what happened is told without waiting for an answer.
    Message {
        from: usize,
        to: usize,
        is_news: bool,
        text: String,
    },
    Note {
        over: usize,
        text: String,
    },
    Open {
        word: String,
        label: String,
    },
    Else(String),
    Close,
}

/// All statements in the words of a language, a line each, those in frames indented by `depth` and more.
pub(super) fn told(scene: &Scene, mut depth: usize, word: impl Fn(&Line) -> String) -> String {
    let mut out = String::new();
    for line in said(scene) {
        if matches!(line, Line::Else(_) | Line::Close) {
            depth -= 1;
        }
        out.push_str(&"  ".repeat(depth));
        out.push_str(&word(&line));
        out.push('\n');
        if matches!(line, Line::Else(_) | Line::Open { .. }) {
            depth += 1;
        }
    }
    out
}

/// All statements in order.
fn said(scene: &Scene) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, step) in scene.steps.iter().enumerate() {
        match step {
            Step::Act(act) => said_of(scene, at, act, &mut lines),
            Step::Open { word, label } => {
                lines.push(Line::Open { word: word.clone(), label: label.clone() });
            }
            Step::Else(label) => lines.push(Line::Else(label.clone())),
            Step::Close => lines.push(Line::Close),
        }
    }
    lines
}

fn said_of(scene: &Scene, at: usize, act: &Act, lines: &mut Vec<Line>) {
    let source = scene.source(act);
    let remarks: Vec<String> = act.chips.iter().map(remark).collect();
    let remarks = remarks.join(", ");
    let note = |text: String| Line::Note { over: act.on, text };
    match act.kind {
        Kind::Command => {
            let number = if act.tag.is_empty() { String::new() } else { format!("{}. ", act.tag) };
            let text = format!("{number}{}", act.name);
            lines.extend(source.map(|from| Line::Message {
                from,
                to: act.on,
                is_news: false,
                text,
            }));
            if !remarks.is_empty() {
                lines.push(note(remarks));
            }
        }
        Kind::Event => {
            let is_heard =
                scene.acts().any(|(_, other)| other.cause == super::scene::Cause::Step(at));
            let text = if remarks.is_empty() {
                act.name.clone()
            } else {
                format!("{} ({remarks})", act.name)
            };
            if !is_heard || !remarks.is_empty() {
                lines.push(note(text));
            }
        }
        Kind::Reaction => {
            if let super::scene::Cause::Step(event) = act.cause
                && let (Step::Act(event), Some(from)) = (&scene.steps[event], source)
            {
                let text = event.name.clone();
                lines.push(Line::Message { from, to: act.on, is_news: true, text });
            }
            let remarks = if remarks.is_empty() { String::new() } else { format!(" ({remarks})") };
            lines.push(note(format!("{}{remarks}", act.name)));
        }
    }
}

fn remark(chip: &Chip) -> String {
    match chip.role {
        Some(Role::ReadModel) => format!("shown in {}", chip.text),
        Some(Role::Policy) if !chip.text.starts_with("or ") => format!("heard by {}", chip.text),
        Some(_) | None => chip.text.clone(),
    }
}
