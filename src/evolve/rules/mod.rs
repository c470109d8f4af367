//! What must hold between a model and what it has published. Every rule answers one of two questions. *History*: can
//! today's code read everything that was ever stored? *Neighbours*: can code that was not redeployed read what is
//! written from now on? Upcasters answer the first only.

mod change;
mod goldens;
mod life;
mod losses;
mod marks;
mod meaning;
mod names;
mod neighbours;
mod pages;
mod published;
mod readers;
mod reading;
mod rename;
mod sagas;
mod streams;
mod swapped;
mod type_moved;
mod vanished;

use std::collections::BTreeSet;

use super::{
    golden::Goldens,
    lock::{Entry, Lock, VersionId, of_model},
    plan::{EventPlan, Plan},
};
use crate::{
    diagnostic::Diagnostic,
    model::{ContextId, Event, Level, Model},
};

pub use change::{Change, changes};
pub use life::drafts_at_release;
pub use pages::{PAGES, page};
pub use published::step_for;
pub use rename::likely_renames;
pub(in crate::evolve) use rename::likeness;

/// Compares a model with what it has published.
pub fn check(model: &Model, plan: &Plan, published: &Lock) -> Vec<Diagnostic> {
    let today = of_model(model, plan);
    let frozen = Frozen { model, plan, published, today: &today };
    let mut out = Vec::new();
    let mut moved = type_moved::Moved::default();
    let events: BTreeSet<String> =
        plan.events().iter().map(|planned| model.event_path(planned.event)).collect();
    let mut streams = streams::Moved::default();
    for history in frozen.histories() {
        published::check(&history, &mut moved, &mut out);
        streams.check(&history);
        reading::check(&history, &mut out);
        swapped::check(&history, &events, &mut out);
        marks::check(&history, &mut out);
        losses::check(&history, &mut out);
        meaning::check(&history, &mut out);
        neighbours::check(&history, &mut out);
        vanished::check_numbers(&history, &mut out);
        vanished::check_oldest(&history, &mut out);
    }
    moved.report(&frozen, &mut out);
    streams.report(&mut out);
    vanished::check(&frozen, &mut out);
    readers::check(&frozen, &mut out);
    sagas::check(&frozen, &mut out);
    out
}

/// Compares a model with all that there is of what it has published: the lock, and the golden files.
pub fn check_published(
    model: &Model,
    plan: &Plan,
    published: Option<&Lock>,
    goldens: &Goldens,
) -> Vec<Diagnostic> {
    let Some(published) = published else {
        return goldens::without_lock(model, goldens).into_iter().collect();
    };
    let mut out = check(model, plan, published);
    out.extend(goldens::check(model, plan, published, goldens));
    out
}

/// What must hold in the history of a model, whether anything of it is published or not.
pub fn check_model(model: &Model, plan: &Plan) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for planned in plan.events().iter().filter(|planned| is_settled(model, planned)) {
        names::check(model, plan, planned, &mut out);
        life::check(model, planned, &mut out);
    }
    out
}

/// A model, and what it has published.
#[derive(Debug, Clone, Copy)]
pub struct Frozen<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its plan.
    pub plan: &'a Plan,
    /// What is published.
    pub published: &'a Lock,
    /// What would be published if the model were published as it stands.
    pub today: &'a Lock,
}

/// One event of the model with its versions, those of today and those that are published.
#[derive(Debug)]
pub struct History<'a> {
    /// The model, and what it has published.
    pub frozen: Frozen<'a>,
    /// The event.
    pub event: &'a Event,
    /// Its versions.
    pub planned: &'a EventPlan,
    /// The names of its versions, oldest first, each with today's entry and the published one.
    pub versions: Vec<Kept<'a>>,
}

/// One version as the model has it, and as it was published.
#[derive(Debug, Clone)]
pub struct Kept<'a> {
    /// Its name.
    pub id: VersionId,
    /// What the model makes of it.
    pub today: &'a Entry,
    /// What was published of it.
    pub published: Option<&'a Entry>,
}

impl<'a> Frozen<'a> {
    /// The histories of the events that are finished, and of those that are published, whatever they claim to be now.
    pub fn histories(self) -> impl Iterator<Item = History<'a>> {
        let is_published = move |planned: &EventPlan| {
            planned
                .stored_under
                .iter()
                .any(|it| self.published.stored_under(&it.name).next().is_some())
        };
        let held =
            move |planned: &&EventPlan| is_settled(self.model, planned) || is_published(planned);
        self.plan.events().iter().filter(held).map(move |planned| self.history(planned))
    }

    /// The history of one event.
    pub fn history(self, planned: &'a EventPlan) -> History<'a> {
        let versions = planned.versions.iter().filter_map(|version| {
            let stored = planned.stored_name(version.number)?;
            let id = VersionId::new(&stored.name, version.number);
            let today = self.today.get(&id)?;
            Some(Kept { today, published: self.published.get(&id), id })
        });
        let event = &self.model.events[planned.event];
        History { frozen: self, event, planned, versions: versions.collect() }
    }

    /// The other contexts that react to an event, show it, or say that they read it.
    pub fn readers_of(self, planned: &EventPlan) -> BTreeSet<ContextId> {
        let model = self.model;
        let own = model.events[planned.event].context;
        let reads = |id: ContextId| {
            let context = &model.contexts[id];
            let policies = context.policies.iter().flat_map(|id| &model.policies[*id].reactions);
            let sagas = context.sagas.iter().flat_map(|id| &model.sagas[*id].reactions);
            let rows = context.read_models.iter().flat_map(|id| &model.read_models[*id].mappings);
            let listed = context.reads.iter().map(|reading| reading.event);
            let mut events = policies
                .map(|reaction| reaction.event)
                .chain(sagas.map(|reaction| reaction.event))
                .chain(rows.map(|mapping| mapping.event))
                .chain(listed);
            events.any(|event| event == planned.event)
        };
        model
            .contexts
            .iter()
            .map(|(id, _)| id)
            .filter(|id| Some(*id) != own && reads(*id))
            .collect()
    }
}

impl<'a> History<'a> {
    /// The event as every context can name it.
    pub fn path(&self) -> String {
        self.frozen.model.event_path(self.planned.event)
    }

    /// The newest version.
    pub fn newest(&self) -> Option<&Kept<'a>> {
        self.versions.last()
    }

    /// The newest version that is published.
    pub fn newest_published(&self) -> Option<(&Kept<'a>, &'a Entry)> {
        self.versions.iter().rev().find_map(|kept| Some((kept, kept.published?)))
    }
}

/// Whether an event claims to be finished: what is not designed yet, or a draft, promises nothing.
pub fn is_settled(model: &Model, planned: &EventPlan) -> bool {
    let event = &model.events[planned.event];
    let context = event.context.and_then(|id| model.contexts.get(id));
    let level = context.map_or(model.level, |context| context.level);
    let draft = event.info.draft || context.is_some_and(|context| context.info.draft);
    level == Level::Design && !draft
}
