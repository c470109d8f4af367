//! Looking through the log for events of some types, a stretch at a time: what feeds are made of.

use crate::error::StoreError;
use crate::log::read::{RecordedEvent, columns, head, recorded};
use crate::store::Store;

/// The events of some types in one stretch of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The events, in the order of the log.
    pub events: Vec<RecordedEvent>,
    /// The position up to which there are no others; below the one that was asked for when the log
    /// does not reach that far.
    pub upto: u64,
}

impl Store {
    /// The events of some types after a position, at most `limit`, and how far the log was looked
    /// through for them.
    pub fn events_of(
        &self,
        types: &[&str],
        after: u64,
        limit: usize,
    ) -> Result<Stretch, StoreError> {
        const OF_TYPES: &str = concat!(
            "SELECT ",
            columns!(),
            " FROM events WHERE position > ?1 AND position <= ?2 \
             AND event_type IN (SELECT value FROM json_each(?3)) ORDER BY position LIMIT ?4"
        );
        let types = serde_json::to_string(types)?;
        self.read(|connection| {
            // The head first: what is appended in between is looked at next time.
            let head = head(connection)?;
            // SQLite counts to 2^63 - 1.
            let after = after.min(i64::MAX.unsigned_abs());
            let events = recorded(connection, OF_TYPES, (after, head, types, limit))?;
            let last = events.last().filter(|_| events.len() == limit);
            let upto = last.map_or(head, |last| last.position);
            Ok(Stretch { events, upto })
        })
    }
}
