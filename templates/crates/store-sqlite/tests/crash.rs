//! Processes that die: nothing acknowledged is lost, and nothing happens twice.

mod common;

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command as Process, Stdio, abort};
use std::thread;
use std::time::Duration;

use common::bank::{Account, Command, account, deposit};
use common::reactions::{Balances, Bonus, Transfer};
use common::{balance, execute, opened, quick};
use kernel::{Lookup, ReactError, ReadModel, Rows, StoredEvent};
use store_sqlite::{CommandMeta, Processors, Store, Wiring};

const LONG: Duration = Duration::from_secs(20);

/// Names the folder of the store to the child; the test below is that child.
const FOLDER: &str = "STORE_CRASH_FOLDER";
const PART: &str = "STORE_CRASH_PART";

#[test]
fn child() {
    let (Ok(folder), Ok(part)) = (env::var(FOLDER), env::var(PART)) else { return };
    let folder = PathBuf::from(folder);
    let store = Store::open(folder.join("store.db"), quick()).unwrap();
    match part.as_str() {
        "project" => drop(fragile(&store).settle(LONG)),
        _ => work(&store, &folder),
    }
}

/// Starts this test binary again as a process of its own.
fn spawn(folder: &Path, part: &str) -> Child {
    Process::new(env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .env(PART, part)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Counts deposits. Dies between its effect and its checkpoint, in a child.
struct Fragile;

impl ReadModel for Fragile {
    const NAME: &'static str = "bank.fragile";
    const FINGERPRINT: &'static str = "1";

    type Row = u64;

    fn stored_types() -> &'static [&'static str] {
        &["bank.deposited"]
    }

    fn project(stored: &StoredEvent<'_>, rows: &mut dyn Rows<u64>) -> Result<(), ReactError> {
        let before = rows.get("all").map_err(ReactError::Store)?.unwrap_or(0);
        rows.put("all", before + 1).map_err(ReactError::Store)?;
        if stored.meta.position.stored == 4 && env::var(PART).is_ok() {
            abort();
        }
        Ok(())
    }

    fn index(_: &u64) -> Vec<Lookup> {
        Vec::new()
    }
}

fn fragile(store: &Store) -> Processors {
    Wiring::new().read_model::<Fragile>().connect(store).unwrap()
}

#[test]
fn an_effect_without_its_checkpoint_never_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("store.db"), quick()).unwrap();
    opened(&store, &["a"]);
    for _ in 0..5 {
        execute(&store, "a", deposit(1)).unwrap();
    }
    drop(store);
    for _ in 0..3 {
        assert!(!spawn(folder.path(), "project").wait().unwrap().success());
        let store = Store::open(folder.path().join("store.db"), quick()).unwrap();
        assert_eq!(store.row::<Fragile>("all").unwrap(), None);
    }
    let store = Store::open(folder.path().join("store.db"), quick()).unwrap();
    assert!(fragile(&store).settle(LONG));
    assert_eq!(store.row::<Fragile>("all").unwrap(), Some(5));
}

fn reactions(store: &Store) -> Processors {
    Wiring::new()
        .aggregate::<Account>()
        .policy::<Bonus>()
        .saga::<Transfer>()
        .read_model::<Balances<1>>()
        .connect(store)
        .unwrap()
}

/// Deposits and transfers until killed, and notes every acknowledged command in a file.
fn work(store: &Store, folder: &Path) {
    let _running = reactions(store).start().unwrap();
    let mut notes =
        OpenOptions::new().create(true).append(true).open(folder.join("acknowledged")).unwrap();
    for round in store.head().unwrap().. {
        store.execute::<Account>(&account("a"), deposit(100), CommandMeta::fresh()).unwrap();
        notes.write_all(b"+").unwrap();
        let transfer =
            Command::RequestTransfer { transfer: format!("{round}"), to: "b".into(), amount: 1 };
        execute(store, "a", transfer).unwrap();
        notes.write_all(b"t").unwrap();
    }
}

#[test]
fn a_process_killed_at_any_moment_loses_and_repeats_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Store::open(folder.path().join("store.db"), quick()).unwrap();
    let store = open();
    opened(&store, &["a", "b", "bonus"]);
    drop(reactions(&store));
    drop(store);
    for round in 0..8 {
        let mut child = spawn(folder.path(), "work");
        thread::sleep(Duration::from_millis(60 + 37 * round));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let store = open();
    let mut processors = reactions(&store);
    assert!(processors.settle(LONG));

    let notes = fs::read_to_string(folder.path().join("acknowledged")).unwrap();
    let acknowledged = |kind| notes.matches(kind).count();
    let log = store.events_since(0, usize::MAX >> 1).unwrap();
    let stored = |id: &str, kind: &str| {
        log.iter().filter(|event| event.stream_id == id && event.stored_type == kind).count()
    };
    let (deposits, transfers) =
        (stored("a", "bank.deposited"), stored("a", "bank.transfer_requested"));
    assert!(acknowledged('+') > 0 && transfers > 0);
    // What was acknowledged is there; at most the last command of each life was not noted.
    assert!((0..=8).contains(&(deposits - acknowledged('+'))), "{deposits} {}", acknowledged('+'));
    assert!((0..=8).contains(&(transfers - acknowledged('t'))));
    // Every cause had its effect once.
    assert_eq!(stored("bonus", "bank.deposited"), deposits);
    assert_eq!(stored("a", "bank.withdrawn"), transfers);
    assert_eq!(stored("b", "bank.deposited"), transfers);
    let status = processors.monitor().status().unwrap();
    assert_eq!((status.pending_commands, status.rejected_commands), (0, 0));
    for id in ["a", "b", "bonus"] {
        let row = store.row::<Balances<1>>(id).unwrap().unwrap();
        assert_eq!(row.balance, balance(&store, id), "{id}");
    }
}
