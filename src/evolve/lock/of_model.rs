//! What the lock would say if everything that a model holds were published as it stands.

use super::{Audience, Entry, Lock, Memory, State, VersionId};
use crate::{
    evolve::{
        Plan, Reading,
        compat::obstacles,
        describe,
        form::{Form, Record},
        hash::short,
        plan::{EventPlan, SplitPlan, Version},
    },
    model::{self, Aggregate, Event, Level, Model, Writer},
    types::{Meaning, TypeTable},
};

/// The versions of every event that is stored, without the hash of their golden files. Events of external systems are
/// not among them: their streams are not ours.
pub fn of_model(model: &Model, plan: &Plan) -> Lock {
    let mut lock = Lock::default();
    for planned in plan.events() {
        let event = &model.events[planned.event];
        if let Writer::Aggregate(aggregate) = event.writer {
            Maker { model, plan, planned, event, aggregate: &model.aggregates[aggregate] }
                .add_to(&mut lock);
        }
    }
    for (_, saga) in model.sagas.iter() {
        let context = &model.contexts[saga.context];
        if context.level == Level::Design && !context.info.draft && !saga.info.draft {
            let name = format!("{}.{}", context.name.value, saga.name.value);
            let shape = Record::of(&plan.types, &saga.state);
            lock.sagas.insert(name, Memory { shape, span: saga.name.span });
        }
    }
    lock
}

/// The streams of an aggregate, and what identifies one: `accounts.account Uuid`.
fn stream_of(types: &TypeTable, aggregate: &Aggregate) -> String {
    let identity = match &types[aggregate.identity].meaning {
        Meaning::Identity { scalar, .. } => Form::Scalar(*scalar).to_string(),
        Meaning::Newtype(inner) => Form::of(types, inner).to_string(),
        Meaning::Enumeration(_) | Meaning::Record(_) => String::new(),
    };
    format!("{} {identity}", aggregate.stored_as.value)
}

struct Maker<'m> {
    model: &'m Model,
    plan: &'m Plan,
    planned: &'m EventPlan,
    event: &'m Event,
    aggregate: &'m Aggregate,
}

impl Maker<'_> {
    fn add_to(&self, lock: &mut Lock) {
        let mut before: Option<(Record, u32)> = None;
        for version in &self.planned.versions {
            let Some(stored) = self.planned.stored_name(version.number) else { continue };
            let shape = Record::of(&self.plan.types, &version.shape.fields);
            let line = before.as_ref().map_or(1, |(older, line)| {
                if obstacles(older, &shape).is_empty() { *line } else { line + 1 }
            });
            before = Some((shape.clone(), line));
            let id = VersionId::new(&stored.name, version.number);
            lock.versions.insert(id, self.entry(version, shape, line));
        }
    }

    fn entry(&self, version: &Version, shape: Record, line: u32) -> Entry {
        let types = &self.plan.types;
        let hop = self.planned.hops.iter().find(|hop| hop.to == version.number);
        Entry {
            event: self.model.event_path(self.planned.event),
            audience: match self.event.audience {
                model::Audience::Private => Audience::Private,
                model::Audience::Public => Audience::Public,
            },
            stream: stream_of(types, self.aggregate),
            line,
            state: self.state(version),
            shape,
            steps: hop.map(|hop| describe::frozen_steps(types, hop)).unwrap_or_default(),
            reading: self.reading(version),
            unversioned: self.planned.unversioned_is == Some(version.number),
            meaning: self.meaning(version),
            samples: String::new(),
            span: hop.map_or(self.event.name.span, |hop| hop.span),
        }
    }

    fn state(&self, version: &Version) -> State {
        let is_newest = version.number == self.event.version.value;
        match self.planned.reading {
            Reading::Nothing | Reading::Others(_) => State::Retired,
            Reading::Itself if is_newest && self.event.info.deprecated.is_some() => {
                State::Deprecated
            }
            Reading::Itself => State::Published,
        }
    }

    fn reading(&self, version: &Version) -> Vec<String> {
        match &self.planned.reading {
            Reading::Others(parts) if version.number == self.event.version.value => {
                parts.iter().flat_map(|part| self.part(part)).collect()
            }
            Reading::Others(_) | Reading::Itself | Reading::Nothing => Vec::new(),
        }
    }

    /// One of the events that it is read as, in the version of that event whose fields are named.
    fn part(&self, part: &SplitPlan) -> Vec<String> {
        let mut lines = describe::split(&self.plan.types, self.model, part);
        if let Some(first) = lines.first_mut() {
            let number = self.model.events[part.event].version.value;
            *first = format!("{}@{number}", self.model.event_path(part.event));
        }
        lines
    }

    /// What people are told about it: an edited sentence may change the meaning of what is stored already.
    fn meaning(&self, version: &Version) -> String {
        let own = self.event.info.description.clone().unwrap_or_default();
        let mut fields: Vec<String> = Vec::new();
        for field in &version.shape.fields {
            let told = field.info.description.as_deref().unwrap_or_default();
            fields.push(format!("{}: {told}", field.name.value));
        }
        fields.sort_unstable();
        short(std::iter::once(own).chain(fields))
    }
}
