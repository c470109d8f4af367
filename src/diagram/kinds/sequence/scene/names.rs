//! What a sequence can be told of: every command, and every saga.

use crate::{
    diagram::kinds::names::{command_path, shortest},
    model::{CommandId, Model, SagaId},
};

/// What a sequence is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Root {
    Command(CommandId),
    Saga(SagaId),
}

/// The path of every command and saga, commands first.
pub(in super::super) fn paths(model: &Model) -> Vec<String> {
    roots(model).into_iter().map(|(path, _)| path).collect()
}

/// The same as short as they can be told apart.
pub(in super::super) fn names(model: &Model) -> Vec<String> {
    shortest(&paths(model))
}

/// What a name or a path names.
pub(super) fn find(model: &Model, name: &str) -> Option<Root> {
    let roots = roots(model);
    let at = names(model).iter().position(|known| known == name);
    let at = at.or_else(|| roots.iter().position(|(path, _)| path == name));
    at.map(|at| roots[at].1)
}

fn roots(model: &Model) -> Vec<(String, Root)> {
    let commands = model.commands.ids();
    let commands = commands.map(|id| (command_path(model, id), Root::Command(id)));
    let sagas = model.sagas.iter().map(|(id, saga)| {
        let context = &model.contexts[saga.context].name.value;
        (format!("{context}.{}", saga.name.value), Root::Saga(id))
    });
    commands.chain(sagas).collect()
}
