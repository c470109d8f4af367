//! Commands with what is decided on them, and events with all that they ever carried.

use super::{
    super::Page,
    element::Element,
    section::{Section, fields, place},
};
use crate::{
    diagram::{names::id_of, text::spoken, write::word},
    evolve::{Reading, describe},
    model::{
        Aggregate, AggregateId, Audience, Command, Decision, Event, EventId, Handler, Model,
        Outcome, Row, Subject, Writer,
    },
    source::Spanned,
    types::{Meaning, Type},
};

pub(super) fn commands(page: &Page<'_>) -> Vec<Element> {
    let model = page.model;
    let element = |(id, command): (_, &Command)| {
        let name = id_of(model, Subject::Command(id));
        let mut element = Element::new(&name, "command", &command.name, &command.info);
        element.context = command.context.map(|id| model.contexts[id].name.value.clone());
        let (handler, parent) = match command.handler {
            Handler::Aggregate(id) => (Some(id), Some(Subject::Aggregate(id))),
            Handler::System(id) => (None, Some(Subject::System(id))),
            Handler::Nobody => (None, command.context.map(Subject::Context)),
        };
        element.parent = parent.map(|parent| word(&id_of(model, parent)));
        if let Some(aggregate) = handler.map(|id| &model.aggregates[id]) {
            if command.creates {
                element.facts.push(("Begins", format!("a new {}", aggregate.name.value)));
            }
            let from = states(model, aggregate, command.from.iter().map(|it| it.value));
            element.facts.extend((!from.is_empty()).then_some(("Allowed in", from)));
        }
        let place = place(page, command.context);
        element.sections.extend(fields("Carries", &command.fields, &model.types, &place));
        element.sections.extend(rules(page, &command.decision));
        element
    };
    model.commands.iter().map(element).collect()
}

/// What is decided, row by row.
fn rules(page: &Page<'_>, decision: &Decision) -> Option<Section> {
    match decision {
        Decision::Table(rows) => {
            let is_plain = matches!(rows.as_slice(), [Row { when: None, because: None, .. }]);
            let rows = || rows.iter().map(|row| rule(page, row)).collect();
            (!is_plain).then(|| Section {
                columns: vec!["When", "Then", "Because"],
                rows: rows(),
                ..Section::new("Rules, the first that holds")
            })
        }
        Decision::Hook(events) => {
            let names = events.iter().map(|event| named(page.model, event.value));
            Some(Section {
                lines: names.collect(),
                ..Section::new("A function written by hand decides between")
            })
        }
        Decision::Open => None,
    }
}

fn rule(page: &Page<'_>, row: &Row) -> Vec<String> {
    let when = row.when.as_ref().map_or("otherwise", |when| page.sources.slice(when.span).trim());
    let then = match &row.outcome {
        Outcome::Reject(error) => format!("reject: {}", spoken(&error.value, None)),
        Outcome::Emit(emissions) => {
            let names = emissions.iter().map(|emission| named(page.model, emission.event));
            names.collect::<Vec<_>>().join(", ")
        }
        Outcome::Ignore(reason) => format!("nothing: {reason}"),
        Outcome::Using(hook) => {
            let names = row.by_hand.iter().map(|event| named(page.model, event.value));
            let names = names.collect::<Vec<_>>().join(" or ");
            let among = if names.is_empty() { names } else { format!(": {names}") };
            format!("what `{}` says{among}", hook.value)
        }
    };
    vec![when.to_owned(), then, row.because.clone().unwrap_or_default()]
}

fn named(model: &Model, event: EventId) -> String {
    let event = &model.events[event];
    spoken(&event.name.value, event.info.label.as_deref())
}

pub(super) fn events(page: &Page<'_>) -> Vec<Element> {
    let model = page.model;
    let element = |(id, event): (_, &Event)| {
        let name = id_of(model, Subject::Event(id));
        let mut element = Element::new(&name, "event", &event.name, &event.info);
        element.context = event.context.map(|id| model.contexts[id].name.value.clone());
        let (writer, parent) = match event.writer {
            Writer::Aggregate(id) => (Some(id), Some(Subject::Aggregate(id))),
            Writer::System(id) => (None, Some(Subject::System(id))),
            Writer::Nobody => (None, event.context.map(Subject::Context)),
        };
        element.parent = parent.map(|parent| word(&id_of(model, parent)));
        if event.version.value > 1 {
            element.tag = format!("v{}", event.version.value);
        }
        element.facts.extend(event_facts(model, id, event, writer));
        element.sections.extend(versions(page, id, event));
        element
    };
    model.events.iter().map(element).collect()
}

fn event_facts(
    model: &Model,
    id: EventId,
    event: &Event,
    writer: Option<AggregateId>,
) -> Vec<(&'static str, String)> {
    let mut facts = Vec::new();
    if let Some(moment) = model.timeline.iter().find(|it| it.pivotal && it.event.value == id) {
        let label = moment.label.as_ref().map_or_else(String::new, |label| format!(": {label}"));
        facts.push(("Pivotal", format!("after it nothing is as it was{label}")));
    }
    match event.audience {
        Audience::Private => {}
        Audience::Public => facts.push(("Public", "every context may read it".to_owned())),
    }
    if let (Some(aggregate), Some(state)) = (writer, &event.moves_to) {
        let aggregate = &model.aggregates[aggregate];
        facts.push(("Leads to state", states(model, aggregate, [state.value])));
    }
    if let Some(reason) = &event.retired {
        facts.push(("Retired", reason.value.clone()));
    }
    if event.stored_as.value != event.name.value {
        facts.push(("Stored as", event.stored_as.value.clone()));
    }
    facts
}

/// What an event carries and carried, the newest version first, and what a stored one is read as.
fn versions(page: &Page<'_>, id: EventId, event: &Event) -> Vec<Section> {
    let place = place(page, event.context);
    let Some(plan) = page.plan.get(id).filter(|_| event.version.value > 1) else {
        return fields("Carries", &event.fields, &page.model.types, &place).into_iter().collect();
    };
    let mut sections: Vec<_> = plan
        .versions
        .iter()
        .rev()
        .map(|version| {
            let current = if version.number == event.version.value { " (current)" } else { "" };
            let title = format!("Version {}{current}", version.number);
            let section = fields(&title, &version.shape.fields, &page.plan.types, &place);
            let hop = plan.hops.iter().find(|hop| hop.to == version.number);
            Section {
                note: hop.and_then(|hop| hop.because.clone()),
                lines: hop.map_or_else(Vec::new, |hop| describe::steps(&page.plan.types, hop)),
                ..section.unwrap_or_else(|| Section::new(title))
            }
        })
        .collect();
    if let Reading::Others(splits) = &plan.reading {
        let lines = splits.iter().flat_map(|it| describe::split(&page.plan.types, page.model, it));
        sections
            .push(Section { lines: lines.collect(), ..Section::new("Stored ones are read as") });
    }
    sections
}

/// The names of states of an aggregate.
fn states(model: &Model, aggregate: &Aggregate, places: impl IntoIterator<Item = usize>) -> String {
    let field = aggregate.lifecycle.as_ref().map(|life| &life.field.value);
    let ty = aggregate.state.iter().find(|it| Some(&it.name.value) == field).map(|it| &it.ty);
    let Some(Type::Named(id)) = ty else { return String::new() };
    let Meaning::Enumeration(words) = &model.types[*id].meaning else { return String::new() };
    let word = |place: usize| {
        let word = words.values.get(place)?;
        let Spanned { value, .. } = &word.name;
        Some(word.info.label.clone().unwrap_or_else(|| value.replace('_', " ")))
    };
    places.into_iter().filter_map(word).collect::<Vec<_>>().join(", ")
}
