//! Carries the steps out on JSON, without any generated code. What it gives is written into the golden
//! files that generated code has to agree with: two implementations of one plan.

mod convert;
mod literal;
mod operation;

use std::fmt;

pub use literal::json_of;
use literal::record_of;

use super::{
    decode::{Mismatch, decode},
    down::{Down, NoWay, down},
    hop::Hop,
    json::Json,
    plan::{EventPlan, Plan, Reading, SplitFrom, SplitPlan},
};
use crate::model::EventId;
use operation::{Frame, widened};

/// What is known about a stored event besides its payload, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Envelope {
    /// When it was stored, RFC 3339.
    pub recorded_at: String,
    /// Who caused it.
    pub actor: Option<String>,
    /// What it belongs to, a UUID.
    pub correlation_id: String,
    /// What caused it, a UUID.
    pub causation_id: String,
    /// Its own identity, a UUID.
    pub event_id: String,
    /// The instance that it is about.
    pub stream_id: String,
}

/// Why a stored event cannot be read here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It was stored by a newer build.
    FromTheFuture {
        /// Its version.
        stored: u32,
        /// The newest version of the model.
        known: u32,
    },
    /// There is no such version.
    NoSuchVersion(u32),
    /// The payload is not what its version says.
    Payload(Mismatch),
    /// A value has no answer, and the model says that reading then fails.
    Invalid {
        /// The version at hand.
        from: u32,
        /// The version that it should become.
        to: u32,
        /// The step, from 1.
        step: usize,
        /// What was met.
        message: String,
    },
    /// A function written by hand comes next, which only generated code can call.
    NeedsHook {
        /// The older version of the hop.
        from: u32,
        /// The step, from 1; 0 for a split.
        step: usize,
        /// The function.
        using: String,
        /// Its arguments by name, in order.
        arguments: Vec<(String, Json)>,
    },
    /// Nothing leads back to the older version.
    NoWayBack {
        /// The older version.
        to: u32,
        /// The steps that nothing undoes.
        steps: Vec<NoWay>,
    },
}

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FromTheFuture { stored, known } => {
                write!(out, "version {stored} is newer than the newest known version {known}")
            }
            Self::NoSuchVersion(stored) => write!(out, "there is no version {stored}"),
            Self::Payload(mismatch) => write!(out, "{mismatch}"),
            Self::Invalid { from, to, step, message } => {
                write!(out, "step {step} from version {from} to {to}: {message}")
            }
            Self::NeedsHook { from, step, using, .. } => write!(
                out,
                "step {step} from version {from} to {} needs the function `{using}`",
                from + 1
            ),
            Self::NoWayBack { to, steps } => {
                let why: Vec<&str> = steps.iter().map(|step| step.why.as_str()).collect();
                write!(out, "there is no way back to version {to}: {}", why.join("; "))
            }
        }
    }
}

impl std::error::Error for Stop {}

/// Reads a stored payload of some version as the newest version of its event.
///
/// # Errors
/// Says why it cannot be read; see [`Stop`].
pub fn upcast(
    plan: &Plan,
    event: EventId,
    version: u32,
    payload: &Json,
    envelope: &Envelope,
) -> Result<Json, Stop> {
    let planned = &plan[event];
    let known = planned.newest().map_or(0, |newest| newest.number);
    if version > known {
        return Err(Stop::FromTheFuture { stored: version, known });
    }
    let stored = planned.version(version).ok_or(Stop::NoSuchVersion(version))?;
    let mut current = decode(&plan.types, &stored.shape, payload).map_err(Stop::Payload)?;
    for hop in planned.hops_from(version) {
        current = step_over(plan, planned, hop, &current, envelope)?;
    }
    Ok(current)
}

/// Reads a payload of the older version of a hop as the newer one. The payload has been decoded.
///
/// # Errors
/// Says why it cannot be read; see [`Stop`].
pub fn step_over(
    plan: &Plan,
    planned: &EventPlan,
    hop: &Hop,
    payload: &Json,
    envelope: &Envelope,
) -> Result<Json, Stop> {
    let missing = |number| Stop::NoSuchVersion(number);
    let older = planned.version(hop.from).ok_or(missing(hop.from))?;
    let newer = planned.version(hop.to).ok_or(missing(hop.to))?;
    let versions = (hop.from, hop.to);
    let mut frame = Frame::open(&plan.types, envelope, versions, &older.shape.fields, payload);
    frame.run(&hop.bindings)?;
    Ok(frame.close(&newer.shape.fields))
}

/// Tells an event of the newest version to readers of an older one.
///
/// # Errors
/// Says why there is no way back, or why this payload does not go it; see [`Stop`].
pub fn downcast(plan: &Plan, event: EventId, to: u32, payload: &Json) -> Result<Json, Stop> {
    let planned = &plan[event];
    planned.version(to).ok_or(Stop::NoSuchVersion(to))?;
    let newest = planned.newest().ok_or(Stop::NoSuchVersion(to))?;
    let mut current = decode(&plan.types, &newest.shape, payload).map_err(Stop::Payload)?;
    for hop in planned.hops_from(to).collect::<Vec<_>>().into_iter().rev() {
        let way = down(&plan.types, hop);
        let way = way.map_err(|steps| Stop::NoWayBack { to: hop.from, steps })?;
        current = step_back(plan, planned, &way, &current)?;
    }
    Ok(current)
}

/// Tells a payload of the newer version of a hop as the older one. The payload has been decoded.
///
/// # Errors
/// Says why this payload cannot be told; see [`Stop`].
pub fn step_back(
    plan: &Plan,
    planned: &EventPlan,
    down: &Down,
    payload: &Json,
) -> Result<Json, Stop> {
    let newer = planned.version(down.from).ok_or(Stop::NoSuchVersion(down.from))?;
    let older = planned.version(down.to).ok_or(Stop::NoSuchVersion(down.to))?;
    // Nothing that leads back looks at the envelope.
    let (envelope, versions) = (Envelope::default(), (down.from, down.to));
    let mut frame = Frame::open(&plan.types, &envelope, versions, &newer.shape.fields, payload);
    frame.run(&down.bindings)?;
    Ok(frame.close(&older.shape.fields))
}

/// Reads a stored payload as whatever it is read as today: itself, nothing, or other events.
///
/// # Errors
/// Says why it cannot be read; see [`Stop`].
pub fn read(
    plan: &Plan,
    event: EventId,
    version: u32,
    payload: &Json,
    envelope: &Envelope,
) -> Result<Vec<(EventId, Json)>, Stop> {
    let newest = upcast(plan, event, version, payload, envelope)?;
    let mut found = Vec::new();
    follow(plan, event, newest, envelope, &mut found)?;
    Ok(found)
}

fn follow(
    plan: &Plan,
    event: EventId,
    newest: Json,
    envelope: &Envelope,
    found: &mut Vec<(EventId, Json)>,
) -> Result<(), Stop> {
    match &plan[event].reading {
        Reading::Itself => found.push((event, newest)),
        Reading::Nothing => {}
        Reading::Others(splits) => {
            for split in splits {
                let part = fill(plan, &plan[event], split, &newest, envelope)?;
                follow(plan, split.event, part, envelope, found)?;
            }
        }
    }
    Ok(())
}

fn fill(
    plan: &Plan,
    source: &EventPlan,
    split: &SplitPlan,
    newest: &Json,
    envelope: &Envelope,
) -> Result<Json, Stop> {
    let (number, fields) = source
        .newest()
        .map_or((0, &[][..]), |newest| (newest.number, newest.shape.fields.as_slice()));
    let frame = Frame::open(&plan.types, envelope, (number, number + 1), fields, newest);
    let mut entries = Vec::new();
    for value in &split.fields {
        let part = match &value.source {
            SplitFrom::Nothing => Json::Null,
            SplitFrom::Constant(literal) => json_of(&plan.types, literal),
            SplitFrom::Meta(part, way) => frame.meta(0, *part, way)?,
            SplitFrom::Copy(from, how) => widened(how, frame.get(&from.field)),
            SplitFrom::Convert(conversion) => frame.converted(0, conversion)?,
            SplitFrom::Hook { using, from } => return Err(frame.needs_hook(0, using, from)),
        };
        if part != Json::Null {
            entries.push((value.field.clone(), part));
        }
    }
    Ok(Json::Object(entries))
}
