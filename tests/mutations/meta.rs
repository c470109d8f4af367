//! What is agreed to, and need not be, or must not be.

use super::{
    Operator, at,
    design::thing_of,
    model::{context, name},
};

const EVENTS: &str = "contexts/*/aggregates/*/events/*";

/// The rule whose fault is a model that cannot be one.
pub(crate) const BREAKS_THE_LANGUAGE: &str = "cannot-be-allowed";

pub(crate) const ALL: &[Operator] = &[
    at(EVENTS, BREAKS_THE_LANGUAGE, |it, place| {
        it.set(&format!("{place}/fields"), "moonlight: Txet?");
        it.push(&format!("{place}/allow"), "{ rule: unknown-type, reason: in a hurry }");
        Some("unknown-type".to_owned())
    }),
    at("contexts/*", "expired-suppression", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        it.rename("LanternOpened", "LanternLitEvent");
        let event = format!("{place}/aggregates/Lantern/events/LanternLitEvent");
        it.set(&event, "allow: [{ rule: kind-suffix, reason: in a hurry, until: '2026-01-01' }]");
        Some("2026-01-01".to_owned())
    }),
    at("contexts/*/aggregates/*/commands/*", "hotspot-covers-nothing", |it, place| {
        let about = format!("{}.{}", context(place), name(place));
        it.push("hotspots", &format!("{{ text: Who lights the lantern?, about: [{about}], rules: [policy-without-effect] }}"));
        Some("policy-without-effect".to_owned())
    }),
    at("", "pattern-fits-nothing", |it, _| {
        it.push("lint/per_path", "{ path: 'Lantern/**', ignore: [naming], reason: in a hurry }");
        Some("Lantern/**".to_owned())
    }),
    at("contexts/*", "suppression-without-reason", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        it.rename("LanternOpened", "LanternOpenedEvent");
        it.set(
            &format!("{place}/aggregates/Lantern/events/LanternOpenedEvent"),
            "allow: [kind-suffix]",
        );
        Some("kind-suffix".to_owned())
    }),
    at(EVENTS, "unknown-rule", |it, place| {
        it.push(&format!("{place}/allow"), "{ rule: kind-sufix, reason: a slip }");
        Some("kind-sufix".to_owned())
    }),
    at("contexts/*/aggregates/*", "unused-suppression", |it, place| {
        it.push(
            &format!("{place}/allow"),
            "{ rule: aggregate-without-command, reason: in a hurry }",
        );
        Some("aggregate-without-command".to_owned())
    }),
];
