//! Personal data and secrets where they must not be.

use super::{
    Operator, at,
    design::thing_of,
    model::{above, context, name},
};

const EVENTS: &str = "contexts/*/aggregates/*/events/*";

pub(crate) const ALL: &[Operator] = &[
    at("", "pii-as-identity", |it, _| {
        let actor = it.actor();
        it.set("contexts/Porch", &thing_of("Lantern", &actor));
        it.set("contexts/Porch", &thing_of("Guest", &actor));
        it.set("contexts/Porch/aggregates/Lantern/identity", "Text");
        let fields = "fields: { mail: { type: Text, personal: shred } }";
        it.set("contexts/Porch/aggregates/Guest/commands/OpenGuest", fields);
        it.set("contexts/Porch/aggregates/Guest/events/GuestOpened", fields);
        it.set(
            "contexts/Porch/policies/LightForGuest",
            "{ whenever: GuestOpened, then: OpenLantern, with: { lantern: LanternId(mail) } }",
        );
        Some("Porch/LightForGuest".to_owned())
    }),
    at("contexts/*/aggregates/*/events/*/fields/*/personal", "pii-not-erasable", |it, place| {
        let field = name(above(place, 1)).to_owned();
        let home = format!("contexts/{}", context(place));
        let kept = [
            "aggregates/*/commands",
            "aggregates/*/events",
            "aggregates/*",
            "read_models",
            "types",
        ];
        let inside = |part: &str| {
            let middle = if part == "aggregates/*" { "state" } else { "*/fields" };
            it.places(&format!("{home}/{part}/{middle}/{field}/personal"))
        };
        let others: Vec<String> =
            kept.into_iter().flat_map(inside).filter(|it| it != place).collect();
        let is_kept = others.iter().any(|it_is| it.text(it_is) != Some("none"));
        it.take(place).filter(|_| is_kept)?;
        Some(field)
    }),
    at(EVENTS, "pii-public", |it, place| {
        let abroad = format!("{}.{}", context(place), name(place));
        let listens = |pattern: &str| {
            let places = it.places(pattern);
            places.iter().any(|found| it.words(found).contains(&abroad) || name(found) == abroad)
        };
        let heard = [
            "contexts/*/policies/*/whenever",
            "contexts/*/sagas/*/reacts/*",
            "contexts/*/read_models/*/from/*",
        ];
        if !heard.into_iter().any(listens) {
            return None;
        }
        it.set(&format!("{place}/fields"), "passport: Text?");
        Some("passport".to_owned())
    }),
    at(EVENTS, "pii-unclassified", |it, place| {
        if it.count("contexts", "passport") > 0 || it.count("contexts", context(place)) > 1 {
            return None;
        }
        it.set(&format!("{place}/fields"), "passport: Text?");
        Some("passport".to_owned())
    }),
    at(EVENTS, "real-data-in-example", |it, place| {
        it.set(&format!("{place}/fields/moonlight"), "{ type: Text?, example: ann.lee@gmail.com }");
        Some("ann.lee@gmail.com".to_owned())
    }),
    at(EVENTS, "secret-in-message", |it, place| {
        it.set(&format!("{place}/fields"), "api_key: Text?");
        Some("api_key".to_owned())
    }),
    at("contexts/*/read_models/*", "secret-in-message", |it, place| {
        it.set(&format!("{place}/fields"), "api_key: Text?");
        Some("api_key".to_owned())
    }),
];
