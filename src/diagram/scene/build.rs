//! Makes a scene of a model: one lane for each context and one for all that is outside, and everything in its lane.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Block, Chip, Lane, Mark, Scene, Slice, Sticky, Tray, Turn, What, connect,
    labels::{
        actor_chip, command_sticky, context_lane, event_sticky, named, path_of_command,
        path_of_event, policy_id, reaction_id, read_model_chip, sticky, timeout_id, tooltip,
    },
    narrow::{Feeders, Wanted, narrow},
    notes, wishes,
};
use crate::{
    diagram::{
        Request, Views,
        names::id_of,
        process::{Node, of_process},
        scope::Scope,
        text::length,
        theme::{Band, Role},
    },
    model::{
        AggregateId, Command, CommandId, Context, ContextId, ContextKind, Decision, EventId, Model,
        PolicyId, ReadModelId, SagaId, Subject, SystemId,
    },
    types::Id,
};

/// The scene of what is asked for, with hints at what that touches.
pub(in crate::diagram) fn of(request: &Request<'_>) -> Scene {
    asked_for(request, request.options.views, Feeders::Left)
}

/// The same, with read models as numbers, and with hints at what feeds those that are asked for.
pub(in crate::diagram) fn with_feeders(request: &Request<'_>) -> Scene {
    asked_for(request, Views::Badges, Feeders::Hinted)
}

/// The number of a read model is its place in the model.
pub(super) fn number(view: ReadModelId) -> usize {
    view.index() + 1
}

fn asked_for(request: &Request<'_>, views: Views, feeders: Feeders) -> Scene {
    let scope = request.scope();
    let (scene, wanted) = whole(request.model, &scope, views);
    if scope.is_everything() { scene } else { narrow(&scene, &wanted, &scope, feeders) }
}

/// The scene of a whole model, and what of it is asked for. Open questions are put up where what is asked for is.
pub(super) fn whole(model: &Model, scope: &Scope<'_>, views: Views) -> (Scene, Wanted) {
    let mut builder = Builder::new(model, scope, views);
    for id in in_story(model) {
        builder.context(id, &model.contexts[id]);
    }
    if !model.systems.is_empty() {
        builder.systems();
    }
    if views == Views::Edges {
        super::views::put_up(&mut builder);
    }
    connect::connect(&mut builder);
    wishes::wish(&mut builder);
    builder.turns();
    notes::stick(&mut builder, scope);
    let wanted = Wanted::new(&builder, scope);
    (builder.scene, wanted)
}

/// The contexts in the order in which the story comes to them, then those that it leaves out.
fn in_story(model: &Model) -> Vec<ContextId> {
    let mut first: BTreeMap<ContextId, usize> = BTreeMap::new();
    for (at, moment) in model.timeline.iter().enumerate() {
        if let Some(context) = model.events[moment.event.value].context {
            first.entry(context).or_insert(at);
        }
    }
    let mut contexts: Vec<_> = model.contexts.ids().collect();
    contexts.sort_by_key(|id| (first.get(id).copied().unwrap_or(usize::MAX), *id));
    contexts
}

/// A scene while it is made, and where in it things stand.
pub(super) struct Builder<'m> {
    pub(super) model: &'m Model,
    pub(super) scene: Scene,
    /// The places at which an event is drawn: block, and number of the event in it.
    pub(super) events: BTreeMap<EventId, Vec<(usize, usize)>>,
    /// What each block stands for, and the block of each of these.
    pub(super) nodes: Vec<Node>,
    pub(super) blocks: BTreeMap<Node, usize>,
    /// Where an open question about something is put up.
    pub(super) places: BTreeMap<Subject, Place>,
    views: Views,
    fed: BTreeMap<EventId, Vec<usize>>,
    story: BTreeMap<EventId, (usize, bool)>,
}

/// Where something stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Lane(usize),
    /// A read model: its lane and its number.
    View(usize, usize),
    Block(usize),
}

impl<'m> Builder<'m> {
    fn new(model: &'m Model, scope: &Scope<'_>, views: Views) -> Self {
        let mut fed: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (id, view) in model.read_models.iter().filter(|_| views == Views::Badges) {
            let events: BTreeSet<_> = view.mappings.iter().map(|mapping| mapping.event).collect();
            for event in events {
                fed.entry(event).or_default().push(number(id));
            }
        }
        let moments = model.timeline.iter().enumerate();
        Self {
            model,
            scene: Scene {
                title: model.title.clone().unwrap_or_else(|| model.name.value.clone()),
                subtitle: notes::subtitle(model, scope),
                ..Scene::default()
            },
            events: BTreeMap::new(),
            nodes: Vec::new(),
            blocks: BTreeMap::new(),
            places: BTreeMap::new(),
            views,
            fed,
            story: moments.map(|(at, it)| (it.event.value, (at, it.pivotal))).collect(),
        }
    }

    fn context(&mut self, id: ContextId, context: &Context) {
        let model = self.model;
        let lane = self.scene.lanes.len();
        self.places.insert(Subject::Context(id), Place::Lane(lane));
        let (band, subtitle) = match context.kind {
            Some(ContextKind::Core) => (Band::Core, "core context"),
            Some(ContextKind::Supporting) => (Band::Supporting, "supporting context"),
            Some(ContextKind::Generic) => (Band::Generic, "generic context"),
            None => (Band::Supporting, "context"),
        };
        for view in &context.read_models {
            self.places.insert(Subject::ReadModel(*view), Place::View(lane, number(*view)));
        }
        self.scene.lanes.push(Lane {
            id: context_lane(context),
            title: named(&context.name, &context.info),
            subtitle,
            tooltip: tooltip("Context", &context.name, &context.info),
            band,
            is_outside: false,
            mark: Mark::Plain,
            chips: context
                .read_models
                .iter()
                .filter(|_| self.views == Views::Badges)
                .map(|view| read_model_chip(model, *view, number(*view)))
                .collect(),
            notes: Vec::new(),
        });
        for aggregate in &context.aggregates {
            self.aggregate(*aggregate, lane);
        }
        context.commands.iter().for_each(|command| self.slice(*command, None, lane));
        self.lone_events(&context.events, None, lane);
        for policy in &context.policies {
            self.policy(*policy, context, lane);
        }
        for saga in &context.sagas {
            self.saga(*saga, context, lane);
        }
    }

    fn aggregate(&mut self, id: AggregateId, lane: usize) {
        let aggregate = &self.model.aggregates[id];
        let tray = Tray {
            id: id_of(self.model, Subject::Aggregate(id)),
            role: Role::Aggregate,
            mark: Mark::Plain,
            name: named(&aggregate.name, &aggregate.info),
            tooltip: tooltip("Aggregate", &aggregate.name, &aggregate.info),
        };
        let first = self.scene.blocks.len();
        self.places.insert(Subject::Aggregate(id), Place::Block(first));
        aggregate.commands.iter().for_each(|command| self.slice(*command, Some(&tray), lane));
        self.lone_events(&aggregate.events, Some(&tray), lane);
        if self.scene.blocks.len() == first {
            let name = tray.id.clone();
            self.block(name, Node::Aggregate(id), lane, What::Slice(Slice::on(Some(&tray))));
        }
    }

    /// Everything outside in one lane: a system has its own tray there.
    fn systems(&mut self) {
        let model = self.model;
        let lane = self.scene.lanes.len();
        self.scene.lanes.push(Lane {
            id: "systems".to_owned(),
            title: "External systems".to_owned(),
            subtitle: "outside our control",
            tooltip: "Systems that are not ours".to_owned(),
            band: Band::External,
            is_outside: false,
            mark: Mark::Plain,
            chips: Vec::new(),
            notes: Vec::new(),
        });
        for (id, system) in model.systems.iter() {
            self.system(id, lane);
            let is_idle = system.handles.is_empty() && system.emits.is_empty();
            if is_idle && let Some(lane) = self.scene.lanes.last_mut() {
                lane.chips.push(Chip {
                    id: Some(id_of(model, Subject::System(id))),
                    key: id_of(model, Subject::System(id)),
                    raw: system.name.value.clone(),
                    role: Role::External,
                    mark: Mark::Plain,
                    number: None,
                    name: named(&system.name, &system.info),
                    tooltip: tooltip("External system", &system.name, &system.info),
                });
            }
        }
    }

    fn system(&mut self, id: SystemId, lane: usize) {
        let system = &self.model.systems[id];
        let tray = Tray {
            id: id_of(self.model, Subject::System(id)),
            role: Role::External,
            mark: Mark::Plain,
            name: named(&system.name, &system.info),
            tooltip: tooltip("External system", &system.name, &system.info),
        };
        let first = self.scene.blocks.len();
        system.handles.iter().for_each(|command| self.slice(*command, Some(&tray), lane));
        self.lone_events(&system.emits, Some(&tray), lane);
        let is_drawn = self.scene.blocks.len() > first;
        let place = if is_drawn { Place::Block(first) } else { Place::Lane(lane) };
        self.places.insert(Subject::System(id), place);
    }

    fn slice(&mut self, id: CommandId, tray: Option<&Tray>, lane: usize) {
        let command = &self.model.commands[id];
        let block = self.scene.blocks.len();
        self.places.insert(Subject::Command(id), Place::Block(block));
        let events = outcomes(command).into_iter().enumerate();
        let slice = Slice {
            actors: command.by.iter().map(|actor| actor_chip(self.model, actor.value)).collect(),
            command: Some(command_sticky(self.model, id)),
            events: events.map(|(at, event)| self.event(event, block, at)).collect(),
            ..Slice::on(tray)
        };
        let name = format!("slice:{}", path_of_command(self.model, id));
        self.block(name, Node::Command(id), lane, What::Slice(slice));
    }

    /// Events that come of no command, each by itself.
    fn lone_events(&mut self, events: &[EventId], tray: Option<&Tray>, lane: usize) {
        for id in events {
            if self.events.contains_key(id) {
                continue;
            }
            let sticky = self.event(*id, self.scene.blocks.len(), 0);
            let slice = Slice { events: vec![sticky], ..Slice::on(tray) };
            let name = format!("slice:{}", path_of_event(self.model, *id));
            self.block(name, Node::Event(*id), lane, What::Slice(slice));
        }
    }

    fn event(&mut self, id: EventId, block: usize, at: usize) -> Sticky {
        let places = self.events.entry(id).or_default();
        let is_again = !places.is_empty();
        places.push((block, at));
        if !is_again {
            self.places.insert(Subject::Event(id), Place::Block(block));
        }
        Sticky {
            feeds: self.fed.get(&id).cloned().unwrap_or_default(),
            is_pivotal: self.story.get(&id).is_some_and(|(_, pivotal)| *pivotal),
            is_again,
            ..event_sticky(self.model, id)
        }
    }

    fn policy(&mut self, id: PolicyId, context: &Context, lane: usize) {
        let policy = &self.model.policies[id];
        let block = policy_id(context, &policy.name.value);
        let step = Sticky {
            id: block.clone(),
            tooltip: tooltip("Policy", &policy.name, &policy.info),
            ..sticky(Role::Policy, &policy.name, &policy.info)
        };
        self.places.insert(Subject::Policy(id), Place::Block(self.scene.blocks.len()));
        self.block(block, Node::Policy(id), lane, What::Step(step));
    }

    /// A saga is drawn step by step where its events are, since one note for all of it would tie the board in a knot.
    fn saga(&mut self, id: SagaId, context: &Context, lane: usize) {
        let model = self.model;
        let saga = &model.sagas[id];
        let first = self.scene.blocks.len();
        let is_idle = saga.reactions.is_empty() && saga.timeouts.is_empty();
        let place = if is_idle { Place::Lane(lane) } else { Place::Block(first) };
        self.places.insert(Subject::Saga(id), place);
        let base = Sticky {
            word: "SAGA",
            tooltip: tooltip("Saga", &saga.name, &saga.info),
            ..sticky(Role::Policy, &saga.name, &saga.info)
        };
        let reactions = saga.reactions.iter().map(|it| {
            let event = &model.events[it.event];
            let foot = format!("on {}", named(&event.name, &event.info));
            let block = reaction_id(model, context, saga, it.event);
            (block, foot, outcome(it.compensates, it.ends))
        });
        let timeouts = saga.timeouts.iter().map(|it| {
            let foot = format!("after {}", length(it.after.value));
            let block = timeout_id(context, saga, &it.name.value);
            (block, foot, outcome(it.compensates, it.ends))
        });
        let mut steps: Vec<_> = reactions.chain(timeouts).collect();
        if is_idle {
            // A saga that does nothing yet is one step that waits for what it does.
            steps.push((policy_id(context, &saga.name.value), String::new(), String::new()));
        }
        for ((block, foot, tag), node) in steps.into_iter().zip(of_process(model, id)) {
            let step = Sticky { id: block.clone(), foot, tag, ..base.clone() };
            self.block(block, node, lane, What::Step(step));
        }
    }

    /// Puts something up in a lane.
    pub(super) fn block(&mut self, id: String, node: Node, lane: usize, what: What) {
        self.blocks.insert(node, self.scene.blocks.len());
        self.nodes.push(node);
        self.scene.blocks.push(Block {
            id,
            lane,
            is_ghost: false,
            story: None,
            notes: Vec::new(),
            what,
        });
    }

    /// Marks the blocks of the story, and the places where the business changes.
    fn turns(&mut self) {
        for moment in &self.model.timeline {
            let event = moment.event.value;
            let (Some(places), Some((at, _))) = (self.events.get(&event), self.story.get(&event))
            else {
                continue;
            };
            for (block, _) in places {
                let story = &mut self.scene.blocks[*block].story;
                *story = Some(story.map_or(*at, |known| known.min(*at)));
            }
            if moment.pivotal
                && let Some((block, _)) = places.first()
            {
                let found = &self.model.events[event];
                let text = moment.label.clone().unwrap_or_else(|| named(&found.name, &found.info));
                self.scene.turns.push(Turn { block: *block, text });
            }
        }
    }
}

/// The events of a command, those that happen when nothing speaks against them first.
fn outcomes(command: &Command) -> Vec<EventId> {
    let mut events = command.events();
    if let Decision::Table(rows) = &command.decision
        && let Some(last) = rows.last().filter(|row| row.when.is_none())
    {
        let usual: Vec<_> = last.emissions().iter().map(|emission| emission.event).collect();
        events.sort_by_key(|event| !usual.contains(event));
    }
    events
}

/// What a step of a saga does beside giving commands.
fn outcome(compensates: bool, ends: bool) -> String {
    match (compensates, ends) {
        (true, true) => "undo, end",
        (true, false) => "undo",
        (false, true) => "end",
        (false, false) => "",
    }
    .to_owned()
}

impl Slice {
    fn on(tray: Option<&Tray>) -> Self {
        Self { tray: tray.cloned(), actors: Vec::new(), command: None, events: Vec::new() }
    }
}
