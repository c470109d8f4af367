//! Scenarios of the model as tests of a context's crate.

use serde::Serialize;
use serde_json::Value;

use super::{World, sample};
use crate::{
    generate::rust::{docs, names, sharing},
    model::{
        CommandId, ContextId, EventId, Expectation, Given, Handler, Issue, Issued, Reactor, Saga,
        Samples, Scenario, Trigger,
    },
    types::Literal,
};

/// A test.
#[derive(Debug, Serialize)]
pub(super) struct ScenarioView {
    name: String,
    docs: String,
    lines: Vec<String>,
}

/// The tests of one context, in order of declaration.
pub(super) fn of(world: &World<'_>, context: ContextId) -> Vec<ScenarioView> {
    let mut views: Vec<ScenarioView> = Vec::new();
    for scenario in &world.model.scenarios {
        let Some(lines) = (Telling { world, context, scenario }).lines() else { continue };
        let base = test_name(&scenario.name.value);
        let taken = |name: &str| views.iter().any(|view| view.name == name);
        let name = (2..).map(|number| format!("{base}_{number}"));
        let name =
            std::iter::once(base.clone()).chain(name).find(|name| !taken(name)).unwrap_or(base);
        views.push(ScenarioView { name, docs: docs::sentence(&scenario.name.value), lines });
    }
    views
}

/// A sentence as the name of a function. What has no letter of its own in Rust is left out.
fn test_name(sentence: &str) -> String {
    let ascii: String = sentence
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' })
        .collect();
    let name = names::file(&ascii);
    match name.chars().next() {
        Some(first) if first.is_ascii_lowercase() => names::snake(&name),
        Some(_) => format!("scenario_{name}"),
        None => "scenario".to_owned(),
    }
}

struct Telling<'t, 'm> {
    world: &'t World<'m>,
    context: ContextId,
    scenario: &'t Scenario,
}

impl Telling<'_, '_> {
    /// The body of the test; nothing when the scenario is not about this context.
    fn lines(&self) -> Option<Vec<String>> {
        match &self.scenario.when {
            Trigger::Command(issued) => self.decision(issued),
            Trigger::Event { event, reactors } => self.reaction(event, reactors),
            Trigger::Timeout { saga, timeout, .. } => {
                let saga = &self.world.model.sagas[*saga];
                if saga.context != self.context {
                    return None;
                }
                let mut lines = self.run_of(saga);
                lines.push(format!(".times_out({:?})", saga.timeouts[*timeout].name.value));
                lines.push(format!(".then(&[{}]);", self.commands(|_| true).join(", ")));
                Some(lines)
            }
            Trigger::Look(view) => {
                let view = &self.world.model.read_models[*view];
                if view.context != self.context {
                    return None;
                }
                let Expectation::Rows(rows) = &self.scenario.then else { return None };
                let rows: Vec<_> = rows.iter().map(|row| self.part(&row.fields)).collect();
                let past = self.past(|event| view.mappings.iter().any(|it| it.event == event));
                Some(vec![
                    format!(
                        "project::<{}>([{}])",
                        names::pascal(&view.name.value),
                        past.join(", ")
                    ),
                    format!(".shows_like(&[{}]);", rows.join(", ")),
                ])
            }
        }
    }

    fn decision(&self, issued: &Issued) -> Option<Vec<String>> {
        let command = &self.world.model.commands[issued.command];
        let Handler::Aggregate(aggregate) = command.handler else { return None };
        let aggregate = &self.world.model.aggregates[aggregate];
        if aggregate.context != self.context {
            return None;
        }
        let mut lines = vec![format!(
            "given_stored::<{}>([{}])",
            names::pascal(&aggregate.name.value),
            self.past(|_| true).join(", ")
        )];
        if let Some(target) = &issued.target {
            lines.push(format!(".called({:?})", self.text(target)));
        }
        let fields = sample::message(self.world, &command.fields, given(&issued.fields));
        lines.push(format!(
            ".when_asked({:?}, {})",
            self.command_type(issued.command),
            sample::rust_text(&fields)
        ));
        lines.push(match &self.scenario.then {
            Expectation::Rejected(reason) => format!(".rejected({:?});", reason.value),
            Expectation::Events(events) => {
                let expected: Vec<_> = events
                    .iter()
                    .map(|event| {
                        format!(
                            "({:?}, {})",
                            self.world.model.events[event.event].stored_as.value,
                            self.part(&event.fields)
                        )
                    })
                    .collect();
                format!(".then_like(&[{}]);", expected.join(", "))
            }
            Expectation::Ignored | Expectation::Commands(_) | Expectation::Rows(_) => {
                ".then_like(&[]);".to_owned()
            }
        });
        Some(lines)
    }

    /// Several reactors of one context are run one after the other; each may give only commands of its own.
    fn reaction(&self, event: &Given, reactors: &[Reactor]) -> Option<Vec<String>> {
        let own: Vec<_> =
            reactors.iter().filter(|reactor| self.context_of(**reactor) == self.context).collect();
        if own.is_empty() {
            return None;
        }
        let recorded = self.recorded(event);
        let mut lines = vec![format!("let event = {recorded};")];
        for (at, reactor) in own.iter().enumerate() {
            let event = if at + 1 == own.len() { "event" } else { "event.clone()" };
            match reactor {
                Reactor::Policy(policy) => {
                    let policy = &self.world.model.policies[*policy];
                    let gives = |command| {
                        gives(
                            policy.reactions.iter().flat_map(|reaction| &reaction.issues),
                            command,
                        )
                    };
                    let expected = self.commands(gives).join(", ");
                    lines.push(format!(
                        "policy::<{}>(&event, &[{expected}]);",
                        names::pascal(&policy.name.value)
                    ));
                }
                Reactor::Saga(saga) => {
                    let saga = &self.world.model.sagas[*saga];
                    let issues = saga
                        .reactions
                        .iter()
                        .flat_map(|reaction| reaction.issues.iter().chain(&reaction.undo));
                    let expected =
                        self.commands(|command| gives(issues.clone(), command)).join(", ");
                    lines.extend(self.run_of(saga));
                    lines.push(format!(".when({event})"));
                    lines.push(format!(".then(&[{expected}]);"));
                }
            }
        }
        Some(lines)
    }

    fn run_of(&self, saga: &Saga) -> Vec<String> {
        let past = self.past(|event| saga.reactions.iter().any(|it| it.event == event));
        let past = past.into_iter().map(|event| format!(".given({event})"));
        let run = format!("SagaRun::<{}>::default()", names::pascal(&saga.name.value));
        std::iter::once(run).chain(past).collect()
    }

    fn context_of(&self, reactor: Reactor) -> ContextId {
        match reactor {
            Reactor::Policy(policy) => self.world.model.policies[policy].context,
            Reactor::Saga(saga) => self.world.model.sagas[saga].context,
        }
    }

    /// What has happened, as far as it is heard: the store shows a saga or read model its own events only.
    fn past(&self, is_heard: impl Fn(EventId) -> bool) -> Vec<String> {
        let heard = self.scenario.given.iter().filter(|event| is_heard(event.event));
        heard.map(|event| self.recorded(event)).collect()
    }

    /// An event as today's code stores it.
    fn recorded(&self, event: &Given) -> String {
        let model = &self.world.model.events[event.event];
        let payload = sample::message(self.world, &model.fields, given(&event.fields));
        let stored = format!(
            "Recorded::new({:?}, {}, {})",
            model.stored_as.value,
            model.version.value,
            sample::rust_text(&payload)
        );
        match &event.stream {
            Some(stream) => format!("{stored}.in_stream(&{:?})", self.text(stream)),
            None => stored,
        }
    }

    /// The expected commands that pass a filter.
    fn commands(&self, wanted: impl Fn(CommandId) -> bool) -> Vec<String> {
        let Expectation::Commands(commands) = &self.scenario.then else { return Vec::new() };
        let wanted = commands.iter().filter(|issued| wanted(issued.command));
        let expected = wanted.map(|issued| {
            let command = format!(
                "command({:?}, {})",
                self.command_type(issued.command),
                self.part(&issued.fields)
            );
            match &issued.target {
                Some(target) => format!("{command}.to(&{:?})", self.text(target)),
                None => command,
            }
        });
        expected.collect()
    }

    fn command_type(&self, id: CommandId) -> String {
        let owner = sharing::owner_of_command(self.world.model, id).unwrap_or_default();
        format!("{owner}.{}", self.world.model.commands[id].name.value)
    }

    fn part(&self, fields: &Samples) -> String {
        let given = fields.iter().map(|(name, literal)| (name.value.as_str(), literal));
        sample::rust_text(&sample::part(self.world, given))
    }

    /// An identity as the text of a stream.
    fn text(&self, literal: &Literal) -> String {
        match sample::written(self.world, literal) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }
}

fn gives<'i>(issues: impl IntoIterator<Item = &'i Issue>, command: CommandId) -> bool {
    issues.into_iter().any(|issue| issue.command == command)
}

fn given<'g>(fields: &'g Samples) -> impl Fn(&str) -> Option<&'g Literal> {
    move |name| fields.iter().find(|(known, _)| known.value == name).map(|(_, literal)| literal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sentence_names_a_test() {
        let cases = [
            ("an organiser closes the poll", "an_organiser_closes_the_poll"),
            ("2 of 3", "scenario_2_of_3"),
            ("loop", "r#loop"),
            ("空购物车不能下单", "scenario"),
        ];
        for (sentence, name) in cases {
            assert_eq!(test_name(sentence), name);
        }
    }
}
