//! What a saga hears of the commands that it gives.

use std::collections::BTreeSet;

use crate::{
    lint::on::On,
    model::{CommandId, Reaction, Saga},
};

/// After how many commands of others nobody follows a story any more.
const FURTHEST: usize = 50;

/// The reactions of a saga to what comes of a command, by way of what others do then.
pub(super) fn heard_of<'a>(on: &On<'_>, saga: &'a Saga, command: CommandId) -> Vec<&'a Reaction> {
    let (mut heard, mut next, mut seen) = (Vec::new(), vec![command], BTreeSet::new());
    while let Some(command) = next.pop().filter(|_| seen.len() < FURTHEST) {
        if !seen.insert(command) {
            continue;
        }
        for event in on.model.commands[command].events() {
            if let Some(reaction) = saga.reactions.iter().find(|it| it.event == event) {
                heard.push(reaction);
            } else {
                next.extend(on.flow.given_on(event).iter().map(|given| given.command));
            }
        }
    }
    heard
}
