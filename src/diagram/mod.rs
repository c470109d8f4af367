//! Diagrams: a model becomes a neutral picture of roles and meanings, and a writer gives it a form.

mod board;
mod dot;
mod escape;
mod palette;
mod words;

use crate::model::Model;

/// What of a model is drawn, and with what around it.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The contexts to draw, by name; all when there is none.
    pub contexts: Vec<String>,
    /// Whether a legend explains the colours.
    pub legend: bool,
}

/// The board of a model as Graphviz DOT: contexts as lanes, one block for each command with its events, policies
/// between them.
pub fn board_as_dot(model: &Model, options: &Options) -> String {
    dot::write(&board::of(model, options), options.legend)
}

/// The contexts that `options` name and the model does not have.
pub fn unknown_contexts<'o>(model: &Model, options: &'o Options) -> Vec<&'o str> {
    let known = |name: &str| model.contexts.values().any(|context| context.name.value == name);
    options.contexts.iter().map(String::as_str).filter(|name| !known(name)).collect()
}
