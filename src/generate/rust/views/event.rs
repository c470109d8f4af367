//! placeholder until the readers land
use super::{World, field};
use crate::{
    generate::rust::{docs, names},
    model::EventId,
};
use serde::Serialize;
#[derive(Debug, Serialize)]
pub(super) struct EventView {
    pub(super) file: String,
    name: String,
    summary: String,
    docs: Vec<String>,
    fields: Vec<field::FieldView>,
    is_current: bool,
    constants: Vec<ConstantView>,
    version: u32,
    version_docs: String,
    read_arm: String,
    reader: String,
}
#[derive(Debug, Serialize)]
pub(super) struct ConstantView {
    pub(super) name: String,
    docs: String,
    value: String,
}
pub(super) fn of(world: &World<'_>, id: EventId) -> EventView {
    let e = &world.model.events[id];
    let name = names::pascal(&e.name.value);
    EventView {
        file: names::file(&e.name.value),
        summary: docs::summary(&e.name.value, &e.info),
        docs: docs::lines(&e.name.value, &e.info),
        fields: field::all(world, &e.fields),
        is_current: is_current(world, id),
        constants: constants(world, id),
        version: e.version.value,
        version_docs: "v".into(),
        read_arm: format!("Few::One({}::read(stored)?.into())", names::snake(&e.name.value)),
        reader: format!(
            "/// Reads.\npub fn read(stored: &StoredEvent<'_>) -> Result<{name}, ReadError> {{ match stored.version {{ VERSION => stored.json(), _ => Err(stored.unknown_version(VERSION)) }} }}"
        ),
        name,
    }
}
pub(super) fn is_current(world: &World<'_>, id: EventId) -> bool {
    let e = &world.model.events[id];
    e.retired.is_none() && e.split_into.is_empty()
}
pub(super) fn reads_meta(_: &World<'_>, _: EventId) -> bool {
    true
}
pub(super) fn constants(world: &World<'_>, id: EventId) -> Vec<ConstantView> {
    vec![ConstantView {
        name: "STORED_TYPE".into(),
        docs: "x".into(),
        value: world.model.events[id].stored_as.value.clone(),
    }]
}
