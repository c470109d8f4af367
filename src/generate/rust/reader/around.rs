//! What a function is given besides the older value, under names that no field of the event has.

use std::collections::BTreeSet;

use super::need::Besides;
use crate::{
    evolve::{Binding, EventPlan, Operation},
    generate::rust::names,
};

/// The names of the envelope and of the stored event.
pub(super) struct Around {
    meta: String,
    stored: String,
}

impl Around {
    /// Names for the functions of one event: a field is a variable there, and would be taken for them.
    pub(super) fn of(planned: &EventPlan) -> Self {
        let mut taken = BTreeSet::new();
        for version in &planned.versions {
            taken.extend(version.shape.names().map(names::snake));
        }
        planned.hops.iter().for_each(|hop| variables(&hop.bindings, &mut taken));
        let free = |name: &str| {
            let mut name = name.to_owned();
            while taken.contains(&name) {
                name.insert_str(0, "event_");
            }
            name
        };
        Self { meta: free("meta"), stored: free("stored") }
    }

    /// The stored event, where it is at hand.
    pub(super) fn stored(&self) -> &str {
        &self.stored
    }

    /// The envelope, where this much is at hand.
    pub(super) fn meta(&self, at_hand: Besides) -> String {
        match at_hand {
            Besides::Stored => format!("{}.meta", self.stored),
            Besides::Nothing | Besides::Meta => self.meta.clone(),
        }
    }

    /// The parameter of a function that needs this.
    pub(super) fn parameter(&self, needed: Besides) -> String {
        match needed {
            Besides::Nothing => String::new(),
            Besides::Meta => format!(", {}: &kernel::Meta<'_>", self.meta),
            Besides::Stored => format!(", {}: &kernel::StoredEvent<'_>", self.stored),
        }
    }

    /// The argument that gives another function what it needs, where this much is at hand.
    pub(super) fn argument(&self, at_hand: Besides, needed: Besides) -> String {
        match (at_hand, needed) {
            (_, Besides::Nothing) => String::new(),
            (Besides::Stored, Besides::Meta) => format!(", &{}.meta", self.stored),
            (_, Besides::Meta) => format!(", {}", self.meta),
            (_, Besides::Stored) => format!(", {}", self.stored),
        }
    }

    /// Whether a variable would be taken for one of them.
    pub(super) fn has(&self, name: &str) -> bool {
        name == self.meta || name == self.stored
    }
}

/// The variables that steps take and give, those on elements included.
fn variables(bindings: &[Binding], taken: &mut BTreeSet<String>) {
    for Binding { operation, .. } in bindings {
        taken.extend(operation.takes().into_iter().map(|from| names::snake(&from.field)));
        taken.extend(operation.gives().into_iter().map(|to| names::snake(&to.field)));
        if let Operation::Each { bindings, .. } = operation {
            variables(bindings, taken);
        }
    }
}
