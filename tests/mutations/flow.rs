//! Faults of what leads to what.

use super::{
    Operator, at,
    design::thing_of,
    model::{Model, above, bare, context, name},
};

const COMMANDS: &str = "contexts/*/aggregates/*/commands/*";
const POLICIES: &str = "contexts/*/policies/*";
const VIEWS: &str = "contexts/*/read_models/*";

/// Something that is only ever started by itself.
const CAROUSEL: &str = "
state: { turns: Int = 0 }
commands:
  StartCarousel: { creates: true, emits: CarouselStarted }
  StopCarousel: { decide: [{ emit: CarouselStopped, when: state.turns > 3 }, { emit: CarouselTurned }] }
events: { CarouselStarted: {}, CarouselStopped: {}, CarouselTurned: { sets: { turns: state.turns + 1 } } }";
const TURNING: &str = "
KeepTurning: { whenever: CarouselTurned, then: StopCarousel }
StartAgain: { whenever: CarouselStopped, then: StartCarousel }
StopAtOnce: { whenever: CarouselStarted, then: StopCarousel }";

pub(crate) const ALL: &[Operator] = &[
    at(COMMANDS, "command-unhandled", |it, place| {
        let command = name(place).to_owned();
        if it.reactions_to(&command) > 0 {
            return None;
        }
        it.take(place)?;
        let actor = it.actor();
        let (context, new) =
            (context(place), format!("contexts/{}/commands/{command}", context(place)));
        it.set(&new, &format!("{{ by: [{actor}] }}"));
        Some(format!("{context}/{command}"))
    }),
    at(COMMANDS, "command-never-issued", |it, place| {
        let is_given = it.reactions_to(name(place)) > 0;
        it.take(&format!("{place}/by")).filter(|_| !is_given)?;
        Some(name(place).to_owned())
    }),
    at(COMMANDS, "command-without-outcome", |it, place| {
        let outcome = it.take(&format!("{place}/emits")).or(it.take(&format!("{place}/decide")));
        outcome.map(|_| name(place).to_owned())
    }),
    at(COMMANDS, "event-never-emitted", |it, place| {
        let event = emitted(it, place)?;
        if it.count(above(place, 1), &event) > 1 {
            return None;
        }
        it.take(&format!("{place}/emits"));
        it.set(&format!("{place}/decide"), "[{ ignore: it means nothing }]");
        Some(event)
    }),
    at("contexts/*/aggregates/*", "event-unconsumed", |it, place| {
        let actor = it.actor();
        it.set(
            place,
            &format!("commands: {{ LightLantern: {{ by: [{actor}], emits: LanternLit }} }}"),
        );
        it.set(&format!("{place}/events"), "LanternLit: {}");
        Some("LanternLit".to_owned())
    }),
    at("contexts/*", "actor-decides-blind", |it, place| {
        let actor = it.actor();
        it.set(place, &thing_of("Lantern", &actor));
        let lantern = format!("{place}/aggregates/Lantern");
        let swing = format!("SwingLantern: {{ by: [{actor}], emits: LanternSwung }}");
        it.set(&format!("{lantern}/commands"), &swing);
        it.set(&format!("{lantern}/events"), "LanternSwung: {}");
        Some("SwingLantern".to_owned())
    }),
    at("contexts/*", "orphan-event", |it, place| {
        it.get("timeline")?;
        it.set(&format!("{place}/events"), "LanternLit: {}");
        Some("LanternLit".to_owned())
    }),
    at("", "open-hotspot", |it, _| {
        it.push("hotspots", "Who lights the lantern?");
        Some("Who lights the lantern?".to_owned())
    }),
    at(POLICIES, "policy-without-effect", |it, place| {
        it.take_each(place, &["then", "with", "using"]);
        Some(name(place).to_owned())
    }),
    at(POLICIES, "policy-without-trigger", |it, place| {
        it.take_each(place, &["whenever", "when", "with", "using"]);
        Some(name(place).to_owned())
    }),
    at(POLICIES, "duplicate-policy", |it, place| {
        if it.get(&format!("{place}/when")).or(it.get(&format!("{place}/using"))).is_some() {
            return None;
        }
        let again = format!("{}OnceMore", name(place));
        it.copy(place, &format!("{}/{again}", above(place, 1)));
        Some(again)
    }),
    at(COMMANDS, "reaction-loop", |it, place| {
        let event = emitted(it, place)?;
        let fields = it.names(&format!("{}/events/{event}/fields", above(place, 2)));
        let has_source = |field: &String| fields.contains(field);
        let is_plain =
            ["creates", "from"].iter().all(|key| it.get(&format!("{place}/{key}")).is_none());
        if !is_plain || !it.names(&format!("{place}/fields")).iter().all(has_source) {
            return None;
        }
        let policy = format!("contexts/{}/policies/RepeatForEver", context(place));
        it.set(&policy, &format!("{{ whenever: {event}, then: {} }}", name(place)));
        Some(event)
    }),
    at("contexts/*", "unreachable-flow", |it, place| {
        it.set(&format!("{place}/aggregates/Carousel"), CAROUSEL);
        it.set(&format!("{place}/policies"), TURNING);
        Some("StartCarousel".to_owned())
    }),
    at(VIEWS, "read-model-unused", |it, place| {
        it.take(&format!("{place}/queries"))?;
        Some(name(place).to_owned())
    }),
    at(VIEWS, "read-model-without-source", |it, place| {
        it.take(&format!("{place}/from"))?;
        Some(name(place).to_owned())
    }),
    at("contexts/*/read_models/*/from/*", "projection-misses-sibling", |it, place| {
        let home = move_of(it, name(place))?;
        let view = above(place, 2).to_owned();
        let siblings = it.names(&format!("{view}/from"));
        let is_sibling = |event: &&String| it.get(&format!("{home}/{}", bare(event))).is_some();
        let others: Vec<_> =
            siblings.iter().filter(is_sibling).filter(|it| *it != name(place)).collect();
        let moves = others
            .iter()
            .any(|event| it.get(&format!("{home}/{}/moves_to", bare(event))).is_some());
        if others.len() < 3 || !moves {
            return None;
        }
        it.take(place)?;
        Some(name(&view).to_owned())
    }),
    at("contexts/*/aggregates/*/commands/*/from", "command-in-any-state", |it, place| {
        let command = above(place, 1).to_owned();
        let field = it.text(&format!("{}/lifecycle/field", above(place, 3)))?.to_owned();
        if it.count(&format!("{command}/decide"), &field) > 0 {
            return None;
        }
        it.take(place)?;
        Some(name(&command).to_owned())
    }),
    at("contexts/*/aggregates/*/lifecycle/final/*", "final-state-left", |it, place| {
        let state = it.text(place)?.to_owned();
        let commands = it.places(&format!("{}/commands/*", above(place, 3)));
        let from = |command: &String| format!("{command}/from");
        let bound = commands.iter().map(from).find(|from| !it.words(from).is_empty())?;
        let mut states = it.words(&bound);
        states.push(state.clone());
        it.replace(&bound, &format!("[{}]", states.join(", ")));
        Some(state)
    }),
    at("contexts/*/aggregates/*/lifecycle/final/*", "state-dead-end", |it, place| {
        let state = it.text(place)?.to_owned();
        let aggregate = above(place, 3).to_owned();
        let bound = |command: &String| {
            let from = it.words(&format!("{command}/from"));
            it.get(&format!("{command}/creates")).is_some()
                || !from.is_empty() && !from.contains(&state)
        };
        let is_led_to = it.count(&format!("{aggregate}/events/*/moves_to"), &state) > 0;
        if !is_led_to || !it.places(&format!("{aggregate}/commands/*")).iter().all(bound) {
            return None;
        }
        it.take(place)?;
        Some(state)
    }),
    at("contexts/*/aggregates/*/events/*/moves_to", "state-unreachable", |it, place| {
        let state = it.text(place)?.to_owned();
        let is_the_only_one = it.count(&format!("{}/*/moves_to", above(place, 2)), &state) == 1;
        let initial = it.text(&format!("{}/lifecycle/initial", above(place, 3)))?;
        if !is_the_only_one || initial == state {
            return None;
        }
        it.take(place)?;
        Some(state)
    }),
    at(POLICIES, "timeline-contradiction", |it, place| {
        let command = it.text(&format!("{place}/then"))?.to_owned();
        let commands = it.places(&format!("contexts/*/aggregates/*/commands/{}", bare(&command)));
        let event = emitted(it, commands.first()?)?;
        let is_given_once = it.reactions_to(bare(&command)) == 1;
        let people = it.get(&format!("{}/by", commands[0]));
        let cause = it.text(&format!("{place}/whenever"))?.to_owned();
        if people.is_some()
            || !is_given_once
            || it.count("contexts/*/aggregates/*/commands", &event) > 1
        {
            return None;
        }
        it.take("timeline");
        it.set("timeline", &format!("[{event}, {cause}]"));
        it.set("level", "process");
        Some(event)
    }),
];

/// The only event of a command that always emits it.
fn emitted(model: &Model, command: &str) -> Option<String> {
    let events = model.words(&format!("{command}/emits"));
    <[String; 1]>::try_from(events).ok().map(|[only]| only)
}

/// The events around an event that moves a lifecycle.
fn move_of(model: &Model, event: &str) -> Option<String> {
    let places = model.places(&format!("contexts/*/aggregates/*/events/{}/moves_to", bare(event)));
    places.first().map(|place| above(place, 2).to_owned())
}
