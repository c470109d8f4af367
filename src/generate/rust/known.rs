//! Where every name that generated code may use is declared.

use super::{imports::Known, names, types, views::World};
use crate::{
    model::{Context, ContextId},
    types::{Meaning, Place},
};

/// What the kernel gives under names that no model can declare, since they are types of the language.
const VALUES: [&str; 7] =
    ["Bytes", "Date", "Decimal", "SignedDuration", "Timestamp", "Uuid", "convert"];

/// What else the kernel gives. Templates write these with their path.
const KERNEL: [&str; 33] = [
    "Aggregate",
    "BadStreamId",
    "Command",
    "CommandError",
    "CommandSet",
    "Context",
    "Create",
    "Decide",
    "DomainEvent",
    "Envelope",
    "Few",
    "FoldError",
    "Handled",
    "Instances",
    "IssuedCommand",
    "Lookup",
    "Meta",
    "Never",
    "Policy",
    "ReactError",
    "ReadError",
    "ReadModel",
    "Refusal",
    "Rejected",
    "Rows",
    "Saga",
    "Step",
    "StoredEvent",
    "StreamId",
    "Timeout",
    "WriteError",
    "from_json",
    "to_json",
];

/// The fixtures of generated tests.
const TESTING: &[&str] = &["Recorded", "SagaRun", "command", "given_stored", "policy", "project"];

/// What serde and the standard library give.
const OTHERS: [(&str, &str); 4] = [
    ("Serialize", "serde"),
    ("Deserialize", "serde"),
    ("BTreeMap", "std::collections"),
    ("BTreeSet", "std::collections"),
];

/// What generated code takes from the prelude, and the names that every file of a kind gives to something of its own.
const OWN: [&str; 12] = [
    "Err", "From", "Into", "None", "Ok", "Option", "Reaction", "Result", "Some", "String", "Table",
    "Vec",
];

/// Whether generated code uses the name itself without a path, so that no element can have it.
pub(super) fn is_taken(name: &str) -> bool {
    let lists = [VALUES.as_slice(), TESTING, OWN.as_slice(), &["Self_"]];
    lists.iter().any(|list| list.contains(&name)) || OTHERS.iter().any(|(other, _)| *other == name)
}

/// The names that generated code of the shared crate may use.
pub(super) fn in_shared() -> Known {
    general()
}

/// The names that generated code of a context may use.
pub(super) fn in_context(world: &World<'_>, id: ContextId) -> Known {
    let mut known = general();
    let context = &world.model.contexts[id];
    for (ty, definition) in world.plan.types.iter() {
        let name = types::named_type(ty, &world.plan.types);
        let is_identity = matches!(definition.meaning, Meaning::Identity { .. });
        if is_identity || world.shared.contains(&ty) {
            known.name(name, "shared");
        } else if definition.place == Place::Context(context.name.value.clone()) {
            known.name(name, "crate::generated::types");
        }
    }
    of_versions(world, context, &mut known);
    of_aggregates(world, context, &mut known);
    of_reactions(world, context, &mut known);
    for owner in super::sharing::foreign_owners(world.model, id) {
        known.name(names::snake(&owner), "crate::generated::foreign");
    }
    known.name("hooks", "crate");
    known
}

/// The names that the tests of a context may use: they see its crate from outside.
pub(super) fn in_tests(world: &World<'_>, id: ContextId) -> Known {
    let mut known = Known::default();
    TESTING.iter().for_each(|name| known.name(*name, "kernel::testing"));
    let context = &world.model.contexts[id];
    let package = names::crate_name(&context.name.value);
    for aggregate in &context.aggregates {
        known.name(names::pascal(&world.model.aggregates[*aggregate].name.value), package.clone());
    }
    for policy in &context.policies {
        known.name(names::pascal(&world.model.policies[*policy].name.value), package.clone());
    }
    for saga in &context.sagas {
        known.name(names::pascal(&world.model.sagas[*saga].name.value), package.clone());
    }
    for view in &context.read_models {
        known.name(names::pascal(&world.model.read_models[*view].name.value), package.clone());
    }
    known
}

fn general() -> Known {
    let mut known = Known::default();
    VALUES.iter().for_each(|name| known.name(*name, "kernel"));
    KERNEL.iter().for_each(|name| known.of_kernel(name));
    OTHERS.iter().for_each(|(name, path)| known.name(*name, *path));
    // Such a file may use nothing of the trait but this.
    for (method, of) in [
        ("issue_to", "Command"),
        ("issue", "Command"),
        ("TYPE", "Command"),
        ("decide", "Decide"),
        ("create", "Create"),
    ] {
        known.method(method, of);
    }
    known
}

/// What only old versions have lives beside their event; functions written by hand may name it.
fn of_versions(world: &World<'_>, context: &Context, known: &mut Known) {
    for aggregate in context.aggregates.iter().map(|aggregate| &world.model.aggregates[*aggregate])
    {
        let path = format!("crate::generated::{}", names::snake(&aggregate.name.value));
        for event in &aggregate.events {
            let module = names::snake(&world.model.events[*event].name.value);
            for ty in world.plan[*event].versions.iter().flat_map(|version| &version.declares) {
                let name = types::named_type(*ty, &world.plan.types);
                known.name(name, format!("{path}::{module}"));
            }
        }
    }
}

fn of_aggregates(world: &World<'_>, context: &Context, known: &mut Known) {
    for aggregate in context.aggregates.iter().map(|aggregate| &world.model.aggregates[*aggregate])
    {
        let path = format!("crate::generated::{}", names::snake(&aggregate.name.value));
        let name = names::pascal(&aggregate.name.value);
        for suffix in ["", "Command", "Event", "Rejection"] {
            known.name(format!("{name}{suffix}"), path.clone());
        }
        for command in aggregate.commands.iter().map(|command| &world.model.commands[*command]) {
            let name = names::pascal(&command.name.value);
            known.name(format!("{name}Outcome"), path.clone());
            known.name(name, path.clone());
        }
        for event in aggregate.events.iter().map(|event| &world.model.events[*event]) {
            known.name(names::pascal(&event.name.value), path.clone());
            known.name(names::snake(&event.name.value), path.clone());
        }
    }
}

fn of_reactions(world: &World<'_>, context: &Context, known: &mut Known) {
    for policy in &context.policies {
        known.name(
            names::pascal(&world.model.policies[*policy].name.value),
            "crate::generated::policies",
        );
    }
    for saga in &context.sagas {
        let name = names::pascal(&world.model.sagas[*saga].name.value);
        known.name(format!("{name}State"), "crate::generated::sagas");
        known.name(name, "crate::generated::sagas");
    }
    for view in &context.read_models {
        let name = names::pascal(&world.model.read_models[*view].name.value);
        known.name(format!("{name}Row"), "crate::generated::read_models");
        known.name(name, "crate::generated::read_models");
    }
}
