//! Events on their way to the disk: inserted by hand, and as what comes of commands.

use std::{path::Path, thread};

use accounts::generated::{Account, CreditAccount, OpenAccount};
use kernel::{Decimal, Timestamp};
use rusqlite::{Connection, params};
use shared::{AccountId, Currency, CustomerId, Money, MoneyTransferId};
use store_sqlite::{CommandMeta, Durability, Options, Store};
use uuid::Uuid;
use workload::{ACCOUNTS, CLIENTS, Stored, history, measure};

/// Events that share a commit where commits are batched.
const BATCH: usize = 100;

/// Appends about `events` events in every way.
pub fn run(synchronous: &str, events: usize) {
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = |name: &str| folder.path().join(name);
    let rows: Vec<Stored> = history(events + 1, 0).into_iter().skip(1).collect();

    let few = &rows[..events.min(rows.len()) / 10];
    let mut connection = by_hand(&file("single.db"), synchronous);
    measure(&format!("insert, 1 a commit, {synchronous}"), "by hand", few.len(), || {
        few.chunks(1).for_each(|chunk| insert(&mut connection, chunk));
    });
    let mut connection = by_hand(&file("batched.db"), synchronous);
    measure(&format!("insert, {BATCH} a commit, {synchronous}"), "by hand", rows.len(), || {
        rows.chunks(BATCH).for_each(|chunk| insert(&mut connection, chunk));
    });

    let durability = if synchronous == "FULL" { Durability::Full } else { Durability::Normal };
    let options = Options { durability, ..Options::default() };
    let store = Store::open(file("bank.db"), options).expect("a new store");
    let accounts: Vec<AccountId> = (0..ACCOUNTS).map(|_| opened(&store)).collect();
    measure(&format!("command, 1 client, {synchronous}"), "esgen", few.len(), || {
        (0..few.len()).for_each(|at| credit(&store, &accounts[at % ACCOUNTS]));
    });
    let each = events / CLIENTS;
    measure(&format!("command, {CLIENTS} clients, {synchronous}"), "esgen", each * CLIENTS, || {
        thread::scope(|scope| {
            for client in 0..CLIENTS {
                let (store, accounts) = (&store, &accounts);
                scope.spawn(move || {
                    let own = ACCOUNTS / CLIENTS;
                    (0..each).for_each(|at| credit(store, &accounts[client * own + at % own]));
                });
            }
        });
    });
}

fn opened(store: &Store) -> AccountId {
    let id = AccountId(Uuid::now_v7());
    let command = OpenAccount {
        owner: CustomerId(Uuid::now_v7()),
        title: "Current account".to_owned(),
        description: "opened with the contract".to_owned(),
        kind: accounts::generated::AccountKind::Current,
        initial_balance: Decimal::ZERO,
        currency: Currency::Eur,
    };
    store.execute::<Account>(&id, command.into(), CommandMeta::fresh()).expect("a new account");
    id
}

fn credit(store: &Store, id: &AccountId) {
    let command = CreditAccount {
        amount: Money { amount: Decimal::new(12_50, 2), currency: Currency::Eur },
        transfer: MoneyTransferId(Uuid::now_v7()),
        valid_until: Timestamp::MAX,
    };
    store.execute::<Account>(id, command.into(), CommandMeta::fresh()).expect("a credit");
}

/// A file with the tables of the store, and a connection that knows nothing else of it.
fn by_hand(path: &Path, synchronous: &str) -> Connection {
    drop(Store::open(path, Options::default()).expect("a new store"));
    let connection = Connection::open(path).expect("the file of the store");
    connection.pragma_update(None, "synchronous", synchronous).expect("a word of SQLite");
    connection
}

fn insert(connection: &mut Connection, rows: &[Stored]) {
    const INSERT: &str = "INSERT INTO events (category, stream_id, stream_version, event_id, \
        event_type, event_version, payload, correlation_id, causation_id, recorded_at) \
        VALUES ('accounts.account', ?1, 1, ?2, ?3, ?4, ?5, ?2, ?2, 1774000000000000)";
    let transaction = connection.transaction().expect("nobody else writes");
    {
        let mut statement = transaction.prepare_cached(INSERT).expect("the tables of the store");
        for row in rows {
            let id = Uuid::now_v7();
            let row =
                params![id.to_string(), id.as_bytes(), row.stored_type, row.version, row.payload];
            statement.execute(row).expect("a new event");
        }
    }
    transaction.commit().expect("room on the disk");
}
