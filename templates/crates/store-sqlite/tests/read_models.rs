//! Read models, parking, and processors that have to stop.

mod common;

use std::sync::atomic::Ordering;
use std::time::Duration;

use common::bank::{Account, DEPOSITED, GREETED, deposit, withdraw};
use common::reactions::{BalanceRow, Balances, Bonus, Journal, MENDED};
use common::{balance, execute, opened, quick, raw, reopen, scratch};
use kernel::Lookup;
use store_sqlite::{Backoff, Options, ProcessorState, Processors, Retried, Store, Wiring};

const LONG: Duration = Duration::from_secs(20);

fn balances<const BUILD: u8>(store: &Store) -> Processors {
    Wiring::new().read_model::<Balances<BUILD>>().connect(store).unwrap()
}

fn all<const BUILD: u8>(store: &Store) -> Vec<BalanceRow> {
    store.rows::<Balances<BUILD>>(&Lookup::new("all", &[]), None, 1000).unwrap().rows
}

#[test]
fn rows_follow_the_events_and_a_rebuild_gives_the_same() {
    let (_folder, store) = scratch();
    let mut processors = balances::<1>(&store);
    for id in ["a", "b", "c"] {
        opened(&store, &[id]);
        execute(&store, id, deposit(10)).unwrap();
        assert!(processors.settle(LONG));
        execute(&store, id, withdraw(3)).unwrap();
    }
    store.append_raw(raw("a", GREETED, 1, "{}")).unwrap();
    store.append_raw(raw("a", "bank.corrected", 1, r#"{"cents":4}"#)).unwrap();
    assert!(processors.settle(LONG));
    let live = all::<1>(&store);
    assert_eq!(live.iter().map(|row| row.balance).collect::<Vec<_>>(), [8, 7, 7]);
    assert!(live.iter().all(|row| row.balance == balance(&store, &row.account)));

    assert!(processors.monitor().rebuild("bank.balances").unwrap());
    assert_eq!(all::<1>(&store), []);
    assert!(processors.settle(LONG));
    assert_eq!(all::<1>(&store), live);
    assert!(!processors.monitor().rebuild("bank.unknown").unwrap());
}

#[test]
fn a_changed_fingerprint_rebuilds_at_start() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    execute(&store, "a", deposit(10)).unwrap();
    assert!(balances::<1>(&store).settle(LONG));
    drop(store);
    let store = reopen(&folder);
    let mut processors = balances::<2>(&store);
    assert_eq!(processors.monitor().status().unwrap().processors[0].lag, 2);
    assert!(processors.settle(LONG));
    assert_eq!(all::<2>(&store)[0].balance, 20);
    let mut unchanged = balances::<2>(&store);
    assert_eq!(unchanged.monitor().status().unwrap().processors[0].lag, 0);
    assert!(unchanged.settle(LONG));
}

#[test]
fn queries_use_the_index_page_by_page() {
    let (_folder, store) = scratch();
    let ids: Vec<String> = (0..7).map(|n| format!("{n}")).collect();
    for id in &ids {
        let owner = if id == "3" { "x' OR '1'='1" } else { "ada" };
        execute(&store, id, common::bank::open(owner)).unwrap();
    }
    assert!(balances::<1>(&store).settle(LONG));
    let ada = Lookup::new("by_owner", &[&"ada"]);
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store.rows::<Balances<1>>(&ada, after.as_deref(), 2).unwrap();
        assert!(page.rows.len() <= 2);
        found.extend(page.rows.into_iter().map(|row| row.account));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(found, ["0", "1", "2", "4", "5", "6"]);
    let odd = Lookup::new("by_owner", &[&"x' OR '1'='1"]);
    assert_eq!(store.rows::<Balances<1>>(&odd, None, 9).unwrap().rows.len(), 1);
    assert_eq!(store.row::<Balances<1>>("3").unwrap().unwrap().account, "3");
    assert_eq!(store.row::<Balances<1>>("none").unwrap(), None);
}

#[test]
fn parking_keeps_the_order_of_a_stream_and_can_be_mended() {
    let (_folder, store) = scratch();
    let mut processors = Wiring::new().read_model::<Journal>().connect(&store).unwrap();
    let line = |id: &str| store.row::<Journal>(id).unwrap().unwrap_or_default();
    opened(&store, &["a", "b"]);
    for (id, amount) in [("a", 1), ("a", -2), ("b", 10), ("a", 3), ("b", 11), ("a", -4)] {
        execute(&store, id, deposit(amount)).unwrap();
    }
    assert!(processors.settle(LONG));
    assert_eq!((line("a").as_str(), line("b").as_str()), ("1 ", "10 11 "));
    let letters = store.dead_letters(None).unwrap();
    assert_eq!(letters.len(), 3);
    assert_eq!(letters[0].payload, r#"{"amount":-2,"transfer":null}"#);
    assert_eq!((letters[0].stored_type.as_str(), letters[0].version), (DEPOSITED, 2));
    assert!(letters[0].error.contains("deposits are not negative"), "{}", letters[0].error);

    let monitor = processors.monitor().clone();
    let retry = || monitor.retry_dead_letters("bank.journal").unwrap().unwrap();
    assert_eq!(retry(), Retried { handled: 0, left: 3 });
    assert!(store.drop_dead_letter("bank.journal", letters[0].position).unwrap());
    assert_eq!(retry(), Retried { handled: 1, left: 1 });
    assert_eq!(line("a"), "1 3 ");
    execute(&store, "a", deposit(5)).unwrap();
    assert!(processors.settle(LONG));
    assert_eq!(line("a"), "1 3 ", "-4 and 5 wait");
    MENDED.store(true, Ordering::SeqCst);
    assert_eq!(retry(), Retried { handled: 2, left: 0 });
    execute(&store, "a", deposit(6)).unwrap();
    assert!(processors.settle(LONG));
    assert_eq!(line("a"), "1 3 -4 5 6 ");
    assert_eq!(monitor.retry_dead_letters("bank.unknown").unwrap(), None);
}

#[test]
fn what_can_never_be_read_is_parked_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let hour = Duration::from_secs(3600);
    let backoff = Backoff { first: hour, longest: hour, attempts: 3 };
    let store =
        Store::open(folder.path().join("store.db"), Options { backoff, ..quick() }).unwrap();
    opened(&store, &["a", "b"]);
    store.append_raw(raw("a", DEPOSITED, 2, r#"{"amount":"much"}"#)).unwrap();
    store.append_raw(raw("b", DEPOSITED, 0, "{}")).unwrap();
    opened(&store, &["c"]);
    assert!(balances::<1>(&store).settle(LONG), "nothing waits for an hour");
    assert_eq!(store.dead_letters(None).unwrap().len(), 2);
    assert!(store.row::<Balances<1>>("c").unwrap().is_some());
}

#[test]
fn an_event_from_the_future_stops_a_processor_and_is_never_skipped() {
    let (folder, store) = scratch();
    let connect = |store: &Store| {
        let wiring = Wiring::new().aggregate::<Account>().policy::<Bonus>();
        wiring.read_model::<Balances<1>>().connect(store).unwrap()
    };
    let mut processors = connect(&store);
    opened(&store, &["a", "b"]);
    execute(&store, "a", deposit(10)).unwrap();
    let future = store.append_raw(raw("a", DEPOSITED, 3, r#"{"amount":1}"#)).unwrap();
    execute(&store, "b", deposit(10)).unwrap();
    for _ in 0..2 {
        assert!(processors.settle(LONG));
        let status = processors.monitor().status().unwrap();
        for processor in &status.processors {
            let ProcessorState::Stopped { error } = &processor.state else {
                panic!("{} goes on: {:?}", processor.name, processor.state)
            };
            assert!(error.contains("deploy the newer build"), "{error}");
            assert_eq!(processor.position, future - 1);
            assert_eq!((processor.lag, processor.dead_letters), (2, 0));
        }
        assert_eq!(all::<1>(&store).iter().map(|row| row.balance).collect::<Vec<_>>(), [10, 0]);
        processors = connect(&store);
    }
    // The newer build arrives, here by way of rewriting the event.
    drop(processors);
    let file = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    file.execute("UPDATE events SET event_version = 2 WHERE event_version = 3", []).unwrap();
    assert!(connect(&store).settle(LONG));
    assert_eq!(all::<1>(&store).iter().map(|row| row.balance).collect::<Vec<_>>(), [11, 10]);
}
