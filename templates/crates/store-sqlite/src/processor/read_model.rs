//! Read models in the store: rows as JSON in one table, and an index of the queries they answer.

use std::marker::PhantomData;

use kernel::{BoxError, ReactError, ReadModel, Rows, StoredEvent};
use rusqlite::{Connection, OptionalExtension};

use crate::error::StoreError;
use crate::processor::{Kind, Processor};
use crate::unit::Unit;

/// Runs a [`ReadModel`].
pub(crate) struct ReadModelProcessor<M>(pub(crate) PhantomData<fn() -> M>);

impl<M: ReadModel> Processor for ReadModelProcessor<M> {
    fn name(&self) -> &'static str {
        M::NAME
    }

    fn kind(&self) -> Kind {
        Kind::ReadModel
    }

    fn fingerprint(&self) -> &'static str {
        M::FINGERPRINT
    }

    fn stored_types(&self) -> &'static [&'static str] {
        M::stored_types()
    }

    fn react(&self, stored: &StoredEvent<'_>, unit: &mut Unit<'_>) -> Result<(), ReactError> {
        M::project(stored, &mut Table::<M> { connection: unit.connection(), model: PhantomData })
    }
}

/// Deletes every row of a read model.
pub(crate) fn clear(unit: &Unit<'_>, model: &str) -> Result<(), StoreError> {
    unit.change("DELETE FROM read_index WHERE model = ?1", [model])?;
    unit.change("DELETE FROM read_rows WHERE model = ?1", [model])?;
    Ok(())
}

/// The row under a key, as JSON.
pub(crate) fn find(
    connection: &Connection,
    model: &str,
    key: &str,
) -> Result<Option<String>, StoreError> {
    const FIND: &str = "SELECT row FROM read_rows WHERE model = ?1 AND key = ?2";
    let mut statement = connection.prepare_cached(FIND)?;
    Ok(statement.query_row([model, key], |row| row.get(0)).optional()?)
}

/// The rows of one read model, inside the transaction of the event that changes them.
struct Table<'a, M> {
    connection: &'a Connection,
    model: PhantomData<fn() -> M>,
}

impl<M: ReadModel> Table<'_, M> {
    fn unindex(&self, key: &str) -> Result<(), StoreError> {
        const UNINDEX: &str = "DELETE FROM read_index WHERE model = ?1 AND key = ?2";
        self.connection.prepare_cached(UNINDEX)?.execute([M::NAME, key])?;
        Ok(())
    }

    fn write(&self, key: &str, row: &M::Row) -> Result<(), StoreError> {
        const WRITE: &str = "INSERT INTO read_rows (model, key, row) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO UPDATE SET row = excluded.row";
        const INDEX: &str = "INSERT INTO read_index (model, query, value, key) \
             VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        let json = serde_json::to_string(row)?;
        self.connection.prepare_cached(WRITE)?.execute([M::NAME, key, &json])?;
        self.unindex(key)?;
        let mut index = self.connection.prepare_cached(INDEX)?;
        for lookup in M::index(row) {
            index.execute([M::NAME, lookup.query, &lookup.value, key])?;
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StoreError> {
        const REMOVE: &str = "DELETE FROM read_rows WHERE model = ?1 AND key = ?2";
        self.unindex(key)?;
        self.connection.prepare_cached(REMOVE)?.execute([M::NAME, key])?;
        Ok(())
    }
}

impl<M: ReadModel> Rows<M::Row> for Table<'_, M> {
    fn get(&mut self, key: &str) -> Result<Option<M::Row>, BoxError> {
        let found = find(self.connection, M::NAME, key)?;
        Ok(found.map(|row| serde_json::from_str(&row)).transpose()?)
    }

    fn put(&mut self, key: &str, row: M::Row) -> Result<(), BoxError> {
        Ok(self.write(key, &row)?)
    }

    fn delete(&mut self, key: &str) -> Result<(), BoxError> {
        Ok(self.remove(key)?)
    }
}
