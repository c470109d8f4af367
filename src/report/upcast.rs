//! A stored payload on its way to what it is read as today: for people, for programs, and for pipes.

use super::passage::{self, Told};
use crate::{
    evolve::{
        Json, Reading,
        interpret::{Stop, Trace},
    },
    model::EventId,
    source::LineColumn,
};

/// A payload that was read, and all that is told about it.
#[derive(Debug, Clone, Copy)]
pub struct Upcast<'m> {
    /// The event.
    pub told: Told<'m>,
    /// The version that was asked for; 0 for an event that carries none.
    pub version: u32,
    /// What came of reading it.
    pub trace: &'m Trace,
}

impl Upcast<'_> {
    /// The way for people: every version with its steps and the payload after them, and what it is read as. Where
    /// reading stopped, the text stops too.
    pub fn text(&self) -> String {
        let Self { told, trace, .. } = self;
        let mut parts = vec![format!("{}\n", self.title())];
        if let Some(stored) = &trace.stored {
            parts.push(format!("version {}\n{}", trace.version, stored.pretty()));
        }
        for (number, payload) in &trace.hops {
            let steps = told.hop_to(*number).map(|hop| told.steps(hop)).unwrap_or_default();
            parts.push(format!("{}\n{steps}{}", told.headline(*number), payload.pretty()));
        }
        if let Ok(events) = &trace.read {
            parts.push(format!("{}\n", self.ending(events)));
            if matches!(told.planned().reading, Reading::Others(_)) {
                parts.extend(events.iter().map(|(event, payload)| self.part(*event, payload)));
            }
        }
        parts.join("\n")
    }

    fn part(&self, event: EventId, payload: &Json) -> String {
        let part = Told { event, ..self.told };
        format!("{} version {}\n{}", part.path(), part.newest(), payload.pretty())
    }

    fn title(&self) -> String {
        let Self { told, version, trace } = self;
        let stored = told.planned().stored_name(trace.version);
        let stored = stored.map_or_else(String::new, |it| format!(", stored as `{}`", it.name));
        let which = match version {
            0 if trace.version > 0 => {
                format!("without a version, which is version {}", trace.version)
            }
            _ => format!("version {version}"),
        };
        format!("{}{stored} {which} of {}", told.path(), told.newest())
    }

    fn ending(&self, events: &[(EventId, Json)]) -> String {
        match (&self.told.planned().reading, events.len()) {
            (Reading::Itself, _) => format!("read as itself, version {}", self.told.newest()),
            (Reading::Nothing, _) => match self.retired() {
                Some(why) => format!("read as nothing, because it is retired: {why}"),
                None => "read as nothing".to_owned(),
            },
            (Reading::Others(_), 1) => "read as 1 other event".to_owned(),
            (Reading::Others(_), number) => format!("read as {number} other events"),
        }
    }

    fn retired(&self) -> Option<&str> {
        let event = &self.told.model.events[self.told.event];
        event.retired.as_ref().map(|why| why.value.as_str())
    }

    /// The payloads that it is read as, one a line.
    pub fn payloads(&self) -> String {
        let events = self.trace.read.as_deref().unwrap_or_default();
        passage::lines(events.iter().map(|(_, payload)| payload.to_string()))
    }

    /// The whole way as one document, described by `schemas/upcast.schema.json`. `at` is the place in the payload at
    /// which reading stopped.
    pub fn json(&self, at: Option<LineColumn>) -> Json {
        let Self { told, trace, .. } = self;
        let hops = trace.hops.iter().filter_map(|(number, payload)| {
            told.hop_to(*number).map(|hop| told.hop(hop, Some(payload)))
        });
        Json::object([
            ("v", 1.into()),
            ("event", told.path().into()),
            ("version", trace.version.into()),
            ("newest", told.newest().into()),
            ("payload", trace.stored.clone().unwrap_or(Json::Null)),
            ("hops", hops.collect()),
            ("read", trace.read.as_deref().map_or(Json::Null, |events| self.outcome(events))),
            ("stopped", trace.read.as_ref().err().map_or(Json::Null, |stop| stopped(stop, at))),
        ])
    }

    fn outcome(&self, events: &[(EventId, Json)]) -> Json {
        let kind = match self.told.planned().reading {
            Reading::Itself => "itself",
            Reading::Nothing => "nothing",
            Reading::Others(_) => "others",
        };
        let event = |(event, payload): &(EventId, Json)| {
            let part = Told { event: *event, ..self.told };
            Json::object([
                ("event", part.path().into()),
                ("version", part.newest().into()),
                ("payload", payload.clone()),
            ])
        };
        Json::object([
            ("as", kind.into()),
            ("because", self.retired().into()),
            ("events", events.iter().map(event).collect()),
        ])
    }
}

fn stopped(stop: &Stop, at: Option<LineColumn>) -> Json {
    let place = |number: usize| Json::Number(number.to_string());
    let (kind, step, using, arguments) = match stop {
        Stop::FromTheFuture { .. } | Stop::NoSuchVersion(_) => ("version", None, None, Json::Null),
        Stop::NotJson(_) | Stop::Payload(_) => ("payload", None, None, Json::Null),
        Stop::Invalid { from, step, .. } => ("value", Some((*from, *step)), None, Json::Null),
        Stop::Unknown { from, step, part } => {
            ("meta", Some((*from, *step)), Some(part.name()), Json::Null)
        }
        Stop::NeedsHook { from, step, using, arguments } => {
            let arguments = Json::Object(arguments.clone());
            ("function", Some((*from, *step)), Some(using.as_str()), arguments)
        }
    };
    Json::object([
        ("why", kind.into()),
        ("message", stop.to_string().into()),
        ("from", step.map(|(from, _)| from).into()),
        ("step", step.map_or(Json::Null, |(_, step)| place(step))),
        ("needs", using.into()),
        ("arguments", arguments),
        ("line", at.map_or(Json::Null, |at| place(at.line))),
        ("column", at.map_or(Json::Null, |at| place(at.column))),
    ])
}
