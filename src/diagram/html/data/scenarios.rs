//! Scenarios as people read them, and the elements that each is an example of.

use serde::Serialize;

use super::super::Page;
use crate::{
    diagram::{names::id_of, text::spoken, write::word},
    evolve::interpret::json_of,
    model::{
        EventId, Expectation, Given, Issued, Model, Reactor, Samples, Scenario, Shown, Subject,
        Trigger,
    },
};

/// One example of behaviour.
#[derive(Debug, Serialize)]
pub(super) struct Example {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    given: Vec<String>,
    when: String,
    then: Vec<String>,
    of: Vec<String>,
}

/// The examples of a model.
pub(super) fn of(page: &Page<'_>) -> Vec<Example> {
    page.model.scenarios.iter().map(|it| example(page.model, it)).collect()
}

fn example(model: &Model, scenario: &Scenario) -> Example {
    let (when, mut about) = trigger(model, &scenario.when);
    about.extend(expected(&scenario.then));
    let mut of: Vec<_> = about.into_iter().map(|it| word(&id_of(model, it))).collect();
    of.sort_unstable();
    of.dedup();
    Example {
        name: scenario.name.value.clone(),
        description: scenario.info.description.clone(),
        given: scenario.given.iter().map(|it| event(model, it)).collect(),
        when,
        then: outcome(model, &scenario.then),
        of,
    }
}

/// What happens, and who is tried by it.
fn trigger(model: &Model, trigger: &Trigger) -> (String, Vec<Subject>) {
    match trigger {
        Trigger::Command(issued) => {
            (command(model, issued), vec![Subject::Command(issued.command)])
        }
        Trigger::Event { event: given, reactors } => {
            let reactors = reactors.iter().map(|reactor| match reactor {
                Reactor::Policy(id) => Subject::Policy(*id),
                Reactor::Saga(id) => Subject::Saga(*id),
            });
            (event(model, given), reactors.chain([Subject::Event(given.event)]).collect())
        }
        Trigger::Timeout { saga, timeout, .. } => {
            let name = model.sagas[*saga].timeouts.get(*timeout).map(|it| it.name.value.as_str());
            let said = format!("time runs out: {}", spoken(name.unwrap_or_default(), None));
            (said, vec![Subject::Saga(*saga)])
        }
        Trigger::Look(view) => {
            let found = &model.read_models[*view];
            let name = spoken(&found.name.value, found.info.label.as_deref());
            (format!("{name} is looked at"), vec![Subject::ReadModel(*view)])
        }
    }
}

fn expected(then: &Expectation) -> Vec<Subject> {
    let events = |it: &[Given]| it.iter().map(|it| Subject::Event(it.event)).collect();
    match then {
        Expectation::Events(given) => events(given),
        Expectation::Commands(_)
        | Expectation::Rejected(_)
        | Expectation::Ignored
        | Expectation::Rows(_) => Vec::new(),
    }
}

fn outcome(model: &Model, then: &Expectation) -> Vec<String> {
    let nothing = || vec!["nothing happens".to_owned()];
    match then {
        Expectation::Events(events) => events.iter().map(|it| event(model, it)).collect(),
        Expectation::Commands(commands) if commands.is_empty() => nothing(),
        Expectation::Commands(commands) => commands.iter().map(|it| command(model, it)).collect(),
        Expectation::Rejected(error) => {
            vec![format!("rejected: {}", spoken(&error.value, None))]
        }
        Expectation::Ignored => nothing(),
        Expectation::Rows(rows) if rows.is_empty() => vec!["no rows".to_owned()],
        Expectation::Rows(rows) => {
            let row = |Shown { fields, .. }: &Shown| values(model, fields);
            rows.iter().map(row).collect()
        }
    }
}

fn event(model: &Model, given: &Given) -> String {
    with(&name_of(model, given.event), &values(model, &given.fields))
}

fn name_of(model: &Model, id: EventId) -> String {
    let event = &model.events[id];
    spoken(&event.name.value, event.info.label.as_deref())
}

fn command(model: &Model, issued: &Issued) -> String {
    let command = &model.commands[issued.command];
    let name = spoken(&command.name.value, command.info.label.as_deref());
    with(&name, &values(model, &issued.fields))
}

fn with(name: &str, values: &str) -> String {
    if values.is_empty() { name.to_owned() } else { format!("{name} ({values})") }
}

fn values(model: &Model, fields: &Samples) -> String {
    let value = |(name, value): &(crate::source::Spanned<String>, _)| {
        format!("{}: {}", name.value, json_of(&model.types, value))
    };
    fields.iter().map(value).collect::<Vec<_>>().join(", ")
}
