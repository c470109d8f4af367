//! Whoever waits for others needs an answer to silence.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{
        Command, ContextId, EventId, Handler, Reaction, Saga, Subject, SystemId, Writer,
    },
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "saga-without-timeout",
    code: "ES2014",
    summary: "A saga that waits for another context or a system outside, without a deadline.",
    levels: Levels::of("-/s/I"),
    fix: None,
    options: &[],
    page: include_str!("saga_without_timeout.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        let Some(awaited) = awaited(saga, on) else { continue };
        let (subject, event) = (Subject::Saga(id), Subject::Event(awaited.event));
        let message = format!("{} has no deadline for {}", on.shown(subject), on.shown(event));
        let finding = RULE
            .at(saga.name.span, message)
            .label("no timeout")
            .related(awaited.span, "comes from outside")
            .help("say under `timeouts` after how long it gives up, and what happens then");
        found.add(on.lowest([subject, event]), finding);
    }
}

/// The event of others that a running instance waits for; the first one by name, whatever the order of the reactions.
fn awaited<'s>(saga: &'s Saga, on: &On<'_>) -> Option<&'s Reaction> {
    let starts = |event: EventId| saga.starts.iter().any(|start| start.value == event);
    let is_foreign = |event: EventId| on.model.events[event].context != Some(saga.context);
    let is_awaited = |it: &&Reaction| is_foreign(it.event) && !starts(it.event);
    if !saga.timeouts.is_empty() || !saga.reactions.iter().any(|it| is_awaited(&it)) {
        return None;
    }
    let asked = Asked::by(saga, on);
    let awaited = saga.reactions.iter().filter(is_awaited).filter(|it| asked.has(it.event, on));
    awaited.min_by_key(|it| on.model.events[it.event].name.value.as_str())
}

/// Whom a saga asks for something. What happens to others by itself is news, for which nobody waits.
struct Asked {
    contexts: BTreeSet<ContextId>,
    systems: BTreeSet<SystemId>,
    /// What follows from its steps and from what it starts with.
    answers: BTreeSet<EventId>,
}

impl Asked {
    fn by(saga: &Saga, on: &On<'_>) -> Self {
        let given = saga.reactions.iter().flat_map(|it| &it.issues);
        let commands: Vec<&Command> = given.map(|it| &on.model.commands[it.command]).collect();
        let system = |command: &&Command| match command.handler {
            Handler::System(system) => Some(system),
            Handler::Aggregate(_) | Handler::Nobody => None,
        };
        let begun = saga.starts.iter().map(|start| start.value);
        Self {
            contexts: commands.iter().filter_map(|command| command.context).collect(),
            systems: commands.iter().filter_map(system).collect(),
            answers: on.flow.aftermath(on.model, begun.chain(commands.iter().flat_map(|it| it.events()))),
        }
    }

    fn has(&self, event: EventId, on: &On<'_>) -> bool {
        let it = &on.model.events[event];
        let is_told = match it.writer {
            Writer::System(system) => self.systems.contains(&system),
            Writer::Aggregate(_) | Writer::Nobody => false,
        };
        is_told
            || it.context.is_some_and(|context| self.contexts.contains(&context))
            || self.answers.contains(&event)
    }
}
