//! What is in the log, for people and for tools.

use crate::error::StoreError;
use crate::log::read::head;
use crate::store::Store;

/// How many events are stored of one type and version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCount {
    /// The stored type.
    pub stored_type: String,
    /// The version of the payload.
    pub version: u32,
    /// The number of stored events.
    pub count: u64,
}

/// One stream and its length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamInfo {
    /// The kind of stream.
    pub category: String,
    /// The instance within the category.
    pub stream_id: String,
    /// The number of stored events.
    pub version: u64,
}

impl Store {
    /// How many events there are of every type and version, by name and version.
    pub fn counts(&self) -> Result<Vec<EventCount>, StoreError> {
        const COUNTS: &str = "SELECT event_type, event_version, count(*) FROM events \
             GROUP BY event_type, event_version ORDER BY event_type, event_version";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(COUNTS)?;
            let rows = statement.query_map([], |row| {
                Ok(EventCount {
                    stored_type: row.get(0)?,
                    version: row.get(1)?,
                    count: row.get(2)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The streams of a category whose ids come after `after`, at most `limit`, by id.
    pub fn streams(
        &self,
        category: &str,
        after: &str,
        limit: usize,
    ) -> Result<Vec<StreamInfo>, StoreError> {
        const STREAMS: &str = "SELECT stream_id, max(stream_version) FROM events \
             WHERE category = ?1 AND stream_id > ?2 GROUP BY stream_id ORDER BY stream_id LIMIT ?3";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(STREAMS)?;
            let rows = statement.query_map((category, after, limit), |row| {
                Ok(StreamInfo {
                    category: category.to_owned(),
                    stream_id: row.get(0)?,
                    version: row.get(1)?,
                })
            })?;
            Ok(rows.collect::<Result<_, _>>()?)
        })
    }

    /// The position of the newest event, 0 for an empty log.
    pub fn head(&self) -> Result<u64, StoreError> {
        self.read(head)
    }
}
