//! The board: lanes of slices and policies. A slice is a command with the events that can come of it, on the tray
//! of the aggregate that decides; people, open questions and read models hang on slices and cost no arrows.

use std::collections::{BTreeMap, BTreeSet};

use super::{Options, palette::Kind, words::spoken};
use crate::{
    model::{
        AggregateId, CommandId, Context, ContextId, ContextKind, EventId, Handler, Info, Issue,
        Model, Policy, Reaction, ReadModelId, Saga, SagaId, Subject, SystemId, Timeout, Writer,
    },
    source::Spanned,
};

/// A picture of a model, still without form.
#[derive(Debug, Default)]
pub(super) struct Board {
    pub(super) title: String,
    pub(super) lanes: Vec<Lane>,
    pub(super) ghosts: Vec<Sticky>,
    pub(super) arrows: Vec<Arrow>,
}

/// A bounded context or an external system.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) subtitle: &'static str,
    pub(super) external: bool,
    pub(super) views: Vec<String>,
    /// Open questions about the context, or about what has no block of its own.
    pub(super) hotspots: Vec<String>,
    pub(super) blocks: Vec<Block>,
}

/// Something that stands in a lane by itself.
#[derive(Debug)]
pub(super) enum Block {
    Slice(Slice),
    Policy(Sticky),
}

/// What one decision can lead to.
#[derive(Debug)]
pub(super) struct Slice {
    pub(super) id: String,
    pub(super) tray: Option<String>,
    pub(super) actors: Vec<String>,
    pub(super) hotspots: Vec<String>,
    pub(super) command: Option<Sticky>,
    pub(super) events: Vec<Sticky>,
}

/// One sticky note.
#[derive(Debug)]
pub(super) struct Sticky {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) tag: String,
    pub(super) name: String,
    pub(super) foot: Vec<String>,
    pub(super) pivotal: bool,
    pub(super) tooltip: String,
}

/// An arrow between two stickies; a port is the sticky inside a slice.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Arrow {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) issues: bool,
}

/// One end of an arrow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    pub(super) block: String,
    pub(super) port: Option<String>,
}

/// Draws what `options` ask for.
pub(super) fn of(model: &Model, options: &Options) -> Board {
    let mut drawing = Drawing::new(model, options);
    let contexts: Vec<_> =
        model.contexts.iter().filter(|(id, _)| drawing.shown.contains(id)).collect();
    for (id, context) in &contexts {
        let lane = drawing.lane(*id, context);
        drawing.board.lanes.push(lane);
    }
    if options.contexts.is_empty() {
        for (id, _) in model.systems.iter() {
            let lane = drawing.system_lane(id);
            drawing.board.lanes.push(lane);
        }
    }
    for (id, _) in &contexts {
        drawing.connect(*id);
    }
    drawing.finish()
}

struct Drawing<'m> {
    model: &'m Model,
    shown: BTreeSet<ContextId>,
    /// The places at which an event is drawn: slice and port.
    events: BTreeMap<EventId, Vec<End>>,
    commands: BTreeMap<CommandId, End>,
    views: BTreeMap<ReadModelId, String>,
    pivotal: BTreeSet<EventId>,
    hotspots: BTreeMap<Subject, Vec<String>>,
    ghosts: BTreeMap<String, Sticky>,
    arrows: BTreeSet<Arrow>,
    board: Board,
}

impl<'m> Drawing<'m> {
    fn new(model: &'m Model, options: &Options) -> Self {
        let wanted = |name: &str| {
            options.contexts.is_empty() || options.contexts.iter().any(|wanted| wanted == name)
        };
        let mut hotspots: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for hotspot in &model.hotspots {
            for about in &hotspot.about {
                hotspots.entry(about.value).or_default().push(hotspot.text.value.clone());
            }
        }
        Self {
            model,
            shown: model
                .contexts
                .iter()
                .filter(|(_, context)| wanted(&context.name.value))
                .map(|(id, _)| id)
                .collect(),
            events: BTreeMap::new(),
            commands: BTreeMap::new(),
            views: model
                .read_models
                .ids()
                .enumerate()
                .map(|(at, id)| (id, format!("R{}", at + 1)))
                .collect(),
            pivotal: model
                .timeline
                .iter()
                .filter(|moment| moment.pivotal)
                .map(|moment| moment.event.value)
                .collect(),
            hotspots,
            ghosts: BTreeMap::new(),
            arrows: BTreeSet::new(),
            board: Board {
                title: model.title.clone().unwrap_or_else(|| model.name.value.clone()),
                ..Board::default()
            },
        }
    }

    fn finish(self) -> Board {
        Board {
            ghosts: self.ghosts.into_values().collect(),
            arrows: self.arrows.into_iter().collect(),
            ..self.board
        }
    }

    fn lane(&mut self, id: ContextId, context: &Context) -> Lane {
        let mut blocks = Vec::new();
        for aggregate in &context.aggregates {
            self.aggregate(*aggregate, &mut blocks);
        }
        for command in &context.commands {
            blocks.push(Block::Slice(self.slice(*command, None)));
        }
        let lone: Vec<_> = context
            .events
            .iter()
            .filter(|event| !self.events.contains_key(event))
            .copied()
            .collect();
        for event in lone {
            blocks.push(Block::Slice(self.lone_event(event, None)));
        }
        for policy in &context.policies {
            blocks.push(Block::Policy(policy_sticky(&self.model.policies[*policy], context)));
        }
        for saga in &context.sagas {
            blocks.extend(self.saga(*saga, context).into_iter().map(Block::Policy));
        }
        let views = context.read_models.iter().map(|view| {
            let read_model = &self.model.read_models[*view];
            format!("[{}] {}", self.views[view], named(&read_model.name, &read_model.info))
        });
        Lane {
            id: format!("context:{}", self.model.contexts[id].name.value),
            title: named(&context.name, &context.info),
            subtitle: match context.kind {
                Some(ContextKind::Core) => "core context",
                Some(ContextKind::Supporting) => "supporting context",
                Some(ContextKind::Generic) => "generic context",
                None => "context",
            },
            external: false,
            views: views.collect(),
            hotspots: self.questions(id, context),
            blocks,
        }
    }

    /// Open questions about a context and the things in it that are no slice.
    fn questions(&self, id: ContextId, context: &Context) -> Vec<String> {
        let aggregates = context.aggregates.iter().map(|id| Subject::Aggregate(*id));
        let policies = context.policies.iter().map(|id| Subject::Policy(*id));
        let sagas = context.sagas.iter().map(|id| Subject::Saga(*id));
        let views = context.read_models.iter().map(|id| Subject::ReadModel(*id));
        let all = [Subject::Context(id)]
            .into_iter()
            .chain(aggregates)
            .chain(policies)
            .chain(sagas)
            .chain(views);
        all.filter_map(|subject| self.hotspots.get(&subject)).flatten().cloned().collect()
    }

    fn system_lane(&mut self, id: SystemId) -> Lane {
        let system = &self.model.systems[id];
        let handled = system.handles.iter().map(|command| Block::Slice(self.slice(*command, None)));
        let mut blocks: Vec<_> = handled.collect();
        let lone: Vec<_> =
            system.emits.iter().filter(|event| !self.events.contains_key(event)).copied().collect();
        blocks.extend(lone.into_iter().map(|event| Block::Slice(self.lone_event(event, None))));
        Lane {
            id: format!("system:{}", system.name.value),
            title: named(&system.name, &system.info),
            subtitle: "external system",
            external: true,
            views: Vec::new(),
            hotspots: self.hotspots.get(&Subject::System(id)).cloned().unwrap_or_default(),
            blocks,
        }
    }

    fn aggregate(&mut self, id: AggregateId, blocks: &mut Vec<Block>) {
        let aggregate = &self.model.aggregates[id];
        let tray = named(&aggregate.name, &aggregate.info);
        for command in &aggregate.commands {
            blocks.push(Block::Slice(self.slice(*command, Some(&tray))));
        }
        let lone: Vec<_> = aggregate
            .events
            .iter()
            .filter(|event| !self.events.contains_key(event))
            .copied()
            .collect();
        for event in lone {
            blocks.push(Block::Slice(self.lone_event(event, Some(&tray))));
        }
    }

    fn slice(&mut self, id: CommandId, tray: Option<&str>) -> Slice {
        let command = &self.model.commands[id];
        let slice = format!("slice:{}", self.path_of_command(id));
        let emitted = command.events();
        for event in &emitted {
            let port = self.model.events[*event].name.value.clone();
            let end = End { block: slice.clone(), port: Some(format!("e_{port}")) };
            self.events.entry(*event).or_default().push(end);
        }
        self.commands.insert(id, End { block: slice.clone(), port: Some("c".to_owned()) });
        let subjects = [Subject::Command(id)]
            .into_iter()
            .chain(emitted.iter().map(|event| Subject::Event(*event)));
        let hotspots =
            subjects.filter_map(|subject| self.hotspots.get(&subject)).flatten().cloned().collect();
        Slice {
            id: slice,
            tray: tray.map(str::to_owned),
            actors: command.by.iter().map(|actor| self.actor(actor.value)).collect(),
            hotspots,
            command: Some(Sticky {
                id: "c".to_owned(),
                kind: Kind::Command,
                tag: String::new(),
                name: named(&command.name, &command.info),
                foot: Vec::new(),
                pivotal: false,
                tooltip: tooltip("Command", &command.name, &command.info),
            }),
            events: emitted.iter().map(|event| self.event(*event)).collect(),
        }
    }

    fn lone_event(&mut self, id: EventId, tray: Option<&str>) -> Slice {
        let slice = format!("slice:{}", self.path_of_event(id));
        let port = format!("e_{}", self.model.events[id].name.value);
        self.events.entry(id).or_default().push(End { block: slice.clone(), port: Some(port) });
        Slice {
            id: slice,
            tray: tray.map(str::to_owned),
            actors: Vec::new(),
            hotspots: self.hotspots.get(&Subject::Event(id)).cloned().unwrap_or_default(),
            command: None,
            events: vec![self.event(id)],
        }
    }

    fn actor(&self, id: crate::model::ActorId) -> String {
        let actor = &self.model.actors[id];
        named(&actor.name, &actor.info)
    }

    fn event(&self, id: EventId) -> Sticky {
        let event = &self.model.events[id];
        let read_by = self
            .model
            .read_models
            .iter()
            .filter(|(_, view)| view.mappings.iter().any(|mapping| mapping.event == id));
        let version = if event.version.value > 1 {
            format!(" v{}", event.version.value)
        } else {
            String::new()
        };
        let retired = if event.retired.is_some() { " retired" } else { "" };
        Sticky {
            id: format!("e_{}", event.name.value),
            kind: Kind::Event,
            tag: format!("{version}{retired}"),
            name: named(&event.name, &event.info),
            foot: read_by.map(|(view, _)| format!("[{}]", self.views[&view])).collect(),
            pivotal: self.pivotal.contains(&id),
            tooltip: tooltip("Event", &event.name, &event.info),
        }
    }

    /// A saga is drawn step by step where its events are, since one note for all of it would tie the board in a knot.
    fn saga(&self, id: SagaId, context: &Context) -> Vec<Sticky> {
        let saga = &self.model.sagas[id];
        let step = |id: String, foot: String| Sticky {
            id,
            kind: Kind::Policy,
            tag: " saga".to_owned(),
            name: named(&saga.name, &saga.info),
            foot: vec![foot],
            pivotal: false,
            tooltip: tooltip("Saga", &saga.name, &saga.info),
        };
        let reactions = saga.reactions.iter().map(|reaction| {
            let event = &self.model.events[reaction.event];
            step(
                self.reaction_id(context, saga, reaction),
                format!("on {}", named(&event.name, &event.info)),
            )
        });
        let timeouts = saga.timeouts.iter().map(|timeout| {
            step(timeout_id(context, saga, timeout), format!("after {}", timeout.after.value))
        });
        reactions.chain(timeouts).collect()
    }

    fn reaction_id(&self, context: &Context, saga: &Saga, reaction: &Reaction) -> String {
        policy_id(context, &format!("{}/{}", saga.name.value, self.path_of_event(reaction.event)))
    }

    /// Draws the arrows of the policies and sagas of a context.
    fn connect(&mut self, id: ContextId) {
        let model = self.model;
        let context = &model.contexts[id];
        for policy in context.policies.iter().map(|policy| &model.policies[*policy]) {
            let block = policy_id(context, &policy.name.value);
            for event in &policy.whenever {
                self.trigger(event.value, &block);
            }
            for issue in policy.reactions.iter().flat_map(|reaction| &reaction.issues) {
                self.issue(&block, issue);
            }
        }
        for saga in context.sagas.iter().map(|saga| &model.sagas[*saga]) {
            for reaction in &saga.reactions {
                let block = self.reaction_id(context, saga, reaction);
                self.trigger(reaction.event, &block);
                reaction
                    .issues
                    .iter()
                    .chain(&reaction.undo)
                    .for_each(|issue| self.issue(&block, issue));
            }
            for timeout in &saga.timeouts {
                let block = timeout_id(context, saga, timeout);
                timeout.issues.iter().for_each(|issue| self.issue(&block, issue));
            }
        }
    }

    fn trigger(&mut self, event: EventId, block: &str) {
        let from = match self.events.get(&event) {
            Some(places) => places.clone(),
            None => vec![self.ghost_event(event)],
        };
        let to = End { block: block.to_owned(), port: None };
        self.arrows.extend(from.into_iter().map(|from| Arrow {
            from,
            to: to.clone(),
            issues: false,
        }));
    }

    fn issue(&mut self, block: &str, issue: &Issue) {
        let to = match self.commands.get(&issue.command) {
            Some(place) => place.clone(),
            None => self.ghost_command(issue.command),
        };
        self.arrows.insert(Arrow {
            from: End { block: block.to_owned(), port: None },
            to,
            issues: true,
        });
    }

    /// An event outside the lanes that are drawn.
    fn ghost_event(&mut self, id: EventId) -> End {
        let sticky = Sticky { id: format!("ghost:{}", self.path_of_event(id)), ..self.event(id) };
        self.ghost(sticky)
    }

    /// A command outside the lanes that are drawn.
    fn ghost_command(&mut self, id: CommandId) -> End {
        let command = &self.model.commands[id];
        let sticky = Sticky {
            id: format!("ghost:{}", self.path_of_command(id)),
            kind: Kind::Command,
            tag: String::new(),
            name: named(&command.name, &command.info),
            foot: Vec::new(),
            pivotal: false,
            tooltip: tooltip("Command", &command.name, &command.info),
        };
        self.ghost(sticky)
    }

    fn ghost(&mut self, sticky: Sticky) -> End {
        let block = sticky.id.clone();
        self.ghosts.entry(block.clone()).or_insert(sticky);
        End { block, port: None }
    }

    fn path_of_event(&self, id: EventId) -> String {
        let event = &self.model.events[id];
        let owner = match (event.context, event.writer) {
            (Some(context), _) => &self.model.contexts[context].name.value,
            (None, Writer::System(system)) => &self.model.systems[system].name.value,
            (None, Writer::Aggregate(_) | Writer::Nobody) => &self.model.name.value,
        };
        format!("{owner}.{}", event.name.value)
    }

    fn path_of_command(&self, id: CommandId) -> String {
        let command = &self.model.commands[id];
        let owner = match (command.context, command.handler) {
            (Some(context), _) => &self.model.contexts[context].name.value,
            (None, Handler::System(system)) => &self.model.systems[system].name.value,
            (None, Handler::Aggregate(_) | Handler::Nobody) => &self.model.name.value,
        };
        format!("{owner}.{}", command.name.value)
    }
}

fn policy_sticky(policy: &Policy, context: &Context) -> Sticky {
    Sticky {
        id: policy_id(context, &policy.name.value),
        kind: Kind::Policy,
        tag: String::new(),
        name: named(&policy.name, &policy.info),
        foot: Vec::new(),
        pivotal: false,
        tooltip: tooltip("Policy", &policy.name, &policy.info),
    }
}

fn policy_id(context: &Context, name: &str) -> String {
    format!("policy:{}.{name}", context.name.value)
}

fn timeout_id(context: &Context, saga: &Saga, timeout: &Timeout) -> String {
    policy_id(context, &format!("{}/{}", saga.name.value, timeout.name.value))
}

fn named(name: &Spanned<String>, info: &Info) -> String {
    spoken(&name.value, info.label.as_deref())
}

fn tooltip(kind: &str, name: &Spanned<String>, info: &Info) -> String {
    let more = info
        .description
        .as_deref()
        .map_or_else(String::new, |description| format!(": {description}"));
    format!("{kind} {}{more}", name.value)
}
