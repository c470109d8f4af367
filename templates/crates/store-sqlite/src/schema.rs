//! The tables, and how a file written by an older build gets the tables of this one.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::StoreError;

/// Written to the header of the file, so that somebody else's database is recognised: "esgn".
const APPLICATION_ID: i64 = 0x6573_676e;

/// Step n brings a file from schema version n to n + 1. Published steps never change.
const STEPS: &[&str] = &[include_str!("schema.sql")];

/// Brings the file to the newest schema.
///
/// Fails with [`StoreError::NewerSchema`] when a newer build has been here, and with
/// [`StoreError::NotAStore`] when the file is a database of something else.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let pragma = |name| transaction.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let tables: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && pragma("application_id")? != APPLICATION_ID {
        return Err(StoreError::NotAStore);
    }
    let found = pragma("user_version")?;
    let known = i64::try_from(STEPS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StoreError::NewerSchema { found, known });
    }
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}
