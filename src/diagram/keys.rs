//! The names by which pictures and comparisons know the elements of a model. They are the identifiers in pictures, too.

use crate::model::{
    ActorId, AggregateId, CommandId, Context, EventId, Handler, Model, ReadModelId, Saga, System,
    Writer,
};

/// `Accounts.AccountOpened`.
pub(in crate::diagram) fn path_of_event(model: &Model, id: EventId) -> String {
    let event = &model.events[id];
    let owner = match (event.context, event.writer) {
        (Some(context), _) => &model.contexts[context].name.value,
        (None, Writer::System(system)) => &model.systems[system].name.value,
        (None, Writer::Aggregate(_) | Writer::Nobody) => &model.name.value,
    };
    format!("{owner}.{}", event.name.value)
}

/// `Accounts.OpenAccount`.
pub(in crate::diagram) fn path_of_command(model: &Model, id: CommandId) -> String {
    let command = &model.commands[id];
    let owner = match (command.context, command.handler) {
        (Some(context), _) => &model.contexts[context].name.value,
        (None, Handler::System(system)) => &model.systems[system].name.value,
        (None, Handler::Aggregate(_) | Handler::Nobody) => &model.name.value,
    };
    format!("{owner}.{}", command.name.value)
}

pub(in crate::diagram) fn context_lane(context: &Context) -> String {
    format!("context:{}", context.name.value)
}

pub(in crate::diagram) fn policy_id(context: &Context, name: &str) -> String {
    format!("policy:{}.{name}", context.name.value)
}

pub(in crate::diagram) fn reaction_id(
    model: &Model,
    context: &Context,
    saga: &Saga,
    event: EventId,
) -> String {
    policy_id(context, &format!("{}/{}", saga.name.value, path_of_event(model, event)))
}

pub(in crate::diagram) fn timeout_id(context: &Context, saga: &Saga, timeout: &str) -> String {
    policy_id(context, &format!("{}/{timeout}", saga.name.value))
}

pub(in crate::diagram) fn event(model: &Model, id: EventId) -> String {
    format!("event:{}", path_of_event(model, id))
}

pub(in crate::diagram) fn command(model: &Model, id: CommandId) -> String {
    format!("command:{}", path_of_command(model, id))
}

pub(in crate::diagram) fn aggregate(model: &Model, id: AggregateId) -> String {
    let aggregate = &model.aggregates[id];
    format!("aggregate:{}.{}", model.contexts[aggregate.context].name.value, aggregate.name.value)
}

pub(in crate::diagram) fn read_model(model: &Model, id: ReadModelId) -> String {
    let view = &model.read_models[id];
    format!("read-model:{}.{}", model.contexts[view.context].name.value, view.name.value)
}

pub(in crate::diagram) fn actor(model: &Model, id: ActorId) -> String {
    format!("actor:{}", model.actors[id].name.value)
}

pub(in crate::diagram) fn system(system: &System) -> String {
    format!("system:{}", system.name.value)
}

/// An open question is known by its words, since its number is its place in a list.
pub(in crate::diagram) fn hotspot(text: &str) -> String {
    format!("hotspot:{text}")
}
