//! What became of each element of a model since an older state of it, for pictures that show a change.
//!
//! Every element is told as facts (`elements`), the older ones in the names of today (`renamed`); whatever is not told
//! alike has changed.

mod commands;
mod elements;
mod expression;
mod facts;
mod reactions;
mod renamed;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use elements::elements;
use renamed::Renamed;

/// What became of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Difference {
    /// It was not there.
    Added,
    /// It is not what it was, told in a line for each thing that differs.
    Changed(Vec<String>),
    /// It is not there any more.
    Removed,
}

/// Everything that differs between two states of a model.
#[derive(Debug, Default)]
pub(super) struct Differences {
    of: BTreeMap<String, Difference>,
    renamed: BTreeMap<String, String>,
}

impl Differences {
    /// What became of the element of a key of today, or of a former key that nothing has today.
    pub(super) fn of(&self, key: &str) -> Option<&Difference> {
        self.of.get(key)
    }

    /// The key of today of what had this key before.
    pub(super) fn today<'k>(&'k self, key: &'k str) -> &'k str {
        self.renamed.get(key).map_or(key, String::as_str)
    }
}

/// Compares two states of a model, element by element.
pub(super) fn compare(old: &Model, new: &Model) -> Differences {
    let renamed = Renamed::between(old, new);
    let (before, after) = (elements(old, &renamed), elements(new, &Renamed::default()));
    let mut of = BTreeMap::new();
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let difference = match (before.get(key), after.get(key)) {
            (Some(before), Some(after)) => changed(facts::differences(before, after)),
            (None, _) => Some(Difference::Added),
            (_, None) => Some(Difference::Removed),
        };
        of.extend(difference.map(|difference| (key.clone(), difference)));
    }
    Differences { of, renamed: renamed.keys }
}

fn changed(lines: Vec<String>) -> Option<Difference> {
    (!lines.is_empty()).then_some(Difference::Changed(lines))
}
