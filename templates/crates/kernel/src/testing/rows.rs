//! Read models: given events, then these rows.

use std::{collections::BTreeMap, fmt::Debug};

use super::{
    Recorded,
    like::{holds, parsed},
};
use crate::{BoxError, Lookup, ReadModel, Rows};

/// The rows that a read model shows after these events.
pub fn project<M: ReadModel>(events: impl IntoIterator<Item = Recorded>) -> Projection<M> {
    let mut rows = Memory(BTreeMap::new());
    for event in events {
        M::project(&event.stored(), &mut rows)
            .unwrap_or_else(|error| panic!("the read model fails: {error}"));
    }
    Projection { rows: rows.0 }
}

/// The rows of a read model, by key.
pub struct Projection<M: ReadModel> {
    rows: BTreeMap<String, M::Row>,
}

impl<M: ReadModel<Row: Debug + PartialEq>> Projection<M> {
    /// Exactly these rows are there, in the order of their keys.
    pub fn shows(&self, expected: &[M::Row]) -> &Self {
        let rows: Vec<_> = self.rows.values().collect();
        assert_eq!(rows, Vec::from_iter(expected), "the rows that are there, and those expected");
        self
    }

    /// As many rows are there, and each expected one (a JSON object) is held by one of its own.
    pub fn shows_like(&self, expected: &[&str]) -> &Self {
        let mut rows: Vec<_> = self.rows.values().collect();
        assert_eq!(rows.len(), expected.len(), "the number of rows: {rows:?}");
        for fields in expected {
            let held = rows.iter().position(|row| {
                let row = serde_json::to_string(row).expect("a row can be written");
                holds(&parsed(&row), &parsed(fields))
            });
            let Some(held) = held else { panic!("no row holds {fields}: {rows:?}") };
            rows.swap_remove(held);
        }
        self
    }

    /// A query finds exactly these rows, in the order of their keys.
    pub fn finds(&self, query: &Lookup, expected: &[M::Row]) -> &Self {
        let found = self.rows.values().filter(|row| M::index(row).contains(query));
        let found: Vec<_> = found.collect();
        assert_eq!(found, Vec::from_iter(expected), "what {query:?} finds, and what is expected");
        self
    }
}

struct Memory<R>(BTreeMap<String, R>);

impl<R: Clone> Rows<R> for Memory<R> {
    fn get(&mut self, key: &str) -> Result<Option<R>, BoxError> {
        Ok(self.0.get(key).cloned())
    }

    fn put(&mut self, key: &str, row: R) -> Result<(), BoxError> {
        self.0.insert(key.to_owned(), row);
        Ok(())
    }

    fn delete(&mut self, key: &str) -> Result<(), BoxError> {
        self.0.remove(key);
        Ok(())
    }
}
