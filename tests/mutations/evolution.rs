//! What is on its way out, and stays.

use super::{
    Operator, at,
    model::{bare, name},
};

const COMMANDS: &str = "contexts/*/aggregates/*/commands/*";

pub(crate) const ALL: &[Operator] = &[
    at("contexts/*/policies/*", "deprecated-in-use", |it, place| {
        let then = it.words(&format!("{place}/then"));
        let command = bare(then.first()?).to_owned();
        let commands = it.places(&format!("contexts/*/aggregates/*/commands/{command}"));
        let command = format!("{}/deprecated", commands.first()?);
        it.replace(&command, "{ because: of the rain, until: '2027-01-01' }");
        Some(format!("inside {}", name(place)))
    }),
    at(COMMANDS, "deprecated-without-plan", |it, place| {
        it.replace(&format!("{place}/deprecated"), "because of the rain");
        Some(name(place).to_owned())
    }),
    at(COMMANDS, "deprecation-overdue", |it, place| {
        it.replace(&format!("{place}/deprecated"), "{ because: of the rain, until: '2026-01-01' }");
        Some("2026-01-01".to_owned())
    }),
];
