//! Where nothing goes on, the life is over, or something is missing.

use crate::{
    lint::{Levels, Rule, judge::Found, moves::lifecycles, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "state-dead-end",
    code: "ES2024",
    summary: "A state of a lifecycle without a way out that is not called final.",
    levels: Levels::of("-/I/I"),
    fix: None,
    options: &[],
    page: include_str!("state_dead_end.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for moves in lifecycles(on.model, on.flow) {
        let aggregates = moves.aggregates.iter().map(|id| Subject::Aggregate(*id));
        for state in moves.reached(&moves.initial) {
            let Some(word) = moves.states.get(state) else { continue };
            if moves.finals.contains_key(&state) || moves.has_way_out(state) {
                continue;
            }
            let name = &word.name.value;
            let mut finding = RULE
                .at(word.name.span, format!("`{name}` has no way out and is not final"))
                .label("no event leads from here to another state")
                .help("name it under `final` of the lifecycle, or say which event leads on");
            for aggregate in aggregates.clone() {
                let text = format!("{} lives in these states", on.shown(aggregate));
                finding = finding.related(on.name(aggregate).span, text);
            }
            found.add(on.lowest(aggregates.clone()), finding);
        }
    }
}
