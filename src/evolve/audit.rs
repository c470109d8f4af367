//! What a store really holds, against what was published: the only look at the store that a tool without one can take.

use std::collections::BTreeMap;

use super::{
    lock::{Lock, State, VersionId},
    plan::{EventPlan, Plan},
};
use crate::diagnostic::did_you_mean;

/// How many events of one type and version a store holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// The type and version; 0 for events that carry no version.
    pub id: VersionId,
    /// How many there are.
    pub count: u64,
}

/// What becomes of the stored events of one type and version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// They are read after that many hops.
    Read {
        /// How many steps between versions it takes.
        hops: usize,
        /// Where the version is in its life.
        state: State,
    },
    /// They are read, although nobody has published that version.
    Unpublished,
    /// A newer build wrote them.
    FromTheFuture {
        /// The newest version that is known.
        known: u32,
    },
    /// There never was such a version.
    NoSuchVersion,
    /// They carry no version, and the model does not say which one that is.
    Unversioned,
    /// Nobody knows the type.
    UnknownType {
        /// What may have been meant.
        hint: Option<String>,
    },
    /// Somebody attested that there are none.
    Purged,
    /// There are none, so that the version may be purged.
    Purgeable,
}

impl Verdict {
    /// Whether somebody has to do something before these events can be read.
    pub fn is_bad(&self) -> bool {
        match self {
            Self::FromTheFuture { .. }
            | Self::NoSuchVersion
            | Self::Unversioned
            | Self::UnknownType { .. }
            | Self::Purged => true,
            Self::Read { .. } | Self::Unpublished | Self::Purgeable => false,
        }
    }
}

/// The verdict on every counted type and version, and on every old version of which there is none, in order of name.
pub fn audit(plan: &Plan, published: &Lock, counts: &[Count]) -> Vec<(Count, Verdict)> {
    let mut sums: BTreeMap<&VersionId, u64> = BTreeMap::new();
    for count in counts {
        let sum = sums.entry(&count.id).or_default();
        *sum = sum.saturating_add(count.count);
    }
    let auditor = Auditor::new(plan, published);
    let held = sums.iter().filter(|(_, count)| **count > 0);
    let mut rows: BTreeMap<VersionId, (u64, Verdict)> =
        held.map(|(id, count)| ((*id).clone(), (*count, auditor.verdict(id)))).collect();
    for (id, entry) in &published.versions {
        if entry.state.is_kept() && !auditor.is_written(id) && !rows.contains_key(id) {
            rows.insert(id.clone(), (0, Verdict::Purgeable));
        }
    }
    rows.into_iter().map(|(id, (count, verdict))| (Count { id, count }, verdict)).collect()
}

struct Auditor<'a> {
    published: &'a Lock,
    by_name: BTreeMap<&'a str, Vec<&'a EventPlan>>,
}

impl<'a> Auditor<'a> {
    fn new(plan: &'a Plan, published: &'a Lock) -> Self {
        let mut by_name: BTreeMap<&str, Vec<&EventPlan>> = BTreeMap::new();
        for planned in plan.events() {
            for stored in &planned.stored_under {
                by_name.entry(&stored.name).or_default().push(planned);
            }
        }
        Self { published, by_name }
    }

    /// Whether the newest build may still write that version.
    fn is_written(&self, id: &VersionId) -> bool {
        let known = self.by_name.get(id.stored.as_str()).into_iter().flatten();
        known.into_iter().any(|planned| {
            let newest = planned.newest().map(|version| version.number);
            newest == Some(id.number) && matches!(planned.reading, super::Reading::Itself)
        })
    }

    fn verdict(&self, id: &VersionId) -> Verdict {
        let entry = self.published.get(id);
        if entry.is_some_and(|entry| !entry.state.is_kept()) {
            return Verdict::Purged;
        }
        let Some(known) = self.by_name.get(id.stored.as_str()) else {
            let hint = did_you_mean(&id.stored, self.by_name.keys().copied());
            return Verdict::UnknownType { hint };
        };
        let Some(planned) = known.first() else { return Verdict::NoSuchVersion };
        let number = if id.number == 0 {
            let Some(number) = planned.unversioned_is else { return Verdict::Unversioned };
            number
        } else {
            id.number
        };
        let newest = planned.newest().map_or(0, |version| version.number);
        if number > newest {
            return Verdict::FromTheFuture { known: newest };
        }
        if planned.stored_name(number).is_none_or(|stored| stored.name != id.stored) {
            return Verdict::NoSuchVersion;
        }
        let published = self.published.get(&VersionId::new(&id.stored, number));
        published.map_or(Verdict::Unpublished, |entry| Verdict::Read {
            hops: planned.hops_from(number).count(),
            state: entry.state,
        })
    }
}
