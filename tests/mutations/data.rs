//! Faults of what messages carry.

use super::{
    Operator, at,
    design::thing_of,
    model::{above, bare, name, snake},
};

const CONTEXTS: &str = "contexts/*";
const COMMANDS: &str = "contexts/*/aggregates/*/commands/*";
const EVENTS: &str = "contexts/*/aggregates/*/events/*";

/// Something that comes under the identity of one thing, and is burnt under that of another.
const MOTH: &str = "
commands: { AttractMoth: { creates: true, emits: MothAttracted }, BurnMoth: { emits: MothBurnt } }
events: { MothAttracted: {}, MothBurnt: {} }";
const COMING: &str = "
Come: { whenever: LanternOpened, then: AttractMoth, with: { moth: 'MothId(Uuid(event.stream_id))' } }
Burn: { whenever: CandleOpened, then: BurnMoth, with: { moth: 'MothId( Uuid(event.stream_id) )' } }";

pub(crate) const ALL: &[Operator] = &[
    at(COMMANDS, "command-field-never-given", |it, place| {
        if it.get(&format!("{place}/by")).is_some() || it.reactions_to(name(place)) == 0 {
            return None;
        }
        it.set(&format!("{place}/fields"), "moonlight: Text?");
        Some("moonlight".to_owned())
    }),
    at(COMMANDS, "command-field-unused", |it, place| {
        let has_rows = it.get(&format!("{place}/decide")).is_some();
        if !has_rows && it.words(&format!("{place}/emits")).len() != 1 {
            return None;
        }
        it.set(&format!("{place}/fields"), "moonlight: Text?");
        Some("moonlight".to_owned())
    }),
    at(CONTEXTS, "event-without-data", |it, place| {
        it.set(
            "systems/Doorbell",
            "{ description: Hangs at the door., emits: { DoorbellRang: {} } }",
        );
        it.set(place, &thing_of("Lantern", &it.actor()));
        it.set(
            &format!("{place}/policies/LightAtNight"),
            "{ whenever: Doorbell.DoorbellRang, then: OpenLantern }",
        );
        Some("DoorbellRang".to_owned())
    }),
    at(CONTEXTS, "foreign-identity", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        it.set(place, &thing_of("Candle", &it.actor()));
        it.set(&format!("{place}/aggregates/Moth"), MOTH);
        it.set(&format!("{place}/policies"), COMING);
        Some("MothId( Uuid(event.stream_id) )".to_owned())
    }),
    at(EVENTS, "fat-event", |it, place| {
        for letter in 'a'..='z' {
            it.set(&format!("{place}/fields"), &format!("moonlight_{letter}: Text?"));
        }
        Some(name(place).to_owned())
    }),
    at(CONTEXTS, "flag-event", |it, place| {
        let lantern = format!("{place}/aggregates/Lantern");
        it.set(place, &thing_of("Lantern", &it.actor()));
        let actor = it.actor();
        it.set(&format!("{lantern}/commands"), &format!("SwitchLantern: {{ by: [{actor}], fields: {{ is_lit: Bool }}, emits: LanternSwitched }}"));
        it.set(&format!("{lantern}/events"), "LanternSwitched: { fields: { is_lit: Bool } }");
        Some("LanternSwitched".to_owned())
    }),
    at(CONTEXTS, "inconsistent-field-type", |it, place| {
        for (thing, ty) in [("Lantern", "Int"), ("Candle", "Decimal")] {
            it.set(place, &thing_of(thing, &it.actor()));
            it.set(
                &format!("{place}/aggregates/{thing}/commands/Open{thing}"),
                &format!("fields: {{ moonlight: {ty} }}"),
            );
            it.set(
                &format!("{place}/aggregates/{thing}/events/{thing}Opened"),
                &format!("fields: {{ moonlight: {ty} }}"),
            );
        }
        Some("moonlight".to_owned())
    }),
    at("", "money-without-currency", |it, _| {
        it.set("contexts/Till", &thing_of("Till", &it.actor()));
        it.set("contexts/Till/aggregates/Till/commands/OpenTill", "fields: { price: Decimal }");
        it.set("contexts/Till/aggregates/Till/events/TillOpened", "fields: { price: Decimal }");
        Some("price".to_owned())
    }),
    at(EVENTS, "optional-event-field", |it, place| {
        it.set(&format!("{place}/fields"), "moonlight: Text?");
        Some("moonlight".to_owned())
    }),
    at("contexts/*/read_models/*", "read-model-field-unsourced", |it, place| {
        it.set(&format!("{place}/fields"), "moonlight: Text?");
        Some("moonlight".to_owned())
    }),
    at("contexts/*/aggregates/*/commands/*/fields/*", "redundant-mapping", |it, place| {
        let (command, field) = (above(place, 2).to_owned(), name(place).to_owned());
        let events = it.words(&format!("{command}/emits"));
        let [event] = events.as_slice() else { return None };
        let carried = it.get(&format!("{}/events/{event}/fields/{field}", above(&command, 2)));
        if carried.is_none_or(|carried| Some(carried) != it.get(place) || !carried.is_string()) {
            return None;
        }
        let row = format!("[{{ emit: {event}, with: {{ {field}: {field} }} }}]");
        it.take(&format!("{command}/emits"));
        it.set(&format!("{command}/decide"), &row);
        Some(field)
    }),
    at("contexts/*/aggregates/*", "stringly-id", |it, place| {
        let aggregates = it.places("contexts/*/aggregates/*");
        let namesakes = aggregates.iter().filter(|other| name(other) == name(place)).count();
        let other = aggregates.iter().find(|other| other.as_str() != place)?;
        let command = it.places(&format!("{other}/commands/*")).first()?.clone();
        let field = format!("{}_id", snake(name(place)));
        if namesakes > 1 || it.count("", &field) > 0 {
            return None;
        }
        it.set(&format!("{command}/fields"), &format!("{field}: Text?"));
        Some(field)
    }),
    at(CONTEXTS, "unused-type", |it, place| {
        it.set(place, "types: { Moonlight: Text }");
        Some("Moonlight".to_owned())
    }),
    at("contexts/*/types/*", "unused-type", |it, place| {
        let copy = format!("{}OfOld", bare(name(place)));
        it.copy(place, &format!("{}/{copy}", above(place, 1)));
        Some(copy)
    }),
];
