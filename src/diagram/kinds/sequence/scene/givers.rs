//! Who gives the first command of a course: people, else the policy or saga that does, else nobody yet.

use super::{
    Act, Cause, Chip, Kind,
    build::{Course, at_most},
    lifelines::Who,
    links::Giver,
};
use crate::{
    diagram::{
        kinds::names::{event, named},
        theme::Role,
    },
    model::{CommandId, EventId},
    types::Id,
};

impl Course<'_> {
    /// Who gives a command that does not follow from what was told, and remarks about who else does.
    pub(super) fn giver(&mut self, id: CommandId) -> (Cause, Vec<Chip>) {
        let mut givers: Vec<(Giver, Vec<Option<EventId>>)> = Vec::new();
        for (who, on) in &self.links.givers[id.index()] {
            match givers.iter_mut().find(|(known, _)| known == who) {
                Some((_, events)) => events.push(*on),
                None => givers.push((*who, vec![*on])),
            }
        }
        let by = &self.model.commands[id].by;
        let mut actors: Vec<_> = by.iter().map(|actor| actor.value).collect();
        actors.dedup();
        let others = givers.iter().skip(usize::from(actors.is_empty())).map(|(who, _)| Chip {
            role: Some(Role::Policy),
            text: format!("or {}", self.name_of(*who)),
        });
        let others = at_most(others.collect());
        let cause = match (actors.is_empty(), givers.first()) {
            (false, _) => Cause::Lifeline(self.lifelines.place(self.model, Who::Actors(actors))),
            (true, Some((who, events))) => Cause::Step(self.hint(*who, events)),
            (true, None) => Cause::Lifeline(self.lifelines.place(self.model, Who::Somebody)),
        };
        (cause, others)
    }

    /// A policy or saga that gives the first command, with what it does so on.
    fn hint(&mut self, who: Giver, events: &[Option<EventId>]) -> usize {
        let (place, word) = match who {
            Giver::Policy(id) => (Who::Policies(self.model.policies[id].context), "POLICY"),
            Giver::Saga(id) => (Who::Saga(id), "SAGA"),
        };
        let on = self.lifelines.place(self.model, place);
        let chip = |id: &Option<EventId>| match id {
            Some(id) => {
                Chip { role: Some(Role::Event), text: format!("on {}", event(self.model, *id)) }
            }
            None => Chip { role: None, text: "when time passes".to_owned() },
        };
        let (name, chips) = (self.name_of(who), at_most(events.iter().map(chip).collect()));
        let tooltip = name.clone();
        self.act(Act { word, name, chips, tooltip, ..Act::new(Kind::Reaction, on, Cause::Nothing) })
    }

    /// A policy or a saga as people see it.
    pub(super) fn name_of(&self, who: Giver) -> String {
        let model = self.model;
        match who {
            Giver::Policy(id) => named(&model.policies[id].name, &model.policies[id].info),
            Giver::Saga(id) => named(&model.sagas[id].name, &model.sagas[id].info),
        }
    }
}
