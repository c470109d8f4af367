//! What pictures in time tell, still without form: lanes of slices and steps, and what leads to what.
//!
//! A slice is a command with the events that can come of it, on the tray of whoever decides. A step is a policy, or
//! what a saga does on one event. People, systems, open questions and read models hang on these and cost no lines.

mod build;
mod connect;
mod labels;
mod narrow;
mod notes;
mod wishes;

pub(super) use build::{of, with_feeders};
pub(super) use labels::{named, tooltip};

use crate::diagram::{
    layout::order::Causes,
    theme::{Band, Line, Role},
};

/// A picture of a model, still without form.
#[derive(Debug, Clone, Default)]
pub(in crate::diagram) struct Scene {
    pub(in crate::diagram) title: String,
    pub(in crate::diagram) subtitle: String,
    pub(in crate::diagram) lanes: Vec<Lane>,
    pub(in crate::diagram) blocks: Vec<Block>,
    /// What leads to what.
    pub(in crate::diagram) edges: Vec<Edge>,
    /// Blocks that would like to stand in this order.
    pub(in crate::diagram) wishes: Vec<(usize, usize)>,
    /// Where the business changes.
    pub(in crate::diagram) turns: Vec<Turn>,
    /// People who give no command yet, and questions about nothing in particular.
    pub(in crate::diagram) people: Vec<Chip>,
    pub(in crate::diagram) notes: Vec<Note>,
}

/// A bounded context, or what lies outside of all of them.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Lane {
    pub(in crate::diagram) id: String,
    pub(in crate::diagram) title: String,
    pub(in crate::diagram) subtitle: &'static str,
    pub(in crate::diagram) tooltip: String,
    pub(in crate::diagram) band: Band,
    /// Whether it is there only because something that was asked for touches it.
    pub(in crate::diagram) is_outside: bool,
    pub(in crate::diagram) chips: Vec<Chip>,
    pub(in crate::diagram) notes: Vec<Note>,
}

/// Something that stands in a lane by itself.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Block {
    pub(in crate::diagram) id: String,
    pub(in crate::diagram) lane: usize,
    /// Whether it is hinted at only, since it lies outside of what was asked for.
    pub(in crate::diagram) is_ghost: bool,
    /// Its place in the story, as far as the model tells one.
    pub(in crate::diagram) story: Option<usize>,
    pub(in crate::diagram) notes: Vec<Note>,
    pub(in crate::diagram) what: What,
}

/// What stands in a lane.
#[derive(Debug, Clone)]
pub(in crate::diagram) enum What {
    Slice(Slice),
    Step(Sticky),
}

/// What one decision can lead to.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Slice {
    pub(in crate::diagram) tray: Option<Tray>,
    pub(in crate::diagram) actors: Vec<Chip>,
    pub(in crate::diagram) command: Option<Sticky>,
    pub(in crate::diagram) events: Vec<Sticky>,
}

/// Who decides: an aggregate, or an external system.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Tray {
    pub(in crate::diagram) id: String,
    pub(in crate::diagram) role: Role,
    pub(in crate::diagram) name: String,
    pub(in crate::diagram) tooltip: String,
}

/// One sticky note.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Sticky {
    pub(in crate::diagram) id: String,
    /// The name in the model.
    pub(in crate::diagram) raw: String,
    pub(in crate::diagram) role: Role,
    pub(in crate::diagram) word: &'static str,
    pub(in crate::diagram) tag: String,
    pub(in crate::diagram) name: String,
    pub(in crate::diagram) foot: String,
    /// The numbers of the read models that it feeds.
    pub(in crate::diagram) feeds: Vec<usize>,
    pub(in crate::diagram) is_pivotal: bool,
    /// Whether it is drawn elsewhere already, under the command that is declared first.
    pub(in crate::diagram) is_again: bool,
    pub(in crate::diagram) tooltip: String,
}

/// A small sticky: a person, a read model, a system.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Chip {
    /// Nothing when the same thing may be drawn several times.
    pub(in crate::diagram) id: Option<String>,
    /// The name in the model.
    pub(in crate::diagram) raw: String,
    pub(in crate::diagram) role: Role,
    /// The number of a read model.
    pub(in crate::diagram) number: Option<usize>,
    pub(in crate::diagram) name: String,
    pub(in crate::diagram) tooltip: String,
}

/// An open question.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Note {
    pub(in crate::diagram) id: String,
    /// The number of the read model that it is about.
    pub(in crate::diagram) view: Option<usize>,
    pub(in crate::diagram) text: String,
    pub(in crate::diagram) tooltip: String,
}

/// What leads to what: an event of a slice to a step, or a step to the command of a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::diagram) struct Edge {
    pub(in crate::diagram) from: usize,
    /// The event, when the edge begins at a slice.
    pub(in crate::diagram) event: Option<usize>,
    pub(in crate::diagram) to: usize,
}

/// An event after which nothing is as it was.
#[derive(Debug, Clone)]
pub(in crate::diagram) struct Turn {
    pub(in crate::diagram) block: usize,
    pub(in crate::diagram) text: String,
}

impl Scene {
    /// What decides the order of the blocks.
    pub(in crate::diagram) fn causes(&self) -> Causes {
        Causes {
            hard: self.edges.iter().map(|edge| (edge.from, edge.to)).collect(),
            soft: self.wishes.clone(),
            story: self.blocks.iter().map(|block| block.story).collect(),
        }
    }
}

impl Edge {
    /// What the edge means.
    pub(in crate::diagram) fn line(self) -> Line {
        if self.event.is_some() { Line::Triggers } else { Line::Issues }
    }
}

impl Sticky {
    /// A sticky that says its name and no more.
    pub(in crate::diagram) fn new(role: Role, word: &'static str, name: &str) -> Self {
        Self {
            id: String::new(),
            raw: String::new(),
            role,
            word,
            tag: String::new(),
            name: name.to_owned(),
            foot: String::new(),
            feeds: Vec::new(),
            is_pivotal: false,
            is_again: false,
            tooltip: String::new(),
        }
    }
}

impl Block {
    /// The slice, when it is one.
    pub(in crate::diagram) fn slice(&self) -> Option<&Slice> {
        match &self.what {
            What::Step(_) => None,
            What::Slice(slice) => Some(slice),
        }
    }

    /// The stickies of the block, the command first.
    pub(in crate::diagram) fn stickies(&self) -> impl Iterator<Item = &Sticky> {
        let (step, slice) = match &self.what {
            What::Step(step) => (Some(step), None),
            What::Slice(slice) => (None, Some(slice)),
        };
        let command = slice.and_then(|slice| slice.command.as_ref());
        step.into_iter().chain(command).chain(slice.into_iter().flat_map(|slice| &slice.events))
    }

    /// The events of a slice.
    pub(in crate::diagram) fn events(&self) -> &[Sticky] {
        match &self.what {
            What::Step(_) => &[],
            What::Slice(slice) => &slice.events,
        }
    }

    /// Whether it is a step of a policy or saga.
    pub(in crate::diagram) fn is_step(&self) -> bool {
        matches!(self.what, What::Step(_))
    }
}

/// The name of a read model on badges.
pub(in crate::diagram) fn badge(number: usize) -> String {
    format!("R{number}")
}
