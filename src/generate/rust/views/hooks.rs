//! What the model leaves to a person: decisions without a table, and functions named with `using:`. The first text of
//! their files compiles; whatever is added to the model later is asked for by the compiler.

mod reactions;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{World, event};
use crate::{
    evolve::{Operation, SplitFrom},
    generate::rust::{names, reader, types},
    model::{Aggregate, ContextId, Decision, EventId, Fold, Outcome, Source},
    types::{Field, Meaning, Scalar, Type},
};

/// The file of an aggregate with open decisions.
#[derive(Debug, Serialize)]
pub(super) struct OpenAggregateView {
    pub(super) file: String,
    /// Its module, as code writes it.
    pub(super) module: String,
    name: String,
    id: String,
    commands: Vec<OpenCommandView>,
}

/// A decision that a person writes.
#[derive(Debug, Serialize)]
struct OpenCommandView {
    name: String,
    decides: &'static str,
    method: &'static str,
    receiver: &'static str,
    outcome: String,
    /// The events that may come of it, in words.
    events: String,
}

/// A function that a person writes.
#[derive(Debug, Serialize)]
pub(in crate::generate::rust) struct HookView {
    pub(in crate::generate::rust) name: String,
    docs: String,
    parameters: Vec<String>,
    result: String,
    body: String,
}

impl HookView {
    /// What tells it from a function of the same name: the types of what it is given, and what it gives.
    pub(in crate::generate::rust) fn shape(&self) -> String {
        let types =
            self.parameters.iter().map(|it| it.split_once(": ").map_or(it.as_str(), |(_, ty)| ty));
        format!("({}) -> {}", types.collect::<Vec<_>>().join(", "), self.result)
    }
}

/// The aggregates of a context whose decisions the model leaves open.
pub(super) fn open_aggregates(world: &World<'_>, context: ContextId) -> Vec<OpenAggregateView> {
    let aggregates =
        world.model.contexts[context].aggregates.iter().map(|id| &world.model.aggregates[*id]);
    aggregates
        .map(|aggregate| open_aggregate(world, aggregate))
        .filter(|view| !view.commands.is_empty())
        .collect()
}

fn open_aggregate(world: &World<'_>, aggregate: &Aggregate) -> OpenAggregateView {
    let name = names::pascal(&aggregate.name.value);
    let commands = aggregate.commands.iter().map(|id| &world.model.commands[*id]);
    let open = commands.filter_map(|command| {
        let Decision::Hook(events) = &command.decision else { return None };
        let words: Vec<_> =
            events.iter().map(|event| format!("`{}`", event_name(world, event.value))).collect();
        let command_name = names::pascal(&command.name.value);
        Some(OpenCommandView {
            outcome: match events.as_slice() {
                [one] => event_name(world, one.value),
                [] => format!("{name}Event"),
                _ => format!("{command_name}Outcome"),
            },
            name: command_name,
            decides: if command.creates { "kernel::Create" } else { "kernel::Decide" },
            method: if command.creates { "create" } else { "decide" },
            receiver: if command.creates { "" } else { "&self, " },
            events: words.join(" or "),
        })
    });
    OpenAggregateView {
        file: names::file(&aggregate.name.value),
        module: names::snake(&aggregate.name.value),
        id: types::named_type(aggregate.identity, &world.plan.types),
        commands: open.collect(),
        name,
    }
}

fn event_name(world: &World<'_>, event: EventId) -> String {
    names::pascal(&world.model.events[event].name.value)
}

/// The functions that the model of a context names with `using:`, each once, in order of name.
pub(super) fn functions(world: &World<'_>, context: ContextId) -> Vec<HookView> {
    let mut once = BTreeMap::new();
    for view in uses(world, context) {
        once.entry(view.name.clone()).or_insert(view);
    }
    once.into_values().collect()
}

/// The functions that the model of a context names, as each of the places that names one needs it.
pub(in crate::generate::rust) fn uses(world: &World<'_>, context: ContextId) -> Vec<HookView> {
    let mut found = Vec::new();
    let own = &world.model.contexts[context];
    for aggregate in own.aggregates.iter().map(|id| &world.model.aggregates[*id]) {
        of_decisions(world, aggregate, &mut found);
        for id in aggregate.events.iter().filter(|id| event::is_current(world, **id)) {
            of_folds(world, aggregate, *id, &mut found);
        }
    }
    for event in world.model.events_of(context) {
        of_history(world, event, &mut found);
    }
    of_foreign(world, context, &mut found);
    reactions::collect(world, context, &mut found);
    found
}

/// What a foreign event needs to be read as far as it is used.
fn of_foreign(world: &World<'_>, context: ContextId, found: &mut Found) {
    let scope = super::foreign::scope(world, context);
    for id in world.model.foreign_events(context) {
        let called = reader::of(world, id, &scope).hooks;
        let mut all = Found::new();
        of_history(world, id, &mut all);
        all.into_iter()
            .filter(|hook| called.contains(&hook.name))
            .for_each(|hook| add(found, hook));
    }
}

type Found = Vec<HookView>;

fn add(found: &mut Found, view: HookView) {
    found.push(view);
}

fn of_decisions(world: &World<'_>, aggregate: &Aggregate, found: &mut Found) {
    let name = names::pascal(&aggregate.name.value);
    let id = types::named_type(aggregate.identity, &world.plan.types);
    let rejection = super::aggregate::rejection(world, aggregate);
    for command in aggregate.commands.iter().map(|id| &world.model.commands[*id]) {
        let Decision::Table(rows) = &command.decision else { continue };
        let command_name = names::pascal(&command.name.value);
        let state = (!command.creates).then(|| format!("_state: &{name}"));
        for row in rows {
            if let Outcome::Using(hook) = &row.outcome {
                let rest = [
                    format!("_id: &{id}"),
                    format!("_command: {command_name}"),
                    "_cx: &kernel::Context".to_owned(),
                ];
                add(
                    found,
                    HookView {
                        name: hook.value.clone(),
                        docs: format!(
                            "Decides `{command_name}` where the table of the model says so."
                        ),
                        parameters: state.clone().into_iter().chain(rest).collect(),
                        result: format!(
                            "Result<kernel::Few<<{command_name} as kernel::Handled>::Outcome>, {rejection}>"
                        ),
                        body: "Ok(kernel::Few::None)".to_owned(),
                    },
                );
            }
            for emission in row.emissions() {
                let event = &world.model.events[emission.event];
                for filling in &emission.fields {
                    let Source::Hook(hook) = &filling.source else { continue };
                    let Some(field) =
                        event.fields.iter().find(|field| field.name.value == filling.field)
                    else {
                        continue;
                    };
                    let rest =
                        [format!("_command: &{command_name}"), "_cx: &kernel::Context".to_owned()];
                    let parameters = state.clone().into_iter().chain(rest).collect();
                    add(
                        found,
                        value_of(
                            world,
                            &hook.value,
                            field,
                            parameters,
                            &event_name(world, emission.event),
                        ),
                    );
                }
            }
        }
    }
}

fn of_folds(world: &World<'_>, aggregate: &Aggregate, id: EventId, found: &mut Found) {
    let event = &world.model.events[id];
    let state = names::pascal(&aggregate.name.value);
    let creates = world.model.begins(aggregate, id);
    for fold in &event.folds {
        let Fold { field, source: Source::Hook(hook) } = fold else { continue };
        let Some(field) = aggregate.state.iter().find(|known| known.name.value == field.value)
        else {
            continue;
        };
        let event_parameter = format!("_event: &{}", event_name(world, id));
        let ty = types::rust_type(&field.ty, &world.plan.types);
        let docs =
            format!("The `{}` of a `{state}` after `{}`.", field.name.value, event_name(world, id));
        let view = if creates {
            HookView {
                name: hook.value.clone(),
                docs,
                parameters: vec![event_parameter],
                result: ty,
                body: value(world, &field.ty),
            }
        } else {
            let copied = if types::is_copy(&field.ty, &world.plan.types) { "" } else { ".clone()" };
            HookView {
                name: hook.value.clone(),
                docs,
                parameters: vec![format!("state: &{state}"), event_parameter],
                result: ty,
                body: format!("state.{}{copied}", names::snake(&field.name.value)),
            }
        };
        add(found, view);
    }
}

fn of_history(world: &World<'_>, id: EventId, found: &mut Found) {
    let plan = &world.plan[id];
    let event = event_name(world, id);
    let operations =
        plan.hops.iter().flat_map(|hop| &hop.bindings).map(|binding| &binding.operation);
    for operation in operations {
        let Operation::Custom { from, to, using } = operation else { continue };
        let parameters = from.iter().map(|input| {
            format!(
                "_{}: {}",
                names::file(&input.field),
                types::rust_type(&input.ty, &world.plan.types)
            )
        });
        let results: Vec<_> =
            to.iter().map(|output| types::rust_type(&output.ty, &world.plan.types)).collect();
        let values: Vec<_> = to.iter().map(|output| value(world, &output.ty)).collect();
        let names: Vec<_> = to.iter().map(|output| format!("`{}`", output.field)).collect();
        add(
            found,
            HookView {
                name: using.clone(),
                docs: format!("Reads {} of an old `{event}`.", names.join(" and ")),
                parameters: parameters.collect(),
                result: tuple(&results),
                body: tuple(&values),
            },
        );
    }
    if let crate::evolve::Reading::Others(parts) = &plan.reading {
        for (part, field) in
            parts.iter().flat_map(|part| part.fields.iter().map(move |field| (part, field)))
        {
            let SplitFrom::Hook { using, from } = &field.source else { continue };
            let parameters = from.iter().map(|input| {
                format!(
                    "_{}: {}",
                    names::file(&input.field),
                    types::rust_type(&input.ty, &world.plan.types)
                )
            });
            add(
                found,
                HookView {
                    name: using.clone(),
                    docs: format!(
                        "Reads `{}` of the `{}` in an old `{event}`.",
                        field.field,
                        event_name(world, part.event)
                    ),
                    parameters: parameters.collect(),
                    result: types::rust_type(&field.ty, &world.plan.types),
                    body: value(world, &field.ty),
                },
            );
        }
    }
}

fn value_of(
    world: &World<'_>,
    hook: &str,
    field: &Field,
    parameters: Vec<String>,
    event: &str,
) -> HookView {
    HookView {
        name: hook.to_owned(),
        docs: format!("The `{}` of a new `{event}`.", field.name.value),
        parameters,
        result: types::rust_type(&field.ty, &world.plan.types),
        body: value(world, &field.ty),
    }
}

fn tuple(parts: &[String]) -> String {
    match parts {
        [one] => one.clone(),
        several => format!("({})", several.join(", ")),
    }
}

/// A first value of a type, for a function that nobody has written yet.
fn value(world: &World<'_>, ty: &Type) -> String {
    match ty {
        Type::Scalar(scalar) => first(*scalar).to_owned(),
        Type::Optional(_) => "None".to_owned(),
        Type::List(_) => "Vec::new()".to_owned(),
        Type::Set(_) => "BTreeSet::new()".to_owned(),
        Type::Map(_) => "BTreeMap::new()".to_owned(),
        Type::Named(id) => {
            let name = types::named_type(*id, &world.plan.types);
            match &world.plan.types[*id].meaning {
                Meaning::Identity { scalar, .. } => format!("{name}({})", first(*scalar)),
                Meaning::Newtype(inner) => format!("{name}({})", value(world, inner)),
                Meaning::Enumeration(_) => types::variant(*id, 0, &world.plan.types),
                Meaning::Record(fields) => {
                    let given: Vec<_> = fields
                        .iter()
                        .map(|field| (names::snake(&field.name.value), value(world, &field.ty)))
                        .collect();
                    super::field::struct_expression(&name, &given, "")
                }
            }
        }
    }
}

fn first(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Text => "String::new()",
        Scalar::Int => "0",
        Scalar::Decimal => "Decimal::ZERO",
        Scalar::Bool => "false",
        Scalar::Uuid => "Uuid::nil()",
        Scalar::Date => "Date::constant(1970, 1, 1)",
        Scalar::Timestamp => "Timestamp::UNIX_EPOCH",
        Scalar::Duration => "SignedDuration::ZERO",
        Scalar::Bytes => "Bytes(Vec::new())",
    }
}
