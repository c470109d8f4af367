//! What somebody writes who needs one aggregate on SQLite and no library: a loop over rows, a `match`
//! on type and version, and one struct for each.

use rusqlite::Connection;
use rust_decimal::Decimal;
use serde::Deserialize;
use uuid::Uuid;

/// The state that commands are decided on.
#[derive(Debug, Clone, PartialEq)]
pub struct Account {
    pub balance: Decimal,
    pub overdraft: Decimal,
    pub currency: Currency,
    pub closed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Eur,
    Usd,
    Gbp,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "a whole event is read, as everywhere else")]
struct Opened {
    owner: Uuid,
    title: String,
    description: String,
    kind: String,
    initial_balance: Decimal,
    currency: Currency,
    opened_at: String,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "a whole event is read, as everywhere else")]
struct Money {
    amount: Decimal,
    currency: Currency,
}

#[derive(Deserialize)]
#[expect(dead_code, reason = "a whole event is read, as everywhere else")]
struct Moved {
    amount: Money,
    transfer: Uuid,
}

#[derive(Deserialize)]
struct MovedV1 {
    amount_cents: i64,
    transaction: Uuid,
}

impl From<MovedV1> for Moved {
    fn from(old: MovedV1) -> Self {
        let amount = Money { amount: Decimal::new(old.amount_cents, 2), currency: Currency::Eur };
        Self { amount, transfer: old.transaction }
    }
}

/// Loads one account.
pub fn load(connection: &Connection, id: &str) -> Option<Account> {
    let sql = "SELECT event_type, event_version, payload FROM events \
               WHERE category = 'accounts.account' AND stream_id = ?1 ORDER BY stream_version";
    let mut statement = connection.prepare_cached(sql).expect("the tables are there");
    let mut rows = statement.query([id]).expect("rows");
    let mut account = None;
    while let Some(row) = rows.next().expect("a row") {
        let text = |at: usize| row.get_ref(at).expect("a column").as_bytes().expect("a text");
        apply(&mut account, text(0), row.get(1).expect("a number"), text(2));
    }
    account
}

fn apply(account: &mut Option<Account>, stored_type: &[u8], version: u32, payload: &[u8]) {
    match (stored_type, version, account) {
        (b"accounts.account_opened", 3, none) => {
            let event: Opened = read(payload);
            *none = Some(Account {
                balance: event.initial_balance,
                overdraft: Decimal::ZERO,
                currency: event.currency,
                closed: false,
            });
        }
        (b"accounts.account_debited", version, Some(account)) => {
            account.balance -= moved(version, payload).amount.amount;
        }
        (b"accounts.account_credited", version, Some(account)) => {
            account.balance += moved(version, payload).amount.amount;
        }
        _ => panic!("an event that cannot be read"),
    }
}

fn moved(version: u32, payload: &[u8]) -> Moved {
    match version {
        2 => read(payload),
        1 => read::<MovedV1>(payload).into(),
        _ => panic!("a version that cannot be read"),
    }
}

fn read<'p, T: Deserialize<'p>>(payload: &'p [u8]) -> T {
    serde_json::from_slice(payload).expect("a payload of that version")
}
