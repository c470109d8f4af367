//! A state that no life ever comes to.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, moves::{Moves, lifecycles}, on::On},
    model::Subject,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "state-unreachable",
    code: "ES2023",
    summary: "A state of a lifecycle that no event leads to.",
    levels: Levels::of("-/W/W"),
    fix: None,
    options: &[],
    page: include_str!("state_unreachable.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for moves in lifecycles(on.model, on.flow) {
        for state in first_unreachable(&moves) {
            report(state, &moves, on, found);
        }
    }
}

/// The states that are not reached, without those that are not reached because of another one.
fn first_unreachable(moves: &Moves<'_>) -> Vec<usize> {
    let mut reached = moves.reached(&moves.initial);
    let mut first = Vec::new();
    loop {
        let left: BTreeSet<usize> =
            (0..moves.states.len()).filter(|state| !reached.contains(state)).collect();
        let alone = left.iter().find(|state| !moves.is_led_to(**state));
        let Some(state) = alone.or(left.first()) else { return first };
        first.push(*state);
        reached.insert(*state);
        reached = moves.reached(&reached);
    }
}

fn report(state: usize, moves: &Moves<'_>, on: &On<'_>, found: &mut Found<'_>) {
    let Some(word) = moves.states.get(state) else { return };
    let aggregates = moves.aggregates.iter().map(|id| Subject::Aggregate(*id));
    let span = moves.finals.get(&state).copied().unwrap_or(word.name.span);
    let mut finding = RULE
        .at(span, format!("state `{}` is never reached", word.name.value))
        .help(format!(
            "say `moves_to: {}` at the event that leads there, or take the state away",
            word.name.value
        ));
    finding = if moves.is_led_to(state) {
        finding.label("only events lead here that never happen on the way from the initial state")
    } else {
        finding.label("no event moves here")
    };
    for aggregate in aggregates.clone() {
        let text = format!("{} lives in these states", on.shown(aggregate));
        finding = finding.related(on.name(aggregate).span, text);
    }
    found.add(on.lowest(aggregates), finding);
}
