//! What a command asks for should matter to somebody.

use std::collections::BTreeSet;

use crate::{
    expr::{Expr, Root},
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Command, Decision, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "command-field-unused",
    code: "ES4004",
    summary: "A field of a command that no decision and no event uses.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("command_field_unused.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, command) in on.model.commands.iter() {
        let Some(used) = used(command) else { continue };
        for field in command.fields.iter().filter(|field| !used.contains(&field.name.value)) {
            let (name, owner) = (&field.name.value, on.shown(Subject::Command(id)));
            let finding = RULE
                .at(field.name.span, format!("`{name}` of {owner} is accepted and forgotten"))
                .label("no row and no event uses it")
                .help("carry it in an event, decide by it, or do not ask for it");
            found.add(on.level(Subject::Command(id)), finding);
        }
    }
}

/// The fields that the decision of a command uses; nothing where it is not written here.
fn used(command: &Command) -> Option<BTreeSet<String>> {
    let rows = match &command.decision {
        Decision::Table(rows) if !rows.is_empty() => rows,
        Decision::Table(_) | Decision::Hook(_) | Decision::Open => return None,
    };
    let mut used = BTreeSet::new();
    let mut add = |expr: &Expr| used.extend(expr.fields_of(Root::Command));
    for row in rows {
        if row.is_hook() {
            return None;
        }
        row.when.iter().for_each(&mut add);
        for filling in row.emissions().iter().flat_map(|emission| &emission.fields) {
            if filling.source.is_hook() {
                return None;
            }
            filling.source.expr().into_iter().for_each(&mut add);
        }
    }
    Some(used)
}
