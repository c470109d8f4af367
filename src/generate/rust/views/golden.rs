//! Tests of golden files: what was written down when a version was published is read by every later build.

use serde::Serialize;

use super::{World, suite};
use crate::{
    evolve::{EventPlan, golden, lock::VersionId},
    generate::rust::names,
    model::ContextId,
};

/// The golden tests of a context.
#[derive(Debug, Serialize)]
pub(super) struct GoldenView {
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
    /// The golden files, oldest version first.
    published: Vec<RowView>,
    /// Payloads that somebody put beside them.
    real: Vec<RowView>,
}

/// A file of one version, as Rust writes it.
#[derive(Debug, Serialize)]
struct RowView {
    stored: String,
    version: u32,
    path: String,
}

/// A golden file, copied into the crate.
#[derive(Debug, Serialize)]
pub(super) struct FileView {
    /// The path without its ending.
    file: String,
    text: String,
}

/// The tests of a context; nothing when none of its events is published.
pub(super) fn of(world: &World<'_>, context: ContextId) -> Option<GoldenView> {
    let krate = names::crate_name(&world.model.contexts[context].name.value);
    let tests = suite::of(world, context, |event, enumeration| {
        test(world, &world.plan[event], enumeration)
    });
    tests.map(|(enumerations, tests)| GoldenView { krate, enumerations, tests })
}

/// The files that the tests of a context read.
pub(super) fn files(world: &World<'_>, context: ContextId) -> Vec<FileView> {
    let events = world.model.contexts[context].aggregates.iter();
    let events = events.flat_map(|id| &world.model.aggregates[*id].events);
    let versions = events.flat_map(|event| ids(&world.plan[*event]));
    let paths = versions.flat_map(|id| paths_of(world, &id).into_iter().flatten());
    let view = |path: &str| {
        let text = world.goldens.get(path)?.trim_end().to_owned() + "\n";
        Some(FileView { file: path.strip_suffix(".json")?.to_owned(), text })
    };
    paths.filter_map(view).collect()
}

fn ids(planned: &EventPlan) -> Vec<VersionId> {
    let numbers = planned.versions.iter().map(|version| version.number);
    let id = |number| Some(VersionId::new(&planned.stored_name(number)?.name, number));
    numbers.filter_map(id).collect()
}

/// The golden file of a version first, if there is one, then the payloads beside it: `v1.json`, `v1.of_2019.json`.
fn paths_of<'w>(world: &World<'w>, id: &VersionId) -> [Vec<&'w str>; 2] {
    let golden = golden::path_of(id);
    let published = world.goldens.get_key_value(&golden).map(|(path, _)| path.as_str());
    let start = format!("{}.", golden.trim_end_matches(".json"));
    let below = world.goldens.range(start.clone()..).map(|(path, _)| path.as_str());
    let real = below.take_while(|path| path.starts_with(&start)).filter(|path| **path != golden);
    [published.into_iter().collect(), real.collect()]
}

fn test(world: &World<'_>, planned: &EventPlan, enumeration: &str) -> Option<TestView> {
    let (mut published, mut real) = (Vec::new(), Vec::new());
    for id in ids(planned) {
        let row = |path: &&str| RowView {
            stored: format!("{:?}", id.stored),
            version: id.number,
            path: format!("{:?}", format!("golden/{path}")),
        };
        let [of_version, beside] = paths_of(world, &id);
        published.extend(of_version.iter().map(row));
        real.extend(beside.iter().map(row));
    }
    if published.is_empty() {
        return None;
    }
    let name = names::snake(&world.model.events[planned.event].name.value);
    Some(TestView { name, enumeration: enumeration.to_owned(), published, real })
}
