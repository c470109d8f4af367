//! How a reaction meets an event: the stored types that it looks for, and how each is read.

use super::World;
use crate::{
    generate::rust::{names, sharing, types},
    model::{ContextId, EventId, Writer},
};

/// An event as the code of one context sees it.
pub(super) struct Seen<'w, 'm> {
    world: &'w World<'m>,
    context: ContextId,
    event: EventId,
}

/// A stored type under which an event can arrive.
pub(super) struct Arrival {
    /// The pattern of the match arm.
    pub(super) pattern: String,
    /// What binds `event`, or the parts that are wanted.
    pub(super) binding: String,
    /// The wanted events in order, each with the name that it is bound to.
    pub(super) events: Vec<(EventId, String)>,
}

/// Every way in which the events that a reaction wants can arrive: as themselves, in order, then as parts of events
/// that were really several.
pub(super) fn arrivals(world: &World<'_>, context: ContextId, wanted: &[EventId]) -> Vec<Arrival> {
    let plain = wanted.iter().map(|event| {
        let seen = Seen { world, context, event: *event };
        Arrival {
            pattern: seen.patterns().join(" | "),
            binding: format!("let event = {}::read(stored)?;", seen.module()),
            events: vec![(*event, "event".to_owned())],
        }
    });
    let split = world.model.events.ids().filter_map(|id| parts(world, context, id, wanted));
    plain.chain(split).collect()
}

fn parts(
    world: &World<'_>,
    context: ContextId,
    event: EventId,
    wanted: &[EventId],
) -> Option<Arrival> {
    let parts = super::event::parts(world, context, event);
    if !parts.iter().any(|part| wanted.contains(part)) {
        return None;
    }
    let seen = Seen { world, context, event };
    let names: Vec<_> = parts
        .iter()
        .zip(super::event::PARTS)
        .map(|(part, name)| if wanted.contains(part) { name } else { "_" })
        .collect();
    let bound = match names.as_slice() {
        [one] => (*one).to_owned(),
        several => format!("({})", several.join(", ")),
    };
    let events = parts.iter().zip(&names).filter(|(_, name)| **name != "_");
    Some(Arrival {
        pattern: seen.patterns().join(" | "),
        binding: format!("let {bound} = {}::read(stored)?;", seen.module()),
        events: events.map(|(part, name)| (*part, (*name).to_owned())).collect(),
    })
}

impl<'w, 'm> Seen<'w, 'm> {
    pub(super) fn new(world: &'w World<'m>, context: ContextId, event: EventId) -> Self {
        Self { world, context, event }
    }

    fn is_own(&self) -> bool {
        self.world.model.events[self.event].context == Some(self.context)
    }

    /// The module that knows the event: `account_opened`, or `transfers::fraud_reported` for one of another context.
    pub(super) fn module(&self) -> String {
        let event = &self.world.model.events[self.event];
        let module = names::snake(&event.name.value);
        match (self.is_own(), sharing::owner_of_event(self.world.model, self.event)) {
            (false, Some(owner)) => format!("{}::{module}", names::snake(&owner)),
            _ => module,
        }
    }

    /// The type of the event where code names it.
    pub(super) fn ty(&self) -> String {
        let name = names::pascal(&self.world.model.events[self.event].name.value);
        match (self.is_own(), sharing::owner_of_event(self.world.model, self.event)) {
            (false, Some(owner)) => format!("{}::{name}", names::snake(&owner)),
            _ => name,
        }
    }

    /// The type of the identity of the stream that the event stands in.
    pub(super) fn stream_id(&self) -> Option<String> {
        match self.world.model.events[self.event].writer {
            Writer::Aggregate(aggregate) => {
                let identity = self.world.model.aggregates[aggregate].identity;
                Some(types::named_type(identity, &self.world.plan.types))
            }
            Writer::System(_) | Writer::Nobody => None,
        }
    }

    /// The constants of the names under which it is and was stored.
    pub(super) fn patterns(&self) -> Vec<String> {
        let module = self.module();
        super::event::constants(self.world, self.event)
            .iter()
            .map(|constant| format!("{module}::{}", constant.name))
            .collect()
    }
}
