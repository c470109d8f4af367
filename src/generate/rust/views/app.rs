//! The program: which routes lead to which command and question, and what reacts in the background.

use serde::Serialize;

use super::{World, event, openapi, stored};
use crate::{
    generate::rust::{docs, names, types},
    model::{Aggregate, Command, Context, Query, ReadModel, Returns},
    types::{Scalar, Type},
};

/// The program as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct AppView {
    openapi: String,
    history: Vec<stored::SampleView>,
}

/// What one context adds to the service.
#[derive(Debug, Serialize)]
pub(super) struct WiringView {
    /// The file of its module.
    file: String,
    module: String,
    name: String,
    /// The context's crate, as code writes it.
    library: String,
    aggregates: Vec<AggregateView>,
    /// The channel by which public events leave, as a Rust literal.
    channel: String,
    /// What they carry.
    style: &'static str,
    policies: Vec<String>,
    sagas: Vec<String>,
    read_models: Vec<ReadModelView>,
}

/// An aggregate and its commands.
#[derive(Debug, Serialize)]
struct AggregateView {
    name: String,
    constant: String,
    path: String,
    commands: Vec<CommandView>,
    /// Whether some of its events leave the context.
    publishes: bool,
}

/// A route.
#[derive(Debug, Serialize)]
struct CommandView {
    path: String,
    #[serde(rename = "type")]
    command_type: String,
    creates: bool,
}

/// A read model and its questions.
#[derive(Debug, Serialize)]
struct ReadModelView {
    name: String,
    constant: String,
    path: String,
    queries: Vec<QueryView>,
}

/// A question: its route, and the call that looks it up.
#[derive(Debug, Serialize)]
struct QueryView {
    path: String,
    one: bool,
    /// The name of the parameters in the closure.
    given: &'static str,
    function: String,
    arguments: String,
}

/// The view of the program.
pub(super) fn of(world: &World<'_>) -> AppView {
    AppView { openapi: openapi::of(world), history: stored::of(world) }
}

/// The views of what every context adds, in the order of the model.
pub(super) fn wirings(world: &World<'_>) -> Vec<WiringView> {
    world.model.contexts.values().map(|context| wiring(world, context)).collect()
}

/// Where a command is given: `/accounts/account/{id}/debit-account`.
pub(super) fn command_path(world: &World<'_>, aggregate: &Aggregate, command: &Command) -> String {
    let base = aggregate_path(world, aggregate);
    let last = names::kebab(&command.name.value);
    if command.creates { format!("{base}/{last}") } else { format!("{base}/{{id}}/{last}") }
}

/// Where a question is asked: `/accounts/account-balance/balance-of`.
pub(super) fn query_path(world: &World<'_>, view: &ReadModel, query: &Query) -> String {
    format!("{}/{}", read_model_path(world, view), names::kebab(&query.name.value))
}

/// The name of an operation for the clients that are generated: `accounts_debit_account`.
pub(super) fn operation_id(context: &str, parts: &[&str]) -> String {
    let words = [context].into_iter().chain(parts.iter().copied());
    words.map(names::file).collect::<Vec<_>>().join("_")
}

fn aggregate_path(world: &World<'_>, aggregate: &Aggregate) -> String {
    let context = &world.model.contexts[aggregate.context].name.value;
    format!("/{}/{}", names::kebab(context), names::kebab(&aggregate.name.value))
}

fn read_model_path(world: &World<'_>, view: &ReadModel) -> String {
    let context = &world.model.contexts[view.context].name.value;
    format!("/{}/{}", names::kebab(context), names::kebab(&view.name.value))
}

fn wiring(world: &World<'_>, context: &Context) -> WiringView {
    let model = world.model;
    let name = &context.name.value;
    let library = names::crate_name(name);
    let aggregates = context.aggregates.iter().map(|id| &model.aggregates[*id]);
    let read_models = context.read_models.iter().map(|id| &model.read_models[*id]);
    WiringView {
        file: names::file(name),
        module: names::snake(name),
        name: docs::in_words(name),
        aggregates: aggregates.map(|it| self::aggregate(world, name, it)).collect(),
        channel: types::text_literal(&context.channel()),
        style: if context.is_notification() { "Notification" } else { "StateTransfer" },
        policies: context
            .policies
            .iter()
            .map(|id| names::pascal(&model.policies[*id].name.value))
            .collect(),
        sagas: context.sagas.iter().map(|id| names::pascal(&model.sagas[*id].name.value)).collect(),
        read_models: read_models.map(|view| read_model(world, &library, view)).collect(),
        library,
    }
}

fn aggregate(world: &World<'_>, context: &str, aggregate: &Aggregate) -> AggregateView {
    let name = &aggregate.name.value;
    let commands = aggregate.commands.iter().map(|id| &world.model.commands[*id]);
    AggregateView {
        name: names::pascal(name),
        constant: format!("{}_COMMANDS", names::shouty(name)),
        path: aggregate_path(world, aggregate),
        publishes: aggregate.events.iter().any(|event| event::leads_out(world, *event)),
        commands: commands
            .map(|command| CommandView {
                path: names::kebab(&command.name.value),
                command_type: format!("{context}.{}", command.name.value),
                creates: command.creates,
            })
            .collect(),
    }
}

fn read_model(world: &World<'_>, library: &str, view: &ReadModel) -> ReadModelView {
    let name = names::pascal(&view.name.value);
    let query = |query: &Query| QueryView {
        path: names::kebab(&query.name.value),
        one: query.returns == Returns::One,
        given: if query.by.is_empty() { "_" } else { "given" },
        function: format!("{library}::{name}::{}", names::snake(&query.name.value)),
        arguments: arguments(view, query),
    };
    ReadModelView {
        constant: format!("{}_QUERIES", names::shouty(&view.name.value)),
        path: read_model_path(world, view),
        queries: view.queries.iter().map(query).collect(),
        name,
    }
}

/// The values of a question, taken out of its parameters. Their types follow from the function, but for a text,
/// which it takes as a slice.
fn arguments(view: &ReadModel, query: &Query) -> String {
    let argument = |by: &str| {
        let field = view.fields.iter().find(|field| field.name.value == by);
        let is_text = field.is_some_and(|field| *field.ty.present() == Type::Scalar(Scalar::Text));
        let kind = if is_text { "::<String>" } else { "" };
        format!("&given.take{kind}({by:?})?")
    };
    query.by.iter().map(|by| argument(&by.value)).collect::<Vec<_>>().join(", ")
}
