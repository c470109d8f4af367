//! What is on its way out, and stays.

use super::{
    Operator, at,
    design::thing_of,
    model::{bare, name},
};

const COMMANDS: &str = "contexts/*/aggregates/*/commands/*";

/// A second version that has little of the first, though nothing is published.
const ANOTHER_FACT: &str = "
LanternOpened:
  version: 2
  fields: { wick: Text, oil: Text?, colour: Text? }
  changes:
    2: { because: of the rain, steps: [drop: { smell: Text }, drop: { smoke: Text }, { add: [oil, colour] }] }";

pub(crate) const ALL: &[Operator] = &[
    at("contexts/*", "looks-like-new-event", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        let lantern = format!("{place}/aggregates/Lantern");
        it.set(&format!("{lantern}/commands/OpenLantern/fields"), "wick: Text");
        it.set(&format!("{lantern}/events"), ANOTHER_FACT);
        Some("inside LanternOpened".to_owned())
    }),
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
