//! What leads to what in a model: events trigger policies and sagas, these issue commands, and events feed read models.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    AggregateId, CommandId, ContextId, EventId, Handler, Issue, Model, PolicyId, ReadModelId, Saga,
    SagaId, Writer,
};

/// Something that a picture of what happens shows by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node {
    /// A command with the events that can come of it.
    Command(CommandId),
    /// An event that comes of no command.
    Event(EventId),
    Policy(PolicyId),
    /// What a saga does on one of its events, by the place of that reaction.
    Reaction(SagaId, usize),
    /// What a saga does when nothing happens, by the place of that timeout.
    Timeout(SagaId, usize),
    /// A saga that does nothing yet.
    Saga(SagaId),
    /// An aggregate in which nothing happens yet.
    Aggregate(AggregateId),
    View(ReadModelId),
}

/// One thing that leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Link {
    /// An event triggers a policy or a step of a saga.
    Triggers(EventId, Node),
    /// A policy or a step of a saga issues a command.
    Issues(Node, CommandId),
    /// An event feeds a read model.
    Feeds(EventId, ReadModelId),
}

/// Every link of a model once, policy by policy, then saga by saga, then read model by read model.
pub(super) fn links(model: &Model) -> Vec<Link> {
    let mut links = Vec::new();
    for (id, policy) in model.policies.iter() {
        let step = Node::Policy(id);
        links.extend(policy.whenever.iter().map(|event| Link::Triggers(event.value, step)));
        let issues = policy.reactions.iter().flat_map(|reaction| &reaction.issues);
        links.extend(issues.map(|issue| Link::Issues(step, issue.command)));
    }
    for (id, saga) in model.sagas.iter() {
        of_saga(id, saga, &mut links);
    }
    for (id, view) in model.read_models.iter() {
        links.extend(view.mappings.iter().map(|mapping| Link::Feeds(mapping.event, id)));
    }
    let mut seen = BTreeSet::new();
    links.retain(|link| seen.insert(*link));
    links
}

fn of_saga(id: SagaId, saga: &Saga, links: &mut Vec<Link>) {
    let undos: Vec<&Issue> =
        saga.reactions.iter().filter_map(|reaction| reaction.undo.as_ref()).collect();
    let issued = |step: Node, issues: &[Issue], compensates: bool| -> Vec<Link> {
        let undone = undos.iter().copied().filter(|_| compensates);
        issues.iter().chain(undone).map(|issue| Link::Issues(step, issue.command)).collect()
    };
    for (at, reaction) in saga.reactions.iter().enumerate() {
        let step = Node::Reaction(id, at);
        links.push(Link::Triggers(reaction.event, step));
        links.extend(issued(step, &reaction.issues, reaction.compensates));
    }
    for (at, timeout) in saga.timeouts.iter().enumerate() {
        links.extend(issued(Node::Timeout(id, at), &timeout.issues, timeout.compensates));
    }
}

/// What holds each event: every command that it can come of, or the event itself.
pub(super) fn holders(model: &Model) -> BTreeMap<EventId, Vec<Node>> {
    let mut holders: BTreeMap<EventId, Vec<Node>> = BTreeMap::new();
    for (id, command) in model.commands.iter() {
        for event in command.events() {
            holders.entry(event).or_default().push(Node::Command(id));
        }
    }
    for id in model.events.ids() {
        holders.entry(id).or_insert_with(|| vec![Node::Event(id)]);
    }
    holders
}

/// Everything that a picture of what happens shows by itself.
pub(super) fn nodes(model: &Model) -> BTreeSet<Node> {
    let mut nodes: BTreeSet<Node> = holders(model).into_values().flatten().collect();
    nodes.extend(model.commands.ids().map(Node::Command));
    nodes.extend(model.policies.ids().map(Node::Policy));
    nodes.extend(model.sagas.ids().flat_map(|id| of_process(model, id)));
    nodes.extend(model.read_models.ids().map(Node::View));
    let idle = model.aggregates.iter();
    let idle = idle.filter(|(_, it)| it.commands.is_empty() && it.events.is_empty());
    nodes.extend(idle.map(|(id, _)| Node::Aggregate(id)));
    nodes
}

/// The steps of a saga, those on events first.
pub(super) fn of_process(model: &Model, id: SagaId) -> Vec<Node> {
    let saga = &model.sagas[id];
    let reactions = (0..saga.reactions.len()).map(|at| Node::Reaction(id, at));
    let steps: Vec<_> =
        reactions.chain((0..saga.timeouts.len()).map(|at| Node::Timeout(id, at))).collect();
    if steps.is_empty() { vec![Node::Saga(id)] } else { steps }
}

/// The context in which something stands; nothing for what an external system does.
pub(super) fn home(model: &Model, node: Node) -> Option<ContextId> {
    match node {
        Node::Command(id) => model.commands[id].context,
        Node::Event(id) => model.events[id].context,
        Node::Policy(id) => Some(model.policies[id].context),
        Node::Reaction(id, _) | Node::Timeout(id, _) | Node::Saga(id) => {
            Some(model.sagas[id].context)
        }
        Node::Aggregate(id) => Some(model.aggregates[id].context),
        Node::View(id) => Some(model.read_models[id].context),
    }
}

/// The aggregate in which something happens.
pub(super) fn aggregate(model: &Model, node: Node) -> Option<AggregateId> {
    match node {
        Node::Command(id) => match model.commands[id].handler {
            Handler::Aggregate(aggregate) => Some(aggregate),
            Handler::System(_) | Handler::Nobody => None,
        },
        Node::Event(id) => match model.events[id].writer {
            Writer::Aggregate(aggregate) => Some(aggregate),
            Writer::System(_) | Writer::Nobody => None,
        },
        Node::Aggregate(id) => Some(id),
        Node::Policy(_)
        | Node::Reaction(..)
        | Node::Timeout(..)
        | Node::Saga(_)
        | Node::View(_) => None,
    }
}
