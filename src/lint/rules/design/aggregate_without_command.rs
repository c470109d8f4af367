//! What nobody can tell anything is no aggregate.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "aggregate-without-command",
    code: "ES3016",
    summary: "An aggregate that has neither commands nor events.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("aggregate_without_command.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        // Events that nothing leads to are told one by one, and those that are only read need no command.
        let is_bare = aggregate.commands.is_empty() && aggregate.events.is_empty();
        if is_bare && !on.is_draft(aggregate.name.span) {
            let name = on.shown(Subject::Aggregate(id));
            let finding = RULE
                .at(aggregate.name.span, format!("nothing changes {name}"))
                .label("has no command")
                .help("say what it can be told to do, or make it a value object of what owns it");
            found.add(on.level(Subject::Aggregate(id)), finding);
        }
    }
}
