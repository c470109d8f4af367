//! The states of an aggregate, and the events that lead from one to the next.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagram::{kinds::names::shortest, text::spoken},
    model::{Aggregate, Command, EventId, Lifecycle, Model},
};

/// A life, still without form.
#[derive(Debug, Default)]
pub(super) struct Scene {
    pub(super) title: String,
    pub(super) subtitle: String,
    pub(super) states: Vec<State>,
    pub(super) steps: Vec<Step>,
}

/// A state, or what stands for one.
#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: StateKind,
    /// Events that happen here and lead nowhere.
    pub(super) stays: Vec<String>,
}

/// What a state stands for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum StateKind {
    /// Where a life begins.
    Beginning,
    #[default]
    Ordinary,
    Last,
    /// Any state, for what can happen at any time.
    Any,
}

/// An event that leads from one state to another.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) event: String,
    /// The commands that it can come of.
    pub(super) on: String,
    pub(super) tooltip: String,
}

/// The names of the aggregates that have a lifecycle; with that of the context where a name alone is not enough.
pub(super) fn names(model: &Model) -> Vec<String> {
    shortest(&paths(model))
}

/// The same, always with the name of the context.
pub(super) fn paths(model: &Model) -> Vec<String> {
    let living = model.aggregates.values().filter(|aggregate| aggregate.lifecycle.is_some());
    let path = |aggregate: &Aggregate| {
        format!("{}.{}", model.contexts[aggregate.context].name.value, aggregate.name.value)
    };
    living.map(path).collect()
}

/// The life of the aggregate with one of those names.
pub(super) fn of(model: &Model, name: &str) -> Scene {
    let is_it = |aggregate: &&Aggregate| {
        let context = &model.contexts[aggregate.context].name.value;
        let own = &aggregate.name.value;
        own == name || name.split_once('.') == Some((context, own))
    };
    let living = model.aggregates.values().filter(|aggregate| aggregate.lifecycle.is_some());
    let Some(aggregate) = living.clone().find(is_it) else { return Scene::default() };
    let Some(lifecycle) = &aggregate.lifecycle else { return Scene::default() };
    let mut life = Life { model, lifecycle, steps: BTreeMap::new(), stays: BTreeMap::new() };
    aggregate.commands.iter().for_each(|command| life.command(&model.commands[*command]));
    life.uncaused(aggregate);
    life.scene(aggregate)
}

/// Where something leads from: the beginning, a state by its place in the enumeration, or any of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    Beginning,
    State(usize),
    Any,
}

struct Life<'m> {
    model: &'m Model,
    lifecycle: &'m Lifecycle,
    /// The commands behind every step.
    steps: BTreeMap<(From, usize, EventId), BTreeSet<String>>,
    stays: BTreeMap<From, BTreeSet<EventId>>,
}

impl Life<'_> {
    fn command(&mut self, command: &Command) {
        let states: Vec<From> = if command.creates {
            vec![From::Beginning]
        } else if command.from.is_empty() {
            vec![From::Any]
        } else {
            command.from.iter().map(|state| From::State(state.value)).collect()
        };
        let name = spoken(&command.name.value, command.info.label.as_deref());
        for event in command.events() {
            states.iter().for_each(|from| self.happens(*from, event, Some(&name)));
        }
    }

    /// Events that come of no command can happen at any time.
    fn uncaused(&mut self, aggregate: &Aggregate) {
        let caused: BTreeSet<EventId> =
            aggregate.commands.iter().flat_map(|id| self.model.commands[*id].events()).collect();
        for event in aggregate.events.iter().filter(|event| !caused.contains(event)) {
            if self.model.events[*event].moves_to.is_some() {
                self.happens(From::Any, *event, None);
            }
        }
    }

    fn happens(&mut self, from: From, event: EventId, command: Option<&String>) {
        let target = self.model.events[event].moves_to.as_ref().map(|state| state.value);
        let target = if from == From::Beginning {
            Some(target.unwrap_or(self.lifecycle.initial.value))
        } else {
            target.filter(|target| from != From::State(*target))
        };
        match target {
            Some(to) => {
                self.steps.entry((from, to, event)).or_default().extend(command.cloned());
            }
            None => drop(self.stays.entry(from).or_default().insert(event)),
        }
    }

    fn scene(self, aggregate: &Aggregate) -> Scene {
        let model = self.model;
        let mut froms: Vec<From> = self.steps.keys().map(|(from, ..)| *from).collect();
        froms.push(From::Beginning);
        froms.extend(self.stays.keys().copied());
        let words = self.words(aggregate);
        froms.extend((0..words.len()).map(From::State));
        froms.sort_unstable();
        froms.dedup();
        let number = |from: From| froms.partition_point(|other| *other < from);
        let event = |id: EventId| {
            let event = &model.events[id];
            spoken(&event.name.value, event.info.label.as_deref())
        };
        let state = |from: &From| {
            let stays = self.stays.get(from).into_iter().flatten();
            State { stays: stays.map(|id| event(*id)).collect(), ..self.state(*from, &words) }
        };
        let steps = self.steps.iter().map(|((from, to, id), commands)| {
            let on: Vec<&str> = commands.iter().map(String::as_str).collect();
            let on = if on.is_empty() { String::new() } else { format!("on {}", on.join(", ")) };
            let (from, to) = (number(*from), number(From::State(*to)));
            let tooltip = format!("Event {} {on}", model.events[*id].name.value);
            Step { from, to, event: event(*id), on, tooltip: tooltip.trim_end().to_owned() }
        });
        let name = spoken(&aggregate.name.value, aggregate.info.label.as_deref());
        let context = &model.contexts[aggregate.context];
        Scene {
            title: format!("Lifecycle of {name}"),
            subtitle: format!(
                "aggregate of {} · {} states",
                spoken(&context.name.value, context.info.label.as_deref()),
                words.len()
            ),
            states: froms.iter().map(state).collect(),
            steps: steps.collect(),
        }
    }

    /// The words of the enumeration, as people read them.
    fn words(&self, aggregate: &Aggregate) -> Vec<(String, String)> {
        let field =
            aggregate.state.iter().find(|field| field.name.value == self.lifecycle.field.value);
        let words = field.and_then(|field| self.model.types.enumeration(&field.ty));
        let words = words.map(|(_, words)| words.values.as_slice()).unwrap_or_default();
        let word = |word: &crate::types::EnumValue| {
            let name = &word.name.value;
            (name.clone(), spoken(name, word.info.label.as_deref()))
        };
        words.iter().map(word).collect()
    }

    fn state(&self, from: From, words: &[(String, String)]) -> State {
        let (kind, id, name) = match from {
            From::Beginning => (StateKind::Beginning, "beginning", ""),
            From::Any => (StateKind::Any, "any", "any state"),
            From::State(at) => {
                let is_last = self.lifecycle.finals.iter().any(|last| last.value == at);
                let (id, name) =
                    words.get(at).map_or(("", ""), |(id, name)| (id.as_str(), name.as_str()));
                (if is_last { StateKind::Last } else { StateKind::Ordinary }, id, name)
            }
        };
        State { id: format!("state:{id}"), name: name.to_owned(), kind, stays: Vec::new() }
    }
}
