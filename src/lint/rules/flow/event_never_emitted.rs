//! An event that nobody writes never happens, and whoever waits for it waits for ever.

use super::orphan_event;
use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{AggregateId, Decision, EventId, Row, Subject, Writer},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "event-never-emitted",
    code: "ES2005",
    summary: "An event that no command leads to.",
    levels: Levels::of("-/W/E"),
    fix: None,
    options: &[],
    page: include_str!("event_never_emitted.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, event) in on.model.events.iter() {
        if !is_missing(id, on) {
            continue;
        }
        let subject = Subject::Event(id);
        let (label, help) = match event.writer {
            Writer::Aggregate(aggregate) => (
                format!("no command of {} emits it", on.shown(Subject::Aggregate(aggregate))),
                "name it under `emits` or `decide` of a command; an event that is stored, but not written any more, is `deprecated` or `retired`",
            ),
            Writer::System(_) | Writer::Nobody => (
                "no aggregate and no system emits it".to_owned(),
                "name it under `emits` of a command, or of an external system",
            ),
        };
        let mut finding = RULE
            .at(event.name.span, format!("nobody emits {}", on.shown(subject)))
            .label(label)
            .help(help);
        for listener in on.flow.listeners(id) {
            let text = format!("{} waits for it", on.shown(listener.who.subject()));
            finding = finding.related(listener.span, text);
        }
        found.add(on.level(subject), finding);
    }
}

fn is_missing(id: EventId, on: &On<'_>) -> bool {
    let event = &on.model.events[id];
    !on.flow.is_written(on.model, id)
        && !on.flow.is_of_the_past(on.model, id)
        && event.info.deprecated.is_none()
        && !orphan_event::is_orphan(id, on)
        && !may_be_decided_by_hand(event.writer, on)
}

/// Whether a function of the aggregate may emit anything, because the table around it names no event.
fn may_be_decided_by_hand(writer: Writer, on: &On<'_>) -> bool {
    match writer {
        Writer::Aggregate(aggregate) => has_function(aggregate, on),
        Writer::System(_) | Writer::Nobody => false,
    }
}

fn has_function(aggregate: AggregateId, on: &On<'_>) -> bool {
    let commands = &on.model.aggregates[aggregate].commands;
    commands.iter().map(|id| &on.model.commands[*id]).any(|command| match &command.decision {
        Decision::Table(rows) => rows.iter().any(Row::is_hook) && command.events().is_empty(),
        Decision::Hook(_) | Decision::Open => false,
    })
}
