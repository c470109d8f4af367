//! The words of generated Rust: names, types, literals and expressions, and the views that templates see.

mod docs;
pub mod expr;
mod guard;
mod imports;
mod known;
pub mod names;
mod reader;
mod sharing;
pub mod types;
mod views;

use std::collections::BTreeMap;

use minijinja::Value;

use super::{
    files::Files,
    tree::{self, TemplateError, Templates},
};
use crate::{
    evolve::{Plan, golden::Goldens},
    model::Model,
};
pub use guard::{guard, unready};
use imports::Known;

/// The files of the workspace of a model, with tests of the golden files of what is published.
///
/// # Errors
/// Names the template and line that could not be rendered.
pub fn workspace(
    model: &Model,
    plan: &Plan,
    goldens: &Goldens,
    templates: &Templates,
) -> Result<Files, TemplateError> {
    let world = views::World::new(model, plan, goldens);
    let scopes = scopes(&world);
    let tidy = move |scope: &str, body: &str, inside: Option<&str>| match scopes.get(scope) {
        Some(known) => imports::tidied(body, known, inside.unwrap_or_default()),
        None => body.to_owned(),
    };
    tree::render(templates, &views::of(&world), &[("tidy", Value::from_function(tidy))])
}

/// What each crate and each crate's tests may name: contexts by their names, and `shared`, which no context is called.
fn scopes(world: &views::World<'_>) -> BTreeMap<String, Known> {
    let contexts = world.model.contexts.iter().flat_map(|(id, context)| {
        let name = &context.name.value;
        let inside = known::in_context(world, id);
        let beside =
            (format!("{name}/beside"), inside.clone().seen_from_outside("crate::generated"));
        let tests = (format!("{name}/tests"), known::in_tests(world, id));
        [(name.clone(), inside), beside, tests]
    });
    contexts.chain([("shared".to_owned(), known::in_shared())]).collect()
}
