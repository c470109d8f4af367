//! Which finding belongs to which event: findings point at places, and places belong to events.

use std::collections::BTreeMap;

use super::{
    World,
    pairs::{Key, Pairs},
};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    source::Span,
};

/// The places that belong to events.
#[derive(Debug, Default)]
pub(super) struct Places(BTreeMap<Span, Key>);

impl Places {
    pub(super) fn of(world: &World<'_>, pairs: &Pairs<'_>) -> Self {
        let mut places = Self::default();
        let lock = world.ours.published;
        for (key, pair) in pairs {
            let Some(ours) = &pair.ours else {
                let ids = pair.old.iter().filter_map(|(id, _)| lock?.get(id));
                ids.for_each(|entry| places.add(entry.span, key));
                continue;
            };
            let event = &world.ours.model.events[ours.id];
            let named = [event.name.span, event.version.span, event.stored_as.span];
            let retired = event.retired.iter().map(|it| it.span);
            let fields = event.fields.iter().flat_map(|field| [field.name.span, field.ty_span]);
            let hops = ours.planned.hops.iter().flat_map(|hop| {
                let steps = hop.bindings.iter().map(|binding| binding.span);
                std::iter::once(hop.span).chain(steps)
            });
            let entries = ours.versions.iter().filter_map(|(id, _)| Some(lock?.get(id)?.span));
            let all = named.into_iter().chain(retired).chain(fields).chain(hops).chain(entries);
            all.for_each(|span| places.add(span, key));
        }
        for context in world.ours.model.contexts.values() {
            for reading in &context.reads {
                let key = Key::Ours(reading.event);
                let fields = reading.fields.iter().flatten().map(|field| field.span);
                let version = reading.version.iter().map(|it| it.span);
                let all = std::iter::once(reading.span).chain(version).chain(fields);
                all.filter(|_| pairs.contains_key(&key)).for_each(|span| places.add(span, &key));
            }
        }
        places
    }

    fn add(&mut self, span: Span, key: &Key) {
        self.0.entry(span).or_insert_with(|| key.clone());
    }

    /// Gives each finding to the event that it points at, first of all with its main place.
    pub(super) fn sort(
        &self,
        findings: Vec<Diagnostic>,
    ) -> (BTreeMap<Key, Vec<Diagnostic>>, Vec<Diagnostic>) {
        let mut of_event: BTreeMap<Key, Vec<Diagnostic>> = BTreeMap::new();
        let mut beside = Vec::new();
        for finding in findings {
            let related = finding.related.iter().map(|label| label.span);
            let mut spans = std::iter::once(finding.primary.span).chain(related);
            match spans.find_map(|span| self.0.get(&span)) {
                Some(key) => of_event.entry(key.clone()).or_default().push(finding),
                None => beside.push(finding),
            }
        }
        (of_event, beside)
    }
}

/// Whether a finding is about what is published or about who reads along. How steps are written is no matter of a
/// comparison.
pub(super) fn concerns_events(finding: &Diagnostic) -> bool {
    let families = ["EV1", "EV3", "EV5"];
    let rules = [
        rule::UNEXPLAINED_DIFFERENCE,
        rule::LIKELY_RENAME,
        rule::UNIT_CHANGED_IN_PLACE,
        rule::PROTECTION_REMOVED,
        rule::VALUE_TYPE_MOVED,
    ];
    let is_of = |code: &str| families.iter().any(|family| code.starts_with(family));
    finding.code().is_some_and(is_of) || rules.contains(&finding.rule)
}

/// Whether it stops somebody from reading: an error does, and so does silence, which readers that nobody here knows
/// would never notice.
pub(super) fn breaks_somebody(finding: &Diagnostic) -> bool {
    let silence = [
        rule::MADE_PRIVATE,
        rule::MOVED_WITHOUT_READERS,
        rule::VERSION_WITHDRAWN,
        rule::DATA_WITHHELD,
    ];
    match finding.severity {
        Severity::Error => true,
        Severity::Warning => silence.contains(&finding.rule),
        Severity::Info => false,
    }
}

/// Whether a comparison alone can find it.
pub(super) fn is_own(finding: &Diagnostic) -> bool {
    [rule::RULE_TIGHTENED, rule::VERSION_WITHDRAWN].contains(&finding.rule)
}
