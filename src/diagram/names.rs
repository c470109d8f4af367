//! The names by which pictures and pages tell elements apart: `event:Accounts.AccountOpened`. They stay the same while
//! nobody renames anything, so that links to them do.

use crate::{
    model::{CommandId, Context, EventId, Handler, Model, Saga, Subject, Writer},
    source::Span,
};

/// The name of an element.
pub(in crate::diagram) fn id_of(model: &Model, subject: Subject) -> String {
    let inside = |context, name: &str| format!("{}.{name}", model.contexts[context].name.value);
    match subject {
        Subject::Context(id) => context_lane(&model.contexts[id]),
        Subject::Aggregate(id) => {
            let aggregate = &model.aggregates[id];
            format!("aggregate:{}", inside(aggregate.context, &aggregate.name.value))
        }
        Subject::Command(id) => format!("command:{}", path_of_command(model, id)),
        Subject::Event(id) => format!("event:{}", path_of_event(model, id)),
        Subject::Policy(id) => {
            let policy = &model.policies[id];
            policy_id(&model.contexts[policy.context], &policy.name.value)
        }
        Subject::Saga(id) => {
            let saga = &model.sagas[id];
            policy_id(&model.contexts[saga.context], &saga.name.value)
        }
        Subject::ReadModel(id) => {
            let view = &model.read_models[id];
            format!("read-model:{}", inside(view.context, &view.name.value))
        }
        Subject::Actor(id) => format!("actor:{}", model.actors[id].name.value),
        Subject::System(id) => format!("system:{}", model.systems[id].name.value),
    }
}

/// Every element by the place where its name is declared, and every question by that of its text, for whoever points at it from a file.
pub fn declared(model: &Model) -> Vec<(Span, String)> {
    let named = |subject, span| (span, id_of(model, subject));
    let contexts = model.contexts.iter().map(|(id, it)| (Subject::Context(id), it.name.span));
    let aggregates = model.aggregates.iter().map(|(id, it)| (Subject::Aggregate(id), it.name.span));
    let commands = model.commands.iter().map(|(id, it)| (Subject::Command(id), it.name.span));
    let events = model.events.iter().map(|(id, it)| (Subject::Event(id), it.name.span));
    let policies = model.policies.iter().map(|(id, it)| (Subject::Policy(id), it.name.span));
    let sagas = model.sagas.iter().map(|(id, it)| (Subject::Saga(id), it.name.span));
    let views = model.read_models.iter().map(|(id, it)| (Subject::ReadModel(id), it.name.span));
    let actors = model.actors.iter().map(|(id, it)| (Subject::Actor(id), it.name.span));
    let systems = model.systems.iter().map(|(id, it)| (Subject::System(id), it.name.span));
    let flow = commands.chain(events).chain(policies).chain(sagas).chain(views);
    let all = contexts.chain(aggregates).chain(flow).chain(actors).chain(systems);
    let questions = model.hotspots.iter().enumerate();
    let questions = questions.map(|(at, it)| (it.text.span, hotspot_id(at)));
    all.map(|(subject, span)| named(subject, span)).chain(questions).collect()
}

/// An open question by its place among them.
pub(in crate::diagram) fn hotspot_id(at: usize) -> String {
    format!("hotspot:{}", at + 1)
}

/// An open question by its words, which stay the same where its place does not.
pub(in crate::diagram) fn question_key(text: &str) -> String {
    format!("hotspot:{text}")
}

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

/// The step of a saga that an event starts.
pub(in crate::diagram) fn reaction_id(
    model: &Model,
    context: &Context,
    saga: &Saga,
    event: EventId,
) -> String {
    policy_id(context, &format!("{}/{}", saga.name.value, path_of_event(model, event)))
}

/// The step of a saga that is taken when nothing happens for too long.
pub(in crate::diagram) fn timeout_id(context: &Context, saga: &Saga, timeout: &str) -> String {
    policy_id(context, &format!("{}/{timeout}", saga.name.value))
}
