//! What a context knows of others: the events that it reads, with the fields that it uses, and the commands it gives.

use serde::Serialize;

use super::{World, event, field};
use crate::{
    generate::rust::{docs, names, reader::Scope, sharing, types},
    model::{CommandId, ContextId, EventId, Uses},
};

/// Another context or an external system, as far as a context knows it.
#[derive(Debug, Serialize)]
pub(super) struct ForeignView {
    file: String,
    module: String,
    name: String,
    foreign_events: Vec<event::EventView>,
    /// The modules, in order of name.
    modules: Vec<ModuleView>,
    commands: Vec<CommandView>,
    /// The names of the commands, in order.
    exports: String,
}

/// A module, and the struct that it gives.
#[derive(Debug, Serialize)]
struct ModuleView {
    name: String,
    public: bool,
    exports: String,
}

/// A command that a context gives to another one.
#[derive(Debug, Serialize)]
struct CommandView {
    name: String,
    #[serde(rename = "type")]
    command_type: String,
    docs: Vec<String>,
    fields: Vec<field::FieldView>,
}

/// The others that a context knows, in order of name.
pub(super) fn of(world: &World<'_>, context: ContextId) -> Vec<ForeignView> {
    let Uses { fields, by_hand } = world.model.uses_of(context);
    let scope = Scope::Foreign(fields);
    let events = world.model.foreign_events(context);
    let commands = sharing::foreign_commands(world.model, context);
    let owners = sharing::foreign_owners(world.model, context);
    let view = |owner: String| {
        let of_owner = |event: &&EventId| {
            sharing::owner_of_event(world.model, **event).as_ref() == Some(&owner)
        };
        let events = events.iter().filter(of_owner).map(|event| event::EventView {
            by_hand: by_hand.contains(event),
            ..seen(world, *event, &scope)
        });
        let events = events.collect();
        let of_owner = |command: &&CommandId| {
            sharing::owner_of_command(world.model, **command).as_ref() == Some(&owner)
        };
        let commands = commands.iter().filter(of_owner);
        let commands = commands.map(|command| given(world, &owner, *command)).collect();
        foreign(owner, events, commands)
    };
    owners.into_iter().map(view).collect()
}

fn foreign(
    owner: String,
    mut events: Vec<event::EventView>,
    commands: Vec<CommandView>,
) -> ForeignView {
    events.sort_by(|one, other| one.file.cmp(&other.file));
    let module = |event: &event::EventView| ModuleView {
        name: names::snake(&event.file),
        public: true,
        exports: if event.is_current { event.name.clone() } else { String::new() },
    };
    let mut modules: Vec<_> = events.iter().map(module).collect();
    let mut exports: Vec<_> = commands.iter().map(|command| command.name.clone()).collect();
    exports.sort();
    let exports = match exports.as_slice() {
        [one] => one.clone(),
        several => format!("{{{}}}", several.join(", ")),
    };
    if !commands.is_empty() {
        let (name, exports) = ("commands".to_owned(), exports.clone());
        modules.push(ModuleView { name, public: false, exports });
        modules.sort_by(|one, other| one.name.cmp(&other.name));
    }
    ForeignView {
        file: names::file(&owner),
        module: names::snake(&owner),
        name: owner,
        foreign_events: events,
        modules,
        commands,
        exports,
    }
}

fn seen(world: &World<'_>, id: EventId, scope: &Scope) -> event::EventView {
    let fields = world.model.events[id].fields.iter();
    let wanted = fields.filter(|field| scope.wants(id, &field.name.value));
    let fields = wanted.map(|declared| {
        let exact = types::read_with(&declared.ty);
        let default = exact.filter(|_| declared.ty.is_optional()).map(|_| "default");
        let attributes = field::serde([default, exact]);
        field::FieldView { docs: Vec::new(), attributes, ..field::of(world, declared) }
    });
    event::EventView { fields: fields.collect(), ..event::seen_by(world, id, scope) }
}

fn given(world: &World<'_>, owner: &str, id: CommandId) -> CommandView {
    let command = &world.model.commands[id];
    let field = |declared| {
        let view = field::of(world, declared);
        let skip = "skip_serializing_if = \"Option::is_none\"";
        let attributes = field::serde([declared.ty.is_optional().then_some(skip)]);
        field::FieldView { docs: Vec::new(), attributes, ..view }
    };
    CommandView {
        name: names::pascal(&command.name.value),
        command_type: format!("{owner}.{}", command.name.value),
        docs: docs::lines(&command.name.value, &command.info),
        fields: command.fields.iter().map(field).collect(),
    }
}

/// The foreign events that a context reads, each with the fields that its policies, sagas and read models use.
pub(super) fn scope(world: &World<'_>, context: ContextId) -> Scope {
    Scope::Foreign(world.model.uses_of(context).fields)
}
