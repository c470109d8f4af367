//! An aggregate is loaded, decided and stored as a whole, so that a large one is slow and contended.

use crate::{
    lint::{Levels, OptionKind, Rule, RuleOption, judge::Found, on::On},
    model::{Aggregate, Subject},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "aggregate-too-large",
    code: "ES3014",
    summary: "An aggregate with many commands, events or fields of state.",
    levels: Levels::of("-/I/I"),
    fix: None,
    options: &[
        RuleOption {
            name: "max_commands",
            kind: OptionKind::Number(15),
            doc: "how many commands an aggregate may have",
        },
        RuleOption {
            name: "max_events",
            kind: OptionKind::Number(15),
            doc: "how many events an aggregate may have, not counting those that are only read",
        },
        RuleOption {
            name: "max_state",
            kind: OptionKind::Number(40),
            doc: "how many fields the state of an aggregate may have",
        },
    ],
    page: include_str!("aggregate_too_large.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, aggregate) in on.model.aggregates.iter() {
        let much = too_much(on, aggregate, found);
        if !much.is_empty() {
            let name = on.shown(Subject::Aggregate(id));
            let finding = RULE
                .at(aggregate.name.span, format!("{name} has {}", much.join(" and ")))
                .label("one thing, decided as a whole")
                .help("look for what never has to be decided together, and part it there");
            found.add(on.level(Subject::Aggregate(id)), finding);
        }
    }
}

fn too_much(on: &On<'_>, aggregate: &Aggregate, found: &Found<'_>) -> Vec<String> {
    let events = aggregate.events.iter().filter(|event| !on.is_past(**event)).count();
    let sizes = [
        (aggregate.commands.len(), "max_commands", "commands"),
        (events, "max_events", "events"),
        (aggregate.state.len(), "max_state", "fields of state"),
    ];
    let large = sizes.into_iter().filter(|(size, option, _)| *size > found.number(option));
    large.map(|(size, _, things)| format!("{size} {things}")).collect()
}
