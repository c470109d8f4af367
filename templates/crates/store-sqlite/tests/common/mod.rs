//! What the tests share: the bank, its reactions, and stores in temporary folders.

#![allow(dead_code, unreachable_pub, reason = "no test file uses all of it")]

pub mod bank;
pub mod reactions;

use std::time::Duration;

use store_sqlite::{Backoff, CommandMeta, ExecuteError, Options, RawEvent, Receipt, Store};
use tempfile::TempDir;

use bank::{Account, Command, Rejection, account, open};

/// Options for tests: no waiting.
pub fn quick() -> Options {
    let backoff = Backoff { first: Duration::ZERO, longest: Duration::ZERO, attempts: 3 };
    Options { backoff, poll: Duration::from_millis(10), ..Options::default() }
}

/// A store in a file of its own. Keep the folder as long as the store.
pub fn scratch() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = reopen(&folder);
    (folder, store)
}

pub fn reopen(folder: &TempDir) -> Store {
    Store::open(folder.path().join("store.db"), quick()).expect("the store opens")
}

pub type Outcome = Result<Receipt, ExecuteError<Rejection>>;

pub fn execute(store: &Store, id: &str, command: Command) -> Outcome {
    store.execute::<Account>(&account(id), command, CommandMeta::fresh())
}

/// Opens accounts, each owned by its own id.
pub fn opened(store: &Store, ids: &[&str]) {
    for id in ids {
        execute(store, id, open(id)).expect("the account is opened");
    }
}

pub fn load(store: &Store, id: &str) -> (Option<Account>, u64) {
    store.load::<Account>(&account(id)).expect("the account can be read")
}

pub fn balance(store: &Store, id: &str) -> i64 {
    load(store, id).0.expect("the account exists").balance
}

/// An event of an account as some build wrote it.
pub fn raw(id: &str, stored_type: &str, version: u32, payload: &str) -> RawEvent {
    RawEvent {
        category: "bank.account".to_owned(),
        stream_id: id.to_owned(),
        stored_type: stored_type.to_owned(),
        version,
        payload: payload.to_owned(),
        recorded_at: None,
        actor: None,
    }
}
