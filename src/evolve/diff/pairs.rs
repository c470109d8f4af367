//! Events of two sides, matched by the names they are stored under: files, places and names in code do not matter.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    FieldDiff, Kind, Side,
    baseline::{Old, Versions},
    fields::Between,
};
use crate::{
    evolve::{
        describe,
        hop::Hop,
        lock::{Audience, Entry, Lock, State, VersionId},
        plan::{EventPlan, Plan, Reading},
        rules::is_settled,
    },
    model::{EventId, Model},
    source::Span,
    types::Place,
};

/// A version with its name.
pub(super) type Named<'a> = (&'a VersionId, &'a Entry);

/// An event on both sides, or on one of them.
pub(super) struct Pair<'a> {
    /// The event in our model.
    pub(super) ours: Option<Ours<'a>>,
    /// Its versions in the baseline, oldest first, but for those that no store holds any more.
    pub(super) old: Vec<(&'a VersionId, &'a Old)>,
}

/// An event of our model.
pub(super) struct Ours<'a> {
    pub(super) id: EventId,
    pub(super) planned: &'a EventPlan,
    pub(super) path: String,
    pub(super) span: Span,
    /// Its versions, oldest first.
    pub(super) versions: Vec<Named<'a>>,
}

/// How a pair is found again: ours by id, what is gone by its stored name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Ours(EventId),
    Gone(String),
}

pub(super) type Pairs<'a> = BTreeMap<Key, Pair<'a>>;

/// Matches the finished events of our model with the versions of the baseline.
pub(super) fn of<'a>(ours: Side<'a>, today: &'a Lock, old: &'a Versions) -> Pairs<'a> {
    let mut pairs = Pairs::new();
    let mut by_path: BTreeMap<String, EventId> = BTreeMap::new();
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for planned in ours.plan.events() {
        known.extend(planned.stored_under.iter().map(|stored| stored.name.as_str()));
        let versions = planned.versions.iter().filter_map(|version| {
            let stored = planned.stored_name(version.number)?;
            today.versions.get_key_value(&VersionId::new(&stored.name, version.number))
        });
        let versions: Vec<Named<'_>> = versions.collect();
        if versions.is_empty() || !is_settled(ours.model, planned) {
            continue;
        }
        let names = planned.stored_under.iter();
        let mut found: Vec<_> = names.flat_map(|it| old.stored_under(&it.name)).collect();
        found.sort_by_key(|(id, _)| id.number);
        let (id, path) = (planned.event, ours.model.event_path(planned.event));
        let span = ours.model.events[id].name.span;
        by_path.insert(path.clone(), id);
        let event = Ours { id, planned, path, span, versions };
        pairs.insert(Key::Ours(id), Pair { ours: Some(event), old: found });
    }
    for (id, version) in &old.0 {
        if known.contains(id.stored.as_str()) {
            continue;
        }
        // The same name in the model under another name in the store: told as one event, since it is meant as one.
        let same = by_path.get(&version.entry.event).map(|event| Key::Ours(*event));
        let same = same.filter(|key| pairs.get(key).is_some_and(|pair| pair.is_of(&id.stored)));
        let key = same.unwrap_or_else(|| Key::Gone(id.stored.clone()));
        let pair = pairs.entry(key).or_insert_with(|| Pair { ours: None, old: Vec::new() });
        pair.old.push((id, version));
    }
    for pair in pairs.values_mut() {
        pair.old.retain(|(_, old)| old.entry.state.is_kept());
    }
    pairs
}

impl<'a> Pair<'a> {
    /// Whether it has no other versions than those that were stored under that name.
    fn is_of(&self, stored: &str) -> bool {
        self.old.iter().all(|(id, _)| id.stored == stored)
    }

    /// The newest version of the baseline.
    pub(super) fn from(&self) -> Option<Named<'a>> {
        self.old.last().map(|(id, old)| (*id, &old.entry))
    }

    /// The newest version of the baseline that may be in stores.
    pub(super) fn deployed(&self) -> Option<Named<'a>> {
        let frozen = self.old.iter().rev().find(|(_, old)| old.is_frozen);
        frozen.map(|(id, old)| (*id, &old.entry))
    }

    /// The newest version of our model.
    pub(super) fn to(&self) -> Option<Named<'a>> {
        self.ours.as_ref().and_then(|ours| ours.versions.last().copied())
    }

    /// The version of our model with that number.
    pub(super) fn version(&self, number: u32) -> Option<Named<'a>> {
        let versions = self.ours.as_ref().map_or(&[] as &[_], |ours| &ours.versions);
        versions.iter().copied().find(|(id, _)| id.number == number)
    }

    /// The event in our model.
    pub(super) fn event(&self) -> Option<EventId> {
        self.ours.as_ref().map(|ours| ours.id)
    }

    /// The event as every context can name it.
    pub(super) fn path(&self) -> &str {
        let old = || self.from().map_or("", |(_, entry)| entry.event.as_str());
        self.ours.as_ref().map_or_else(old, |ours| &ours.path)
    }

    pub(super) fn stored(&self) -> &str {
        self.to().or(self.from()).map_or("", |(id, _)| &id.stored)
    }

    pub(super) fn audience(&self) -> Audience {
        self.to().or(self.from()).map_or(Audience::Private, |(_, entry)| entry.audience)
    }

    pub(super) fn place(&self) -> Option<Span> {
        self.ours.as_ref().map(|ours| ours.span)
    }

    pub(super) fn kind(&self) -> Kind {
        match (self.from(), self.to()) {
            (None, _) => Kind::New,
            (Some(_), None) => Kind::Vanished,
            (Some(from), Some(to)) if retires(from, to) => Kind::Retired,
            (Some(_), Some(_)) if self.renamed_from().is_some() => Kind::Renamed,
            (Some(_), Some(_)) => Kind::Changed,
        }
    }

    /// What it was called before.
    pub(super) fn renamed_from(&self) -> Option<&str> {
        let (from, ours) = (self.from()?.1, self.ours.as_ref()?);
        Some(from.event.as_str()).filter(|old| *old != ours.path)
    }

    /// Whether there is anything to tell.
    pub(super) fn is_listed(&self) -> bool {
        let (Some(from), Some(to)) = (self.from(), self.to()) else {
            return self.from().is_some() || self.to().is_some();
        };
        self.has_other_versions()
            || from.0 != to.0
            || from.1.audience != to.1.audience
            || from.1.stream != to.1.stream
            || from.1.state != to.1.state
            || self.renamed_from().is_some()
    }

    /// Whether its versions, or the steps between them, are not what they were.
    pub(super) fn has_other_versions(&self) -> bool {
        let same = |(id, old): &(&VersionId, &Old)| {
            self.version(id.number).is_some_and(|(other, entry)| {
                other == *id && entry.shape == old.entry.shape && entry.steps == old.entry.steps
            })
        };
        let (from, to) = (self.from().map(|it| it.0.number), self.to().map(|it| it.0.number));
        from != to || !self.old.iter().all(same)
    }

    /// The steps from the newest version of the baseline to ours.
    pub(super) fn hops(&self) -> Vec<&'a Hop> {
        let (Some(from), Some(ours)) = (self.from(), self.ours.as_ref()) else { return Vec::new() };
        ours.planned.hops_from(from.0.number).collect()
    }

    pub(super) fn steps(&self, plan: &Plan) -> Vec<String> {
        self.hops().iter().flat_map(|hop| describe::steps(&plan.types, hop)).collect()
    }

    /// What differs field by field since a version of the baseline.
    pub(super) fn fields(
        &self,
        plan: &Plan,
        model: &Model,
        since: Option<Named<'_>>,
    ) -> Vec<FieldDiff> {
        let (Some((old, from)), Some((_, to)), Some(ours)) = (since, self.to(), self.ours.as_ref())
        else {
            return Vec::new();
        };
        let event = &model.events[ours.id];
        let context = event.context.map(|id| model.contexts[id].name.value.clone());
        let between = Between {
            plan,
            planned: ours.planned,
            declared: &event.fields,
            place: &context.map_or(Place::Shared, Place::Context),
            from: old.number,
            old: &from.shape,
            new: &to.shape,
        };
        let starts_there =
            self.version(old.number).is_some_and(|(_, entry)| entry.shape == from.shape);
        if starts_there { between.by_steps() } else { between.by_shape() }
    }

    /// What else is not as it was.
    pub(super) fn notes(&self, model: &Model) -> Vec<String> {
        let mut notes = Vec::new();
        if let (Some(from), Some(to)) = (self.from(), self.to()) {
            let mut differ = |what: &str, was: &str, is: &str| {
                if was != is {
                    notes.push(format!("{what} {was}, and {is} now"));
                }
            };
            differ("was", from.1.audience.as_str(), to.1.audience.as_str());
            differ("was stored as", &from.0.stored, &to.0.stored);
            differ("its streams were", &from.1.stream, &to.1.stream);
            if to.1.state == State::Deprecated && from.1.state != to.1.state {
                notes.push("deprecated now".to_owned());
            }
        }
        let reading = self.ours.as_ref().map(|ours| &ours.planned.reading);
        match reading {
            Some(Reading::Nothing) => notes.push("stored ones are read as nothing".to_owned()),
            Some(Reading::Others(parts)) => {
                let names = parts.iter().map(|part| model.events[part.event].name.value.as_str());
                let names: Vec<&str> = names.collect();
                notes.push(format!("stored ones are read as {}", names.join(", ")));
            }
            Some(Reading::Itself) | None => {}
        }
        notes
    }

    /// The line of a public event that readers outside have to move to.
    pub(super) fn line(&self) -> Option<u32> {
        let (from, to) = self.from().zip(self.to())?;
        let opens = to.1.audience == Audience::Public && to.1.line > from.1.line;
        opens.then_some(to.1.line)
    }
}

fn retires(from: Named<'_>, to: Named<'_>) -> bool {
    to.1.state == State::Retired && from.1.state != State::Retired
}
