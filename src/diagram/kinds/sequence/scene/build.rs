//! Tells a course: a command, what comes of it, who reacts, and the commands that they give in turn.
//!
//! What every command leads to is told once, under a number. Where it is given again, the course refers to that number;
//! so circles end, and every step is there exactly once.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Act, Cause, Chip, Kind, Scene, Step,
    lifelines::{Lifelines, Who},
    links::{Giver, Links, Reactor},
    names::{Root, find},
    outcomes::{Outcomes, outcomes},
};
use crate::{
    diagram::{
        kinds::names::{command, command_path, event, named, told},
        text::counted,
        theme::Role,
    },
    model::{CommandId, EventId, Model, PolicyId, SagaId, Writer},
    types::Id,
};

/// How many commands may lead to each other before the course is cut.
const DEEPEST: usize = 16;
/// How many commands are told at most.
const MOST: usize = 48;
/// How many small remarks of one kind a step has at most.
const MOST_CHIPS: usize = 4;

/// The course of a command or of a saga.
pub(in super::super) fn of(model: &Model, name: &str) -> Scene {
    let Some(root) = find(model, name) else { return Scene::default() };
    let mut course = Course::new(model);
    match root {
        Root::Command(id) => {
            let (cause, chips) = course.giver(id);
            course.command(id, cause, chips);
            let started: Vec<SagaId> = course.started.iter().copied().collect();
            started.into_iter().for_each(|saga| course.timeouts(saga));
        }
        Root::Saga(id) => course.saga(id),
    }
    course.finish(root)
}

/// A course while it is told.
pub(super) struct Course<'m> {
    pub(super) model: &'m Model,
    pub(super) links: Links,
    pub(super) lifelines: Lifelines,
    pub(super) steps: Vec<Step>,
    /// The numbers of the commands that were told.
    pub(super) told: BTreeMap<CommandId, usize>,
    /// The steps at which a command was named only.
    named: Vec<(usize, CommandId)>,
    /// The events whose consequences were told, with the number of the command that led there.
    pub(super) followed: BTreeMap<EventId, usize>,
    /// What sagas have done.
    pub(super) reacted: BTreeSet<(SagaId, usize)>,
    pub(super) started: BTreeSet<SagaId>,
    /// What could have come of the commands on the way to here, and did not.
    pub(super) instead: Vec<(CommandId, EventId)>,
    /// The commands that lead on to the saga whose course it is.
    pub(super) leading: Option<BTreeSet<CommandId>>,
    pub(super) depth: usize,
}

impl<'m> Course<'m> {
    fn new(model: &'m Model) -> Self {
        Self {
            model,
            links: Links::new(model),
            lifelines: Lifelines::default(),
            steps: Vec::new(),
            told: BTreeMap::new(),
            named: Vec::new(),
            followed: BTreeMap::new(),
            reacted: BTreeSet::new(),
            started: BTreeSet::new(),
            instead: Vec::new(),
            leading: None,
            depth: 0,
        }
    }

    /// A command with everything that comes of it, unless that has been told already or leads too far.
    pub(super) fn command(&mut self, id: CommandId, cause: Cause, mut chips: Vec<Chip>) {
        let found = &self.model.commands[id];
        let on = self.lifelines.place(self.model, Who::decides(found));
        let mut act = Act {
            id: String::new(),
            word: Role::Command.word(),
            name: command(self.model, id),
            tooltip: told("Command", &found.name, &found.info),
            ..Act::new(Kind::Command, on, cause)
        };
        let is_far = self.depth >= DEEPEST || self.told.len() >= MOST;
        if is_far || self.told.contains_key(&id) {
            act.chips = chips;
            let step = self.act(act);
            self.named.push((step, id));
            return;
        }
        let number = self.told.len() + 1;
        self.told.insert(id, number);
        let Outcomes { lists, refusals } = outcomes(found);
        chips.extend(at_most(refusals));
        (act.id, act.tag) =
            (format!("command:{}", command_path(self.model, id)), number.to_string());
        act.chips = chips;
        let step = self.act(act);
        self.depth += 1;
        self.outcomes((id, &lists), step, number);
        self.depth -= 1;
    }

    fn outcomes(
        &mut self,
        (id, lists): (CommandId, &[Vec<EventId>]),
        command: usize,
        number: usize,
    ) {
        for (at, list) in lists.iter().enumerate() {
            let names: Vec<_> = list.iter().map(|id| event(self.model, *id)).collect();
            let label = names.join(", ");
            match at {
                0 if lists.len() == 1 => {}
                0 => self.steps.push(Step::Open { word: "alt".to_owned(), label }),
                _ => self.steps.push(Step::Else(label)),
            }
            let others = lists.iter().flatten().filter(|other| !list.contains(other));
            let before = self.instead.len();
            self.instead.extend(others.map(|other| (id, *other)));
            for id in list {
                self.event(*id, Cause::Step(command), number);
            }
            self.instead.truncate(before);
        }
        if lists.len() > 1 {
            self.steps.push(Step::Close);
        }
    }

    /// An event, and who reacts to it.
    pub(super) fn event(&mut self, id: EventId, cause: Cause, number: usize) {
        let found = &self.model.events[id];
        let on = match (cause, found.writer) {
            (Cause::Step(step), _) => self.on(step),
            (_, Writer::Aggregate(writer)) => {
                self.lifelines.place(self.model, Who::Aggregate(writer))
            }
            (_, Writer::System(writer)) => self.lifelines.place(self.model, Who::System(writer)),
            (_, Writer::Nobody) => self.lifelines.place(self.model, Who::Undecided(found.context)),
        };
        let (reactors, others) = self.reactors(id);
        let mut chips = self.readers(id);
        chips.extend(at_most(others));
        let before = self.followed.get(&id).copied();
        if let Some(before) = before.filter(|_| !reactors.is_empty()) {
            chips.push(Chip { role: None, text: format!("goes on as in {before}") });
        }
        let version = found.version.value;
        let step = self.act(Act {
            id: if before.is_none() {
                format!("event:{}", self.model.event_path(id))
            } else {
                String::new()
            },
            word: Role::Event.word(),
            name: event(self.model, id),
            tag: if version > 1 { format!("v{version}") } else { String::new() },
            chips,
            tooltip: told("Event", &found.name, &found.info),
            ..Act::new(Kind::Event, on, cause)
        });
        if before.is_some() {
            return;
        }
        self.followed.insert(id, number);
        for reactor in reactors {
            match reactor {
                Reactor::Policy(policy, at) => self.policy(policy, at, step),
                Reactor::Saga(saga, at) => self.reaction(saga, at, step),
            }
        }
    }

    /// Who reacts to an event, and who else does but leads away from what the course is about.
    fn reactors(&self, id: EventId) -> (Vec<Reactor>, Vec<Chip>) {
        let leads = |reactor: &Reactor| {
            let Some(leading) = &self.leading else { return true };
            let (issued, is_own) = match reactor {
                Reactor::Policy(policy, at) => {
                    (&self.model.policies[*policy].reactions[*at].issues, false)
                }
                Reactor::Saga(saga, at) => {
                    (&self.model.sagas[*saga].reactions[*at].issues, self.started.contains(saga))
                }
            };
            is_own || issued.iter().any(|issue| leading.contains(&issue.command))
        };
        let all = &self.links.reactors[id.index()];
        let (reactors, others): (Vec<_>, Vec<_>) = all.iter().copied().partition(leads);
        let chip =
            |reactor| Chip { role: Some(Role::Policy), text: self.name_of(Giver::from(reactor)) };
        (reactors, others.into_iter().map(chip).collect())
    }

    fn readers(&self, id: EventId) -> Vec<Chip> {
        let views = self.links.readers[id.index()].iter().map(|id| &self.model.read_models[*id]);
        let chip = |name| Chip { role: Some(Role::ReadModel), text: name };
        at_most(views.map(|view| chip(named(&view.name, &view.info))).collect())
    }

    fn policy(&mut self, id: PolicyId, at: usize, event: usize) {
        let policy = &self.model.policies[id];
        let reaction = &policy.reactions[at];
        let on = self.lifelines.place(self.model, Who::Policies(policy.context));
        let context = &self.model.contexts[policy.context].name.value;
        let heard = self.model.event_path(reaction.event);
        let by_hand = reaction.using.iter();
        let chips = by_hand.map(|it| Chip { role: None, text: format!("by hand: {}", it.value) });
        let step = self.act(Act {
            id: format!("policy:{context}.{}/{heard}", policy.name.value),
            word: Role::Policy.word(),
            name: named(&policy.name, &policy.info),
            chips: chips.collect(),
            tooltip: told("Policy", &policy.name, &policy.info),
            ..Act::new(Kind::Reaction, on, Cause::Step(event))
        });
        for issue in &reaction.issues {
            self.command(issue.command, Cause::Step(step), Vec::new());
        }
    }

    /// Adds a step and gives its place.
    pub(super) fn act(&mut self, act: Act) -> usize {
        self.steps.push(Step::Act(Box::new(act)));
        self.steps.len() - 1
    }

    /// Who did something.
    fn on(&self, step: usize) -> usize {
        match &self.steps[step] {
            Step::Act(act) => act.on,
            Step::Open { .. } | Step::Else(_) | Step::Close => 0,
        }
    }

    fn finish(mut self, root: Root) -> Scene {
        let mut is_cut = false;
        for (step, id) in &self.named {
            let number = self.told.get(id);
            is_cut |= number.is_none();
            let text = number.map_or_else(
                || "goes on: see its own".to_owned(),
                |number| format!("continues at {number}"),
            );
            if let Step::Act(act) = &mut self.steps[*step] {
                act.chips.push(Chip { role: None, text });
            }
        }
        let model = self.model;
        let (name, place) = match root {
            Root::Command(id) => {
                let on = self.lifelines.place(model, Who::decides(&model.commands[id]));
                (command(model, id), format!("command to {}", self.lifelines.all[on].name))
            }
            Root::Saga(id) => {
                let saga = &model.sagas[id];
                let context = &model.contexts[saga.context];
                let place = format!("saga of {}", named(&context.name, &context.info));
                (named(&saga.name, &saga.info), place)
            }
        };
        let cut = if is_cut { " · cut where it says so" } else { "" };
        let counts = (counted(self.told.len(), "command"), counted(self.followed.len(), "event"));
        Scene {
            title: format!("Sequence of {name}"),
            subtitle: format!("{place} · {} · {}{cut}", counts.0, counts.1),
            lifelines: self.lifelines.all,
            steps: self.steps,
        }
    }
}

impl Act {
    pub(super) fn new(kind: Kind, on: usize, cause: Cause) -> Self {
        let [id, name, tag, tooltip] = [const { String::new() }; 4];
        Self { kind, on, cause, id, word: "", name, tag, chips: Vec::new(), tooltip }
    }
}

/// The first remarks, and how many more there are.
pub(super) fn at_most(mut chips: Vec<Chip>) -> Vec<Chip> {
    if chips.len() > MOST_CHIPS {
        let more = chips.split_off(MOST_CHIPS - 1).len();
        chips.push(Chip { role: None, text: format!("and {more} more") });
    }
    chips
}
