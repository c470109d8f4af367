//! What is not written for people, or written for nobody.

use super::{
    Operator, at,
    design::thing_of,
    model::{above, name, snake},
};

const AGGREGATES: &str = "contexts/*/aggregates/*";
const CONTEXTS: &str = "contexts/*";

pub(crate) const ALL: &[Operator] = &[
    at(AGGREGATES, "description-repeats-name", |it, place| {
        let words = snake(name(place)).replace('_', " ");
        it.replace(&format!("{place}/description"), &format!("The {words}"));
        Some(format!("The {words}"))
    }),
    at("", "hotspot-too-old", |it, _| {
        it.push("hotspots", "{ text: Who lights the lantern?, since: '2020-01-01' }");
        Some("2020-01-01".to_owned())
    }),
    at(CONTEXTS, "missing-description", |it, place| {
        it.take(&format!("{place}/description"))?;
        Some(name(place).to_owned())
    }),
    at(CONTEXTS, "missing-example", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        let lantern = format!("{place}/aggregates/Lantern");
        it.set(&format!("{lantern}/commands/OpenLantern"), "fields: { moonlight: Text }");
        it.set(
            &format!("{lantern}/events/LanternOpened"),
            "{ audience: public, fields: { moonlight: Text } }",
        );
        Some("LanternOpened".to_owned())
    }),
    at("", "missing-owner", |it, _| {
        it.set("contexts/Porch", &thing_of("Lantern", &it.actor()));
        Some("Porch".to_owned())
    }),
    at("scenarios/*/when/*", "outcome-without-scenario", |it, place| {
        let command = name(place).to_owned();
        let is_decided =
            !it.places(&format!("contexts/*/aggregates/*/commands/{command}")).is_empty();
        // One of several outcomes may be without a scenario already, and then nothing more is said.
        let has_one =
            it.places(&format!("contexts/*/aggregates/*/commands/{command}/decide")).is_empty();
        let has_outcome = !it.places(&format!("{}/then/*", above(place, 2))).is_empty();
        it.forget(&command);
        (is_decided && has_one && has_outcome).then(|| format!("inside {command}"))
    }),
    at(AGGREGATES, "todo-left", |it, place| {
        it.replace(&format!("{place}/description"), "TODO find out");
        Some(name(place).to_owned())
    }),
];
