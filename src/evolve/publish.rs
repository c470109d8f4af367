//! Freezes what is not frozen yet: drafts become published versions with golden files. Nothing that is published is
//! written again; only where a version is in its life moves on.

use std::collections::BTreeSet;

use super::{
    golden::{self, Golden},
    hop::Hop,
    lock::{Entry, Lock, State, VersionId, of_model},
    plan::Plan,
    rules::{Frozen, Kept, is_settled},
};
use crate::model::Model;

/// What people attest, since no program can see it.
#[derive(Debug, Clone, Default)]
pub struct Attested {
    /// Versions of which no store holds an event any more.
    pub purged: Vec<VersionId>,
    /// Published events, as `Context.Event`, whose edited descriptions mean what the old ones meant.
    pub same_meaning: Vec<String>,
}

/// What publishing does.
#[derive(Debug, Clone, Default)]
pub struct Publication {
    /// The lock as it is afterwards.
    pub lock: Lock,
    /// The golden files of the new versions.
    pub goldens: Vec<Golden>,
    /// The new versions.
    pub new: Vec<VersionId>,
    /// Versions that moved on in their life, with where they are now.
    pub moved: Vec<(VersionId, State)>,
    /// Published versions of which it is decided now how they are read: as other events, or for those without version.
    pub decided: Vec<VersionId>,
    /// Sagas whose memory is new, or not what it was.
    pub sagas: Vec<String>,
    /// Published versions whose edited description was confirmed.
    pub confirmed: Vec<VersionId>,
}

impl Attested {
    /// Whether nothing is attested.
    pub fn is_empty(&self) -> bool {
        self.purged.is_empty() && self.same_meaning.is_empty()
    }
}

impl Publication {
    /// Whether anything would be written.
    pub fn is_empty(&self) -> bool {
        let Self { new, moved, decided, sagas, confirmed, lock: _, goldens: _ } = self;
        let has_versions = !(new.is_empty() && moved.is_empty() && decided.is_empty());
        !has_versions && sagas.is_empty() && confirmed.is_empty()
    }
}

/// The versions that would be published although nobody has said yet why the event changed.
pub fn without_reason(publication: &Publication, plan: &Plan) -> Vec<VersionId> {
    let new: BTreeSet<&VersionId> = publication.new.iter().collect();
    let open = plan.events().iter().flat_map(|planned| {
        let named = |hop: &Hop| Some(VersionId::new(&planned.stored_name(hop.to)?.name, hop.to));
        planned.hops_without_reason().filter_map(named)
    });
    open.filter(|id| new.contains(id)).collect()
}

/// Publishes every finished version of a model without errors; or writes down what is attested, and nothing else.
pub fn publish(model: &Model, plan: &Plan, published: &Lock, attested: &Attested) -> Publication {
    let today = of_model(model, plan);
    let frozen = Frozen { model, plan, published, today: &today };
    let mut done = Publication { lock: published.clone(), ..Publication::default() };
    for history in frozen.histories() {
        let confirms = attested.same_meaning.contains(&history.path());
        for kept in &history.versions {
            if !attested.is_empty() {
                confirm(&mut done, kept, confirms);
                continue;
            }
            let is_new = done.lock.get(&kept.id).is_none();
            if is_new && !is_settled(model, history.planned) {
                continue;
            }
            let Some(entry) = done.lock.versions.get_mut(&kept.id) else {
                let golden = golden::of_version(plan, history.planned, kept.id.number);
                let mut entry = kept.today.clone();
                entry.samples =
                    golden.as_ref().map(|it| golden::hash(&it.text)).unwrap_or_default();
                done.lock.versions.insert(kept.id.clone(), entry);
                done.goldens.extend(golden);
                done.new.push(kept.id.clone());
                continue;
            };
            let decides = decides(entry, kept.today);
            if entry.state.is_kept() && entry.state != kept.today.state {
                entry.state = kept.today.state;
                done.moved.push((kept.id.clone(), entry.state));
            }
            if decides {
                entry.reading.clone_from(&kept.today.reading);
                entry.unversioned = kept.today.unversioned;
                done.decided.push(kept.id.clone());
            }
        }
    }
    if attested.is_empty() {
        let is_there = |name: &String| today.sagas.contains_key(name);
        done.sagas.extend(done.lock.sagas.keys().filter(|name| !is_there(name)).cloned());
        done.lock.sagas.retain(|name, _| is_there(name));
    }
    for (name, memory) in today.sagas.iter().filter(|_| attested.is_empty()) {
        let known = done.lock.sagas.insert(name.clone(), memory.clone());
        if known.is_none_or(|known| known.shape != memory.shape) {
            done.sagas.push(name.clone());
        }
    }
    for id in &attested.purged {
        let entry = done.lock.versions.get_mut(id).filter(|entry| entry.state.is_kept());
        if let Some(entry) = entry {
            entry.state = State::Purged;
            done.moved.push((id.clone(), State::Purged));
        }
    }
    done
}

fn confirm(done: &mut Publication, kept: &Kept<'_>, confirms: bool) {
    let entry = done.lock.versions.get_mut(&kept.id);
    if let Some(entry) = entry.filter(|it| confirms && it.meaning != kept.today.meaning) {
        entry.meaning.clone_from(&kept.today.meaning);
        done.confirmed.push(kept.id.clone());
    }
}

/// Whether it is decided only now how published events are read. A split is said again when what it splits into has
/// new versions, whose fields it names.
fn decides(entry: &Entry, today: &Entry) -> bool {
    entry.reading != today.reading || today.unversioned && !entry.unversioned
}
