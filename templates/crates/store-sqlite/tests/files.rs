//! Opening files: new ones, those of other builds, and those of others.

mod common;

use std::fs;

use common::bank::{Account, account, deposit};
use common::{balance, execute, opened, quick, reopen, scratch};
use store_sqlite::{Backoff, CommandMeta, Durability, Options, Store, StoreError};

#[test]
fn a_file_of_a_newer_build_is_refused_and_left_alone() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    drop(store);
    let path = folder.path().join("store.db");
    let file = rusqlite::Connection::open(&path).unwrap();
    file.pragma_update(None, "user_version", 99).unwrap();
    let refused = Store::open(&path, quick()).err();
    assert!(matches!(refused, Some(StoreError::NewerSchema { found: 99, known: 1 })));
    file.pragma_update(None, "user_version", 1).unwrap();
    assert_eq!(balance(&reopen(&folder), "a"), 0);
}

#[test]
fn a_database_of_somebody_else_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    rusqlite::Connection::open(&path).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    assert!(matches!(Store::open(&path, quick()).err(), Some(StoreError::NotAStore)));
    fs::write(&path, "this is text, and long enough for a header of SQLite".repeat(9)).unwrap();
    assert!(matches!(Store::open(&path, quick()).err(), Some(StoreError::Storage(_))));
    let nowhere = Store::open(folder.path().join("no/such/folder.db"), quick());
    assert!(matches!(nowhere.err(), Some(StoreError::Storage(_))));
}

#[test]
fn an_answer_comes_after_the_commit() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    let (send, seen) = std::sync::mpsc::channel();
    let path = folder.path().join("store.db");
    for _ in 0..20 {
        let (send, path) = (send.clone(), path.clone());
        let meta = CommandMeta::fresh();
        store.execute_then::<Account>(account("a"), deposit(1), meta, move |result| {
            let file = rusqlite::Connection::open(path).unwrap();
            let count: u64 =
                file.query_row("SELECT count(*) FROM events", [], |r| r.get(0)).unwrap();
            send.send((result.unwrap().position, count)).unwrap();
        });
    }
    drop(send);
    let seen: Vec<_> = seen.iter().collect();
    assert_eq!(seen.len(), 20);
    assert!(seen.iter().all(|(position, count)| position <= count), "{seen:?}");
}

#[test]
fn the_log_can_be_read_while_it_is_written() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    std::thread::scope(|scope| {
        scope.spawn(|| (0..200).for_each(|_| drop(execute(&store, "a", deposit(1)).unwrap())));
        let mut last = 0;
        while last < 201 {
            let events = store.events_since(last, 50).unwrap();
            assert!(events.iter().zip(last + 1..).all(|(event, next)| event.position == next));
            last = events.last().map_or(last, |event| event.position);
        }
    });
}

#[test]
fn a_cache_of_one_state_and_normal_durability_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { cached_states: 1, durability: Durability::Normal, ..quick() };
    let store = Store::open(folder.path().join("store.db"), options).unwrap();
    opened(&store, &["a", "b"]);
    for n in 1..=12 {
        execute(&store, "a", deposit(1)).unwrap();
        execute(&store, "b", deposit(2)).unwrap();
        assert_eq!((balance(&store, "a"), balance(&store, "b")), (n, 2 * n));
    }
}

#[test]
fn pauses_double_up_to_the_longest() {
    let seconds: Vec<u64> =
        (1..=9).map(|attempt| Backoff::default().pause(attempt).as_secs()).collect();
    assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
    assert_eq!(Backoff::default().pause(u32::MAX).as_secs(), 60);
}
