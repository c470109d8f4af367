//! What is called otherwise today: events and aggregates keep the names under which they are stored.

use std::collections::BTreeMap;

use crate::{
    diagram::names,
    evolve,
    model::{AggregateId, EventId, Model, Subject},
};

/// The names of today of what a former model calls otherwise; nothing for a model of today.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    events: BTreeMap<EventId, String>,
    aggregates: BTreeMap<AggregateId, String>,
    /// Former keys and those of today.
    pub(super) keys: BTreeMap<String, String>,
}

impl Renamed {
    pub(super) fn between(old: &Model, new: &Model) -> Self {
        let mut renamed = Self::default();
        renamed.find_events(old, new);
        renamed.find_aggregates(old, new);
        renamed.follow_steps(old);
        renamed
    }

    /// The name of an event today.
    pub(super) fn event<'m>(&'m self, model: &'m Model, id: EventId) -> &'m str {
        self.events.get(&id).map_or(&model.events[id].name.value, |path| last(path))
    }

    /// The name of an aggregate today.
    pub(super) fn aggregate<'m>(&'m self, model: &'m Model, id: AggregateId) -> &'m str {
        self.aggregates.get(&id).map_or(&model.aggregates[id].name.value, |name| last(name))
    }

    /// The key of today.
    pub(super) fn key(&self, key: String) -> String {
        self.keys.get(&key).cloned().unwrap_or(key)
    }

    /// An event whose name nobody has any more is the one that is or was stored under the same name.
    fn find_events(&mut self, old: &Model, new: &Model) {
        let paths: BTreeMap<_, _> =
            new.events.ids().map(|id| (names::path_of_event(new, id), id)).collect();
        let former: BTreeMap<_, _> =
            old.events.ids().map(|id| (names::path_of_event(old, id), id)).collect();
        let gone: Vec<_> = former.iter().filter(|(path, _)| !paths.contains_key(*path)).collect();
        if gone.is_empty() {
            return;
        }
        let (plan, _) = evolve::plan(new);
        let mut stored: BTreeMap<&str, EventId> = BTreeMap::new();
        for event in plan.events() {
            stored.extend(event.stored_under.iter().map(|name| (name.name.as_str(), event.event)));
        }
        for (path, id) in gone {
            let Some(today) = stored.get(old.events[*id].stored_as.value.as_str()) else {
                continue;
            };
            let name = names::path_of_event(new, *today);
            if !former.contains_key(&name) {
                self.keys.insert(format!("event:{path}"), format!("event:{name}"));
                self.keys.insert(format!("slice:{path}"), format!("slice:{name}"));
                self.events.insert(*id, name);
            }
        }
    }

    fn find_aggregates(&mut self, old: &Model, new: &Model) {
        let stored: BTreeMap<_, _> =
            new.aggregates.iter().map(|(id, it)| (&it.stored_as.value, id)).collect();
        for (id, aggregate) in old.aggregates.iter() {
            let Some(today) = stored.get(&aggregate.stored_as.value) else { continue };
            let (before, after) = (
                names::id_of(old, Subject::Aggregate(id)),
                names::id_of(new, Subject::Aggregate(*today)),
            );
            if before != after {
                self.aggregates.insert(id, new.aggregates[*today].name.value.clone());
                self.keys.insert(before, after);
            }
        }
    }

    /// A step of a saga is known by its event.
    fn follow_steps(&mut self, old: &Model) {
        for saga in old.sagas.values() {
            let context = &old.contexts[saga.context];
            for reaction in &saga.reactions {
                if let Some(path) = self.events.get(&reaction.event) {
                    let before = names::reaction_id(old, context, saga, reaction.event);
                    let name = format!("{}/{path}", saga.name.value);
                    self.keys.insert(before, names::policy_id(context, &name));
                }
            }
        }
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
