//! A saga that hears of success only waits for ever when it fails.

use std::collections::BTreeSet;

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    model::{Command, Decision, EventId, Issue, Row, SagaId, Subject},
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
        // Whoever has a deadline does not wait for ever.
        if saga.timeouts.is_empty() {
            let heard = saga.reactions.iter().map(|reaction| reaction.event).collect();
            let waiting = Waiting { on, id, heard };
            let steps = saga.reactions.iter().filter(|reaction| !reaction.ends);
            for issue in steps.flat_map(|reaction| &reaction.issues) {
                waiting.check(issue, found);
            }
        }
    }
}

/// A saga without a deadline, and the events that it reacts to.
struct Waiting<'a, 'o> {
    on: &'a On<'o>,
    id: SagaId,
    heard: BTreeSet<EventId>,
}

impl Waiting<'_, '_> {
    fn check(&self, issue: &Issue, found: &mut Found<'_>) {
        let (on, model) = (self.on, self.on.model);
        let (heard, deaf): (Vec<_>, Vec<_>) =
            branches(&model.commands[issue.command]).into_iter().partition(|branch| {
                branch.iter().any(|(event, _)| self.heard.contains(event))
            });
        // Of a command that it does not follow at all it need not hear.
        if heard.is_empty() {
            return;
        }
        let lost: Vec<_> = deaf.iter().filter(|branch| !self.comes_back(branch)).collect();
        let Some((event, _)) = lost.first().and_then(|branch| branch.first()) else { return };
        let (command, saga) = (Subject::Command(issue.command), Subject::Saga(self.id));
        let message = format!(
            "when {} ends in {}, {} waits for ever",
            on.shown(command),
            on.shown(Subject::Event(*event)),
            on.shown(saga)
        );
        let mut finding = RULE
            .at(issue.span, message)
            .label("goes on from other outcomes only")
            .help(format!(
                "react to `{}`, or add a timeout that ends the instance",
                model.events[*event].name.value
            ));
        for (event, span) in lost.iter().filter_map(|branch| branch.first()) {
            let text = format!("{} gets no answer", on.shown(Subject::Event(*event)));
            finding = finding.related(*span, text);
        }
        found.add(on.lowest([command, saga]), finding);
    }

    /// Whether somebody else goes on from an outcome until the saga hears of it.
    fn comes_back(&self, branch: &[(EventId, Span)]) -> bool {
        let mut next: Vec<EventId> = branch.iter().map(|(event, _)| *event).collect();
        let mut seen: BTreeSet<EventId> = next.iter().copied().collect();
        while let Some(event) = next.pop() {
            if self.heard.contains(&event) {
                return true;
            }
            for given in self.on.flow.given_on(event) {
                let events = self.on.model.commands[given.command].events();
                next.extend(events.into_iter().filter(|event| seen.insert(*event)));
            }
        }
        false
    }
}

/// The outcomes of a command that are events, each with the places that name them.
fn branches(command: &Command) -> Vec<Vec<(EventId, Span)>> {
    match &command.decision {
        Decision::Table(rows) => {
            let emitted = rows.iter().map(Row::emissions).filter(|events| !events.is_empty());
            emitted.map(|events| events.iter().map(|it| (it.event, it.span)).collect()).collect()
        }
        Decision::Hook(events) => events.iter().map(|it| vec![(it.value, it.span)]).collect(),
        Decision::Open => Vec::new(),
    }
}
