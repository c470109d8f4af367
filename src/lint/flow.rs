//! What leads to what: who gives each command, what comes of it, and who listens to each event.

use std::collections::BTreeSet;

use crate::{
    model::{
        CommandId, ContextId, Decision, EventId, Issue, Model, PolicyId, ReadModelId, Row, SagaId,
        Subject, Writer,
    },
    source::Span,
    types::Id,
};

/// The edges of a model, both ways, each with the place where the model says so.
#[derive(Debug)]
pub struct Flow {
    issuers: Vec<Vec<Issuer>>,
    emitters: Vec<Vec<Emitter>>,
    listeners: Vec<Vec<Listener>>,
    given: Vec<Vec<Given>>,
    is_read_as: Vec<bool>,
    is_compensated: Vec<bool>,
    moments: Vec<Option<usize>>,
}

/// A command that somebody gives when an event happens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Given {
    /// A policy or a saga.
    pub who: Subject,
    /// The command.
    pub command: CommandId,
}

/// Somebody who gives a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuer {
    /// An actor, a policy or a saga.
    pub who: Subject,
    /// The event on which a policy or saga does; nothing for actors, for timeouts, and for policies that nothing starts.
    pub on: Option<EventId>,
    /// Where the command is named.
    pub span: Span,
}

/// A command that an event can come of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Emitter {
    /// The command.
    pub command: CommandId,
    /// Where the event is named.
    pub span: Span,
}

/// Somebody who listens to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listener {
    /// Who.
    pub who: Ear,
    /// Where the event is named.
    pub span: Span,
}

/// Who can listen to events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ear {
    /// A policy that it starts.
    Policy(PolicyId),
    /// A saga that it starts or moves on.
    Saga(SagaId),
    /// A read model that it changes.
    ReadModel(ReadModelId),
    /// A context that says it reads it.
    Context(ContextId),
}

impl Ear {
    /// The element.
    pub fn subject(self) -> Subject {
        match self {
            Self::Policy(id) => Subject::Policy(id),
            Self::Saga(id) => Subject::Saga(id),
            Self::ReadModel(id) => Subject::ReadModel(id),
            Self::Context(id) => Subject::Context(id),
        }
    }
}

impl Flow {
    /// The edges of a model.
    pub fn new(model: &Model) -> Self {
        let mut flow = Self {
            issuers: vec![Vec::new(); model.commands.len()],
            emitters: vec![Vec::new(); model.events.len()],
            listeners: vec![Vec::new(); model.events.len()],
            given: vec![Vec::new(); model.events.len()],
            is_read_as: vec![false; model.events.len()],
            is_compensated: vec![false; model.events.len()],
            moments: vec![None; model.events.len()],
        };
        flow.commands(model);
        flow.policies(model);
        flow.sagas(model);
        flow.readers(model);
        flow.story(model);
        flow
    }

    /// Who gives a command, in order of declaration kind by kind.
    pub fn issuers(&self, command: CommandId) -> &[Issuer] {
        self.issuers.get(command.index()).map_or(&[], Vec::as_slice)
    }

    /// The commands that an event can come of.
    pub fn emitters(&self, event: EventId) -> &[Emitter] {
        self.emitters.get(event.index()).map_or(&[], Vec::as_slice)
    }

    /// Who listens to an event.
    pub fn listeners(&self, event: EventId) -> &[Listener] {
        self.listeners.get(event.index()).map_or(&[], Vec::as_slice)
    }

    /// The commands that policies and sagas give when an event happens, once each.
    pub fn given_on(&self, event: EventId) -> &[Given] {
        self.given.get(event.index()).map_or(&[], Vec::as_slice)
    }

    /// Those events, and all that policies and sagas make of them without anybody else.
    pub fn aftermath(
        &self,
        model: &Model,
        events: impl IntoIterator<Item = EventId>,
    ) -> BTreeSet<EventId> {
        let mut open: Vec<EventId> = events.into_iter().collect();
        let mut all = BTreeSet::new();
        while let Some(event) = open.pop() {
            if all.insert(event) {
                let given = self.given_on(event).iter();
                open.extend(given.flat_map(|it| model.commands[it.command].events()));
            }
        }
        all
    }

    /// Whether a saga takes its steps back when an event happens.
    pub fn is_compensated(&self, event: EventId) -> bool {
        self.is_compensated.get(event.index()).is_some_and(|is| *is)
    }

    /// The place of an event on the timeline.
    pub fn moment(&self, event: EventId) -> Option<usize> {
        self.moments.get(event.index()).copied().flatten()
    }

    /// Whether an event comes out of the log only: nobody writes it any more, or older events are read as it.
    pub fn is_of_the_past(&self, model: &Model, event: EventId) -> bool {
        let it = &model.events[event];
        let is_read_as = self.is_read_as.get(event.index()).is_some_and(|is| *is);
        is_read_as || it.retired.is_some() || !it.split_into.is_empty()
    }

    /// Whether somebody writes an event: a command leads to it, or a system tells it by itself.
    pub fn is_written(&self, model: &Model, event: EventId) -> bool {
        !self.emitters(event).is_empty() || matches!(model.events[event].writer, Writer::System(_))
    }

    fn commands(&mut self, model: &Model) {
        for (id, command) in model.commands.iter() {
            for actor in &command.by {
                self.issued(id, Subject::Actor(actor.value), None, actor.span);
            }
            match &command.decision {
                Decision::Table(rows) => {
                    for emission in rows.iter().flat_map(Row::emissions) {
                        self.emitted(emission.event, id, emission.span);
                    }
                    for event in rows.iter().flat_map(|row| &row.by_hand) {
                        self.emitted(event.value, id, event.span);
                    }
                }
                Decision::Hook(events) => {
                    events.iter().for_each(|event| self.emitted(event.value, id, event.span));
                }
                Decision::Open => {}
            }
        }
    }

    fn policies(&mut self, model: &Model) {
        for (id, policy) in model.policies.iter() {
            for event in &policy.whenever {
                self.heard(event.value, Ear::Policy(id), event.span);
            }
            if policy.reactions.is_empty() {
                for command in &policy.then {
                    self.issued(command.value, Subject::Policy(id), None, command.span);
                }
            }
            for reaction in &policy.reactions {
                self.issues(&reaction.issues, Subject::Policy(id), Some(reaction.event));
            }
        }
    }

    fn sagas(&mut self, model: &Model) {
        for (id, saga) in model.sagas.iter() {
            for start in &saga.starts {
                self.heard(start.value, Ear::Saga(id), start.span);
            }
            for reaction in &saga.reactions {
                self.heard(reaction.event, Ear::Saga(id), reaction.span);
                if reaction.compensates {
                    mark(&mut self.is_compensated, reaction.event);
                }
                let issues = reaction.issues.iter().chain(&reaction.undo);
                self.issues(issues, Subject::Saga(id), Some(reaction.event));
            }
            for timeout in &saga.timeouts {
                self.issues(&timeout.issues, Subject::Saga(id), None);
            }
        }
    }

    fn readers(&mut self, model: &Model) {
        for (id, view) in model.read_models.iter() {
            for mapping in &view.mappings {
                self.heard(mapping.event, Ear::ReadModel(id), mapping.span);
            }
        }
        for (id, context) in model.contexts.iter() {
            for reading in &context.reads {
                self.heard(reading.event, Ear::Context(id), reading.span);
            }
        }
    }

    fn story(&mut self, model: &Model) {
        for split in model.events.values().flat_map(|event| &event.split_into) {
            mark(&mut self.is_read_as, split.event);
        }
        for (place, moment) in model.timeline.iter().enumerate() {
            if let Some(known) = self.moments.get_mut(moment.event.value.index()) {
                *known = Some(place);
            }
        }
    }

    fn issues<'i>(
        &mut self,
        issues: impl IntoIterator<Item = &'i Issue>,
        who: Subject,
        on: Option<EventId>,
    ) {
        for issue in issues {
            self.issued(issue.command, who, on, issue.span);
        }
    }

    fn issued(&mut self, command: CommandId, who: Subject, on: Option<EventId>, span: Span) {
        let issuer = Issuer { who, on, span };
        if let Some(issuers) = self.issuers.get_mut(command.index())
            && !issuers.contains(&issuer)
        {
            issuers.push(issuer);
        }
        let given = Given { who, command };
        if let Some(all) = on.and_then(|event| self.given.get_mut(event.index()))
            && !all.contains(&given)
        {
            all.push(given);
        }
    }

    fn emitted(&mut self, event: EventId, command: CommandId, span: Span) {
        let emitter = Emitter { command, span };
        if let Some(emitters) = self.emitters.get_mut(event.index())
            && !emitters.contains(&emitter)
        {
            emitters.push(emitter);
        }
    }

    /// One listener counts once, however often it names an event.
    fn heard(&mut self, event: EventId, who: Ear, span: Span) {
        if let Some(listeners) = self.listeners.get_mut(event.index())
            && listeners.iter().all(|known| known.who != who)
        {
            listeners.push(Listener { who, span });
        }
    }
}

fn mark(marks: &mut [bool], event: EventId) {
    if let Some(mark) = marks.get_mut(event.index()) {
        *mark = true;
    }
}
