//! Read models: rows that answer questions, built from events alone.

use std::fmt::Display;

use serde::{Serialize, de::DeserializeOwned};

use crate::{BoxError, ReactError, StoredEvent};

/// A projection of events onto rows.
pub trait ReadModel: 'static {
    /// Context and read model, such as `accounts.account_balance`.
    const NAME: &'static str;
    /// Changes whenever rows of an older build would be wrong; the rows are then built anew.
    const FINGERPRINT: &'static str;

    /// What one row holds.
    type Row: Clone + Send + Serialize + DeserializeOwned;

    /// The stored types it is built from.
    fn stored_types() -> &'static [&'static str];

    /// Brings the rows up to date with a stored event.
    fn project(stored: &StoredEvent<'_>, rows: &mut dyn Rows<Self::Row>) -> Result<(), ReactError>;

    /// Under which queries a row is found.
    fn index(row: &Self::Row) -> Vec<Lookup>;
}

/// The rows of one read model, by key. An error of the store stops the projection.
pub trait Rows<R> {
    /// The row under a key.
    fn get(&mut self, key: &str) -> Result<Option<R>, BoxError>;

    /// Writes a row, in place of any other under its key.
    fn put(&mut self, key: &str, row: R) -> Result<(), BoxError>;

    /// Removes a row; that there is none is fine.
    fn delete(&mut self, key: &str) -> Result<(), BoxError>;
}

impl<R> dyn Rows<R> + '_ {
    /// Writes a row, in place of any other under its key.
    pub fn insert(&mut self, key: &impl Display, row: R) -> Result<(), ReactError> {
        self.put(&key.to_string(), row).map_err(ReactError::Store)
    }

    /// Changes a row. Where there is none, nothing happens.
    pub fn update(
        &mut self,
        key: &impl Display,
        change: impl FnOnce(R) -> R,
    ) -> Result<(), ReactError> {
        let key = key.to_string();
        match self.get(&key).map_err(ReactError::Store)? {
            Some(row) => self.put(&key, change(row)).map_err(ReactError::Store),
            None => Ok(()),
        }
    }

    /// Writes a row that may keep a part of the one before it.
    pub fn upsert(
        &mut self,
        key: &impl Display,
        row: impl FnOnce(Option<R>) -> R,
    ) -> Result<(), ReactError> {
        let key = key.to_string();
        let before = self.get(&key).map_err(ReactError::Store)?;
        self.put(&key, row(before)).map_err(ReactError::Store)
    }

    /// Removes a row; that there is none is fine.
    pub fn remove(&mut self, key: &impl Display) -> Result<(), ReactError> {
        self.delete(&key.to_string()).map_err(ReactError::Store)
    }
}

/// A query with the values it asks for, as the index holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Lookup {
    /// The query's name.
    pub query: &'static str,
    /// Its values, in the query's order, as one unambiguous text.
    pub value: String,
}

impl Lookup {
    /// A query for rows whose fields hold these values. No values: all rows.
    pub fn new(query: &'static str, values: &[&dyn Display]) -> Self {
        let parts: Vec<_> = values.iter().map(|value| escaped(&value.to_string())).collect();
        let value = parts.join("\u{1f}");
        Self { query, value }
    }
}

/// A value without the separator, so that no two lists of values look alike.
fn escaped(value: &str) -> String {
    value.replace('\\', r"\\").replace('\u{1f}', r"\u")
}

#[cfg(test)]
mod tests {
    use super::Lookup;

    #[test]
    fn a_lookup_keeps_its_values_apart() {
        let value = |values: &[&dyn std::fmt::Display]| Lookup::new("by", values).value;
        assert_eq!(value(&[]), "");
        assert_eq!(value(&[&"a", &1]), "a\u{1f}1");
        assert_ne!(value(&[&"ab", &"c"]), value(&[&"a", &"bc"]));
        assert_ne!(value(&[&"a\u{1f}b", &"c"]), value(&[&"a", &"b\u{1f}c"]));
        assert_ne!(value(&[&"a\u{1f}", &"b"]), value(&[&"a", &"\u{1f}b"]));
        assert_ne!(value(&[&r"\u"]), value(&[&"\u{1f}"]));
    }
}
