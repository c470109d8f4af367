//! What a model is compared with: what is published, or another state of the model with what was published then.

use std::collections::BTreeMap;

use crate::{
    evolve::{
        lock::{Entry, Lock, VersionId, of_model},
        plan::{EventPlan, Plan},
        rules::is_settled,
    },
    model::Model,
};

/// A model with what it has published.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its plan.
    pub plan: &'a Plan,
    /// What it has published; nothing when it has no lock file.
    pub published: Option<&'a Lock>,
}

impl<'a> Side<'a> {
    /// The events by every name that they are or were stored under.
    pub(super) fn by_stored_name(self) -> BTreeMap<&'a str, &'a EventPlan> {
        let named = |planned: &'a EventPlan| {
            planned.stored_under.iter().map(move |stored| (stored.name.as_str(), planned))
        };
        self.plan.events().iter().flat_map(named).collect()
    }
}

/// What a model is compared with.
#[derive(Debug, Clone, Copy)]
pub enum Baseline<'a> {
    /// Nothing: everything is new.
    Nothing,
    /// What is published.
    Published(&'a Lock),
    /// Another state of the model.
    Model(Side<'a>),
}

/// A version of the baseline.
#[derive(Debug, Clone)]
pub(super) struct Old {
    pub(super) entry: Entry,
    /// Whether it may be in stores. What has no lock file has published all that it says.
    pub(super) is_frozen: bool,
}

/// The versions of the baseline.
#[derive(Debug, Default)]
pub(super) struct Versions(pub(super) BTreeMap<VersionId, Old>);

impl Versions {
    pub(super) fn of(baseline: Baseline<'_>) -> Self {
        let mut versions = BTreeMap::new();
        let (side, published) = match baseline {
            Baseline::Nothing => (None, None),
            Baseline::Published(lock) => (None, Some(lock)),
            Baseline::Model(side) => (Some(side), side.published),
        };
        if let Some(side) = side {
            let is_frozen = published.is_none();
            for (id, entry) in settled(side).versions {
                versions.insert(id, Old { entry, is_frozen });
            }
        }
        for (id, entry) in published.iter().flat_map(|lock| &lock.versions) {
            versions.insert(id.clone(), Old { entry: entry.clone(), is_frozen: true });
        }
        Self(versions)
    }

    /// The versions of our model, the older ones with the units that are on record: steps do not say them.
    pub(super) fn tell(&self, mut today: Lock, ours: Side<'_>) -> Lock {
        for planned in ours.plan.events() {
            let older = planned.versions.iter().rev().skip(1);
            for number in older.map(|version| version.number) {
                let Some(stored) = planned.stored_name(number) else { continue };
                let id = VersionId::new(&stored.name, number);
                if let (Some(entry), Some(old)) = (today.versions.get_mut(&id), self.0.get(&id)) {
                    entry.shape = entry.shape.told_by(&old.entry.shape);
                }
            }
        }
        today
    }

    /// The versions that were stored under a name, in order of number.
    pub(super) fn stored_under<'v>(
        &'v self,
        stored: &'v str,
    ) -> impl Iterator<Item = (&'v VersionId, &'v Old)> {
        self.0.range(VersionId::new(stored, 0)..=VersionId::new(stored, u32::MAX))
    }
}

/// What a model would publish of the events that are finished.
pub(super) fn settled(side: Side<'_>) -> Lock {
    let mut lock = of_model(side.model, side.plan);
    let unsettled = side.plan.events().iter().filter(|planned| !is_settled(side.model, planned));
    for planned in unsettled {
        for version in &planned.versions {
            if let Some(stored) = planned.stored_name(version.number) {
                lock.versions.remove(&VersionId::new(&stored.name, version.number));
            }
        }
    }
    lock
}
