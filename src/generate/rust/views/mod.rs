//! Views: what templates see of a model. Names, types, order and Rust text are decided here.

mod aggregate;
mod app;
mod command;
mod context;
mod event;
mod field;
mod fold;
mod foreign;
mod golden;
mod history;
pub(super) mod hooks;
mod issue;
mod openapi;
mod policy;
mod query;
mod read_model;
mod reads;
mod saga;
mod sample;
mod scenario;
mod stored;
mod suite;
mod trigger;
mod types;

use std::collections::BTreeSet;

use minijinja::Value;
use serde::Serialize;

pub(super) use event::{constant_of, is_published};
pub(super) use field::struct_expression;

use super::{docs, sharing};
use crate::{
    evolve::{Plan, golden::Goldens},
    model::Model,
    types::TypeId,
};

/// The model as templates see it.
#[derive(Debug, Serialize)]
struct Workspace {
    name: String,
    title: String,
    contexts: Vec<context::ContextView>,
    shared: types::SharedView,
    app: app::AppView,
    wirings: Vec<app::WiringView>,
}

/// Everything that a view is made from.
pub(super) struct World<'m> {
    pub(super) model: &'m Model,
    pub(super) plan: &'m Plan,
    /// Payloads of published versions.
    pub(super) goldens: &'m Goldens,
    /// The types of the shared crate.
    pub(super) shared: BTreeSet<TypeId>,
}

impl<'m> World<'m> {
    pub(super) fn new(model: &'m Model, plan: &'m Plan, goldens: &'m Goldens) -> Self {
        Self { model, plan, goldens, shared: sharing::shared(model, plan) }
    }
}

/// The view of the whole model.
pub(super) fn of(world: &World<'_>) -> Value {
    let model = world.model;
    let workspace = Workspace {
        name: model.workspace_name().to_owned(),
        title: title(model),
        contexts: model.contexts.ids().map(|id| context::of(world, id)).collect(),
        shared: types::shared(world),
        app: app::of(world),
        wirings: app::wirings(world),
    };
    Value::from(minijinja::value::Serde(&workspace))
}

/// The name of the model for people.
fn title(model: &Model) -> String {
    let words = || docs::sentence(&docs::in_words(model.workspace_name()));
    let title = model.title.clone().unwrap_or_else(words);
    title.trim_end_matches('.').to_owned()
}
