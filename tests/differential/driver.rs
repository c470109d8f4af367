//! Reads stored events, one a line, with generated code, and writes what came of each: one JSON list of events a line,
//! or the kind of error.

use std::io::{BufRead as _, Write as _};

use kernel::{DomainEvent, Few, Meta, Position, ReadError, StoredEvent, Timestamp, Uuid};
use things::ThingEvent;

#[derive(serde::Deserialize)]
struct Line {
    stored_type: String,
    version: u32,
    payload: String,
    recorded_at: Timestamp,
    actor: Option<String>,
    correlation_id: Uuid,
    causation_id: Uuid,
    event_id: Uuid,
    stream_id: String,
}

fn main() {
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line: Line = kernel::from_json(line.expect("a line").as_bytes()).expect("a stored event");
        let stored = StoredEvent {
            stored_type: &line.stored_type,
            version: line.version,
            payload: line.payload.as_bytes(),
            meta: Meta {
                event_id: line.event_id,
                category: "things.thing",
                stream_id: &line.stream_id,
                stream_version: 1,
                position: Position::whole(1),
                recorded_at: line.recorded_at,
                actor: line.actor.as_deref(),
                correlation_id: line.correlation_id,
                causation_id: line.causation_id,
            },
        };
        writeln!(out, "{}", told(ThingEvent::read(&stored))).expect("a pipe");
    }
}

fn told(read: Result<Few<ThingEvent>, ReadError>) -> String {
    let error = match read {
        Ok(events) => {
            let events: Vec<_> = events.iter().map(written).collect();
            return format!("[{}]", events.join(","));
        }
        Err(ReadError::FromTheFuture { .. }) => "future",
        Err(ReadError::NoSuchVersion { .. }) => "version",
        Err(ReadError::UnknownType { .. }) => "type",
        Err(ReadError::Payload { .. }) => "payload",
        Err(ReadError::Hook { .. }) => "value",
    };
    format!("\"{error}\"")
}

fn written(event: &ThingEvent) -> String {
    let payload = String::from_utf8(event.write().expect("it can be written")).expect("text");
    format!("[\"{}\",{},{payload}]", event.stored_type(), event.version())
}
