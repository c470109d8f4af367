//! The same bank on cqrs-es 0.5 with sqlite-es 0.5, for the same tasks.

mod account;

use std::{path::Path, sync::Arc};

use cqrs_es::{AggregateContext, CqrsFramework, EventStore, persist::PersistedEventStore};
use rust_decimal::Decimal;
use sqlite_es::SqliteEventRepository;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::runtime::Runtime;
use uuid::Uuid;
use workload::{ACCOUNTS, CLIENTS, OPENED, Task, history, measure};

use account::{Account, Command, Currency, Money, upcasters};

/// Loads that are measured, after one that only fills the caches.
const TURNS: usize = 3;

const TABLES: &str = "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
    sequence integer CHECK (sequence >= 0) NOT NULL, event_type text NOT NULL, \
    event_version text NOT NULL, payload text NOT NULL, metadata text NOT NULL, \
    PRIMARY KEY (aggregate_type, aggregate_id, sequence))";

type Repository = PersistedEventStore<SqliteEventRepository, Account>;

fn main() {
    let runtime = Runtime::new().expect("an async runtime");
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = folder.path().join("bank.db");
    match Task::from_arguments() {
        Task::Replay { events, old_percent } => replay(&runtime, &file, events, old_percent),
        Task::Append { synchronous, events } => append(&runtime, &file, &synchronous, events),
    }
}

fn replay(runtime: &Runtime, file: &Path, events: usize, old_percent: u64) {
    let pool = runtime.block_on(async {
        let pool = pool(file, "NORMAL", 1).await;
        fill(&pool, events, old_percent).await;
        pool
    });
    let store: Repository = PersistedEventStore::new_event_store(SqliteEventRepository::new(pool))
        .with_upcasters(upcasters());
    let load = || {
        let mut loaded = runtime.block_on(store.load_aggregate("one")).expect("a readable stream");
        assert!(loaded.aggregate().is_open);
    };
    load();
    for _ in 0..TURNS {
        measure(&format!("replay {events} events, {old_percent} % old"), "cqrs-es", events, load);
    }
}

async fn fill(pool: &SqlitePool, events: usize, old_percent: u64) {
    let mut transaction = pool.begin().await.expect("nobody else writes");
    for (sequence, stored) in (1_i64..).zip(history(events, old_percent)) {
        sqlx::query("INSERT INTO events VALUES ('account', 'one', ?, ?, ?, ?, '{}')")
            .bind(sequence)
            .bind(stored.name)
            .bind(stored.version.to_string())
            .bind(format!(r#"{{"{}":{}}}"#, stored.name, stored.payload))
            .execute(&mut *transaction)
            .await
            .expect("a new event");
    }
    transaction.commit().await.expect("room on the disk");
}

fn append(runtime: &Runtime, file: &Path, synchronous: &str, events: usize) {
    let few = events / 10;
    let bank = |pool| {
        let store: Repository =
            PersistedEventStore::new_event_store(SqliteEventRepository::new(pool));
        Arc::new(CqrsFramework::new(store, Vec::new(), ()))
    };
    let cqrs = bank(runtime.block_on(pool(file, synchronous, 1)));
    let accounts: Arc<[String]> = (0..ACCOUNTS).map(|_| Uuid::now_v7().to_string()).collect();
    runtime.block_on(async {
        for id in accounts.iter() {
            let opened = serde_json::from_str(&format!(r#"{{"AccountOpened":{OPENED}}}"#));
            cqrs.execute(id, Command::Open(opened.expect("an event")))
                .await
                .expect("a new account");
        }
    });
    measure(&format!("command, 1 client, {synchronous}"), "cqrs-es", few, || {
        runtime.block_on(async {
            for at in 0..few {
                cqrs.execute(&accounts[at % ACCOUNTS], credit()).await.expect("a credit");
            }
        });
    });
    let each = few / CLIENTS;
    let client = |client: usize| {
        let (cqrs, accounts) = (Arc::clone(&cqrs), Arc::clone(&accounts));
        let own = ACCOUNTS / CLIENTS;
        async move {
            for at in 0..each {
                let id = &accounts[client * own + at % own];
                cqrs.execute(id, credit()).await.expect("a credit");
            }
        }
    };
    let task = format!("command, {CLIENTS} clients, {synchronous}");
    measure(&task, "cqrs-es", each * CLIENTS, || {
        let clients: Vec<_> = (0..CLIENTS).map(|number| runtime.spawn(client(number))).collect();
        runtime.block_on(async {
            for client in clients {
                client.await.expect("a client that ends well");
            }
        });
    });
}

fn credit() -> Command {
    let amount = Money { amount: Decimal::new(12_50, 2), currency: Currency::Eur };
    Command::Credit { amount, transfer: Uuid::now_v7() }
}

/// One connection, since SQLite has one writer: more of them only wait for each other.
async fn pool(file: &Path, synchronous: &str, connections: u32) -> SqlitePool {
    let synchronous = match synchronous {
        "FULL" => SqliteSynchronous::Full,
        _ => SqliteSynchronous::Normal,
    };
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(synchronous);
    let pool = SqlitePoolOptions::new().max_connections(connections).connect_with(options).await;
    let pool = pool.expect("a new file");
    sqlx::query(TABLES).execute(&pool).await.expect("new tables");
    pool
}
