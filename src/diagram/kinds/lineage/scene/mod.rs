//! The history of an event, still without form: a table for each version, and steps between them.

mod hop;
mod step;
mod table;

pub(super) use table::{names, of, paths};

use crate::diagram::theme::Role;

/// A history.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) subtitle: String,
    /// The versions, oldest first, and then what the newest is read as when that is not itself.
    pub(super) tables: Vec<Table>,
    /// What leads from one column of tables to the next.
    pub(super) gaps: Vec<Gap>,
}

/// A version of an event, or an event that a version is read as.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) id: String,
    pub(super) column: usize,
    pub(super) name: String,
    /// The version, and whether it is written today.
    pub(super) tag: String,
    /// The name in the store, or why there is nothing.
    pub(super) small: String,
    /// Whether it stands for nothing at all.
    pub(super) is_nothing: bool,
    pub(super) rows: Vec<Row>,
    /// Who relies on it, and what else there is to say.
    pub(super) chips: Vec<Chip>,
    pub(super) tooltip: String,
}

/// A field.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) tooltip: String,
}

/// A remark below a table.
#[derive(Debug)]
pub(super) struct Chip {
    pub(super) role: Option<Role>,
    pub(super) text: String,
}

/// How the tables of one column are read as those of the next.
#[derive(Debug, Default)]
pub(super) struct Gap {
    pub(super) because: String,
    pub(super) steps: Vec<Step>,
    pub(super) links: Vec<Link>,
}

/// What happens to fields on the way.
#[derive(Debug)]
pub(super) struct Step {
    /// How many steps one after the other lead to it, itself included.
    pub(super) level: usize,
    pub(super) effect: Effect,
    pub(super) word: &'static str,
    pub(super) detail: String,
    pub(super) tooltip: String,
}

/// What a step is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    Appears,
    Changes,
    Disappears,
    /// A function written by hand decides.
    ByHand,
}

/// A way of values, from field or step to step or field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) from: End,
    pub(super) to: End,
}

/// Where a way begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum End {
    /// A field, by table and row.
    Field(usize, usize),
    /// A step of the gap.
    Step(usize),
}

impl Effect {
    pub(super) const ALL: [Self; 4] =
        [Self::Appears, Self::Changes, Self::Disappears, Self::ByHand];
}

impl Step {
    /// The step in one line.
    pub(super) fn text(&self) -> String {
        if self.detail.is_empty() {
            self.word.to_owned()
        } else {
            format!("{} {}", self.word, self.detail)
        }
    }
}

impl Link {
    /// Whether the value stays as it is.
    pub(super) fn is_kept(&self) -> bool {
        matches!((self.from, self.to), (End::Field(..), End::Field(..)))
    }
}
