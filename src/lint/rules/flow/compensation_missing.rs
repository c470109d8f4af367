//! A process that takes its steps back takes all of them back.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{CommandId, EventId, Handler, Issue, Reaction, Saga, SagaId, Subject, Timeout},
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "compensation-missing",
    code: "ES2015",
    summary: "A step of a saga that nothing takes back, though the saga takes steps back later.",
    levels: Levels::of("-/-/I"),
    fix: None,
    options: &[],
    page: include_str!("compensation_missing.md"),
    check,
};

/// After how many commands of others nobody follows a story any more.
const FURTHEST: usize = 50;

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        if compensates(saga) {
            Process::new(on, id, saga).check(found);
        }
    }
}

fn compensates(saga: &Saga) -> bool {
    saga.reactions.iter().any(|reaction| reaction.compensates)
        || saga.timeouts.iter().any(|timeout| timeout.compensates)
}

/// Why steps may be taken back.
enum Risk<'a> {
    /// This command may fail.
    Failure(&'a Issue),
    /// Others may not answer in time.
    Silence(&'a Timeout),
}

/// A saga that takes steps back, and what it does by event.
struct Process<'a, 'o> {
    on: &'a On<'o>,
    id: SagaId,
    saga: &'a Saga,
    reactions: BTreeMap<EventId, &'a Reaction>,
}

impl<'a, 'o> Process<'a, 'o> {
    fn new(on: &'a On<'o>, id: SagaId, saga: &'a Saga) -> Self {
        let reactions = saga.reactions.iter().map(|reaction| (reaction.event, reaction)).collect();
        Self { on, id, saga, reactions }
    }

    fn check(&self, found: &mut Found<'_>) {
        let mut seen = BTreeSet::new();
        for issue in self.saga.reactions.iter().flat_map(|reaction| &reaction.issues) {
            if self.is_step(issue.command) && seen.insert(issue.command) {
                self.step(issue, found);
            }
        }
    }

    /// Whether a command changes something in another aggregate or outside.
    fn is_step(&self, command: CommandId) -> bool {
        self.is_of_others(command) && !self.leaves_nothing(command)
    }

    fn is_of_others(&self, command: CommandId) -> bool {
        let mut starts = self.saga.starts.iter().map(|start| self.on.writer(start.value));
        let handler = self.on.handler(command);
        handler.is_some() && !starts.any(|writer| writer == handler)
    }

    /// Whether a command only looks: an aggregate stays as it was, and nobody else hears of it.
    fn leaves_nothing(&self, command: CommandId) -> bool {
        let command = &self.on.model.commands[command];
        let events = command.events();
        let is_unheard = |event: &EventId| {
            self.on.flow.given_on(*event).iter().all(|given| given.who == Subject::Saga(self.id))
        };
        let changes_nothing = |event: &EventId| {
            let event = &self.on.model.events[*event];
            event.folds.is_empty() && event.moves_to.is_none()
        };
        match command.handler {
            Handler::Aggregate(id) => {
                let says_what_it_remembers = !self.on.model.aggregates[id].state.is_empty();
                says_what_it_remembers
                    && !command.creates
                    && !events.is_empty()
                    && events.iter().all(|event| changes_nothing(event) && is_unheard(event))
            }
            Handler::System(_) | Handler::Nobody => false,
        }
    }

    /// A step that changes another aggregate: one of its outcomes has to say how it is taken back.
    fn step(&self, issue: &Issue, found: &mut Found<'_>) {
        let heard = self.heard_of(issue.command);
        if heard.iter().any(|reaction| reaction.undo.is_some()) {
            return;
        }
        let risk = heard.iter().find_map(|it| Some((*it, self.risk_after(it)?)));
        let Some((reaction, risk)) = risk else { return };
        let (on, step) = (self.on, Subject::Command(issue.command));
        let shown = on.shown(step);
        let (message, span, why) = match risk {
            Risk::Failure(later) => {
                let next = on.shown(Subject::Command(later.command));
                let why = "may fail later, and then steps are taken back";
                (format!("nothing undoes {shown} if {next} fails"), later.span, why)
            }
            Risk::Silence(timeout) => {
                let name = &timeout.name.value;
                let message = format!("nothing undoes {shown} when `{name}` takes steps back");
                (message, timeout.name.span, "may come before others have answered")
            }
        };
        let finding = RULE
            .at(reaction.span, message)
            .label("this step has no `undo`")
            .related(issue.span, "taken here")
            .related(span, why)
            .help("name the command that takes the step back under `undo`");
        found.add(on.lowest([step, Subject::Saga(self.id)]), finding);
    }

    /// Why steps may be taken back after a reaction.
    fn risk_after(&self, reaction: &'a Reaction) -> Option<Risk<'a>> {
        if let Some(later) = self.failing_later(reaction) {
            return Some(Risk::Failure(later));
        }
        let is_over = reaction.ends || reaction.compensates;
        let waits = reaction.issues.iter().any(|issue| self.is_of_others(issue.command));
        let timeout = self.saga.timeouts.iter().find(|timeout| timeout.compensates)?;
        (waits && !is_over).then_some(Risk::Silence(timeout))
    }

    /// The first command after a reaction, however many reactions later, that may fail so that steps are taken back.
    fn failing_later(&self, reaction: &'a Reaction) -> Option<&'a Issue> {
        let mut next = vec![reaction];
        let mut seen = BTreeSet::new();
        while let Some(reaction) = next.pop() {
            if reaction.ends || reaction.compensates || !seen.insert(reaction.event) {
                continue;
            }
            if let Some(later) = reaction.issues.iter().find(|it| self.may_fail(it.command)) {
                return Some(later);
            }
            next.extend(reaction.issues.iter().flat_map(|issue| self.heard_of(issue.command)));
        }
        None
    }

    /// Whether the saga takes its steps back after some outcome of a command.
    fn may_fail(&self, command: CommandId) -> bool {
        self.heard_of(command).iter().any(|reaction| reaction.compensates)
    }

    /// The reactions to what comes of a command, by way of what others do then.
    fn heard_of(&self, command: CommandId) -> Vec<&'a Reaction> {
        let (mut heard, mut next, mut seen) = (Vec::new(), vec![command], BTreeSet::new());
        while let Some(command) = next.pop().filter(|_| seen.len() < FURTHEST) {
            if !seen.insert(command) {
                continue;
            }
            for event in self.on.model.commands[command].events() {
                if let Some(reaction) = self.reactions.get(&event) {
                    heard.push(*reaction);
                } else {
                    next.extend(self.on.flow.given_on(event).iter().map(|given| given.command));
                }
            }
        }
        heard
    }
}
