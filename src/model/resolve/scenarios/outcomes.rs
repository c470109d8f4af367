//! What the model can answer: which events can follow a command, which commands an event or a timeout.

use std::collections::BTreeSet;

use super::Reader;
use crate::model::{
    Command, CommandId, Decision, EventId, Handler, Issue, Outcome, Reactor, Row, Saga, SagaId,
};

/// The events that can follow a command; nothing when the model names none and leaves the choice to a function.
pub(super) fn events_after(command: &Command) -> Option<Vec<EventId>> {
    match &command.decision {
        Decision::Open => None,
        Decision::Table(rows) if rows.iter().any(Row::is_hook) => {
            Some(command.events()).filter(|events| !events.is_empty())
        }
        Decision::Table(_) | Decision::Hook(_) => Some(command.events()),
    }
}

/// Whether a command can be accepted without anything being stored.
pub(super) fn can_be_ignored(command: &Command) -> bool {
    match &command.decision {
        Decision::Table(rows) => {
            let no_row_may_hold = rows.last().is_none_or(|row| row.when.is_some());
            let is_open = |row: &Row| row.is_hook() || matches!(row.outcome, Outcome::Ignore(_));
            no_row_may_hold || rows.iter().any(is_open)
        }
        Decision::Hook(_) | Decision::Open => true,
    }
}

impl Reader<'_> {
    /// The names under which a command can be rejected; nothing when the model does not say.
    pub(super) fn rejections(self, id: CommandId) -> Option<BTreeSet<String>> {
        let command = &self.known.model.commands[id];
        let mut names = BTreeSet::new();
        match (&command.decision, command.handler) {
            (Decision::Open, _) => return None,
            (Decision::Table(rows), handler) if rows.iter().any(Row::is_hook) => {
                names.extend(self.rejections_of(handler));
                names.extend(named(rows));
            }
            (Decision::Table(rows), _) => names.extend(named(rows)),
            (Decision::Hook(_), handler) => names.extend(self.rejections_of(handler)),
        }
        if !command.from.is_empty() {
            names.insert("NotAllowed".to_owned());
        }
        names.insert(if command.creates { "AlreadyExists" } else { "NotFound" }.to_owned());
        Some(names)
    }

    /// A function can answer with every rejection of its aggregate.
    fn rejections_of(self, handler: Handler) -> Vec<String> {
        let Handler::Aggregate(id) = handler else { return Vec::new() };
        let model = self.known.model;
        let commands = model.aggregates[id].commands.iter().map(|id| &model.commands[*id]);
        commands
            .flat_map(|command| match &command.decision {
                Decision::Table(rows) => named(rows).collect::<Vec<_>>(),
                Decision::Hook(_) | Decision::Open => Vec::new(),
            })
            .collect()
    }

    /// The commands that can follow an event.
    pub(super) fn commands_after(
        self,
        event: EventId,
        reactors: &[Reactor],
    ) -> BTreeSet<CommandId> {
        let model = self.known.model;
        let mut commands = BTreeSet::new();
        for reactor in reactors {
            match reactor {
                Reactor::Policy(id) => {
                    let reactions = model.policies[*id].reactions.iter();
                    let own = reactions.filter(|reaction| reaction.event == event);
                    commands.extend(
                        own.flat_map(|reaction| &reaction.issues).map(|issue| issue.command),
                    );
                }
                Reactor::Saga(id) => {
                    let saga = &model.sagas[*id];
                    for reaction in saga.reactions.iter().filter(|reaction| reaction.event == event)
                    {
                        commands.extend(answer(saga, &reaction.issues, reaction.compensates));
                    }
                }
            }
        }
        commands
    }

    /// The commands that can follow a timeout.
    pub(super) fn commands_at_timeout(self, id: SagaId, place: usize) -> BTreeSet<CommandId> {
        let saga = &self.known.model.sagas[id];
        let timeout = &saga.timeouts[place];
        answer(saga, &timeout.issues, timeout.compensates).collect()
    }
}

/// What a saga issues itself, and what it undoes when it compensates.
fn answer<'s>(
    saga: &'s Saga,
    issues: &'s [Issue],
    compensates: bool,
) -> impl Iterator<Item = CommandId> + 's {
    let undos = saga.reactions.iter().filter_map(|reaction| reaction.undo.as_ref());
    issues.iter().chain(undos.filter(move |_| compensates)).map(|issue| issue.command)
}

fn named(rows: &[Row]) -> impl Iterator<Item = String> + '_ {
    rows.iter().filter_map(|row| match &row.outcome {
        Outcome::Reject(name) => Some(name.value.clone()),
        Outcome::Emit(_) | Outcome::Ignore(_) | Outcome::Using(_) => None,
    })
}
