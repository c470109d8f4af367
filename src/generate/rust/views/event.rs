//! An event: what it carries today, and how every version of it is read.

use serde::Serialize;

use super::{World, field};
use crate::{
    evolve::{Envelope, Hop, Reading, SplitFrom, leaves},
    generate::rust::{
        docs, names,
        reader::{self, Scope},
    },
    model::{ContextId, Event, EventId},
};

/// The names of the parts of an event that was really several.
pub(super) const PARTS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

/// An event as templates see it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct EventView {
    pub(super) file: String,
    pub(super) name: String,
    pub(super) head: String,
    pub(super) docs: Vec<String>,
    pub(super) fields: Vec<field::FieldView>,
    /// Whether it is read as itself, and so has a struct.
    pub(super) is_current: bool,
    /// Whether it leaves its context.
    pub(super) is_published: bool,
    /// Whether older versions of it leave beside the newest.
    pub(super) is_told: bool,
    /// Whether what it is read as leaves the context.
    pub(super) leads_out: bool,
    pub(super) constants: Vec<ConstantView>,
    pub(super) version: u32,
    pub(super) version_docs: &'static str,
    /// What stands behind the pattern where the aggregate's event enumeration reads it.
    pub(super) read_arm: String,
    /// Rust text: `read`, the older versions, and the way from each to the next.
    pub(super) reader: String,
    /// Whether functions written by hand see it, which read of it what they like.
    pub(super) by_hand: bool,
}

/// The constant of a name under which an event is or was stored.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ConstantView {
    pub(super) name: String,
    value: String,
    docs: String,
}

/// The view of an event where its own context reads it.
pub(super) fn of(world: &World<'_>, id: EventId) -> EventView {
    let fields = if is_current(world, id) {
        world.model.events[id].fields.iter().collect()
    } else {
        Vec::new()
    };
    EventView { fields: field::all(world, fields), ..seen_by(world, id, &Scope::Owner) }
}

/// The view of an event where a scope reads it, without its fields.
pub(super) fn seen_by(world: &World<'_>, id: EventId, scope: &Scope) -> EventView {
    let event = &world.model.events[id];
    let is_current = is_current(world, id);
    EventView {
        by_hand: false,
        file: names::file(&event.name.value),
        name: names::pascal(&event.name.value),
        head: head(event, is_current),
        docs: docs::lines(&event.name.value, &event.info),
        fields: Vec::new(),
        is_current,
        is_published: is_published(world, id),
        is_told: is_published(world, id) && !event.also_publish.is_empty(),
        leads_out: leads_out(world, id),
        constants: constants(world, id),
        version: event.version.value,
        version_docs: if is_current {
            "The version in which it is written."
        } else {
            "The last version that was written."
        },
        read_arm: read_arm(world, id, scope),
        reader: reader::of(world, id, scope).text,
    }
}

/// Whether an event is read as itself, rather than as nothing or as other events.
pub(super) fn is_current(world: &World<'_>, id: EventId) -> bool {
    matches!(world.plan[id].reading, Reading::Itself)
}

/// Whether an event leaves its context.
pub(in crate::generate::rust) fn is_published(world: &World<'_>, id: EventId) -> bool {
    leaves(world.model, &world.plan[id])
}

/// Whether reading a stored event gives one that leaves its context: itself, or one that it is split into.
pub(super) fn leads_out(world: &World<'_>, id: EventId) -> bool {
    let parts = Scope::Owner.parts(world, id);
    is_published(world, id) || parts.iter().any(|part| is_published(world, *part))
}

/// The constant of the name under which a version was stored.
pub(in crate::generate::rust) fn constant_of(
    world: &World<'_>,
    id: EventId,
    number: u32,
) -> String {
    let stored = world.plan[id].stored_name(number).map(|stored| stored.name.as_str());
    let known = constants(world, id);
    let found = known.iter().find(|constant| Some(constant.value.as_str()) == stored);
    found.map_or_else(|| "STORED_TYPE".to_owned(), |constant| constant.name.clone())
}

/// How much of the envelope reading any version looks at.
pub(super) fn envelope(world: &World<'_>, id: EventId) -> Envelope {
    let planned = &world.plan[id];
    let of_hops = planned.hops.iter().map(Hop::envelope).max();
    of_hops.unwrap_or_default().max(envelope_of_split(&planned.reading))
}

fn envelope_of_split(reading: &Reading) -> Envelope {
    let Reading::Others(parts) = reading else { return Envelope::default() };
    let values = parts.iter().flat_map(|part| &part.fields);
    let looked_at = values.map(|value| match &value.source {
        SplitFrom::Meta(part, _) => part.envelope(),
        SplitFrom::Nothing
        | SplitFrom::Constant(_)
        | SplitFrom::Copy(..)
        | SplitFrom::Convert(_)
        | SplitFrom::Hook { .. } => Envelope::default(),
    });
    looked_at.max().unwrap_or_default()
}

/// The events that a stored one is read as, where code of a context reads it.
pub(super) fn parts(world: &World<'_>, context: ContextId, id: EventId) -> Vec<EventId> {
    let event = &world.model.events[id];
    if event.split_into.is_empty() {
        Vec::new()
    } else if event.context == Some(context) {
        Scope::Owner.parts(world, id)
    } else {
        super::foreign::scope(world, context).parts(world, id)
    }
}

/// The names under which an event is and was stored, the newest first.
pub(super) fn constants(world: &World<'_>, id: EventId) -> Vec<ConstantView> {
    let event = &world.model.events[id];
    let stored = if is_current(world, id) { "is" } else { "was" };
    let mut found: Vec<ConstantView> = Vec::new();
    for known in world.plan[id].stored_under.iter().rev() {
        if found.iter().any(|constant| constant.value == known.name) {
            continue;
        }
        let name =
            if found.is_empty() { "STORED_TYPE".to_owned() } else { free(&found, &known.name) };
        let docs = match before(event, known.last) {
            Some(before) if !found.is_empty() => format!(
                "The name under which the event was stored as `{before}`, up to version {}.",
                known.last
            ),
            Some(_) | None => format!("The name under which the event {stored} stored."),
        };
        found.push(ConstantView { name, value: known.name.clone(), docs });
    }
    found
}

/// A name for the constant of an earlier stored type.
fn free(taken: &[ConstantView], stored: &str) -> String {
    let name = names::shouty(stored.rsplit('.').next().unwrap_or(stored));
    let is_taken = |name: &str| name == "VERSION" || taken.iter().any(|known| known.name == name);
    let mut candidate = name.clone();
    let mut number = 1;
    while is_taken(&candidate) {
        number += 1;
        candidate = format!("{name}_{number}");
    }
    candidate
}

/// What an event was called up to a version.
fn before(event: &Event, last: u32) -> Option<&str> {
    let change = event.changes.iter().find(|change| change.number.value == last + 1)?;
    let name = change.moved_from.as_ref().or(change.renamed_from.as_ref())?;
    Some(&name.value)
}

fn head(event: &Event, is_current: bool) -> String {
    let name = names::pascal(&event.name.value);
    match &event.retired {
        Some(because) => {
            format!("`{name}`: {}", docs::stopped(&format!("retired, {}", because.value)))
        }
        None if is_current => docs::head("event", &name, &event.info),
        None => format!("`{name}`: read as the events that it really was."),
    }
}

fn read_arm(world: &World<'_>, id: EventId, scope: &Scope) -> String {
    let module = names::snake(&world.model.events[id].name.value);
    let read = format!("{module}::read(stored)?");
    if is_current(world, id) {
        return format!("kernel::Few::One({read}.into())");
    }
    let parts = scope.parts(world, id);
    let parts: Vec<_> = parts.iter().zip(PARTS).map(|(_, name)| name).collect();
    match parts.as_slice() {
        [] => format!("{{\n{read};\nkernel::Few::None\n}}"),
        [_] => format!("kernel::Few::One({read}.into())"),
        several => {
            let into: Vec<_> = several.iter().map(|name| format!("{name}.into()")).collect();
            let (bound, into) = (several.join(", "), into.join(", "));
            format!("{{\nlet ({bound}) = {read};\nkernel::Few::from([{into}])\n}}")
        }
    }
}
