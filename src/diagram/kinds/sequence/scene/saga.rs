//! What a saga does: on its events, when time passes, and to take back what was done.

use super::{Act, Cause, Chip, Kind, Step, build::Course, lifelines::Who, past::ruled_out};
use crate::{
    diagram::{
        kinds::names::{event, named, told},
        text::length,
    },
    model::{EventId, Saga, SagaId},
    types::Id,
};

impl Course<'_> {
    /// The whole course of a saga: from what starts it, through what comes later, to what it does when time passes.
    pub(super) fn saga(&mut self, id: SagaId) {
        let saga = &self.model.sagas[id];
        let events = || saga.reactions.iter().map(|reaction| reaction.event);
        let starts = || saga.starts.iter().map(|start| start.value);
        self.leading = Some(self.links.leading(events().chain(starts())));
        self.started.insert(id);
        for start in starts() {
            if !self.followed.contains_key(&start) {
                self.root(start);
            }
        }
        for (at, reaction) in saga.reactions.iter().enumerate() {
            if !self.reacted.contains(&(id, at)) {
                let label = event(self.model, reaction.event);
                self.steps.push(Step::Open { word: "later".to_owned(), label });
                self.root(reaction.event);
                self.steps.push(Step::Close);
            }
        }
        self.timeouts(id);
    }

    /// An event that does not follow from what was told: with the command that leads to it, where there is one.
    fn root(&mut self, id: EventId) {
        self.depth = 0;
        let emitters = self.links.emitters[id.index()].clone();
        let new = emitters.iter().find(|command| !self.told.contains_key(command)).copied();
        if let Some(command) = new {
            let (cause, chips) = self.giver(command);
            self.command(command, cause, chips);
        }
        if !self.followed.contains_key(&id) {
            self.event(id, Cause::Nothing, self.told.len());
        }
    }

    /// What a saga does on one of its events.
    pub(super) fn reaction(&mut self, id: SagaId, at: usize, cause: usize) {
        let saga = &self.model.sagas[id];
        let reaction = &saga.reactions[at];
        let is_start = saga.starts.iter().any(|start| start.value == reaction.event);
        self.reacted.insert((id, at));
        if is_start {
            self.started.insert(id);
        }
        let words = words(is_start, reaction.compensates, reaction.ends);
        let name = reaction.info.label.clone().unwrap_or(words);
        let key = self.model.event_path(reaction.event);
        let step = self.saga_step(id, &key, name, Cause::Step(cause));
        if reaction.compensates {
            self.undo(saga, step);
        }
        for issue in &reaction.issues {
            self.command(issue.command, Cause::Step(step), Vec::new());
        }
    }

    /// What a saga does when time passes.
    pub(super) fn timeouts(&mut self, id: SagaId) {
        let saga = &self.model.sagas[id];
        for timeout in &saga.timeouts {
            self.depth = 0;
            let label = named(&timeout.name, &timeout.info);
            let word = format!("after {}", length(timeout.after.value));
            self.steps.push(Step::Open { word, label: label.clone() });
            let words = match (timeout.compensates, timeout.ends) {
                (false, false) => label,
                (compensates, ends) => words(false, compensates, ends),
            };
            let step = self.saga_step(id, &timeout.name.value, words, Cause::Nothing);
            if timeout.compensates {
                self.undo(saga, step);
            }
            for issue in &timeout.issues {
                self.command(issue.command, Cause::Step(step), Vec::new());
            }
            self.steps.push(Step::Close);
        }
    }

    /// Takes back what was done, the newest first: what can have happened before this point of the course.
    fn undo(&mut self, saga: &Saga, step: usize) {
        let ruled_out = ruled_out(self.model, saga, &self.instead);
        for reaction in saga.reactions.iter().rev() {
            if let Some(undo) = reaction.undo.as_ref().filter(|_| !ruled_out(reaction.event)) {
                let text = format!("undoes {}", event(self.model, reaction.event));
                let chips = vec![Chip { role: None, text }];
                self.command(undo.command, Cause::Step(step), chips);
            }
        }
    }

    fn saga_step(&mut self, id: SagaId, key: &str, name: String, cause: Cause) -> usize {
        let saga = &self.model.sagas[id];
        let context = &self.model.contexts[saga.context].name.value;
        let on = self.lifelines.place(self.model, Who::Saga(id));
        self.act(Act {
            id: format!("saga:{context}.{}/{key}", saga.name.value),
            word: "SAGA",
            name,
            tooltip: told("Saga", &saga.name, &saga.info),
            ..Act::new(Kind::Reaction, on, cause)
        })
    }
}

/// What a step means for the life of a saga.
fn words(starts: bool, compensates: bool, ends: bool) -> String {
    let all = [(starts, "starts"), (compensates, "takes back"), (ends, "ends")];
    let words: Vec<_> = all.into_iter().filter_map(|(is, word)| is.then_some(word)).collect();
    if words.is_empty() { "goes on".to_owned() } else { words.join(", ") }
}
