//! Tests of history: every version of every event, as esgen's own interpreter of the steps reads it. Generated code
//! has to come to the same result.

use std::fmt::Write;

use serde::Serialize;

use super::{World, is_published, suite};
use crate::{
    evolve::{
        EventPlan, Json, Reading,
        golden::envelope,
        interpret::{Stop, downcast, read, step_over},
        sample::{Size, sample},
    },
    generate::rust::names,
    model::{ContextId, EventId},
};

/// The columns of a line of Rust.
const COLUMNS: usize = 100;

/// The tests of a context.
#[derive(Debug, Serialize)]
pub(super) struct HistoryView {
    /// The crate under test, as code writes it.
    krate: String,
    /// The event enumerations that the tests name, joined.
    enumerations: String,
    tests: Vec<TestView>,
}

/// The test of one event.
#[derive(Debug, Serialize)]
struct TestView {
    name: String,
    enumeration: String,
    /// The version of stored events that carry none.
    unversioned: Option<u32>,
    stored: String,
    /// The events that it is read as today; nothing where `check` says all.
    today: Option<String>,
    check: &'static str,
    told: Vec<ToldView>,
}

/// The test of what leaves the context of one payload of an event.
#[derive(Debug, Serialize)]
struct ToldView {
    name: String,
    stored: String,
    published: String,
}

/// A stored type, a version, and a payload.
type Stored = (String, u32, Json);

/// The tests of the events of a context; nothing for a context that stores none.
pub(super) fn of(world: &World<'_>, context: ContextId) -> Option<HistoryView> {
    let krate = names::crate_name(&world.model.contexts[context].name.value);
    let tests = suite::of(world, context, |event, enumeration| test(world, event, enumeration));
    tests.map(|(enumerations, tests)| HistoryView { krate, enumerations, tests })
}

fn test(world: &World<'_>, event: EventId, enumeration: &str) -> Option<TestView> {
    let planned = &world.plan[event];
    let stored = chain(world, planned)?;
    let first = stored.first()?;
    let (today, check) = match &planned.reading {
        Reading::Itself => (None, "reads_as_one()"),
        Reading::Nothing => (None, "reads_as_nothing()"),
        Reading::Others(_) => {
            let parts = read(world.plan, event, first.1, &first.2, &envelope()).ok()?;
            let today: Option<Vec<_>> =
                parts.into_iter().map(|(id, payload)| newest(world, id, payload)).collect();
            (Some(rows(&today?)), "reads_as(&today)")
        }
    };
    let covers = |version: &u32| stored.iter().any(|(_, stored, _)| stored == version);
    Some(TestView {
        name: names::snake(&world.model.events[event].name.value),
        enumeration: enumeration.to_owned(),
        unversioned: planned.unversioned_is.filter(covers),
        stored: rows(&stored),
        today,
        check,
        told: told(world, planned),
    })
}

/// What is published of samples of the newest version, and of a sample of each older one that is published, as the
/// interpreter tells it.
fn told(world: &World<'_>, planned: &EventPlan) -> Vec<ToldView> {
    let event = &world.model.events[planned.event];
    let Some(newest) = planned.newest().map(|newest| newest.number) else { return Vec::new() };
    if event.also_publish.is_empty() || !is_published(world, planned.event) {
        return Vec::new();
    }
    let mut older: Vec<u32> = event.also_publish.iter().map(|number| number.value).collect();
    older.sort_unstable_by(|one, other| other.cmp(one));
    older.dedup();
    let name = names::snake(&event.name.value);
    let told = |number: u32, size: Size, name: String| {
        let payload = sample(world.plan, planned, number, size)?;
        let (_, read) =
            read(world.plan, planned.event, number, &payload, &envelope()).ok()?.pop()?;
        let mut published = vec![version(planned, newest, read.clone())?];
        for number in &older {
            let told = downcast(world.plan, planned.event, *number, &read).ok()?;
            published.push(version(planned, *number, told)?);
        }
        let stored = rows(&[version(planned, number, payload)?]);
        Some(ToldView { name, stored, published: rows(&published) })
    };
    let sizes = Size::ALL.into_iter();
    let of_newest = sizes.map(|size| (newest, size, format!("{name}_is_told_{}", size.name())));
    let of_older = older.iter().map(|n| (*n, Size::Full, format!("{name}_of_version_{n}_is_told")));
    of_newest.chain(of_older).filter_map(|(number, size, name)| told(number, size, name)).collect()
}

/// The same fact in every version, from the oldest one that can be told without calling a function written by hand.
fn chain(world: &World<'_>, planned: &EventPlan) -> Option<Vec<Stored>> {
    planned.versions.iter().find_map(|version| chain_from(world, planned, version.number).ok()?)
}

fn chain_from(
    world: &World<'_>,
    planned: &EventPlan,
    first: u32,
) -> Result<Option<Vec<Stored>>, Stop> {
    let Some(mut payload) = sample(world.plan, planned, first, Size::Full) else { return Ok(None) };
    let mut stored = Vec::new();
    let mut add = |number: u32, payload: &Json| {
        let name = planned.stored_name(number).map(|stored| stored.name.clone());
        stored.extend(name.map(|name| (name, number, payload.clone())));
    };
    add(first, &payload);
    for hop in planned.hops_from(first) {
        payload = step_over(world.plan, planned, hop, &payload, &envelope())?;
        add(hop.to, &payload);
    }
    Ok(Some(stored))
}

fn newest(world: &World<'_>, event: EventId, payload: Json) -> Option<Stored> {
    let planned = &world.plan[event];
    version(planned, planned.newest()?.number, payload)
}

fn version(planned: &EventPlan, number: u32, payload: Json) -> Option<Stored> {
    Some((planned.stored_name(number)?.name.clone(), number, payload))
}

/// Rows as a Rust array. rustfmt leaves long texts alone, so that the form is given here.
fn rows(stored: &[Stored]) -> String {
    let cells = |(name, version, payload): &Stored| {
        (format!("{name:?}"), version.to_string(), raw(&payload.to_string()))
    };
    let rows: Vec<_> = stored.iter().map(cells).collect();
    if let [(name, version, payload)] = rows.as_slice() {
        let line = format!("[({name}, {version}, {payload})]");
        // Before it stands `let stored = `, behind it a semicolon, four columns further in.
        return if line.chars().count() + 18 <= COLUMNS {
            line
        } else {
            format!("[(\n        {name},\n        {version},\n        {payload},\n    )]")
        };
    }
    let mut text = String::from("[\n");
    for (name, version, payload) in rows {
        let line = format!("        ({name}, {version}, {payload}),");
        let _ = if line.chars().count() <= COLUMNS {
            writeln!(text, "{line}")
        } else {
            let inner = [name, version, payload].map(|cell| format!("            {cell},\n"));
            writeln!(text, "        (\n{}        ),", inner.concat())
        };
    }
    text + "    ]"
}

/// A text as a Rust literal that shows it as it is.
fn raw(text: &str) -> String {
    if !text.contains(['"', '\\']) {
        return format!("\"{text}\"");
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
