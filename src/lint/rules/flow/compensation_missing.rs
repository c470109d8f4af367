//! A process that takes its steps back takes all of them back.

use std::collections::BTreeSet;

use super::heard::heard_of;
use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{CommandId, EventId, Handler, Issue, Reaction, Saga, SagaId, Subject},
    source::Span,
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

/// A saga that takes steps back.
struct Process<'a, 'o> {
    on: &'a On<'o>,
    id: SagaId,
    saga: &'a Saga,
}

/// What takes steps back later.
struct Later {
    /// What happens then, as the end of a sentence.
    what: String,
    span: Span,
    label: &'static str,
    /// The command that fails, when it is one.
    command: Option<Subject>,
}

impl<'a, 'o> Process<'a, 'o> {
    fn new(on: &'a On<'o>, id: SagaId, saga: &'a Saga) -> Self {
        Self { on, id, saga }
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
        let later = heard.iter().find_map(|it| Some((*it, self.later(it)?)));
        let Some((reaction, later)) = later else { return };
        let (on, step) = (self.on, Subject::Command(issue.command));
        let finding = RULE
            .at(reaction.span, format!("nothing undoes {} if {}", on.shown(step), later.what))
            .label("this step has no `undo`")
            .related(issue.span, "taken here")
            .related(later.span, later.label)
            .help("name the command that takes the step back under `undo`");
        let level = on.lowest([step, Subject::Saga(self.id)].into_iter().chain(later.command));
        found.add(level, finding);
    }

    /// Why steps may be taken back after a reaction: a command of the saga fails, something comes in between, or
    /// nothing comes at all.
    fn later(&self, reaction: &'a Reaction) -> Option<Later> {
        if let Some(issue) = self.failing_later(reaction) {
            let next = Subject::Command(issue.command);
            return Some(Later {
                what: format!("{} fails", self.on.shown(next)),
                span: issue.span,
                label: "may fail later, and then steps are taken back",
                command: Some(next),
            });
        }
        if reaction.ends || reaction.compensates {
            return None;
        }
        let (what, span) = self.news().or_else(|| self.deadline())?;
        Some(Later { what, span, label: "takes steps back", command: None })
    }

    /// An event on which steps are taken back, and which no command of the saga leads to.
    fn news(&self) -> Option<(String, Span)> {
        let issues = self.saga.reactions.iter().flat_map(|it| it.issues.iter().chain(&it.undo));
        let own: BTreeSet<_> = issues
            .flat_map(|issue| self.heard_of(issue.command))
            .map(|reaction| reaction.event)
            .collect();
        let mut others = self.saga.reactions.iter().filter(|it| !own.contains(&it.event));
        let other = others.find(|reaction| reaction.compensates)?;
        Some((format!("{} happens", self.on.shown(Subject::Event(other.event))), other.span))
    }

    fn deadline(&self) -> Option<(String, Span)> {
        let timeout = self.saga.timeouts.iter().find(|timeout| timeout.compensates)?;
        Some((format!("`{}` comes", timeout.name.value), timeout.name.span))
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
        heard_of(self.on, self.saga, command)
    }
}
