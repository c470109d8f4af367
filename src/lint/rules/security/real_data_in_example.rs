//! An example is read by everybody who can read the repository.

use crate::{
    diagnostic::Diagnostic,
    lint::{Levels, Rule, judge::Found, on::On, words::real},
    model::{Expectation, Given, Samples, Scenario, Trigger},
    source::Span,
    types::Literal,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "real-data-in-example",
    code: "ES7007",
    summary: "An example that looks like real data of a person, or like a real key.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("real_data_in_example.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for declared in on.fields() {
        let values = declared.field.example.iter().chain(&declared.field.default);
        for value in values {
            if let Some(what) = real_in(&value.literal) {
                found.add(on.level_of(declared.context), finding(value.span, what));
            }
        }
    }
    for scenario in &on.model.scenarios {
        for (name, literal) in samples(scenario).into_iter().flatten() {
            if let Some(what) = real_in(literal) {
                found.add(on.level_of(scenario.context), finding(name.span, what));
            }
        }
    }
}

fn finding(place: Span, what: &str) -> Diagnostic {
    RULE.at(place, "this example looks real")
        .label(format!("has the form of {what}"))
        .help("make one up: `ann@example.org`, card number 4111 1111 1111 1111, a key that says so")
}

/// The values of a scenario, message by message.
fn samples(scenario: &Scenario) -> Vec<&Samples> {
    let mut all: Vec<&Samples> = told(&scenario.given).collect();
    match &scenario.when {
        Trigger::Command(issued) => all.push(&issued.fields),
        Trigger::Event { event, .. } => all.push(&event.fields),
        Trigger::Timeout { .. } | Trigger::Look(_) => {}
    }
    match &scenario.then {
        Expectation::Events(events) => all.extend(told(events)),
        Expectation::Commands(issued) => all.extend(issued.iter().map(|it| &it.fields)),
        Expectation::Rows(rows) => all.extend(rows.iter().map(|it| &it.fields)),
        Expectation::Rejected(_) | Expectation::Ignored => {}
    }
    all
}

fn told(events: &[Given]) -> impl Iterator<Item = &Samples> {
    events.iter().map(|event| &event.fields)
}

/// What a value looks like, in itself or in a part of it.
fn real_in(literal: &Literal) -> Option<&'static str> {
    match literal {
        Literal::Text(text) => real::form(text),
        Literal::Int(number) => real::form(&number.to_string()),
        Literal::Record(_, fields) => fields.iter().find_map(|(_, it)| real_in(it)),
        Literal::List(items) => items.iter().find_map(real_in),
        Literal::Map(entries) => entries.values().find_map(real_in),
        Literal::None
        | Literal::Decimal(_)
        | Literal::Bool(_)
        | Literal::Uuid(_)
        | Literal::Date(_)
        | Literal::Timestamp(_)
        | Literal::Duration(_)
        | Literal::Bytes(_)
        | Literal::Enum(..) => None,
    }
}
