//! How much of the envelope a replay of an aggregate fetches: what nobody looks at costs time for every stored event.

use super::{World, event, fold::Folds};
use crate::{
    evolve::Envelope,
    generate::rust::{names, reader::Scope},
    model::{Aggregate, EventId},
};

/// The constant `READS` of an aggregate, as Rust text.
pub(super) fn of(world: &World<'_>, aggregate: &Aggregate, folds: &Folds) -> String {
    let mut timed = Vec::new();
    for id in &aggregate.events {
        match envelope(world, *id, folds) {
            Envelope::Stream => {}
            Envelope::Time => timed.extend(constants(world, *id)),
            Envelope::Whole => return "kernel::Envelope::Whole".to_owned(),
        }
    }
    format!("kernel::Envelope::Stream {{ timed: &[{}] }}", timed.join(", "))
}

/// What reading a stored event looks at, and folding what it is read as.
fn envelope(world: &World<'_>, id: EventId, folds: &Folds) -> Envelope {
    let parts = Scope::Owner.parts(world, id);
    let folded = parts.iter().chain([&id]).filter_map(|part| folds.envelopes.get(part));
    folded.copied().fold(event::envelope(world, id), Envelope::max)
}

fn constants(world: &World<'_>, id: EventId) -> impl Iterator<Item = String> {
    let module = names::snake(&world.model.events[id].name.value);
    let constants = event::constants(world, id).into_iter();
    constants.map(move |constant| format!("events::{module}::{}", constant.name))
}
