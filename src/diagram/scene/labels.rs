//! Names, identifiers and tooltips of the elements of a model, as a board writes them.

use super::{Chip, Mark, Sticky};
pub(super) use crate::diagram::names::{
    context_lane, path_of_command, path_of_event, policy_id, reaction_id, timeout_id,
};
use crate::{
    diagram::{names::id_of, text::spoken, theme::Role},
    model::{ActorId, Command, CommandId, Event, EventId, Info, Model, ReadModelId, Subject},
    source::Spanned,
};

pub(in crate::diagram) fn named(name: &Spanned<String>, info: &Info) -> String {
    spoken(&name.value, info.label.as_deref())
}

pub(in crate::diagram) fn tooltip(kind: &str, name: &Spanned<String>, info: &Info) -> String {
    let more = info
        .description
        .as_deref()
        .map_or_else(String::new, |description| format!(": {description}"));
    format!("{kind} {}{more}", name.value)
}

pub(super) fn command_sticky(model: &Model, id: CommandId) -> Sticky {
    let command: &Command = &model.commands[id];
    Sticky {
        id: id_of(model, Subject::Command(id)),
        tooltip: tooltip("Command", &command.name, &command.info),
        ..sticky(Role::Command, &command.name, &command.info)
    }
}

/// An event with its version. Read models and the story are added by who knows them.
pub(super) fn event_sticky(model: &Model, id: EventId) -> Sticky {
    let event: &Event = &model.events[id];
    let version = (event.version.value > 1).then(|| format!("v{}", event.version.value));
    let retired = event.retired.is_some().then(|| "retired".to_owned());
    Sticky {
        id: id_of(model, Subject::Event(id)),
        tag: version.into_iter().chain(retired).collect::<Vec<_>>().join(" "),
        tooltip: tooltip("Event", &event.name, &event.info),
        ..sticky(Role::Event, &event.name, &event.info)
    }
}

/// A sticky with what most of them have.
pub(super) fn sticky(role: Role, name: &Spanned<String>, info: &Info) -> Sticky {
    Sticky { raw: name.value.clone(), ..Sticky::new(role, role.word(), &named(name, info)) }
}

pub(super) fn actor_chip(model: &Model, id: ActorId) -> Chip {
    let actor = &model.actors[id];
    Chip {
        id: Some(id_of(model, Subject::Actor(id))),
        key: id_of(model, Subject::Actor(id)),
        raw: actor.name.value.clone(),
        role: Role::Actor,
        mark: Mark::Plain,
        number: None,
        name: named(&actor.name, &actor.info),
        tooltip: tooltip("Actor", &actor.name, &actor.info),
    }
}

/// A read model with its number, which is its place in the model.
pub(super) fn read_model_chip(model: &Model, id: ReadModelId, number: usize) -> Chip {
    let view = &model.read_models[id];
    let question = view.question.as_deref().map_or_else(String::new, |text| format!(": {text}"));
    Chip {
        id: Some(id_of(model, Subject::ReadModel(id))),
        key: id_of(model, Subject::ReadModel(id)),
        raw: view.name.value.clone(),
        role: Role::ReadModel,
        mark: Mark::Plain,
        number: Some(number),
        name: named(&view.name, &view.info),
        tooltip: format!("Read model {}{question}", view.name.value),
    }
}
