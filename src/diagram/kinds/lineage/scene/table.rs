//! The tables of a history: one for each version, and what the newest is read as when that is not itself.

use super::{
    Chip, Gap, Row, Scene, Table,
    hop::{of_hop, of_split},
};
use crate::{
    diagram::{
        kinds::names::{event, named, shortest, told},
        theme::Role,
    },
    evolve::{EventPlan, Plan, Reading, Version, canonical},
    model::{Event, EventId, Info, Model, Reader},
    types::{Field, Meaning, Place, Type, TypeTable},
};

/// The events that have a history, as short as they can be told apart.
pub(in super::super) fn names(model: &Model) -> Vec<String> {
    shortest(&paths(model))
}

/// The same, always with the context or system.
pub(in super::super) fn paths(model: &Model) -> Vec<String> {
    with_history(model).into_iter().map(|id| model.event_path(id)).collect()
}

fn with_history(model: &Model) -> Vec<EventId> {
    let has_history = |event: &Event| {
        event.version.value > 1 || event.retired.is_some() || !event.split_into.is_empty()
    };
    model.events.iter().filter(|(_, event)| has_history(event)).map(|(id, _)| id).collect()
}

/// The history of the event of that name.
pub(in super::super) fn of(model: &Model, plan: &Plan, name: &str) -> Scene {
    let (ids, paths) = (with_history(model), paths(model));
    let at = shortest(&paths).iter().position(|known| known == name);
    let at = at.or_else(|| paths.iter().position(|known| known == name));
    let Some(id) = at.map(|at| ids[at]) else { return Scene::default() };
    let Some(event) = plan.get(id) else { return Scene::default() };
    let mut history = History { model, plan, id, scene: Scene::default() };
    history.versions(event);
    history.reading(event);
    history.titled(event)
}

struct History<'h> {
    model: &'h Model,
    plan: &'h Plan,
    id: EventId,
    scene: Scene,
}

impl History<'_> {
    fn versions(&mut self, plan: &EventPlan) {
        let found = &self.model.events[self.id];
        for (column, version) in plan.versions.iter().enumerate() {
            let is_newest = column + 1 == plan.versions.len();
            let number = version.number;
            let is_written = is_newest && matches!(plan.reading, Reading::Itself);
            let stored = plan.stored_name(number).map(|it| format!("stored as {}", it.name));
            self.scene.tables.push(Table {
                id: format!("event:{}/v{number}", self.model.event_path(self.id)),
                column,
                name: name_at(self.model, self.id, number),
                tag: format!("v{number}{}", if is_written { " · today" } else { "" }),
                small: stored.unwrap_or_default(),
                is_nothing: false,
                rows: self.rows(self.id, version),
                chips: self.chips(number, is_newest),
                tooltip: told("Event", &found.name, &found.info),
            });
        }
        for (at, hop) in plan.hops.iter().enumerate() {
            let [older, newer] = [at, at + 1].map(|at| (at, self.scene.tables[at].rows.as_slice()));
            let gap = of_hop(self.plan, hop, older, newer);
            self.scene.gaps.push(gap);
        }
    }

    /// What stands behind the newest version: nothing, or other events.
    fn reading(&mut self, plan: &EventPlan) {
        let column = plan.versions.len();
        let retired = self.model.events[self.id].retired.as_ref();
        let because = retired.map(|why| why.value.clone()).unwrap_or_default();
        match &plan.reading {
            Reading::Itself => {}
            Reading::Nothing => {
                self.scene.tables.push(Table {
                    id: format!("event:{}/retired", self.model.event_path(self.id)),
                    column,
                    name: "nothing".to_owned(),
                    tag: "retired".to_owned(),
                    small: "passed over on reading".to_owned(),
                    is_nothing: true,
                    rows: Vec::new(),
                    chips: Vec::new(),
                    tooltip: because.clone(),
                });
                self.scene.gaps.push(Gap { because, ..Gap::default() });
            }
            Reading::Others(splits) => {
                let mut gap = Gap {
                    because: if because.is_empty() {
                        "was really several events".to_owned()
                    } else {
                        because
                    },
                    ..Gap::default()
                };
                let from = column - 1;
                for split in splits {
                    let to = self.scene.tables.len();
                    let rows = &self.scene.tables[from].rows;
                    of_split(self.plan, split, (from, rows), to, &mut gap);
                    self.part(split.event, column);
                }
                self.scene.gaps.push(gap);
            }
        }
    }

    /// An event that this one is read as.
    fn part(&mut self, id: EventId, column: usize) {
        let found = &self.model.events[id];
        let version = self.plan.get(id).and_then(EventPlan::newest);
        self.scene.tables.push(Table {
            id: format!("event:{}/part", self.model.event_path(id)),
            column,
            name: event(self.model, id),
            tag: format!("v{}", found.version.value),
            small: "read as this".to_owned(),
            is_nothing: false,
            rows: version.map(|version| self.rows(id, version)).unwrap_or_default(),
            chips: Vec::new(),
            tooltip: told("Event", &found.name, &found.info),
        });
    }

    fn rows(&self, id: EventId, version: &Version) -> Vec<Row> {
        let context = self.model.events[id].context;
        let place = context.map_or(Place::Shared, |context| {
            Place::Context(self.model.contexts[context].name.value.clone())
        });
        let types = &self.plan.types;
        let row = |field: &Field| Row {
            name: field.name.value.clone(),
            ty: written(types, &field.ty, &place),
            tooltip: format!("{}: {}", field.name.value, canonical::text(types, &field.ty)),
        };
        version.shape.fields.iter().map(row).collect()
    }

    /// Who relies on a version. Whoever does not say on which, reads the newest one.
    fn chips(&self, number: u32, is_newest: bool) -> Vec<Chip> {
        let model = self.model;
        let found = &model.events[self.id];
        let said = |text: &str| Chip { role: None, text: text.to_owned() };
        let mut chips = Vec::new();
        if found.unversioned_is.as_ref().is_some_and(|it| it.value == number) {
            chips.push(said("and what carries no version"));
        }
        if found.also_publish.iter().any(|it| it.value == number) {
            chips.push(said("still published"));
        }
        for reader in model.readers_of(self.id) {
            let (role, text, version) = match reader {
                Reader::State(id) => {
                    let aggregate = &model.aggregates[id];
                    let name = named(&aggregate.name, &aggregate.info);
                    (Role::Aggregate, format!("state of {name}"), None)
                }
                Reader::Policy(id) => {
                    let policy = &model.policies[id];
                    (Role::Policy, named(&policy.name, &policy.info), None)
                }
                Reader::Saga(id) => {
                    let saga = &model.sagas[id];
                    (Role::Policy, named(&saga.name, &saga.info), None)
                }
                Reader::ReadModel(id) => {
                    let view = &model.read_models[id];
                    (Role::ReadModel, named(&view.name, &view.info), None)
                }
                Reader::Context(id, reading) => {
                    let context = &model.contexts[id];
                    let text = format!("{} relies on it", named(&context.name, &context.info));
                    (Role::External, text, reading.version.as_ref().map(|it| it.value))
                }
                Reader::Split(id) => (Role::Event, format!("also from {}", event(model, id)), None),
            };
            if version.map_or(is_newest, |version| version == number) {
                chips.push(Chip { role: Some(role), text });
            }
        }
        chips
    }

    fn titled(self, plan: &EventPlan) -> Scene {
        let name = event(self.model, self.id);
        let count = plan.versions.len();
        let versions =
            if count == 1 { "1 version".to_owned() } else { format!("{count} versions") };
        let end = match &plan.reading {
            Reading::Itself => "",
            Reading::Nothing => " · retired",
            Reading::Others(_) => " · read as other events",
        };
        let path = self.model.event_path(self.id);
        let owner = path.split_once('.').map_or(path.as_str(), |(owner, _)| owner);
        let why = found_description(&self.model.events[self.id]);
        Scene {
            title: format!("Lineage of {name}"),
            subtitle: format!("event of {owner} · {versions}{end}{why}"),
            ..self.scene
        }
    }
}

fn found_description(event: &Event) -> String {
    event.info.description.as_ref().map(|text| format!(" · {text}")).unwrap_or_default()
}

/// The name that an event had at a version.
fn name_at(model: &Model, id: EventId, number: u32) -> String {
    let found = &model.events[id];
    // The oldest change after it knows the name of that time.
    let later = found.changes.iter().rev().filter(|change| change.number.value > number);
    let mut old =
        later.filter_map(|change| change.renamed_from.as_ref().or(change.moved_from.as_ref()));
    old.next().map_or_else(|| event(model, id), |name| named(name, &Info::default()))
}

/// A type as people write it; what only old versions have is written out.
fn written(types: &TypeTable, ty: &Type, place: &Place) -> String {
    let inner = |ty: &Type| written(types, ty, place);
    match ty {
        Type::Optional(ty) => format!("{}?", inner(ty)),
        Type::List(ty) => format!("list<{}>", inner(ty)),
        Type::Set(ty) => format!("set<{}>", inner(ty)),
        Type::Map(ty) => format!("map<{}>", inner(ty)),
        Type::Scalar(_) => types.written(ty, place),
        Type::Named(id) => match (&types[*id].place, &types[*id].meaning) {
            (Place::Version { .. }, Meaning::Enumeration(words)) => {
                let words: Vec<_> = words.values.iter().map(|it| it.name.value.as_str()).collect();
                format!("[{}]", words.join(", "))
            }
            (Place::Version { .. }, _) => types[*id].name.value.clone(),
            (Place::Shared | Place::Context(_), _) => types.written(ty, place),
        },
    }
}
