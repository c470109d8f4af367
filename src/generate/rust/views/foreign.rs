//! What a context knows of others: the events that it reads, with the fields that it uses, and the commands it gives.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{World, event, field, issue};
use crate::{
    expr::{Expr, Root},
    generate::rust::{docs, names, reader::Scope, sharing},
    model::{CommandId, ContextId, EventId, Source},
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
    let Wanted { fields, by_hand, .. } = wanted(world, context);
    let scope = Scope::Foreign(fields);
    let events = sharing::foreign_events(world.model, context);
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
    let fields = wanted.map(|field| field::FieldView {
        docs: Vec::new(),
        attributes: Vec::new(),
        ..field::of(world, field)
    });
    event::EventView { fields: fields.collect(), ..event::seen_by(world, id, scope) }
}

fn given(world: &World<'_>, owner: &str, id: CommandId) -> CommandView {
    let command = &world.model.commands[id];
    let field = |declared| {
        let view = field::of(world, declared);
        let skip = "serde(skip_serializing_if = \"Option::is_none\")";
        let attributes = if declared.ty.is_optional() { vec![skip.to_owned()] } else { Vec::new() };
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
    Scope::Foreign(wanted(world, context).fields)
}

fn wanted<'w, 'm>(world: &'w World<'m>, context: ContextId) -> Wanted<'w, 'm> {
    let mut wanted = Wanted { world, fields: BTreeMap::new(), by_hand: BTreeSet::new() };
    for event in sharing::foreign_events(world.model, context) {
        wanted.fields.entry(event).or_default();
    }
    let own = &world.model.contexts[context];
    for reaction in own.policies.iter().flat_map(|id| &world.model.policies[*id].reactions) {
        wanted.expressions(reaction.event, reaction.when.iter());
        wanted.expressions(reaction.event, issue::expressions(&reaction.issues));
        let by_hand = reaction.issues.iter().flat_map(|issue| &issue.fields);
        wanted.hooks(reaction.event, by_hand.map(|filling| &filling.source));
        if reaction.using.is_some() {
            wanted.everything(reaction.event);
        }
    }
    for reaction in own.sagas.iter().flat_map(|id| &world.model.sagas[*id].reactions) {
        let issues = || reaction.issues.iter().chain(&reaction.undo);
        let folds = reaction.folds.iter().filter_map(|fold| field::expr_of(&fold.source));
        wanted.expressions(reaction.event, reaction.when.iter().chain(&reaction.key).chain(folds));
        wanted.expressions(reaction.event, issue::expressions(issues()));
        let fillings = issues().flat_map(|issue| &issue.fields).map(|filling| &filling.source);
        wanted
            .hooks(reaction.event, fillings.chain(reaction.folds.iter().map(|fold| &fold.source)));
    }
    for mapping in own.read_models.iter().flat_map(|id| &world.model.read_models[*id].mappings) {
        for change in &mapping.changes {
            let fillings = || change.writes.iter().flatten().map(|filling| &filling.source);
            let values = fillings().filter_map(field::expr_of);
            wanted.expressions(mapping.event, change.key.iter().chain(values));
            wanted.hooks(mapping.event, fillings());
        }
    }
    wanted
}

struct Wanted<'w, 'm> {
    world: &'w World<'m>,
    /// Foreign events only; those of the context itself are read whole.
    fields: BTreeMap<EventId, BTreeSet<String>>,
    /// The foreign events that functions written by hand see.
    by_hand: BTreeSet<EventId>,
}

impl Wanted<'_, '_> {
    fn expressions<'e>(&mut self, event: EventId, expressions: impl IntoIterator<Item = &'e Expr>) {
        let Some(fields) = self.fields.get_mut(&event) else { return };
        for expression in expressions {
            fields.extend(expression.fields_of(Root::Event));
        }
    }

    /// A function written by hand sees the whole event.
    fn hooks<'s>(&mut self, event: EventId, sources: impl IntoIterator<Item = &'s Source>) {
        if sources.into_iter().any(|source| matches!(source, Source::Hook(_))) {
            self.everything(event);
        }
    }

    fn everything(&mut self, event: EventId) {
        let Some(fields) = self.fields.get_mut(&event) else { return };
        let all = self.world.model.events[event].fields.iter();
        fields.extend(all.map(|field| field.name.value.clone()));
        self.by_hand.insert(event);
    }
}
