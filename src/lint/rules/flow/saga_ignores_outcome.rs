//! A saga that hears of success only waits for ever when it fails.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    lint::{Levels, Rule, flow::Given, judge::Found, on::On},
    model::{Command, Decision, EventId, Handler, Issue, Level, Row, Saga, SagaId, Subject, Timeout},
    source::Span,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "saga-ignores-outcome",
    code: "ES2012",
    summary: "A saga that goes on from some outcomes of a command, and not from others.",
    levels: Levels::of("-/I/W"),
    fix: None,
    options: &[],
    page: include_str!("saga_ignores_outcome.md"),
    check,
};

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for (id, saga) in on.model.sagas.iter() {
        let heard = saga.reactions.iter().map(|reaction| reaction.event).collect();
        let mut story = Story { on, id, heard, known: BTreeMap::new() };
        let steps = saga.reactions.iter().filter(|reaction| !reaction.ends);
        for issue in steps.flat_map(|reaction| &reaction.issues) {
            let end = story.of(Given { who: Subject::Saga(id), command: issue.command }, FURTHEST);
            let Some(lost) = end.lost.filter(|_| end.comes_back) else { continue };
            // Whoever has a deadline does not wait for ever, but does so for nothing.
            if saga.timeouts.is_empty() {
                report(id, issue, lost, on, found);
            } else if on.flow.given_on(lost.event).is_empty() {
                report_late(id, issue, lost, on, found);
            }
        }
    }
}

/// With a deadline it is worth knowing only, as everywhere at the level of processes.
fn report_late(id: SagaId, issue: &Issue, lost: Lost, on: &On<'_>, found: &mut Found<'_>) {
    let (command, saga) = (Subject::Command(issue.command), Subject::Saga(id));
    let event = Subject::Event(lost.event);
    let message = format!(
        "when {} ends in {}, {} waits for its deadline",
        on.shown(command),
        on.shown(event),
        on.shown(saga)
    );
    let finding = RULE
        .at(issue.span, message)
        .label("goes on from other outcomes only")
        .related(lost.span, format!("nobody reacts to {}", on.shown(event)))
        .help(format!("react to `{}`, unless time has to pass", on.name(event).value));
    found.add(on.lowest([command, saga, event]).min(Level::Process), finding);
}

fn report(id: SagaId, issue: &Issue, lost: Lost, on: &On<'_>, found: &mut Found<'_>) {
    let (command, saga) = (Subject::Command(issue.command), Subject::Saga(id));
    let event = Subject::Event(lost.event);
    let message = format!(
        "when {} ends in {}, {} waits for ever",
        on.shown(command),
        on.shown(event),
        on.shown(saga)
    );
    let finding = RULE
        .at(issue.span, message)
        .label("goes on from other outcomes only")
        .related(lost.span, format!("{} gets no answer", on.shown(event)))
        .help(format!(
            "react to `{}`, or add a timeout that ends the instance",
            on.name(event).value
        ));
    found.add(on.lowest([command, saga, event]), finding);
}

/// After how many steps nobody follows a story any more.
const FURTHEST: usize = 50;

/// An event after which nothing happens.
#[derive(Debug, Clone, Copy)]
struct Lost {
    event: EventId,
    span: Span,
}

/// How a part of the story ends for a saga that waits.
#[derive(Debug, Clone, Copy)]
struct End {
    /// Where it can end without the saga hearing of it.
    lost: Option<Lost>,
    /// Whether the saga may hear of it.
    comes_back: bool,
}

impl End {
    const HEARD: Self = Self { lost: None, comes_back: true };
    const NOTHING: Self = Self { lost: None, comes_back: false };
}

/// What follows from the commands of a saga until it hears of it: outcomes are alternatives, reactions happen together.
struct Story<'a, 'o> {
    on: &'a On<'o>,
    /// The saga that waits; its own deadline is no answer.
    id: SagaId,
    heard: BTreeSet<EventId>,
    known: BTreeMap<Given, End>,
}

impl<'o> Story<'_, 'o> {
    /// How a command ends that somebody gives. A circle counts as an end that is heard of: it is another fault.
    fn of(&mut self, given: Given, further: usize) -> End {
        if let Some(known) = self.known.get(&given) {
            return *known;
        }
        self.known.insert(given, End::HEARD);
        let end = self.command(given, further);
        self.known.insert(given, end);
        end
    }

    fn command(&mut self, given: Given, further: usize) -> End {
        let Some(further) = further.checked_sub(1) else { return End::HEARD };
        let command = &self.on.model.commands[given.command];
        let branches = branches(command);
        if branches.is_empty() {
            return of_unknown(command, self.on);
        }
        let ends: Vec<End> =
            branches.iter().map(|branch| self.branch(branch, further)).collect();
        let mut lost = ends.iter().find_map(|end| end.lost);
        if let Some(saga) = self.other_with_deadline(given.who) {
            let last = saga.timeouts.iter().filter(|timeout| timeout.ends);
            lost = last.into_iter().find_map(|timeout| self.timeout(timeout, saga, further));
        }
        End { lost, comes_back: ends.iter().any(|end| end.comes_back) }
    }

    /// One alternative: what all who react to its events make of it.
    fn branch(&mut self, branch: &[(EventId, Span)], further: usize) -> End {
        let on = self.on;
        let is_heard = |(event, _): &(EventId, Span)| self.heard.contains(event);
        let takes_back = |(event, _): &(EventId, Span)| on.flow.is_compensated(*event);
        if branch.iter().any(is_heard) || branch.iter().any(takes_back) {
            return End::HEARD;
        }
        let Some((event, span)) = branch.first() else { return End::NOTHING };
        let given = branch.iter().flat_map(|(event, _)| on.flow.given_on(*event));
        let ends: Vec<End> = given.map(|given| self.of(*given, further)).collect();
        let (back, away): (Vec<End>, Vec<End>) = ends.into_iter().partition(|end| end.comes_back);
        if back.iter().any(|end| end.lost.is_none()) {
            return End::HEARD;
        }
        if self.is_answered_in_time(branch, further) {
            return End::HEARD;
        }
        let last = away.iter().find_map(|end| end.lost.filter(|lost| self.is_awaited(lost.event)));
        let lost = last.unwrap_or(Lost { event: *event, span: *span });
        let own = End { lost: Some(lost), comes_back: false };
        back.first().copied().unwrap_or(own)
    }

    /// Whether another saga that starts here has a deadline of which the waiting one hears.
    fn is_answered_in_time(&mut self, branch: &[(EventId, Span)], further: usize) -> bool {
        let starts = |saga: &Saga| {
            let mut starts = saga.starts.iter().map(|start| start.value);
            starts.any(|start| branch.iter().any(|(event, _)| *event == start))
        };
        let others = self.on.model.sagas.iter();
        let others = others.filter(|(id, saga)| *id != self.id && starts(saga));
        let given: Vec<Given> = others
            .flat_map(|(id, saga)| {
                let issues = saga.timeouts.iter().flat_map(|timeout| &timeout.issues);
                issues.map(move |it| Given { who: Subject::Saga(id), command: it.command })
            })
            .collect();
        let mut ends = given.into_iter().map(|given| self.of(given, further));
        ends.any(|end| end.comes_back && end.lost.is_none())
    }

    /// Whether the saga hears of other events of the same writer, so that it might have heard of this one.
    fn is_awaited(&self, event: EventId) -> bool {
        let writer = self.on.writer(event);
        writer.is_some() && self.heard.iter().any(|heard| self.on.writer(*heard) == writer)
    }

    /// The saga that gave a command, when it is another one that does not wait for ever.
    fn other_with_deadline(&self, who: Subject) -> Option<&'o Saga> {
        let Subject::Saga(id) = who else { return None };
        let saga = &self.on.model.sagas[id];
        (id != self.id && !saga.timeouts.is_empty()).then_some(saga)
    }

    /// Where a deadline of another saga leads, when the waiting one does not hear of it.
    fn timeout(&mut self, timeout: &Timeout, saga: &Saga, further: usize) -> Option<Lost> {
        let undone = saga.reactions.iter().filter(|_| timeout.compensates);
        let issues = timeout.issues.iter().chain(undone.filter_map(|it| it.undo.as_ref()));
        let ends: Vec<End> = issues
            .flat_map(|issue| branches(&self.on.model.commands[issue.command]))
            .map(|branch| self.branch(&branch, further))
            .collect();
        if ends.iter().any(|end| end.lost.is_none()) {
            return None;
        }
        ends.iter().find_map(|end| end.lost)
    }
}

/// What comes of a command of which the model does not say it: a system that tells something by itself may answer.
fn of_unknown(command: &Command, on: &On<'_>) -> End {
    match command.handler {
        Handler::System(system) if on.model.systems[system].emits.is_empty() => End::NOTHING,
        Handler::System(_) | Handler::Aggregate(_) | Handler::Nobody => End::HEARD,
    }
}

/// The events of one outcome, each with the place that names it.
type Branch = Vec<(EventId, Span)>;

/// The outcomes of a command that are events.
fn branches(command: &Command) -> Vec<Branch> {
    match &command.decision {
        Decision::Table(rows) => {
            let emitted = rows.iter().map(Row::emissions).filter(|events| !events.is_empty());
            let together = emitted.map(|all| all.iter().map(|it| (it.event, it.span)).collect());
            let by_hand = rows.iter().flat_map(|row| &row.by_hand);
            together.chain(by_hand.map(|it| vec![(it.value, it.span)])).collect()
        }
        Decision::Hook(events) => events.iter().map(|it| vec![(it.value, it.span)]).collect(),
        Decision::Open => Vec::new(),
    }
}
