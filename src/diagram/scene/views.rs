//! Read models as stickies of their own, for boards on which lines show what feeds them.

use super::{
    Sticky, What,
    build::{Builder, Place, number},
    labels::{read_model_chip, sticky},
};
use crate::{
    diagram::{process::Node, theme::Role},
    model::Subject,
};

/// Puts every read model up in the lane of its context.
pub(super) fn put_up(builder: &mut Builder<'_>) {
    let model = builder.model;
    for (id, view) in model.read_models.iter() {
        let Some(Place::Lane(lane)) = builder.places.get(&Subject::Context(view.context)).copied()
        else {
            continue;
        };
        let chip = read_model_chip(model, id, number(id));
        let name = chip.id.unwrap_or_default();
        let sticky = Sticky {
            id: name.clone(),
            tooltip: chip.tooltip,
            ..sticky(Role::ReadModel, &view.name, &view.info)
        };
        builder.places.insert(Subject::ReadModel(id), Place::Block(builder.scene.blocks.len()));
        builder.block(name, Node::View(id), lane, What::Step(sticky));
    }
}
