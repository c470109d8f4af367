//! An aggregate is there to refuse something; one that never does is a table.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Aggregate, Command, Decision, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "aggregate-without-invariant",
    code: "ES3015",
    summary: "An aggregate that accepts every command.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("aggregate_without_invariant.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        if protects_nothing(on, aggregate) && !on.is_draft(aggregate.name.span) {
            let name = on.shown(Subject::Aggregate(id));
            let finding = RULE
                .at(aggregate.name.span, format!("{name} protects nothing"))
                .label("every command is accepted, in every state")
                .help("say in `decide:` what is refused, or in `from:` in which states it is");
            found.add(on.level(Subject::Aggregate(id)), finding);
        }
    }
}

/// Whether nothing is ever refused, also where a lifecycle is declared that no command looks at. What starts and ends
/// with one fact has nothing to refuse.
fn protects_nothing(on: &On<'_>, aggregate: &Aggregate) -> bool {
    let commands = || aggregate.commands.iter().map(|id| &on.model.commands[*id]);
    commands().any(|command| !command.creates) && commands().all(accepts_all)
}

/// Whether a command always comes to the same. A decision that is open, or written by hand, may refuse.
fn accepts_all(command: &Command) -> bool {
    match &command.decision {
        Decision::Table(rows) => {
            command.from.is_empty()
                && rows.iter().all(|row| row.when.is_none() && !row.emissions().is_empty())
        }
        Decision::Hook(_) | Decision::Open => false,
    }
}
