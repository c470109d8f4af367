//! One long stream from the file to the state.

use std::path::Path;

use accounts::generated::Account;
use rusqlite::Connection;
use shared::AccountId;
use store_sqlite::{Options, RawEvent, Store, StoreError};
use uuid::Uuid;
use workload::{history, measure};

use crate::hand;

const TURNS: usize = 5;

/// Measures the generated kernel and the loop by hand on a stream of `events`.
pub fn run(events: usize, old_percent: u64) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let path = folder.path().join("bank.db");
    let (store, id) = filled(&path, events, old_percent);
    let connection = Connection::open(&path).expect("the file of the store");
    let key = id.to_string();
    let task = format!("replay {events} events, {old_percent} % old");
    for turn in 0..=TURNS {
        let generated = || store.load::<Account>(&id).expect("a stream that can be read").0;
        let by_hand = || hand::load(&connection, &key);
        // The first turn only fills the caches.
        let (ours, theirs) = if turn == 0 {
            (generated(), by_hand())
        } else {
            (measure(&task, "esgen", events, generated), measure(&task, "by hand", events, by_hand))
        };
        assert_eq!(
            ours.map(|account| account.balance),
            theirs.map(|account| account.balance),
            "both read the same history"
        );
    }
}

fn filled(path: &Path, events: usize, old_percent: u64) -> (Store, AccountId) {
    let store = Store::open(path, Options::default()).expect("a new store");
    let id = AccountId(Uuid::now_v7());
    let stream = id.to_string();
    store
        .write(move |unit| {
            for stored in history(events, old_percent) {
                unit.append_raw(&RawEvent {
                    category: "accounts.account".to_owned(),
                    stream_id: stream.clone(),
                    stored_type: stored.stored_type.to_owned(),
                    version: stored.version,
                    payload: stored.payload,
                    recorded_at: None,
                    actor: None,
                })?;
            }
            Ok::<(), StoreError>(())
        })
        .expect("a history that can be stored");
    (store, id)
}
