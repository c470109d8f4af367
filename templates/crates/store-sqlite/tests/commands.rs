//! Executing commands: versions, dedupe, isolation, snapshots, ids.

mod common;

use std::sync::mpsc::channel;
use std::thread;

use common::bank::{
    Account, AccountId, CORRECTED, Command, DEPOSITED, Event, GREETED, OPENED, Rejection, account,
    deposit, open, withdraw,
};
use common::{balance, execute, load, opened, quick, raw, reopen, scratch};
use kernel::{Aggregate, Context, Envelope, Few, FoldError, Meta, Refusal, Uuid};
use serde::{Deserialize, Serialize};
use store_sqlite::{CommandMeta, ExecuteError, Store, StoreError};

#[test]
fn a_command_is_decided_folded_and_stored() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    let receipt = execute(&store, "a", deposit(5)).unwrap();
    assert_eq!((receipt.stream_version, receipt.position, receipt.events), (2, 2, 1));
    assert_eq!(balance(&store, "a"), 5);
    drop(store);
    assert_eq!(balance(&reopen(&folder), "a"), 5);
}

#[test]
fn refusals_are_typed_and_store_nothing() {
    let (_folder, store) = scratch();
    assert!(matches!(execute(&store, "a", deposit(1)), Err(ExecuteError::NotFound)));
    opened(&store, &["a"]);
    assert!(matches!(execute(&store, "a", open("b")), Err(ExecuteError::AlreadyExists)));
    let refused = execute(&store, "a", withdraw(1));
    assert!(matches!(refused, Err(ExecuteError::Rejected(Rejection::TooLittle))));
    let nothing = execute(&store, "a", Command::Nod).unwrap();
    assert_eq!((nothing.events, nothing.stream_version, nothing.position), (0, 1, 0));
    assert_eq!(store.head().unwrap(), 1);
}

#[test]
fn an_expected_version_must_be_the_actual_one() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    let at = |expected| CommandMeta { expected: Some(expected), ..CommandMeta::fresh() };
    let conflict = store.execute::<Account>(&account("a"), deposit(1), at(0));
    assert!(matches!(conflict, Err(ExecuteError::Conflict { expected: 0, actual: 1 })));
    assert!(store.execute::<Account>(&account("a"), deposit(1), at(1)).is_ok());
    assert!(store.execute::<Account>(&account("b"), open("b"), at(0)).is_ok());
}

#[test]
fn a_repeated_command_gets_its_first_receipt() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    let again = CommandMeta::new(Uuid::from_u128(7));
    let first = store.execute::<Account>(&account("a"), deposit(5), again.clone()).unwrap();
    execute(&store, "a", deposit(1)).unwrap();
    for store in [store, reopen(&folder)] {
        let other = account("another id, as a retry of a creating command has");
        let second = store.execute::<Account>(&other, deposit(5), again.clone()).unwrap();
        assert!(second.repeated && !first.repeated);
        assert_eq!(second.stream_version, first.stream_version);
        assert_eq!(second.stream_id, "a");
        assert_eq!(balance(&store, "a"), 6);
    }
}

#[test]
fn a_refused_command_may_be_given_again() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    let meta = CommandMeta::fresh();
    assert!(store.execute::<Account>(&account("a"), withdraw(5), meta.clone()).is_err());
    execute(&store, "a", deposit(5)).unwrap();
    assert!(!store.execute::<Account>(&account("a"), withdraw(5), meta).unwrap().repeated);
}

#[test]
fn jobs_of_one_group_fail_alone() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    let (release, gate) = channel::<()>();
    store.submit(
        move |_| {
            gate.recv().ok();
            Ok::<_, StoreError>(())
        },
        |_| {},
    );
    // Everything below waits behind the job above and shares one transaction.
    let (send, results) = channel();
    let script = [deposit(1), Command::Explode, withdraw(99), Command::Corrupt, deposit(2)];
    for (number, command) in script.into_iter().enumerate() {
        let send = send.clone();
        store.execute_then::<Account>(account("a"), command, CommandMeta::fresh(), move |result| {
            send.send((number, result)).unwrap();
        });
    }
    release.send(()).unwrap();
    let results: Vec<_> = results.iter().take(5).map(|(_, result)| result).collect();
    assert!(results[0].is_ok() && results[4].is_ok());
    assert!(matches!(&results[1], Err(ExecuteError::Store(StoreError::Panicked(why)))
        if why == "exploded while deciding"));
    assert!(matches!(&results[2], Err(ExecuteError::Rejected(_))));
    assert!(matches!(&results[3], Err(ExecuteError::Store(StoreError::Fold(_)))));
    assert_eq!(load(&store, "a").1, 3);
    assert_eq!(balance(&store, "a"), 3);
}

#[test]
fn state_changed_by_an_undone_unit_is_not_kept() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    let undone = store.write(|unit| {
        unit.execute::<Account>(&account("a"), deposit(100), &CommandMeta::fresh())?;
        Err::<(), _>(ExecuteError::<Rejection>::NotFound)
    });
    assert!(undone.is_err());
    assert!(execute(&store, "a", withdraw(1)).is_err());
    assert_eq!(balance(&store, "a"), 0);
}

#[test]
fn a_raw_event_of_an_undone_unit_is_not_kept_in_the_cache() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    let undone = store.write(|unit| {
        unit.append_raw(&raw("a", DEPOSITED, 1, r#"{"cents":5}"#))?;
        unit.execute::<Account>(&account("a"), withdraw(9), &CommandMeta::fresh())
    });
    assert!(matches!(undone, Err(ExecuteError::Rejected(_))));
    assert!(execute(&store, "a", withdraw(5)).is_err());
    assert_eq!(execute(&store, "a", deposit(1)).unwrap().stream_version, 2);
}

#[test]
fn a_unit_cannot_keep_half_a_command() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    let outcome = store.write(|unit| {
        let meta = CommandMeta::fresh();
        assert!(unit.execute::<Account>(&account("a"), Command::Corrupt, &meta).is_err());
        Ok::<_, StoreError>("never mind")
    });
    assert!(matches!(outcome, Err(StoreError::Fold(_))));
    assert_eq!(load(&store, "a").1, 1);
}

#[test]
fn waiting_on_the_writer_thread_is_refused() {
    let (_folder, store) = scratch();
    let (send, result) = channel();
    let inner = store.clone();
    store.submit(
        move |_| Ok::<_, StoreError>(()),
        move |_| send.send(inner.append_raw(raw("a", OPENED, 1, "{}"))).unwrap(),
    );
    assert!(matches!(result.recv().unwrap(), Err(StoreError::OnWriterThread)));
}

#[test]
fn every_cut_of_snapshot_and_tail_equals_the_full_replay() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    for n in 1..=23 {
        execute(&store, "a", if n % 3 == 0 { Command::Drip(3) } else { deposit(n) }).unwrap();
        let from_snapshot = load(&store, "a");
        let file = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
        let snapshot: Option<u64> =
            file.query_row("SELECT max(stream_version) FROM snapshots", [], |r| r.get(0)).unwrap();
        assert_eq!(snapshot.is_some(), from_snapshot.1 >= 5, "at {n}");
        file.execute("UPDATE snapshots SET fingerprint = 'older build'", []).unwrap();
        assert_eq!(load(&store, "a"), from_snapshot, "at {n}");
        file.execute("UPDATE snapshots SET fingerprint = 'account-1'", []).unwrap();
        assert_eq!(load(&store, "a"), from_snapshot, "at {n}");
    }
}

#[test]
fn a_snapshot_of_another_build_is_ignored() {
    let (folder, store) = scratch();
    opened(&store, &["a"]);
    execute(&store, "a", Command::Drip(9)).unwrap();
    drop(store);
    let file = rusqlite::Connection::open(folder.path().join("store.db")).unwrap();
    let lie = r#"UPDATE snapshots SET state = CAST('{"owner":"x","balance":77,"entries":0,"part":[0,1]}' AS BLOB)"#;
    file.execute(lie, []).unwrap();
    assert_eq!(balance(&reopen(&folder), "a"), 77, "the snapshot is used");
    file.execute("UPDATE snapshots SET fingerprint = 'other'", []).unwrap();
    assert_eq!(balance(&reopen(&folder), "a"), 9);
    file.execute("UPDATE snapshots SET fingerprint = 'account-1', state = x'00'", []).unwrap();
    assert_eq!(balance(&reopen(&folder), "a"), 9);
}

#[test]
fn ids_are_values_and_never_sql() {
    let (_folder, store) = scratch();
    let ids = ["O'Brien", "x' OR '1'='1", "%", "a;DROP TABLE events", "\u{1f}", "Ä\"ö", ""];
    opened(&store, &ids);
    for (n, id) in (1..).zip(ids) {
        execute(&store, id, deposit(n)).unwrap();
    }
    for (n, id) in (1..).zip(ids) {
        assert_eq!(balance(&store, id), n);
        assert_eq!(store.stream("bank.account", id, 0).unwrap().len(), 2);
    }
    assert_eq!(store.streams("bank.account", "", 100).unwrap().len(), ids.len() - 1);
}

#[test]
fn retired_and_split_events_count_as_stored() {
    let (_folder, store) = scratch();
    store.append_raw(raw("a", OPENED, 1, r#"{"owner":"a"}"#)).unwrap();
    store.append_raw(raw("a", GREETED, 1, "{}")).unwrap();
    store.append_raw(raw("a", CORRECTED, 1, r#"{"cents":4}"#)).unwrap();
    assert_eq!(load(&store, "a").0.unwrap().part, (1, 2));
    store.append_raw(raw("a", DEPOSITED, 1, r#"{"cents":10}"#)).unwrap();
    assert_eq!(
        load(&store, "a"),
        (Some(Account { owner: "a".into(), balance: 11, entries: 3, part: (0, 1) }), 4)
    );
    let expected = |version| CommandMeta { expected: Some(version), ..CommandMeta::fresh() };
    let command = |meta| store.execute::<Account>(&account("a"), deposit(1), meta);
    assert!(matches!(command(expected(3)), Err(ExecuteError::Conflict { actual: 4, .. })));
    assert_eq!(command(expected(4)).unwrap().stream_version, 5);
    let counts = store.counts().unwrap();
    let counts: Vec<_> =
        counts.iter().map(|c| (c.stored_type.as_str(), c.version, c.count)).collect();
    assert_eq!(
        counts,
        [(CORRECTED, 1, 1), (DEPOSITED, 1, 1), (DEPOSITED, 2, 1), (GREETED, 1, 1), (OPENED, 1, 1)]
    );
}

/// The account, folded by a build that does not look at the envelope.
#[derive(Clone, Serialize, Deserialize)]
struct Blind(Account);

impl Aggregate for Blind {
    const CATEGORY: &'static str = Account::CATEGORY;
    const SNAPSHOT_EVERY: Option<u64> = None;
    const FINGERPRINT: &'static str = "blind";
    const READS: Envelope = Envelope::Stream { timed: &[] };

    type Id = AccountId;
    type Command = Command;
    type Event = Event;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        id: &AccountId,
        command: Command,
        cx: &Context,
    ) -> Result<Few<Event>, Refusal<Rejection>> {
        Account::decide(state.map(|blind| &blind.0), id, command, cx)
    }

    fn evolve(state: &mut Option<Self>, event: Event, meta: &Meta<'_>) -> Result<(), FoldError> {
        assert_eq!((meta.category, meta.stream_id), ("bank.account", "a"));
        let mut account = state.take().map(|blind| blind.0);
        Account::evolve(&mut account, event, meta)?;
        *state = account.map(Blind);
        Ok(())
    }
}

#[test]
fn folding_without_the_envelope_gives_the_same() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    for n in 1..=12 {
        execute(&store, "a", deposit(n)).unwrap();
        store.append_raw(raw("a", CORRECTED, 1, r#"{"cents":4}"#)).unwrap();
        let (blind, version) = store.load::<Blind>(&account("a")).unwrap();
        assert_eq!((blind.map(|blind| blind.0), version), load(&store, "a"));
    }
    let error =
        store.append_raw(raw("a", DEPOSITED, 3, "{}")).and(store.load::<Blind>(&account("a")));
    let error = error.err().unwrap().to_string();
    assert!(error.contains("(position 26, stream bank.account/a event 26)"), "{error}");
}

#[test]
fn an_unreadable_event_is_an_error_that_names_it() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    store.append_raw(raw("a", DEPOSITED, 3, "{}")).unwrap();
    let error = execute(&store, "a", deposit(1)).unwrap_err().to_string();
    assert_eq!(
        error,
        "`bank.deposited` version 3 (position 2, stream bank.account/a event 2) is newer than \
         this build, which knows versions up to 2"
    );
}

#[test]
fn eight_writers_lose_nothing() {
    let (folder, store) = scratch();
    opened(&store, &["shared"]);
    thread::scope(|scope| {
        for writer in 0..8 {
            let store = &store;
            scope.spawn(move || {
                let own = format!("own {writer}");
                opened(store, &[&own]);
                for _ in 0..50 {
                    execute(store, "shared", deposit(1)).unwrap();
                    execute(store, &own, deposit(1)).unwrap();
                }
            });
        }
    });
    drop(store);
    let store = reopen(&folder);
    assert_eq!(balance(&store, "shared"), 400);
    assert!((0..8).all(|writer| balance(&store, &format!("own {writer}")) == 50));
    let log = store.events_since(0, 10_000).unwrap();
    assert!(log.windows(2).all(|pair| pair[0].position < pair[1].position));
    assert_eq!(log.len(), 1 + 400 + 8 * 51);
}

#[test]
fn two_stores_on_one_file_see_each_other() {
    let (folder, one) = scratch();
    let two = reopen(&folder);
    opened(&one, &["a"]);
    for _ in 0..20 {
        assert!(execute(&one, "a", deposit(1)).is_ok());
        assert!(execute(&two, "a", deposit(1)).is_ok());
    }
    thread::scope(|scope| {
        for store in [&one, &two] {
            scope.spawn(move || {
                (0..50).for_each(|_| drop(execute(store, "a", deposit(1)).unwrap()));
            });
        }
    });
    assert_eq!((balance(&one, "a"), load(&two, "a").1), (140, 141));
}

#[test]
fn a_store_in_memory_behaves_the_same() {
    let store = Store::in_memory(quick()).unwrap();
    let other = Store::in_memory(quick()).unwrap();
    opened(&store, &["a"]);
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    execute(&store, "a", deposit(1)).unwrap();
                    load(&store, "a");
                }
            });
        }
    });
    assert_eq!(balance(&store, "a"), 100);
    assert_eq!(other.head().unwrap(), 0);
}

#[test]
fn a_closed_store_says_so_and_can_still_be_read() {
    let (_folder, store) = scratch();
    opened(&store, &["a"]);
    store.close();
    let refused = execute(&store, "a", deposit(1));
    assert!(matches!(refused, Err(ExecuteError::Store(StoreError::Closed))));
    assert_eq!(balance(&store, "a"), 0);
}
