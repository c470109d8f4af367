//! What a sequence tells, still without form: who takes part, and what they do one after the other.

mod build;
mod givers;
mod lifelines;
mod links;
mod names;
mod outcomes;
mod past;
mod saga;

pub(super) use build::of;
pub(super) use names::{names, paths};

use crate::diagram::theme::Role;

/// One course of things.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) subtitle: String,
    /// Who takes part, in the order in which they do.
    pub(super) lifelines: Vec<Lifeline>,
    pub(super) steps: Vec<Step>,
}

/// Somebody who takes part.
#[derive(Debug)]
pub(super) struct Lifeline {
    pub(super) id: String,
    pub(super) role: Role,
    /// What it is, in a word.
    pub(super) word: &'static str,
    pub(super) name: String,
    /// Where it belongs.
    pub(super) place: String,
    /// Whether the model does not say yet who it is.
    pub(super) is_open: bool,
    pub(super) tooltip: String,
}

/// One thing after the other.
#[derive(Debug)]
pub(super) enum Step {
    Act(Box<Act>),
    /// A part of the course that does not happen every time.
    Open {
        /// `alt`, or when it happens.
        word: String,
        /// What has happened in its first part.
        label: String,
    },
    /// Another part instead.
    Else(String),
    Close,
}

/// Something that somebody does.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) kind: Kind,
    /// Who does it, by place.
    pub(super) on: usize,
    pub(super) cause: Cause,
    pub(super) id: String,
    pub(super) word: &'static str,
    pub(super) name: String,
    /// A version, a number, or what it ends.
    pub(super) tag: String,
    pub(super) chips: Vec<Chip>,
    pub(super) tooltip: String,
}

/// What kind of thing is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Command,
    Event,
    /// What a policy or a saga does.
    Reaction,
}

/// What leads to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cause {
    /// Somebody decides so.
    Lifeline(usize),
    /// A step does, by its place.
    Step(usize),
    /// It happens.
    Nothing,
}

/// A small remark below a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chip {
    /// Who it is about; nothing for what is only said.
    pub(super) role: Option<Role>,
    pub(super) text: String,
}

impl Kind {
    /// The colour and the icon.
    pub(super) fn role(self) -> Role {
        match self {
            Self::Command => Role::Command,
            Self::Event => Role::Event,
            Self::Reaction => Role::Policy,
        }
    }
}

impl Scene {
    /// The steps at which something is done, with their places.
    pub(super) fn acts(&self) -> impl Iterator<Item = (usize, &Act)> {
        self.steps.iter().enumerate().filter_map(|(at, step)| match step {
            Step::Act(act) => Some((at, act.as_ref())),
            Step::Open { .. } | Step::Else(_) | Step::Close => None,
        })
    }

    /// The lifeline from which something is caused.
    pub(super) fn source(&self, act: &Act) -> Option<usize> {
        match act.cause {
            Cause::Lifeline(at) => Some(at),
            Cause::Step(step) => match &self.steps[step] {
                Step::Act(cause) => Some(cause.on),
                Step::Open { .. } | Step::Else(_) | Step::Close => None,
            },
            Cause::Nothing => None,
        }
    }
}

impl Lifeline {
    /// The name with what it is, for those who see no colours.
    pub(super) fn full_name(&self) -> String {
        match self.word {
            "POLICIES" => format!("Policies of {}", self.name),
            "SAGA" => format!("{} (saga)", self.name),
            _ => self.name.clone(),
        }
    }
}
