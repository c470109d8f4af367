//! A bounded context: one crate.

use serde::Serialize;

use super::{
    World, aggregate, foreign, golden, history, hooks, policy, read_model, saga, scenario, types,
};
use crate::{
    generate::rust::{docs, names, sharing},
    model::ContextId,
};

/// A context as templates see it.
#[derive(Debug, Serialize)]
pub(super) struct ContextView {
    file: String,
    name: String,
    package: String,
    summary: String,
    description_text: String,
    own_modules: Vec<String>,
    modules: Vec<ModuleView>,
    types: Vec<types::TypeView>,
    aggregates: Vec<aggregate::AggregateView>,
    policys: Vec<policy::PolicyView>,
    sagas: Vec<saga::SagaView>,
    read_models: Vec<read_model::ReadModelView>,
    /// The aggregates with decisions that the model leaves open.
    open_aggregates: Vec<hooks::OpenAggregateView>,
    /// The functions that the model names with `using:`.
    hooks: Vec<hooks::HookView>,
    scenarios: Vec<scenario::ScenarioView>,
    foreigns: Vec<foreign::ForeignView>,
    history: Option<history::HistoryView>,
    golden: Option<golden::GoldenView>,
    /// The golden files; the list behind `[golden]` in a path.
    goldens: Vec<golden::FileView>,
}

/// A module of the generated part.
#[derive(Debug, Serialize)]
struct ModuleView {
    name: String,
    public: bool,
}

/// The view of one context.
pub(super) fn of(world: &World<'_>, id: ContextId) -> ContextView {
    let context = &world.model.contexts[id];
    let name = &context.name.value;
    let summary = docs::sentence(&docs::summary(name, &context.info));
    let aggregates: Vec<_> =
        context.aggregates.iter().map(|aggregate| aggregate::of(world, *aggregate)).collect();
    let types = types::own(world, name);
    let open_aggregates = hooks::open_aggregates(world, id);
    let hooks = hooks::functions(world, id);
    let has_foreign = !world.model.foreign_events(id).is_empty()
        || !sharing::foreign_commands(world.model, id).is_empty();
    let some = |there: bool, name: &str, public: bool| {
        there.then(|| ModuleView { name: name.to_owned(), public })
    };
    let mut modules: Vec<_> = [
        some(has_foreign, "foreign", false),
        some(!context.policies.is_empty(), "policies", true),
        some(!context.read_models.is_empty(), "read_models", true),
        some(!context.sagas.is_empty(), "sagas", true),
        some(!types.is_empty(), "types", true),
    ]
    .into_iter()
    .flatten()
    .chain(
        aggregates
            .iter()
            .map(|aggregate| ModuleView { name: aggregate.module.clone(), public: true }),
    )
    .collect();
    modules.sort_by(|one, other| one.name.cmp(&other.name));
    ContextView {
        file: names::kebab(name),
        name: name.clone(),
        package: names::kebab(name),
        description_text: format!("{summary:?}"),
        summary,
        own_modules: own_modules(&open_aggregates, &hooks),
        modules,
        types,
        aggregates,
        policys: context.policies.iter().map(|policy| policy::of(world, *policy)).collect(),
        sagas: context.sagas.iter().map(|saga| saga::of(world, *saga)).collect(),
        read_models: context.read_models.iter().map(|view| read_model::of(world, *view)).collect(),
        open_aggregates,
        hooks,
        scenarios: scenario::of(world, id),
        foreigns: foreign::of(world, id),
        history: history::of(world, id),
        golden: golden::of(world, id),
        goldens: golden::files(world, id),
    }
}

/// The modules beside the generated ones, in order of name.
fn own_modules(open: &[hooks::OpenAggregateView], hooks: &[hooks::HookView]) -> Vec<String> {
    let mut modules: Vec<_> = open.iter().map(|aggregate| aggregate.module.clone()).collect();
    if !hooks.is_empty() {
        modules.push("hooks".to_owned());
    }
    modules.sort();
    modules
}
