//! Asking read models.

use kernel::{Lookup, ReadModel};
use rusqlite::params;

use crate::error::StoreError;
use crate::processor::read_model::find;
use crate::store::Store;

/// Some of the rows that a query finds, in the order of their keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<R> {
    /// The rows.
    pub rows: Vec<R>,
    /// The key to continue after, if there is more.
    pub next: Option<String>,
}

impl Store {
    /// The row of a read model under a key.
    pub fn row<M: ReadModel>(&self, key: &str) -> Result<Option<M::Row>, StoreError> {
        let found = self.read(|connection| find(connection, M::NAME, key))?;
        Ok(found.map(|row| serde_json::from_str(&row)).transpose()?)
    }

    /// How many rows a read model has.
    pub fn row_count(&self, read_model: &str) -> Result<u64, StoreError> {
        const COUNT: &str = "SELECT count(*) FROM read_rows WHERE model = ?1";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(COUNT)?;
            Ok(statement.query_row([read_model], |row| row.get(0))?)
        })
    }

    /// At most `limit` rows that a query finds, those with keys after `after`.
    pub fn rows<M: ReadModel>(
        &self,
        query: &Lookup,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Page<M::Row>, StoreError> {
        const ROWS: &str = "SELECT key, row FROM read_index JOIN read_rows USING (model, key) \
             WHERE model = ?1 AND query = ?2 AND value = ?3 AND (?4 IS NULL OR key > ?4) \
             ORDER BY key LIMIT ?5";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(ROWS)?;
            let one_more = limit.saturating_add(1);
            let row = params![M::NAME, query.query, query.value, after, one_more];
            let mut found = statement.query(row)?;
            let mut page = Page { rows: Vec::new(), next: None };
            let mut last = None;
            while let Some(row) = found.next()? {
                if page.rows.len() == limit {
                    page.next = last;
                    break;
                }
                last = Some(row.get(0)?);
                page.rows.push(serde_json::from_str(row.get_ref(1)?.as_str()?)?);
            }
            Ok(page)
        })
    }
}
