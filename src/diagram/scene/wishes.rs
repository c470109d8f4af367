//! The order in which blocks would like to stand where nothing causes anything: the story, the life of an aggregate,
//! the patience of a saga, and at last the order in which things are declared.

use std::collections::BTreeSet;

use super::build::Builder;
use crate::{
    diagram::process::Node,
    model::{Aggregate, Command, CommandId, EventId, Model, Saga, SagaId},
};

/// How many siblings stand above each other before the next one moves on in time.
const SIBLINGS: usize = 3;

/// Adds the wishes of a whole model.
pub(super) fn wish(builder: &mut Builder<'_>) {
    let model = builder.model;
    let story: Vec<_> = model.timeline.iter().map(|moment| moment.event.value).collect();
    let story = blocks_of(builder, &story);
    let mut wishes: Vec<_> = chain(&story, 1).collect();
    let told: BTreeSet<_> = story.into_iter().collect();
    for aggregate in model.aggregates.values() {
        life(builder, aggregate, &mut wishes);
    }
    for (id, saga) in model.sagas.iter() {
        patience(builder, id, saga, &mut wishes);
    }
    let mut declared = |blocks: &[usize]| {
        let is_told = |(one, other): &(usize, usize)| told.contains(one) && told.contains(other);
        wishes.extend(chain(blocks, 1).filter(|pair| !is_told(pair)));
    };
    for context in model.contexts.values() {
        let commands = context.commands.iter().filter_map(|id| block_of(builder, *id));
        declared(&commands.collect::<Vec<_>>());
        declared(&blocks_of(builder, &context.events));
    }
    for system in model.systems.values() {
        declared(&blocks_of(builder, &system.emits));
    }
    builder.scene.wishes = wishes;
}

fn blocks_of(builder: &Builder<'_>, events: &[EventId]) -> Vec<usize> {
    let places = events.iter().filter_map(|event| builder.events.get(event)?.first());
    places.map(|(block, _)| *block).collect()
}

fn block_of(builder: &Builder<'_>, command: CommandId) -> Option<usize> {
    builder.blocks.get(&Node::Command(command)).copied()
}

/// Each block after the one that is so many places before it.
fn chain(blocks: &[usize], apart: usize) -> impl Iterator<Item = (usize, usize)> {
    blocks.iter().zip(blocks.iter().skip(apart)).map(|(one, other)| (*one, *other))
}

/// What creates an aggregate comes before everything else, and what leads to a state before what needs it.
fn life(builder: &Builder<'_>, aggregate: &Aggregate, wishes: &mut Vec<(usize, usize)>) {
    let model = builder.model;
    let block = |id: &CommandId| block_of(builder, *id);
    let (creating, others): (Vec<_>, Vec<_>) =
        aggregate.commands.iter().partition(|id| model.commands[**id].creates);
    let first: Vec<_> = creating.into_iter().filter_map(block).collect();
    let rest: Vec<_> = others.iter().filter_map(|id| block(id)).collect();
    wishes.extend(first.iter().flat_map(|one| rest.iter().map(move |other| (*one, *other))));
    for id in others.iter().filter(|id| !model.commands[***id].from.is_empty()) {
        for before in aggregate.commands.iter().filter(|before| before != id) {
            if leads_to(model, &model.commands[*before], &model.commands[**id])
                && let (Some(one), Some(other)) = (block(before), block(id))
            {
                wishes.push((one, other));
            }
        }
    }
    wishes.extend(chain(&rest, SIBLINGS));
}

/// Time passes after a saga has started. A timeout that gives commands stands before these anyway.
fn patience(builder: &Builder<'_>, id: SagaId, saga: &Saga, wishes: &mut Vec<(usize, usize)>) {
    let block = |node: Node| builder.blocks.get(&node).copied();
    let is_start = |event| saga.starts.iter().any(|start| start.value == event);
    let starts = saga.reactions.iter().enumerate().filter(|(_, it)| is_start(it.event));
    let starts: Vec<usize> = starts.filter_map(|(at, _)| block(Node::Reaction(id, at))).collect();
    let idle = saga.timeouts.iter().enumerate();
    let idle = idle.filter(|(_, it)| it.issues.is_empty() && !it.compensates);
    for timeout in idle.filter_map(|(at, _)| block(Node::Timeout(id, at))) {
        wishes.extend(starts.iter().map(|start| (*start, timeout)));
    }
}

/// Whether an event of one command moves the aggregate into a state in which the other one is allowed.
fn leads_to(model: &Model, one: &Command, other: &Command) -> bool {
    let states = one.events().into_iter().filter_map(|event| model.events[event].moves_to.as_ref());
    states.map(|state| state.value).any(|state| other.from.iter().any(|from| from.value == state))
}
