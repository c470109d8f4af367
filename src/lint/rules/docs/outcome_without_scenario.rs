//! An outcome that no scenario shows is one that nobody has thought through aloud, and that no test covers.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Command, CommandId, Decision, EventId, Expectation, Handler, Outcome, Row, Subject, Trigger},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "outcome-without-scenario",
    code: "ES8007",
    summary: "An outcome of a command that no scenario shows.",
    levels: Levels::of("-/-/s"),
    fix: None,
    options: &[],
    page: include_str!("outcome_without_scenario.md"),
    check,
};

const HELP: &str =
    "write an example under `scenarios:`: what was given, the command, and what comes of it";

/// What scenarios show of a command.
#[derive(Debug, Default)]
struct Shown<'a> {
    events: BTreeSet<EventId>,
    rejections: BTreeSet<&'a str>,
    ignored: bool,
}

fn check(on: &On<'_>, found: &mut Found<'_>) {
    let shown = shown(on);
    for (id, command) in on.model.commands.iter() {
        // What an external system decides cannot be tried here.
        if !matches!(command.handler, Handler::Aggregate(_)) {
            continue;
        }
        let subject = Subject::Command(id);
        let Some(shown) = shown.get(&id) else {
            let message = format!("no scenario tries {}", on.shown(subject));
            found.add(on.level(subject), RULE.at(command.name.span, message).help(HELP));
            continue;
        };
        for (place, what) in missing(on, command, shown) {
            let finding = RULE
                .at(place, format!("no scenario ends in {what}"))
                .label(format!("an outcome of {}", on.shown(subject)))
                .help(HELP);
            found.add(on.level(subject), finding);
        }
    }
}

/// The outcomes that are not shown, each once.
fn missing(on: &On<'_>, command: &Command, shown: &Shown<'_>) -> Vec<(Span, String)> {
    let mut missing: Vec<(Span, String)> = Vec::new();
    let mut add = |place, what: String| {
        if missing.iter().all(|(_, known)| *known != what) {
            missing.push((place, what));
        }
    };
    let event = |id: EventId| on.shown(Subject::Event(id));
    let unseen = |id: &EventId| !shown.events.contains(id);
    match &command.decision {
        Decision::Table(rows) => {
            for Row { outcome, span, by_hand, .. } in rows {
                by_hand.iter().filter(|it| unseen(&it.value)).for_each(|it| add(it.span, event(it.value)));
                match outcome {
                    Outcome::Reject(name) if !shown.rejections.contains(name.value.as_str()) => {
                        add(name.span, format!("`{}`", name.value));
                    }
                    Outcome::Emit(emissions) => {
                        let new = emissions.iter().filter(|it| unseen(&it.event));
                        new.for_each(|it| add(it.span, event(it.event)));
                    }
                    Outcome::Ignore(_) if !shown.ignored => {
                        add(*span, "nothing happening".to_owned());
                    }
                    Outcome::Reject(_) | Outcome::Ignore(_) | Outcome::Using(_) => {}
                }
            }
        }
        Decision::Hook(events) => {
            events.iter().filter(|it| unseen(&it.value)).for_each(|it| add(it.span, event(it.value)));
        }
        Decision::Open => {}
    }
    missing
}

fn shown<'a>(on: &On<'a>) -> BTreeMap<CommandId, Shown<'a>> {
    let mut all: BTreeMap<CommandId, Shown<'a>> = BTreeMap::new();
    for scenario in &on.model.scenarios {
        let Trigger::Command(issued) = &scenario.when else { continue };
        let shown = all.entry(issued.command).or_default();
        match &scenario.then {
            Expectation::Events(events) => shown.events.extend(events.iter().map(|it| it.event)),
            Expectation::Rejected(name) => {
                shown.rejections.insert(&name.value);
            }
            Expectation::Ignored => shown.ignored = true,
            Expectation::Commands(_) | Expectation::Rows(_) => {}
        }
    }
    all
}
