//! Writes YAML in the style of a file: below each other, or inside braces.

use super::step::{CHECK, Guess, Step, word};

/// What stands in a draft where people say why the event changed.
pub const WHY: &str = "say here why it changed";

/// A part of a file that is to be written.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// Text that is YAML already, in every place.
    Text(String),
    /// Keys with their values.
    Map(Vec<(String, Node, Option<String>)>),
    /// Items.
    List(Vec<(Node, Option<String>)>),
}

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// How much further the keys below a key stand.
    pub(super) unit: usize,
    /// How much further the items below a key stand.
    pub(super) items: usize,
    /// What ends a line.
    pub(super) newline: &'static str,
}

impl Node {
    /// The entry of a version.
    pub(super) fn change(steps: &[Guess]) -> Self {
        let because = ("because".to_owned(), Self::Text(WHY.to_owned()), Some(CHECK.to_owned()));
        Self::Map(vec![because, ("steps".to_owned(), Self::steps(steps), None)])
    }

    /// A list of steps.
    pub(super) fn steps(steps: &[Guess]) -> Self {
        if steps.is_empty() {
            return Self::Text("[]".to_owned());
        }
        Self::List(
            steps.iter().map(|guess| (Self::step(&guess.step), guess.remark.clone())).collect(),
        )
    }

    fn step(step: &Step) -> Self {
        match step {
            Step::Line(line) => Self::Text(line.clone()),
            Step::Each { list, steps } => {
                let list = ("in".to_owned(), Self::Text(word(list)), None);
                let inner = Self::Map(vec![list, ("steps".to_owned(), Self::steps(steps), None)]);
                Self::Map(vec![("each".to_owned(), inner, None)])
            }
        }
    }

    /// The lines of the part in block style, from that column on.
    pub(super) fn block(&self, column: usize, style: Style) -> Vec<String> {
        let blanks = " ".repeat(column);
        let mut lines = Vec::new();
        match self {
            Self::Text(text) => lines.push(format!("{blanks}{text}")),
            Self::Map(entries) => {
                for (key, value, remark) in entries {
                    let remark = comment(remark.as_deref());
                    match value {
                        Self::Text(text) => lines.push(format!("{blanks}{key}: {text}{remark}")),
                        Self::Map(_) => {
                            lines.push(format!("{blanks}{key}:{remark}"));
                            lines.extend(value.block(column + style.unit, style));
                        }
                        Self::List(_) => {
                            lines.push(format!("{blanks}{key}:{remark}"));
                            lines.extend(value.block(column + style.items, style));
                        }
                    }
                }
            }
            Self::List(items) => {
                for (item, remark) in items {
                    let mut inner = item.block(column + 2, style);
                    if let Some(first) = inner.first_mut() {
                        *first = format!(
                            "{blanks}- {}{}",
                            first.trim_start(),
                            comment(remark.as_deref())
                        );
                    }
                    lines.extend(inner);
                }
            }
        }
        lines
    }

    /// The part in flow style, for a line that is indented so far.
    pub(super) fn flow(&self, indent: usize, style: Style) -> String {
        let inner = indent + style.unit;
        let entries: Vec<(String, &Option<String>)> = match self {
            Self::Text(text) => return text.clone(),
            Self::Map(entries) => entries
                .iter()
                .map(|(key, value, remark)| {
                    (format!("{key}: {}", value.flow(inner, style)), remark)
                })
                .collect(),
            Self::List(items) => {
                items.iter().map(|(item, remark)| (item.flow(inner, style), remark)).collect()
            }
        };
        let (open, close) = if matches!(self, Self::Map(_)) { ('{', '}') } else { ('[', ']') };
        if !self.has_remarks() {
            let texts: Vec<String> = entries.into_iter().map(|(text, _)| text).collect();
            return format!("{open} {} {close}", texts.join(", "));
        }
        let blanks = format!("{}{}", style.newline, " ".repeat(inner));
        let line = |(text, remark): &(String, &Option<String>)| {
            format!("{blanks}{text},{}", comment(remark.as_deref()))
        };
        let lines: Vec<String> = entries.iter().map(line).collect();
        format!("{open}{}{}{}{close}", lines.concat(), style.newline, " ".repeat(indent))
    }

    fn has_remarks(&self) -> bool {
        match self {
            Self::Text(_) => false,
            Self::Map(entries) => {
                entries.iter().any(|(_, value, remark)| remark.is_some() || value.has_remarks())
            }
            Self::List(items) => {
                items.iter().any(|(item, remark)| remark.is_some() || item.has_remarks())
            }
        }
    }
}

fn comment(remark: Option<&str>) -> String {
    remark.map_or_else(String::new, |remark| format!(" # {remark}"))
}
