//! Faults of aggregates and contexts, and of how contexts lean on each other.

use std::fmt::Write as _;

use super::{
    Operator, at,
    model::{Model, above, bare, context, name, snake},
};

const CONTEXTS: &str = "contexts/*";
const AGGREGATES: &str = "contexts/*/aggregates/*";
const EVENTS: &str = "contexts/*/aggregates/*/events/*";
const RELATIONS: &str = "context_map/*";

pub(crate) const ALL: &[Operator] = &[
    at("", "long-reaction-chain", |it, _| {
        // Longer than any row that an original has.
        for number in 0..=12 {
            let thing = format!("Lantern{number}");
            let actor = it.actor();
            it.set(&format!("contexts/Street{number}"), &thing_of(&thing, &actor));
            if number > 0 {
                let policy = format!("contexts/Street{number}/policies/Light{number}");
                let before = number - 1;
                let lit = format!("{{ whenever: Lantern{before}Opened, then: Open{thing} }}");
                it.set(&policy, &lit);
            }
        }
        Some("Lantern0Opened".to_owned())
    }),
    at(AGGREGATES, "aggregate-too-large", |it, place| {
        let mut state = String::new();
        (0..41).for_each(|number| writeln!(state, "spare_{number}: Text?").unwrap());
        it.set(&format!("{place}/state"), &state);
        Some(name(place).to_owned())
    }),
    at(CONTEXTS, "context-too-large", |it, place| {
        let actor = it.actor();
        for number in 0..13 {
            let thing = format!("Chest{}", char::from(b'A' + number));
            it.set(place, &thing_of(&thing, &actor));
        }
        Some(name(place).to_owned())
    }),
    at(CONTEXTS, "aggregate-without-command", |it, place| {
        it.set(place, "aggregates: { Lantern: {} }");
        Some("Lantern".to_owned())
    }),
    at(CONTEXTS, "aggregate-without-event", |it, place| {
        let command = format!(
            "{{ creates: true, by: [{}], decide: [{{ ignore: it is light }}] }}",
            it.actor()
        );
        it.set(
            place,
            &format!("aggregates: {{ Lantern: {{ commands: {{ LightLantern: {command} }} }} }}"),
        );
        Some("Lantern".to_owned())
    }),
    at(CONTEXTS, "aggregate-without-invariant", |it, place| {
        let actor = it.actor();
        it.set(place, &thing_of("Lantern", &actor));
        let lantern = format!("{place}/aggregates/Lantern");
        it.set(
            &format!("{lantern}/commands"),
            &format!("LightLantern: {{ by: [{actor}], emits: LanternLit }}"),
        );
        it.set(&format!("{lantern}/events"), "LanternLit: {}");
        Some("Lantern".to_owned())
    }),
    at("contexts/*/publishes/channel", "channel-multiple-writers", |it, place| {
        let channel = it.text(place)?.to_owned();
        let places = it.places("contexts/*/publishes/channel");
        let is_alone = |one: &&String| {
            places.iter().filter(|other| it.text(other) == it.text(one)).count() == 1
        };
        let mut alone: Vec<&String> = places.iter().filter(is_alone).collect();
        let own = alone.iter().position(|it| it.as_str() == place)?;
        alone.remove(own);
        let other = alone.pop()?.clone();
        it.set(&other, &channel);
        Some(format!("inside {}", context(place).max(context(&other))))
    }),
    at("contexts/*/publishes", "dual-write", |it, place| {
        let delivery = format!("{place}/delivery");
        if it.text(&delivery) == Some("direct") {
            return None;
        }
        it.set(&delivery, "direct");
        Some(format!("inside {}", context(place)))
    }),
    at("contexts/*/policies/*/whenever", "command-in-disguise", |it, place| {
        let event = it.text(place)?.to_owned();
        let (home, word) = event.split_once('.')?;
        let listeners = it.reactions_to(word) + it.count("contexts/*/read_models", word);
        if listeners > 1 || home == context(place) || !is_public(it, word) {
            return None;
        }
        it.rename(word, "LanternRequested");
        Some("LanternRequested".to_owned())
    }),
    at("contexts/*/policies/*", "cross-context-command", |it, place| {
        let home = context(place).to_owned();
        let target = it.names("contexts").into_iter().find(|other| *other != home)?;
        let command = it.text(&format!("{place}/then"))?.to_owned();
        let event = it.text(&format!("{place}/whenever"))?.to_owned();
        let has_own_words = it
            .get(&format!("{place}/with"))
            .is_some_and(|with| serde_yaml::to_string(with).unwrap().contains('('));
        if command.contains('.') || has_own_words || it.get(&format!("{place}/when")).is_some() {
            return None;
        }
        let moved = format!("contexts/{target}/policies/{}", name(place));
        it.copy(place, &moved);
        it.take(place);
        it.set(&format!("{moved}/then"), &format!("{home}.{command}"));
        if !event.contains('.') {
            it.set(&format!("{moved}/whenever"), &format!("{home}.{event}"));
        }
        Some(format!("{home}.{command}"))
    }),
    at(EVENTS, "crud-event", |it, place| {
        let updated = format!("{}Updated", name(above(place, 2)));
        if it.count("", &updated) > 0 {
            return None;
        }
        it.rename(name(place), &updated);
        Some(updated)
    }),
    at("contexts/*/aggregates/*/events/*/audience", "private-event-leaves", |it, place| {
        let event = name(above(place, 1)).to_owned();
        let is_the_last = it.places("contexts/*/aggregates/*/events/*/audience").len() < 2;
        let abroad = format!("{}.{event}", context(place));
        let listens = |pattern: &str| {
            it.places(pattern)
                .iter()
                .any(|found| it.words(found).contains(&abroad) || name(found) == abroad)
        };
        let heard = [
            "contexts/*/policies/*/whenever",
            "contexts/*/sagas/*/reacts/*",
            "contexts/*/read_models/*/from/*",
        ];
        if is_the_last || !heard.into_iter().any(listens) {
            return None;
        }
        it.take(place);
        Some(abroad)
    }),
    at("", "process-hub", |it, _| {
        let actor = it.actor();
        it.set("contexts/Hub", &thing_of("Hub", &actor));
        it.set(
            "contexts/Hub/sagas/Steer",
            "{ keyed_by: hub, starts: HubOpened, reacts: { HubOpened: { ends: true } } }",
        );
        it.set(
            "contexts/Hub/sagas/Steer/reacts/HubOpened",
            "issue: [North.OpenNorth, East.OpenEast, South.OpenSouth, West.OpenWest]",
        );
        for wheel in ["North", "East", "South", "West"] {
            it.set(&format!("contexts/{wheel}"), &thing_of(wheel, &actor));
        }
        Some("Hub".to_owned())
    }),
    at(CONTEXTS, "property-event", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        let lantern = format!("{place}/aggregates/Lantern");
        for property in ["Glow", "Height", "Colour"] {
            let (event, fields) =
                (format!("{property}Changed"), format!("fields: {{ {}: Text }}", snake(property)));
            it.set(
                &format!("{lantern}/commands"),
                &format!("Change{property}: {{ by: [{}], {fields}, emits: {event} }}", it.actor()),
            );
            it.set(&format!("{lantern}/events"), &format!("{event}: {{ {fields} }}"));
        }
        Some("Lantern".to_owned())
    }),
    at(CONTEXTS, "unbounded-collection", |it, place| {
        it.set(place, &thing_of("Lantern", &it.actor()));
        let lantern = format!("{place}/aggregates/Lantern");
        it.set(&lantern, "state: { moths: 'list<Text> = []' }");
        it.set(
            &format!("{lantern}/commands"),
            &format!(
                "CountMoth: {{ by: [{}], fields: {{ moth: Text }}, emits: MothCounted }}",
                it.actor()
            ),
        );
        it.set(
            &format!("{lantern}/events"),
            "MothCounted: { fields: { moth: Text }, sets: { moths: state.moths + moth } }",
        );
        Some("moths".to_owned())
    }),
    at(RELATIONS, "flow-without-relation", |it, place| {
        let (up, down) = sides(it, place)?;
        let both = |other: &String| {
            sides(it, other).is_some_and(|pair| {
                pair == (up.clone(), down.clone()) || pair == (down.clone(), up.clone())
            })
        };
        let relations = it.places(RELATIONS);
        if relations.len() < 2
            || relations.iter().filter(|it| both(it)).count() > 1
            || leans(it, &down, &up) == 0
        {
            return None;
        }
        it.take(place);
        Some(format!("inside {}", first_of(it, &up, &down)))
    }),
    at(RELATIONS, "relation-against-flow", |it, place| {
        let (up, down) = sides(it, place)?;
        let only_listens =
            leans(it, &up, &down) == 0 && listens(it, &down, &up) && !commands(it, &down, &up);
        let both = |other: &String| {
            sides(it, other).is_some_and(|pair| pair == (down.clone(), up.clone()))
        };
        if !only_listens || it.places(RELATIONS).iter().any(both) {
            return None;
        }
        it.set(place, &format!("{{ upstream: {down}, downstream: {up} }}"));
        it.take(&format!("{place}/patterns"));
        Some(down)
    }),
    at("", "shared-kernel-creep", |it, _| {
        let actor = it.actor();
        let mut fields = String::new();
        for letter in 'A'..='K' {
            it.set("types", &format!("Shard{letter}: Text"));
            write!(fields, "{}: Shard{letter}, ", snake(&format!("Piece{letter}"))).unwrap();
        }
        for part in ["Attic", "Cellar"] {
            it.set(&format!("contexts/{part}"), &thing_of(part, &actor));
            let of_part = format!("contexts/{part}/aggregates/{part}");
            it.set(&format!("{of_part}/commands/Open{part}/fields"), &format!("{{ {fields} }}"));
            it.set(&format!("{of_part}/events/{part}Opened/fields"), &format!("{{ {fields} }}"));
        }
        it.push("context_map", "{ shared_kernel: [Attic, Cellar] }");
        Some("Attic".to_owned())
    }),
];

/// A sound aggregate, as a part of a context.
pub(crate) fn thing_of(thing: &str, actor: &str) -> String {
    format!(
        "aggregates:
           {thing}:
             commands: {{ Open{thing}: {{ creates: true, by: [{actor}], emits: {thing}Opened }} }}
             events: {{ {thing}Opened: {{}} }}"
    )
}

fn is_public(model: &Model, event: &str) -> bool {
    !model.places(&format!("contexts/*/aggregates/*/events/{event}/audience")).is_empty()
}

/// Who is upstream and who downstream in a relation.
fn sides(model: &Model, relation: &str) -> Option<(String, String)> {
    let side = |key: &str| model.text(&format!("{relation}/{key}")).map(str::to_owned);
    side("upstream").zip(side("downstream"))
}

/// How often the reactions and views of a context name another one.
fn leans(model: &Model, from: &str, on: &str) -> usize {
    let parts = ["policies", "sagas", "read_models"];
    parts.into_iter().map(|part| model.count(&format!("contexts/{from}/{part}"), on)).sum()
}

fn listens(model: &Model, from: &str, to: &str) -> bool {
    let places = ["policies/*/whenever", "sagas/*/reacts/*", "read_models/*/from/*"];
    let mut heard =
        places.into_iter().flat_map(|it| model.places(&format!("contexts/{from}/{it}")));
    let is_of = |text: &str| text.strip_prefix(to).is_some_and(|rest| rest.starts_with('.'));
    heard.any(|place| is_of(name(&place)) || model.words(&place).iter().any(|it| is_of(it)))
}

/// Whether a context gives another one commands.
fn commands(model: &Model, from: &str, to: &str) -> bool {
    let given = model.names(&format!("contexts/{to}/aggregates"));
    let of_one =
        |aggregate: &String| model.names(&format!("contexts/{to}/aggregates/{aggregate}/commands"));
    let mut all = given.iter().flat_map(of_one);
    all.any(|command| {
        let command = bare(&command).to_owned();
        ["policies", "sagas"]
            .into_iter()
            .any(|part| model.count(&format!("contexts/{from}/{part}"), &command) > 0)
    })
}

/// The one of two contexts that stands first in the model and names the other.
fn first_of(model: &Model, one: &str, other: &str) -> String {
    let names = model.names("contexts");
    let pairs = [(one, other), (other, one)];
    let leaning =
        pairs.into_iter().filter(|(from, on)| leans(model, from, on) > 0).map(|(from, _)| from);
    let place = |name: &&str| names.iter().position(|it| it == name);
    leaning.min_by_key(place).unwrap_or(one).to_owned()
}
