//! Carries the steps out on JSON, without any generated code. What it gives is written into the golden
//! files that generated code has to agree with: two implementations of one plan.

mod convert;
mod envelope;
mod literal;
mod operation;

use std::fmt;

pub use envelope::{BadPart, Envelope};
pub use literal::json_of;
use literal::record_of;

use super::{
    decode::{Mismatch, decode},
    down::{Down, NoWay, down},
    hop::{Hop, MetaPart},
    json::{Json, NotJson},
    plan::{EventPlan, Plan, Reading, SplitFrom, SplitPlan, Version},
    shape::Shape,
};
use crate::model::EventId;
use operation::{Frame, widened};

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
    /// The payload is no JSON.
    NotJson(NotJson),
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
    /// A step reads a part of the envelope that is not known.
    Unknown {
        /// The older version of the hop.
        from: u32,
        /// The step, from 1; 0 for a split.
        step: usize,
        /// The part.
        part: MetaPart,
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
}

/// Why an event cannot be told to readers of an older version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Untold {
    /// Nothing leads back to the older version.
    NoWay {
        /// The older version.
        to: u32,
        /// The steps that nothing undoes.
        steps: Vec<NoWay>,
    },
    /// This payload does not go the way back.
    Stopped(Stop),
}

impl From<Stop> for Untold {
    fn from(stop: Stop) -> Self {
        Self::Stopped(stop)
    }
}

impl fmt::Display for Untold {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWay { to, steps } => {
                let why: Vec<&str> = steps.iter().map(|step| step.why.as_str()).collect();
                write!(out, "there is no way back to version {to}: {}", why.join("; "))
            }
            Self::Stopped(stop) => write!(out, "{stop}"),
        }
    }
}

impl std::error::Error for Untold {}

impl Stop {
    /// The same, of the step around the one that was met inside of an element.
    fn around(self, step: usize) -> Self {
        match self {
            Self::Invalid { from, to, message, .. } => Self::Invalid { from, to, step, message },
            Self::Unknown { from, part, .. } => Self::Unknown { from, step, part },
            Self::NeedsHook { from, using, arguments, .. } => {
                Self::NeedsHook { from, step, using, arguments }
            }
            Self::FromTheFuture { .. }
            | Self::NoSuchVersion(_)
            | Self::NotJson(_)
            | Self::Payload(_) => self,
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::FromTheFuture { stored, known } => {
                write!(out, "version {stored} is newer than the newest known version {known}")
            }
            Self::NoSuchVersion(stored) => write!(out, "there is no version {stored}"),
            Self::NotJson(error) => write!(out, "the payload is not JSON: {error}"),
            Self::Payload(mismatch) => write!(out, "{mismatch}"),
            Self::Invalid { from, to, step, message } => {
                write!(out, "{}: {message}", At(*from, *to, *step))
            }
            Self::Unknown { from, step, part } => {
                write!(out, "{} needs `{}`", At(*from, from + 1, *step), part.name())
            }
            Self::NeedsHook { from, step, using, .. } => {
                write!(out, "{} needs the function `{using}`", At(*from, from + 1, *step))
            }
        }
    }
}

/// Where reading stopped: the version at hand, the one that it becomes, and the step.
struct At(u32, u32, usize);

impl fmt::Display for At {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self(version, _, 0) => write!(out, "taking version {version} apart"),
            Self(from, to, step) => write!(out, "step {step} from version {from} to {to}"),
        }
    }
}

impl std::error::Error for Stop {}

/// How a stored payload became what it is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The version as which it was read.
    pub version: u32,
    /// The payload as that version knows it; nothing when it does not fit, or nobody looks at it.
    pub stored: Option<Json>,
    /// The newer versions with the payload as each, as far as reading came.
    pub hops: Vec<(u32, Json)>,
    /// What it is read as: itself, nothing, or other events.
    pub read: Result<Vec<(EventId, Json)>, Stop>,
}

/// Reads a stored payload, and tells the whole way. A version of 0 is an event that carries none. What is no JSON can
/// still be read as nothing.
pub fn trace(
    plan: &Plan,
    event: EventId,
    version: u32,
    payload: Result<&Json, NotJson>,
    envelope: &Envelope,
) -> Trace {
    let planned = &plan[event];
    let mut trace = Trace { version, stored: None, hops: Vec::new(), read: Ok(Vec::new()) };
    trace.read = stored_version(planned, version).and_then(|stored| {
        trace.version = stored.number;
        if matches!(planned.reading, Reading::Nothing) {
            return Ok(Vec::new());
        }
        let payload = payload.map_err(Stop::NotJson)?;
        let mut current = planned.decode(plan, &stored.shape, payload)?;
        trace.stored = Some(current.clone());
        for hop in planned.hops_from(stored.number) {
            current = step_over(plan, planned, hop, &current, envelope)?;
            trace.hops.push((hop.to, current.clone()));
        }
        let mut found = Vec::new();
        follow(plan, event, current, envelope, &mut found)?;
        Ok(found)
    });
    trace
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
    trace(plan, event, version, Ok(payload), envelope).read
}

impl EventPlan {
    /// A payload as it is stored in that shape.
    fn decode(&self, plan: &Plan, shape: &Shape, payload: &Json) -> Result<Json, Stop> {
        decode(&plan.types, &self.longer, shape, payload).map_err(Stop::Payload)
    }
}

/// The version as which a stored event is read.
fn stored_version(planned: &EventPlan, version: u32) -> Result<&Version, Stop> {
    let known = planned.newest().map_or(0, |newest| newest.number);
    if version > known {
        return Err(Stop::FromTheFuture { stored: version, known });
    }
    let number = planned.unversioned_is.filter(|_| version == 0).unwrap_or(version);
    planned.version(number).ok_or(Stop::NoSuchVersion(version))
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
    // What fits is only brought into the form in which it would be stored: sets are sorted again.
    planned.decode(plan, &newer.shape, &frame.close(&newer.shape.fields))
}

/// Tells an event of the newest version to readers of an older one.
///
/// # Errors
/// Says why there is no way back, or why this payload does not go it; see [`Untold`].
pub fn downcast(plan: &Plan, event: EventId, to: u32, payload: &Json) -> Result<Json, Untold> {
    let planned = &plan[event];
    planned.version(to).ok_or(Stop::NoSuchVersion(to))?;
    let newest = planned.newest().ok_or(Stop::NoSuchVersion(to))?;
    let mut current = planned.decode(plan, &newest.shape, payload)?;
    for hop in planned.hops_from(to).collect::<Vec<_>>().into_iter().rev() {
        let way = down(&plan.types, hop);
        let way = way.map_err(|steps| Untold::NoWay { to: hop.from, steps })?;
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
            // Nobody asks what a retired event would have held.
            let is_read =
                |split: &&SplitPlan| !matches!(plan[split.event].reading, Reading::Nothing);
            for split in splits.iter().filter(is_read) {
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
    let part = Json::Object(entries);
    let target = &plan[split.event];
    match target.newest() {
        Some(newest) => target.decode(plan, &newest.shape, &part),
        None => Ok(part),
    }
}
