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

#[cfg(test)]
mod tests {
    use crate::{Options, RawEvent, Store};

    fn store(types: &[&str]) -> Store {
        let store = Store::in_memory(Options::default()).unwrap();
        for stored_type in types {
            let event = RawEvent {
                category: "test".to_owned(),
                stream_id: "1".to_owned(),
                stored_type: (*stored_type).to_owned(),
                version: 1,
                payload: "{}".to_owned(),
                recorded_at: None,
                actor: None,
            };
            store.append_raw(event).unwrap();
        }
        store
    }

    #[test]
    fn a_stretch_ends_at_its_last_event_or_at_the_end_of_the_log() {
        let store = store(&["a", "b", "a", "c", "b"]);
        let stretch = |types: &[&str], after, limit| {
            let stretch = store.events_of(types, after, limit).unwrap();
            (stretch.events.iter().map(|event| event.position).collect::<Vec<_>>(), stretch.upto)
        };
        assert_eq!(stretch(&["a", "c"], 0, 2), (vec![1, 3], 3));
        assert_eq!(stretch(&["a", "c"], 3, 2), (vec![4], 5));
        assert_eq!(stretch(&["a", "c"], 5, 2), (vec![], 5));
        assert_eq!(stretch(&["nothing"], 0, 2), (vec![], 5));
        assert_eq!(stretch(&["a"], 9, 2), (vec![], 5));
        assert_eq!(stretch(&["a"], u64::MAX, 2), (vec![], 5));
    }
}
