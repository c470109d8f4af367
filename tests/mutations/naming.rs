//! Names that mislead.

use super::{
    Operator, at,
    model::{Model, above, context, name, snake},
};

const AGGREGATES: &str = "contexts/*/aggregates/*";
const COMMANDS: &str = "contexts/*/aggregates/*/commands/*";
const EVENTS: &str = "contexts/*/aggregates/*/events/*";

pub(crate) const ALL: &[Operator] = &[
    at(AGGREGATES, "aggregate-name-form", |it, place| of_aggregate(it, place, "Lanterns")),
    at(AGGREGATES, "aggregate-name-form", |it, place| of_aggregate(it, place, "Lighting")),
    at(AGGREGATES, "technical-name", |it, place| of_aggregate(it, place, "LanternManager")),
    at(COMMANDS, "command-name-past", |it, place| renamed(it, place, "LanternRepaired")),
    at(COMMANDS, "confusable-names", |it, place| {
        let plural = format!("{}s", name(place));
        it.copy(place, &format!("{}/{plural}", above(place, 1)));
        Some(plural)
    }),
    at(COMMANDS, "context-prefix", |it, place| {
        let longer = format!("{}LightLantern", context(place));
        renamed(it, place, &longer)
    }),
    at("contexts/*/policies/*", "context-prefix", |it, place| {
        let longer = format!("{}LightLantern", context(place));
        renamed(it, place, &longer)
    }),
    at(EVENTS, "event-name-tense", |it, place| of_fact(it, place, "LightLantern")),
    at(EVENTS, "event-name-tense", |it, place| of_fact(it, place, "LanternLighting")),
    at(EVENTS, "kind-suffix", |it, place| {
        let longer = format!("{}Event", name(place));
        (!name(place).ends_with("Event")).then(|| renamed(it, place, &longer))?
    }),
    at("contexts/*/policies/*", "kind-suffix", |it, place| renamed(it, place, "LightingPolicy")),
    at(EVENTS, "label-tense-zh", |it, place| {
        it.set(&format!("{place}/label"), "点亮灯笼");
        Some(name(place).to_owned())
    }),
    at("", "mixed-script", |it, _| {
        it.set(
            "contexts/Wall",
            "{ level: big-picture, events: { LanternLit: {}, LanternBroken: {}, 灯笼已点亮: {} } }",
        );
        Some("灯笼已点亮".to_owned())
    }),
    at("contexts/*/policies/*", "name-case", |it, place| {
        let small = snake(name(place));
        (small != name(place)).then(|| renamed(it, place, &small))?
    }),
    at(EVENTS, "name-case", |it, place| {
        it.set(&format!("{place}/fields"), "moonLight: Text?");
        Some("moonLight".to_owned())
    }),
];

/// Calls the element at a place otherwise, where no other is called like it.
fn renamed(model: &mut Model, place: &str, new: &str) -> Option<String> {
    if model.count("", name(place)) == 0 || is_shared(model, name(place)) {
        return None;
    }
    model.rename(name(place), new);
    Some(new.to_owned())
}

/// An event that has a good name.
fn of_fact(model: &mut Model, place: &str, new: &str) -> Option<String> {
    name(place).ends_with("ed").then(|| renamed(model, place, new))?
}

/// An aggregate lends its name to the type of its identity, and to the target of its commands.
fn of_aggregate(model: &mut Model, place: &str, new: &str) -> Option<String> {
    let old = name(place).to_owned();
    if is_shared(model, &old) {
        return None;
    }
    for (from, to) in
        [(format!("{old}Id"), format!("{new}Id")), (snake(&old), snake(new)), (old, new.to_owned())]
    {
        model.rename(&from, &to);
    }
    Some(new.to_owned())
}

/// Whether several things are called so: elements of other kinds or contexts, types, or values.
fn is_shared(model: &Model, name: &str) -> bool {
    let places = [
        "contexts/*/aggregates/*/commands",
        "contexts/*/aggregates/*/events",
        "contexts/*/aggregates",
        "contexts/*/policies",
        "contexts/*/sagas",
        "contexts/*/read_models",
        "contexts/*/types",
        "contexts",
        "types",
        "actors",
        "systems",
        "systems/*/handles",
        "systems/*/emits",
    ];
    let places = places.into_iter().flat_map(|place| model.places(&format!("{place}/{name}")));
    places.count() > 1
}
