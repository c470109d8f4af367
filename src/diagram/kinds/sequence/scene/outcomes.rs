//! What can come of a command: events that happen together, each list once, and why nothing may happen.

use super::Chip;
use crate::{
    diagram::text::spoken,
    model::{Command, Decision, EventId, Outcome, Row},
};

/// What can come of a command.
#[derive(Debug, Default)]
pub(super) struct Outcomes {
    /// The lists of events of which one happens, the usual one first.
    pub(super) lists: Vec<Vec<EventId>>,
    /// Why nothing may happen.
    pub(super) refusals: Vec<Chip>,
}

/// What can come of a command.
pub(super) fn outcomes(command: &Command) -> Outcomes {
    match &command.decision {
        Decision::Table(rows) => of_rows(rows),
        Decision::Hook(events) => Outcomes {
            lists: events.iter().map(|event| vec![event.value]).collect(),
            refusals: Vec::new(),
        },
        Decision::Open => Outcomes::default(),
    }
}

fn of_rows(rows: &[Row]) -> Outcomes {
    let mut outcomes = Outcomes::default();
    // What happens when nothing speaks against it stands last in a table.
    let usual = rows.last().filter(|row| row.when.is_none());
    for row in usual.into_iter().chain(rows) {
        let together: Vec<EventId> = row.emissions().iter().map(|it| it.event).collect();
        let by_hand = row.by_hand.iter().map(|event| vec![event.value]);
        for events in by_hand.chain([together]) {
            if !events.is_empty() && !outcomes.lists.contains(&events) {
                outcomes.lists.push(events);
            }
        }
    }
    for row in rows {
        let text = match &row.outcome {
            Outcome::Reject(name) => format!("rejects: {}", spoken(&name.value, None)),
            Outcome::Ignore(reason) => format!("nothing: {reason}"),
            Outcome::Using(name) => format!("by hand: {}", name.value),
            Outcome::Emit(_) => continue,
        };
        let chip = Chip { role: None, text };
        if !outcomes.refusals.contains(&chip) {
            outcomes.refusals.push(chip);
        }
    }
    outcomes
}
