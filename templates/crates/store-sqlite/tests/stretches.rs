//! Looking through the log for events of some types.

use store_sqlite::{Options, RawEvent, Store};

/// A store with events of these types, in this order.
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
    for (types, after, positions, upto) in [
        (&["a", "c"][..], 0, vec![1, 3], 3),
        (&["a", "c"], 3, vec![4], 5),
        (&["a", "c"], 5, vec![], 5),
        (&["nothing"], 0, vec![], 5),
        (&["a"], 9, vec![], 5),
        (&["a"], u64::MAX, vec![], 5),
    ] {
        let stretch = store.events_of(types, after, 2).unwrap();
        let found: Vec<_> = stretch.events.iter().map(|event| event.position).collect();
        assert_eq!((found, stretch.upto), (positions, upto), "{types:?} after {after}");
    }
}
