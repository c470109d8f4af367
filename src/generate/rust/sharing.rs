//! Which types live in the shared crate: a context's crate never depends on another's, so whatever two of them speak
//! of stands in between.

use std::collections::BTreeSet;

use crate::{
    evolve::Plan,
    model::{CommandId, ContextId, EventId, Handler, Issue, Model, Writer},
    types::{Field, Meaning, Place, Type, TypeId},
};

/// The declared types of the shared crate. Identities are always there and not listed.
pub(super) fn shared(model: &Model, plan: &Plan) -> BTreeSet<TypeId> {
    let mut found = Found { plan, types: BTreeSet::new() };
    for (id, definition) in plan.types.iter() {
        if definition.place == Place::Shared {
            found.add(&Type::Named(id));
        }
    }
    for context in model.contexts.ids() {
        found.of_context(model, context);
    }
    found.types
}

/// The commands of other contexts and systems that a context issues, each once, in order of first use.
pub(super) fn foreign_commands(model: &Model, context: ContextId) -> Vec<CommandId> {
    once(
        issues(model, context)
            .map(|issue| issue.command)
            .filter(|command| model.commands[*command].context != Some(context)),
    )
}

/// The contexts and external systems whose events a context reads or whose commands it issues, in order of name.
pub(super) fn foreign_owners(model: &Model, context: ContextId) -> BTreeSet<String> {
    let events =
        model.foreign_events(context).into_iter().filter_map(|event| owner_of_event(model, event));
    let commands = foreign_commands(model, context)
        .into_iter()
        .filter_map(|command| owner_of_command(model, command));
    events.chain(commands).collect()
}

/// The context or external system that an event belongs to.
pub(super) fn owner_of_event(model: &Model, event: EventId) -> Option<String> {
    let event = &model.events[event];
    match (event.context, event.writer) {
        (Some(context), _) => Some(model.contexts[context].name.value.clone()),
        (None, Writer::System(system)) => Some(model.systems[system].name.value.clone()),
        (None, Writer::Aggregate(_) | Writer::Nobody) => None,
    }
}

/// The context or external system that a command belongs to.
pub(super) fn owner_of_command(model: &Model, command: CommandId) -> Option<String> {
    let command = &model.commands[command];
    match (command.context, command.handler) {
        (Some(context), _) => Some(model.contexts[context].name.value.clone()),
        (None, Handler::System(system)) => Some(model.systems[system].name.value.clone()),
        (None, Handler::Aggregate(_) | Handler::Nobody) => None,
    }
}

/// Every command that the policies and sagas of a context issue.
pub(super) fn issues(model: &Model, context: ContextId) -> impl Iterator<Item = &Issue> {
    let own = &model.contexts[context];
    let policies = own.policies.iter().flat_map(|policy| &model.policies[*policy].reactions);
    let sagas = own.sagas.iter().map(|saga| &model.sagas[*saga]);
    let reactions = sagas.clone().flat_map(|saga| &saga.reactions);
    let timeouts = sagas.flat_map(|saga| &saga.timeouts);
    policies
        .flat_map(|reaction| &reaction.issues)
        .chain(reactions.flat_map(|reaction| reaction.issues.iter().chain(&reaction.undo)))
        .chain(timeouts.flat_map(|timeout| &timeout.issues))
}

fn once<T: PartialEq>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for item in items {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}

struct Found<'m> {
    plan: &'m Plan,
    types: BTreeSet<TypeId>,
}

impl Found<'_> {
    fn of_context(&mut self, model: &Model, context: ContextId) {
        for event in model.foreign_events(context) {
            for version in &self.plan[event].versions {
                self.fields(&version.shape.fields);
            }
        }
        for command in foreign_commands(model, context) {
            self.fields(&model.commands[command].fields);
        }
        let own = &model.contexts[context];
        let home = Place::Context(own.name.value.clone());
        let states = own.aggregates.iter().map(|aggregate| &model.aggregates[*aggregate].state);
        let memories = own.sagas.iter().map(|saga| &model.sagas[*saga].state);
        let rows = own.read_models.iter().map(|view| &model.read_models[*view].fields);
        let commands = model.commands_of(context).into_iter().map(|id| &model.commands[id].fields);
        let versions = model.events_of(context).into_iter().flat_map(|id| &self.plan[id].versions);
        let shapes = versions.map(|version| &version.shape.fields);
        let used: Vec<_> = states
            .chain(memories)
            .chain(rows)
            .chain(commands)
            .chain(shapes)
            .flatten()
            .map(|field| &field.ty)
            .collect();
        for ty in used {
            self.unless_at(&home, ty);
        }
        for id in self.plan.types.of(&home) {
            match &self.plan.types[id].meaning {
                Meaning::Record(fields) => {
                    fields.iter().for_each(|field| self.unless_at(&home, &field.ty));
                }
                Meaning::Newtype(inner) => self.unless_at(&home, inner),
                Meaning::Identity { .. } | Meaning::Enumeration(_) => {}
            }
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        fields.iter().for_each(|field| self.add(&field.ty));
    }

    /// Shares a type that is declared elsewhere than where it is used.
    fn unless_at(&mut self, home: &Place, ty: &Type) {
        if ty.named().is_some_and(|id| self.plan.types[id].place != *home) {
            self.add(ty);
        }
    }

    /// Shares a type, and with it whatever it is made of.
    fn add(&mut self, ty: &Type) {
        let Some(id) = ty.named() else { return };
        let definition = &self.plan.types[id];
        let of_old_version = matches!(definition.place, Place::Version { .. });
        if !of_old_version
            && !matches!(definition.meaning, Meaning::Identity { .. })
            && !self.types.insert(id)
        {
            return;
        }
        match &definition.meaning {
            Meaning::Record(fields) => fields.iter().for_each(|field| self.add(&field.ty)),
            Meaning::Newtype(inner) => self.add(inner),
            Meaning::Identity { .. } | Meaning::Enumeration(_) => {}
        }
    }
}
