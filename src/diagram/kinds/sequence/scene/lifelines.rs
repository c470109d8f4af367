//! Who takes part in a sequence: each one once, in the order in which they come in.

use std::collections::BTreeMap;

use super::Lifeline;
use crate::{
    diagram::{
        kinds::names::{named, told},
        theme::Role,
    },
    model::{ActorId, AggregateId, Command, ContextId, Handler, Model, SagaId, SystemId},
};

/// Somebody who can take part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    /// People who give the first command.
    Actors(Vec<ActorId>),
    /// Whoever gives a command that nobody gives yet.
    Somebody,
    Aggregate(AggregateId),
    System(SystemId),
    /// Whoever will decide commands of a context that nobody decides yet.
    Undecided(Option<ContextId>),
    /// The policies of a context.
    Policies(ContextId),
    Saga(SagaId),
}

impl Who {
    /// Who decides a command.
    pub(super) fn decides(command: &Command) -> Self {
        match command.handler {
            Handler::Aggregate(id) => Self::Aggregate(id),
            Handler::System(id) => Self::System(id),
            Handler::Nobody => Self::Undecided(command.context),
        }
    }
}

/// Who takes part so far.
#[derive(Debug, Default)]
pub(super) struct Lifelines {
    pub(super) all: Vec<Lifeline>,
    known: BTreeMap<Who, usize>,
}

impl Lifelines {
    /// The place of somebody, who comes in now at the latest.
    pub(super) fn place(&mut self, model: &Model, who: Who) -> usize {
        if let Some(at) = self.known.get(&who) {
            return *at;
        }
        self.all.push(lifeline(model, &who));
        self.known.insert(who, self.all.len() - 1);
        self.all.len() - 1
    }
}

fn lifeline(model: &Model, who: &Who) -> Lifeline {
    let context = |id: ContextId| named(&model.contexts[id].name, &model.contexts[id].info);
    let key = |id: ContextId| model.contexts[id].name.value.as_str();
    match who {
        Who::Actors(actors) => people(model, actors),
        Who::Somebody => open(Role::Actor, "ACTOR", "somebody", String::new()),
        Who::Undecided(id) => {
            let place = id.map(context).unwrap_or_default();
            let key = id.map_or("nobody", key);
            open(Role::Aggregate, "AGGREGATE", &format!("undecided:{key}"), place)
        }
        Who::Aggregate(id) => {
            let aggregate = &model.aggregates[*id];
            Lifeline {
                id: format!("aggregate:{}.{}", key(aggregate.context), aggregate.name.value),
                role: Role::Aggregate,
                word: Role::Aggregate.word(),
                name: named(&aggregate.name, &aggregate.info),
                place: context(aggregate.context),
                is_open: false,
                tooltip: told("Aggregate", &aggregate.name, &aggregate.info),
            }
        }
        Who::System(id) => {
            let system = &model.systems[*id];
            Lifeline {
                id: format!("system:{}", system.name.value),
                role: Role::External,
                word: Role::External.word(),
                name: named(&system.name, &system.info),
                place: "outside".to_owned(),
                is_open: false,
                tooltip: told("External system", &system.name, &system.info),
            }
        }
        Who::Policies(id) => Lifeline {
            id: format!("policies:{}", key(*id)),
            role: Role::Policy,
            word: "POLICIES",
            name: context(*id),
            place: String::new(),
            is_open: false,
            tooltip: format!("Policies of {}", key(*id)),
        },
        Who::Saga(id) => {
            let saga = &model.sagas[*id];
            Lifeline {
                id: format!("saga:{}.{}", key(saga.context), saga.name.value),
                role: Role::Policy,
                word: "SAGA",
                name: named(&saga.name, &saga.info),
                place: context(saga.context),
                is_open: false,
                tooltip: told("Saga", &saga.name, &saga.info),
            }
        }
    }
}

fn people(model: &Model, actors: &[ActorId]) -> Lifeline {
    let actors: Vec<_> = actors.iter().map(|id| &model.actors[*id]).collect();
    let list = |texts: Vec<String>, glue: &str| texts.join(glue);
    let names = actors.iter().map(|actor| named(&actor.name, &actor.info)).collect();
    let ids = actors.iter().map(|actor| actor.name.value.clone()).collect();
    let tooltips = actors.iter().map(|actor| told("Actor", &actor.name, &actor.info)).collect();
    Lifeline {
        id: format!("actor:{}", list(ids, "+")),
        role: Role::Actor,
        word: Role::Actor.word(),
        name: list(names, " or "),
        place: String::new(),
        is_open: false,
        tooltip: list(tooltips, "; "),
    }
}

/// Somebody of whom the model says nothing yet.
fn open(role: Role, word: &'static str, id: &str, place: String) -> Lifeline {
    Lifeline {
        id: id.to_owned(),
        role,
        word,
        name: "nobody yet".to_owned(),
        place,
        is_open: true,
        tooltip: "The model does not say yet who it is".to_owned(),
    }
}
