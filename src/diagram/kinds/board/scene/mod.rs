//! What a board shows, still without form: lanes of slices and steps, and what leads to what.
//!
//! A slice is a command with the events that can come of it, on the tray of whoever decides. A step is a policy, or
//! what a saga does on one event. People, systems, open questions and read models hang on these and cost no lines.

mod build;
mod connect;
mod labels;
mod narrow;
mod notes;
mod wishes;

pub(super) use build::of;

use crate::diagram::theme::{Band, Line, Role};

/// A picture of a model, still without form.
#[derive(Debug, Clone, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) lanes: Vec<Lane>,
    pub(super) blocks: Vec<Block>,
    /// What leads to what.
    pub(super) edges: Vec<Edge>,
    /// Blocks that would like to stand in this order.
    pub(super) wishes: Vec<(usize, usize)>,
    /// Where the business changes.
    pub(super) turns: Vec<Turn>,
    /// People who give no command yet, and questions about nothing in particular.
    pub(super) people: Vec<Chip>,
    pub(super) notes: Vec<Note>,
}

/// A bounded context, or what lies outside of all of them.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) subtitle: &'static str,
    pub(super) tooltip: String,
    pub(super) band: Band,
    /// Whether it is there only because something that was asked for touches it.
    pub(super) is_outside: bool,
    pub(super) chips: Vec<Chip>,
    pub(super) notes: Vec<Note>,
}

/// Something that stands in a lane by itself.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) id: String,
    pub(super) lane: usize,
    /// Whether it is hinted at only, since it lies outside of what was asked for.
    pub(super) is_ghost: bool,
    /// Its place in the story, as far as the model tells one.
    pub(super) story: Option<usize>,
    pub(super) notes: Vec<Note>,
    pub(super) what: What,
}

/// What stands in a lane.
#[derive(Debug, Clone)]
pub(super) enum What {
    Slice(Slice),
    Step(Sticky),
}

/// What one decision can lead to.
#[derive(Debug, Clone)]
pub(super) struct Slice {
    pub(super) tray: Option<Tray>,
    pub(super) actors: Vec<Chip>,
    pub(super) command: Option<Sticky>,
    pub(super) events: Vec<Sticky>,
}

/// Who decides: an aggregate, or an external system.
#[derive(Debug, Clone)]
pub(super) struct Tray {
    pub(super) id: String,
    pub(super) role: Role,
    pub(super) name: String,
    pub(super) tooltip: String,
}

/// One sticky note.
#[derive(Debug, Clone)]
pub(super) struct Sticky {
    pub(super) id: String,
    /// The name in the model.
    pub(super) raw: String,
    pub(super) role: Role,
    pub(super) word: &'static str,
    pub(super) tag: String,
    pub(super) name: String,
    pub(super) foot: String,
    /// The numbers of the read models that it feeds.
    pub(super) feeds: Vec<usize>,
    pub(super) is_pivotal: bool,
    /// Whether it is drawn elsewhere already, under the command that is declared first.
    pub(super) is_again: bool,
    pub(super) tooltip: String,
}

/// A small sticky: a person, a read model, a system.
#[derive(Debug, Clone)]
pub(super) struct Chip {
    /// Nothing when it stands for nothing in the model.
    pub(super) id: Option<String>,
    pub(super) role: Role,
    /// The number of a read model.
    pub(super) number: Option<usize>,
    pub(super) name: String,
    pub(super) tooltip: String,
}

/// An open question.
#[derive(Debug, Clone)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) text: String,
    pub(super) tooltip: String,
}

/// What leads to what: an event of a slice to a step, or a step to the command of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) from: usize,
    /// The event, when the edge begins at a slice.
    pub(super) event: Option<usize>,
    pub(super) to: usize,
}

/// An event after which nothing is as it was.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub(super) block: usize,
    pub(super) text: String,
}

impl Edge {
    /// What the edge means.
    pub(super) fn line(self) -> Line {
        if self.event.is_some() { Line::Triggers } else { Line::Issues }
    }
}

impl Block {
    /// The stickies of the block, the command first.
    pub(super) fn stickies(&self) -> impl Iterator<Item = &Sticky> {
        let (step, slice) = match &self.what {
            What::Step(step) => (Some(step), None),
            What::Slice(slice) => (None, Some(slice)),
        };
        let command = slice.and_then(|slice| slice.command.as_ref());
        step.into_iter().chain(command).chain(slice.into_iter().flat_map(|slice| &slice.events))
    }

    /// The events of a slice.
    pub(super) fn events(&self) -> &[Sticky] {
        match &self.what {
            What::Step(_) => &[],
            What::Slice(slice) => &slice.events,
        }
    }

    /// Whether it is a step of a policy or saga.
    pub(super) fn is_step(&self) -> bool {
        matches!(self.what, What::Step(_))
    }
}

/// The name of a read model on badges.
pub(super) fn badge(number: usize) -> String {
    format!("R{number}")
}
