//! The commands that a policy or saga gives, as lines of Rust.

use super::{World, field};
use crate::{
    expr::{Expr, Root},
    generate::rust::{expr::Emitter, names, sharing},
    model::{CommandId, ContextId, Issue, Source},
};

/// Lines that make commands, and the variables that hold them.
#[derive(Default)]
pub(super) struct Issued {
    pub(super) lines: Vec<String>,
    pub(super) variables: Vec<String>,
    /// Whether a function written by hand looks at the event.
    pub(super) hooks: bool,
}

/// Every expression that the commands read.
pub(super) fn expressions<'i>(issues: impl IntoIterator<Item = &'i Issue>) -> Vec<&'i Expr> {
    issues.into_iter().flat_map(Issue::expressions).collect()
}

/// Whether a function written by hand fills a field of the commands.
pub(super) fn asks_hook<'i>(issues: impl IntoIterator<Item = &'i Issue>) -> bool {
    let mut fields = issues.into_iter().flat_map(|issue| &issue.fields);
    fields.any(|filling| field::asks_hook([&filling.source]))
}

/// Makes each command a variable, in order. `hook_arguments` is what a function written by hand gets.
pub(super) fn issued<'i>(
    world: &World<'_>,
    context: ContextId,
    issues: impl IntoIterator<Item = &'i Issue>,
    emitter: &mut Emitter<'_>,
    hook_arguments: &str,
) -> Issued {
    let mut issued = Issued::default();
    for issue in issues {
        let command = &world.model.commands[issue.command];
        let mut given = Vec::new();
        for filling in &issue.fields {
            let value = match &filling.source {
                Source::Written(expr) | Source::ByName(expr) => emitter.owned(expr),
                Source::Default => {
                    let declared =
                        command.fields.iter().find(|field| field.name.value == filling.field);
                    declared
                        .map_or_else(String::new, |declared| field::default_value(world, declared))
                }
                Source::Hook(hook) => {
                    issued.hooks = true;
                    format!("hooks::{}({hook_arguments})", hook.value)
                }
            };
            given.push((names::snake(&filling.field), value));
        }
        let payload = field::struct_expression(&type_of(world, context, issue.command), &given, "");
        let sent = match &issue.target {
            Some(target) => format!("{payload}.issue_to({})?", emitter.reference(target)),
            None => format!("{payload}.issue()?"),
        };
        let variable = fresh(&names::snake(&command.name.value), &issued.variables);
        issued.lines.push(format!("let {variable} = {sent};"));
        issued.variables.push(variable);
    }
    issued
}

/// Whether any of the expressions reads a root.
pub(super) fn reads(expressions: &[&Expr], root: Root) -> bool {
    expressions.iter().any(|expr| expr.reads(root))
}

/// The struct of a command where code of the context names it.
fn type_of(world: &World<'_>, context: ContextId, id: CommandId) -> String {
    let command = &world.model.commands[id];
    let name = names::pascal(&command.name.value);
    match sharing::owner_of_command(world.model, id) {
        Some(owner) if command.context != Some(context) => {
            format!("{}::{name}", names::snake(&owner))
        }
        Some(_) | None => name,
    }
}

fn fresh(name: &str, taken: &[String]) -> String {
    let mut number = 1;
    let mut candidate = name.to_owned();
    while taken.contains(&candidate) {
        number += 1;
        candidate = format!("{name}_{number}");
    }
    candidate
}
