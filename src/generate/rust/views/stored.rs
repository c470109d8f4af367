//! A history for the demonstration: every version of every event as an older build stored it, in streams that can be
//! folded.

use std::fmt::Write as _;

use serde::Serialize;

use super::World;
use crate::{
    evolve::{Reading, sample},
    generate::rust::names,
    model::{Aggregate, EventId},
    types::{Meaning, Scalar},
};

/// A stored event as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct SampleView {
    /// The aggregate's type, which knows the category.
    aggregate: String,
    stream_id: String,
    stored_type: String,
    version: u32,
    /// The payload as a Rust literal.
    payload: String,
    recorded_at: String,
}

/// The stored events, aggregate by aggregate.
pub(super) fn of(world: &World<'_>) -> Vec<SampleView> {
    world
        .model
        .aggregates
        .values()
        .flat_map(|aggregate| Streams { world, aggregate }.all())
        .collect()
}

struct Streams<'w, 'm> {
    world: &'w World<'m>,
    aggregate: &'w Aggregate,
}

impl Streams<'_, '_> {
    /// One stream for each version, as if an instance had lived with one build: it begins with an event that makes
    /// the instance, and goes on with the others that have this version. Every further event that makes an instance
    /// gets streams of its own.
    fn all(&self) -> Vec<SampleView> {
        let (makers, others): (Vec<EventId>, Vec<EventId>) =
            self.aggregate.events.iter().partition(|event| self.makes(**event));
        let others = self.last_things_last(others);
        let mut streams = Streamed { streams: self, number: 0, samples: Vec::new() };
        streams.lives(makers.first().copied(), &others);
        makers.iter().skip(1).for_each(|maker| streams.lives(Some(*maker), &[]));
        streams.samples
    }

    /// Whether an event begins a stream, itself or as what it is read as.
    fn makes(&self, event: EventId) -> bool {
        self.world.model.begins(self.aggregate, event)
            || match &self.world.plan[event].reading {
                Reading::Others(others) => {
                    others.first().is_some_and(|it| it.event != event && self.makes(it.event))
                }
                Reading::Itself | Reading::Nothing => false,
            }
    }

    /// Moves events that end an instance behind those that do not.
    fn last_things_last(&self, mut events: Vec<EventId>) -> Vec<EventId> {
        let finals =
            self.aggregate.lifecycle.as_ref().map_or(&[][..], |lifecycle| &lifecycle.finals);
        events.sort_by_key(|event| {
            let to = self.world.model.events[*event].moves_to.as_ref();
            to.is_some_and(|to| finals.iter().any(|end| end.value == to.value))
        });
        events
    }

    fn newest(&self, event: EventId) -> u32 {
        self.world.plan[event].newest().map_or(0, |version| version.number)
    }

    /// An id of the aggregate's type.
    fn id(&self, number: usize) -> String {
        match &self.world.plan.types[self.aggregate.identity].meaning {
            Meaning::Identity { scalar: Scalar::Int, .. } => number.to_string(),
            Meaning::Identity { scalar: Scalar::Uuid, .. } => {
                format!("018f3f3e-0000-7000-8000-{number:012x}")
            }
            _ => format!("{}-{number}", names::kebab(&self.aggregate.name.value)),
        }
    }
}

/// The events stored so far.
struct Streamed<'s, 'w, 'm> {
    streams: &'s Streams<'w, 'm>,
    number: usize,
    samples: Vec<SampleView>,
}

impl Streamed<'_, '_, '_> {
    /// A stream for each version that one of the events has.
    fn lives(&mut self, maker: Option<EventId>, others: &[EventId]) {
        let newest = |event: &EventId| self.streams.newest(*event);
        let last = others.iter().chain(&maker).map(newest).max().unwrap_or(0);
        for version in 1..=last {
            self.number += 1;
            if let Some(maker) = maker {
                self.store(maker, version.min(self.streams.newest(maker)));
            }
            for other in others.iter().filter(|other| self.streams.newest(**other) >= version) {
                self.store(*other, version);
            }
        }
    }

    fn store(&mut self, event: EventId, version: u32) {
        let Streams { world, aggregate } = self.streams;
        let planned = &world.plan[event];
        let version = version.max(world.model.events[event].oldest());
        let Some(payload) = sample::sample(world.plan, planned, version, sample::Size::Full) else {
            return;
        };
        let now = &world.model.events[event].stored_as.value;
        let context = &world.model.contexts[aggregate.context].name.value;
        self.samples.push(SampleView {
            aggregate: format!(
                "{}::{}",
                names::crate_name(context),
                names::pascal(&aggregate.name.value)
            ),
            stream_id: self.streams.id(self.number),
            stored_type: planned.stored_name(version).map_or(now, |stored| &stored.name).clone(),
            version,
            payload: raw_literal(&payload.to_string()),
            recorded_at: sample::RECORDED_AT.to_owned(),
        });
    }
}

/// A JSON text as a raw literal of Rust.
fn raw_literal(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for letter in json.chars() {
        // Marks that turn the direction of text are refused in literals; JSON can write them otherwise.
        if matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\r') {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\u{:04x}", u32::from(letter));
        } else {
            text.push(letter);
        }
    }
    let mut fence = "#".to_owned();
    while text.contains(&format!("\"{fence}")) {
        fence.push('#');
    }
    format!("r{fence}\"{text}\"{fence}")
}

#[cfg(test)]
mod tests {
    use super::raw_literal;

    #[test]
    fn a_payload_stays_readable_and_ends_where_it_should() {
        assert_eq!(raw_literal(r#"{"a":1}"#), r##"r#"{"a":1}"#"##);
        assert_eq!(raw_literal("{\"a\":\"#\"}"), "r##\"{\"a\":\"#\"}\"##");
        assert_eq!(raw_literal("\u{202e}"), r##"r#"\u202e"#"##);
    }
}
