//! The way of an event from version to version, in the words that reading a payload and explaining a version share.

use crate::{
    evolve::{Binding, EventPlan, Hop, Json, Plan, describe},
    model::{EventId, Model},
};

/// An event with everything that is needed to tell of it.
#[derive(Debug, Clone, Copy)]
pub struct Told<'m> {
    /// The model.
    pub model: &'m Model,
    /// The versions of its events.
    pub plan: &'m Plan,
    /// The event.
    pub event: EventId,
}

impl<'m> Told<'m> {
    /// The name of the event with that of its context.
    pub fn path(&self) -> String {
        self.model.event_path(self.event)
    }

    /// The versions of the event.
    pub fn planned(&self) -> &'m EventPlan {
        &self.plan[self.event]
    }

    /// The number of the oldest version that is still read.
    pub fn oldest(&self) -> u32 {
        self.planned().versions.first().map_or(1, |oldest| oldest.number)
    }

    /// The number of the newest version.
    pub fn newest(&self) -> u32 {
        self.planned().newest().map_or(0, |newest| newest.number)
    }

    /// What a version is called and why it came: `version 2, because …`.
    pub(super) fn headline(&self, number: u32) -> String {
        match self.because(number) {
            Some(because) => format!("version {number}, because {}", because.trim_end()),
            None => format!("version {number}"),
        }
    }

    /// Why a version came.
    pub(super) fn because(&self, number: u32) -> Option<&'m str> {
        self.hop_to(number).and_then(|hop| hop.because.as_deref())
    }

    /// How the version before is read as this one.
    pub(super) fn hop_to(&self, number: u32) -> Option<&'m Hop> {
        self.planned().hops.iter().find(|hop| hop.to == number)
    }

    /// The steps of a hop with their numbers, each on a line of its own.
    pub(super) fn steps(&self, hop: &Hop) -> String {
        lines(hop.bindings.iter().flat_map(|binding| self.step(binding)))
    }

    fn step(&self, binding: &Binding) -> Vec<String> {
        let told = describe::step(&self.plan.types, binding).into_iter().enumerate();
        let numbered = told.map(|(place, line)| match place {
            0 => format!("  {}. {line}", binding.step),
            _ => format!("     {line}"),
        });
        numbered.collect()
    }

    /// A hop as JSON; `payload` is what came of it.
    pub(super) fn hop(&self, hop: &Hop, payload: Option<&Json>) -> Json {
        let names = |names: Vec<&str>| names.into_iter().map(Json::from).collect::<Json>();
        let step = |binding: &Binding| {
            let takes = binding.operation.takes().into_iter().map(|input| input.field.as_str());
            let gives = binding.operation.gives().into_iter().map(|to| to.field.as_str());
            let text = describe::step(&self.plan.types, binding).join("\n");
            Json::object([
                ("step", Json::Number(binding.step.to_string())),
                ("does", binding.operation.word().into()),
                ("takes", names(takes.collect())),
                ("gives", names(gives.collect())),
                ("text", text.into()),
            ])
        };
        Json::object([
            ("from", hop.from.into()),
            ("to", hop.to.into()),
            ("because", hop.because.as_deref().into()),
            ("steps", hop.bindings.iter().map(step).collect()),
            ("payload", payload.cloned().unwrap_or(Json::Null)),
        ])
    }
}

/// Lines with their ends.
pub(super) fn lines(lines: impl IntoIterator<Item = String>) -> String {
    lines.into_iter().fold(String::new(), |text, line| text + &line + "\n")
}
