//! The ways through a model, step by step: a step is a line on a board.

use std::collections::{BTreeMap, BTreeSet};

use super::super::process::{self, Link, Node, links, nodes, of_process};
use crate::model::{EventId, Model, Subject};

/// What leads where, step by step.
pub(super) struct Ways {
    after: BTreeMap<Node, Vec<(Option<EventId>, Node)>>,
    before: BTreeMap<Node, Vec<Node>>,
}

impl Ways {
    pub(super) fn new(model: &Model, holders: &BTreeMap<EventId, Vec<Node>>) -> Self {
        let mut ways = Self { after: BTreeMap::new(), before: BTreeMap::new() };
        for link in links(model) {
            let (event, to) = match link {
                Link::Issues(step, command) => {
                    ways.add(step, None, Node::Command(command));
                    continue;
                }
                Link::Triggers(event, step) => (event, step),
                Link::Feeds(event, view) => (event, Node::View(view)),
            };
            for holder in holders.get(&event).into_iter().flatten() {
                ways.add(*holder, Some(event), to);
            }
        }
        ways
    }

    fn add(&mut self, from: Node, event: Option<EventId>, to: Node) {
        self.after.entry(from).or_default().push((event, to));
        self.before.entry(to).or_default().push(from);
    }

    /// All that so many steps from some starts can lead to, with these.
    pub(super) fn after(&self, starts: &[Start], depth: usize) -> BTreeSet<Node> {
        let firsts: BTreeMap<Node, BTreeSet<Option<EventId>>> =
            starts.iter().fold(BTreeMap::new(), |mut all, (node, event)| {
                all.entry(*node).or_insert_with(BTreeSet::new).insert(*event);
                all
            });
        let first = |node: Node| {
            let only = firsts.get(&node);
            let can = move |event: &Option<EventId>| {
                only.is_none_or(|only| only.contains(&None) || only.contains(event))
            };
            let nexts = self.after.get(&node).into_iter().flatten();
            nexts.filter(move |(event, _)| can(event)).map(|(_, next)| *next).collect()
        };
        let all = |node: Node| {
            self.after.get(&node).into_iter().flatten().map(|(_, next)| *next).collect()
        };
        walk(firsts.keys().copied().collect(), depth, first, all)
    }

    /// All that can lead to some ends in so many steps, with these.
    pub(super) fn before(&self, ends: &[Start], depth: usize) -> BTreeSet<Node> {
        let all = |node: Node| self.before.get(&node).cloned().unwrap_or_default();
        walk(ends.iter().map(|(node, _)| *node).collect(), depth, all, all)
    }
}

/// What is reached from some nodes; the first step may be another one than those that follow.
fn walk(
    starts: BTreeSet<Node>,
    depth: usize,
    first: impl Fn(Node) -> Vec<Node>,
    next: impl Fn(Node) -> Vec<Node>,
) -> BTreeSet<Node> {
    if depth == 0 {
        return starts;
    }
    let mut reached: BTreeSet<Node> = starts.iter().flat_map(|node| first(*node)).collect();
    let mut open: Vec<Node> = reached.iter().copied().collect();
    for _ in 1..depth {
        let nexts = open.iter().flat_map(|node| next(*node));
        open = nexts.filter(|node| reached.insert(*node)).collect();
        if open.is_empty() {
            break;
        }
    }
    reached.extend(starts);
    reached
}

/// Where a way begins or ends; of all that can come of a command, only the event, where there is one.
pub(super) type Start = (Node, Option<EventId>);

/// Where the ways of an element begin and end.
pub(super) fn starts(
    model: &Model,
    subject: Subject,
    holders: &BTreeMap<EventId, Vec<Node>>,
) -> Vec<Start> {
    let whole = |node: Node| (node, None);
    let of_event = |event: &EventId| {
        holders
            .get(event)
            .into_iter()
            .flatten()
            .map(|node| (*node, Some(*event)))
            .collect::<Vec<_>>()
    };
    match subject {
        Subject::Context(id) => {
            let all = nodes(model).into_iter();
            all.filter(|node| process::home(model, *node) == Some(id)).map(whole).collect()
        }
        Subject::Aggregate(id) => {
            let aggregate = &model.aggregates[id];
            let commands = aggregate.commands.iter().map(|id| Node::Command(*id));
            let held = aggregate.events.iter().filter_map(|event| holders.get(event));
            let alone = held.flatten().copied().filter(|node| matches!(node, Node::Event(_)));
            commands.chain(alone).chain([Node::Aggregate(id)]).map(whole).collect()
        }
        Subject::Command(id) => vec![whole(Node::Command(id))],
        Subject::Event(id) => of_event(&id),
        Subject::Policy(id) => vec![whole(Node::Policy(id))],
        Subject::Saga(id) => of_process(model, id).into_iter().map(whole).collect(),
        Subject::ReadModel(id) => vec![whole(Node::View(id))],
        Subject::Actor(id) => {
            let given = model.commands.iter();
            let given = given.filter(|(_, it)| it.by.iter().any(|by| by.value == id));
            given.map(|(command, _)| whole(Node::Command(command))).collect()
        }
        Subject::System(id) => {
            let system = &model.systems[id];
            let handled = system.handles.iter().map(|command| whole(Node::Command(*command)));
            handled.chain(system.emits.iter().flat_map(of_event)).collect()
        }
    }
}
