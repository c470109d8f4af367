//! placeholder until the readers land
use super::World;
use crate::model::EventId;
use serde::Serialize;
#[derive(Debug, Serialize)]
pub(super) struct EventView {
    pub(super) file: String,
}
#[derive(Debug, Serialize)]
pub(super) struct ConstantView {
    pub(super) name: String,
}
pub(super) fn of(world: &World<'_>, id: EventId) -> EventView {
    EventView { file: world.model.events[id].name.value.clone() }
}
pub(super) fn is_current(_: &World<'_>, _: EventId) -> bool {
    true
}
pub(super) fn reads_meta(_: &World<'_>, _: EventId) -> bool {
    true
}
pub(super) fn constants(_: &World<'_>, _: EventId) -> Vec<ConstantView> {
    Vec::new()
}
