//! A small domain: accounts with an old version of one event, a policy, and a read model.

use kernel::{
    Aggregate, Command as _, CommandError, CommandSet, Context, DomainEvent, Few, FoldError,
    IssuedCommand, Lookup, Meta, Policy, PublicEvent, Published, ReactError, ReadError, ReadModel,
    Refusal, Rejected, Rows, StoredEvent, WriteError, to_json,
};
use serde::{Deserialize, Serialize};
use service::{CommandRoute, QueryRoute, Sample, Service, Style};

kernel::identity! {
    /// Which account.
    pub struct AccountId(Uuid);
}

use kernel::Uuid;

pub const OPENAPI: &str = r#"{
  "openapi": "3.1.0",
  "paths": {
    "/bank/account/open": { "post": { "operationId": "open", "requestBody": { "content": {
      "application/json": { "example": { "owner": "O'Hara" } } } } } },
    "/bank/account/{id}/deposit": { "post": { "operationId": "deposit", "requestBody": { "content": {
      "application/json": { "example": { "amount": 5 } } } } } },
    "/bank/balance/accounts-of": { "get": { "operationId": "accounts_of", "parameters": [
      { "name": "owner", "in": "query", "required": true, "example": "Ada & Co" } ] } }
  }
}"#;

/// The service as generation would write it.
pub fn service() -> Service {
    Service::new("bank", OPENAPI)
        .aggregate::<Account>("/bank/account", COMMANDS)
        .publishes::<Account>("accounts", Style::StateTransfer)
        .publishes::<Account>("news/short", Style::Notification)
        .policy::<Overdraw>()
        .read_model::<Balance>("/bank/balance", QUERIES)
        .history(HISTORY)
}

const COMMANDS: &[CommandRoute] = &[
    CommandRoute { path: "open", command_type: "Bank.Open", creates: true },
    CommandRoute { path: "deposit", command_type: "Bank.Deposit", creates: false },
    CommandRoute { path: "withdraw", command_type: "Bank.Withdraw", creates: false },
    CommandRoute { path: "nod", command_type: "Bank.Nod", creates: false },
    CommandRoute { path: "explode", command_type: "Bank.Explode", creates: false },
];

const QUERIES: &[QueryRoute] = &[
    QueryRoute {
        path: "balance-of",
        one: true,
        lookup: |given| Ok(Lookup::new("balance_of", &[&given.take::<AccountId>("account")?])),
    },
    QueryRoute {
        path: "accounts-of",
        one: false,
        lookup: |given| Ok(Lookup::new("accounts_of", &[&given.take::<String>("owner")?])),
    },
    QueryRoute { path: "panic", one: true, lookup: |_| panic!("this question was too much") },
];

pub const SAMPLE: &str = "0193d5a0-0000-7000-8000-000000000001";

const HISTORY: &[Sample] = &[
    sample("bank.opened", 1, r#"{"owner":"Ada"}"#),
    sample("bank.deposited", 1, r#"{"cents":700}"#),
    sample("bank.deposited", 2, r#"{"amount":300}"#),
    sample("bank.greeted", 1, "{}"),
];

const fn sample(stored_type: &'static str, version: u32, payload: &'static str) -> Sample {
    let (category, recorded_at) = ("bank.account", "2020-01-01T00:00:00Z");
    Sample { category, stream_id: SAMPLE, stored_type, version, payload, recorded_at }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Account {
    balance: i64,
}

#[derive(Debug, Clone)]
pub enum Command {
    Open(Open),
    Deposit(Move),
    Withdraw(Withdraw),
    Nod,
    Explode,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    owner: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Move {
    amount: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    amount: i64,
}

impl kernel::Command for Withdraw {
    const TYPE: &'static str = "Bank.Withdraw";
}

impl CommandSet for Command {
    fn command_types() -> &'static [&'static str] {
        &["Bank.Open", "Bank.Deposit", "Bank.Withdraw", "Bank.Nod", "Bank.Explode"]
    }

    fn command_type(&self) -> &'static str {
        match self {
            Self::Open(_) => "Bank.Open",
            Self::Deposit(_) => "Bank.Deposit",
            Self::Withdraw(_) => "Bank.Withdraw",
            Self::Nod => "Bank.Nod",
            Self::Explode => "Bank.Explode",
        }
    }

    fn read(command_type: &str, payload: &[u8]) -> Result<Self, CommandError> {
        match command_type {
            "Bank.Open" => Ok(Self::Open(serde_json::from_slice(payload)?)),
            "Bank.Deposit" => Ok(Self::Deposit(serde_json::from_slice(payload)?)),
            "Bank.Withdraw" => Ok(Self::Withdraw(serde_json::from_slice(payload)?)),
            "Bank.Nod" => Ok(Self::Nod),
            "Bank.Explode" => Ok(Self::Explode),
            other => Err(CommandError::unknown_type::<Self>(other)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    #[error("the balance is too low")]
    TooLittle,
}

impl Rejected for Rejection {
    fn code(&self) -> &'static str {
        "TooLittle"
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Opened {
    owner: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Moved {
    amount: i64,
}

#[derive(Serialize, Deserialize)]
struct MovedV1 {
    cents: i64,
}

#[derive(Debug, Clone)]
pub enum Event {
    Opened(Opened),
    Deposited(Moved),
    Withdrawn(Moved),
}

impl DomainEvent for Event {
    fn stored_types() -> &'static [&'static str] {
        &["bank.opened", "bank.deposited", "bank.withdrawn", "bank.greeted", "bank.opened_with"]
    }

    fn stored_type(&self) -> &'static str {
        match self {
            Self::Opened(_) => "bank.opened",
            Self::Deposited(_) => "bank.deposited",
            Self::Withdrawn(_) => "bank.withdrawn",
        }
    }

    fn version(&self) -> u32 {
        match self {
            Self::Deposited(_) => 2,
            Self::Opened(_) | Self::Withdrawn(_) => 1,
        }
    }

    fn write(&self) -> Result<Vec<u8>, WriteError> {
        match self {
            Self::Opened(event) => to_json(event),
            Self::Deposited(event) | Self::Withdrawn(event) => to_json(event),
        }
    }

    fn read(stored: &StoredEvent<'_>) -> Result<Few<Self>, ReadError> {
        match (stored.stored_type, stored.version) {
            ("bank.opened", 1) => Ok(Self::Opened(stored.json()?).into()),
            ("bank.deposited", 2) => Ok(Self::Deposited(stored.json()?).into()),
            ("bank.deposited", 1) => {
                let MovedV1 { cents } = stored.json()?;
                Ok(Self::Deposited(Moved { amount: cents / 100 }).into())
            }
            ("bank.withdrawn", 1) => Ok(Self::Withdrawn(stored.json()?).into()),
            ("bank.greeted", _) => Ok(Few::None),
            ("bank.opened_with", 1) => {
                let opened = Opened { owner: "somebody".to_owned() };
                Ok(Few::from([Self::Opened(opened), Self::Deposited(stored.json()?)]))
            }
            ("bank.deposited", _) => Err(stored.unknown_version(2)),
            ("bank.opened" | "bank.withdrawn", _) => Err(stored.unknown_version(1)),
            _ => Err(stored.unknown_type(Self::stored_types())),
        }
    }
}

/// What is withdrawn is nobody's business; readers of the first deposits still count in cents.
impl PublicEvent for Event {
    fn public_types() -> &'static [&'static str] {
        &["bank.opened", "bank.deposited", "bank.greeted", "bank.opened_with"]
    }

    fn publish(self) -> Result<Vec<Published>, WriteError> {
        match self {
            Self::Opened(_) => Published::newest(&self),
            Self::Deposited(event) => {
                let v2 = Published::of("bank.deposited", 2, &event)?;
                let event = MovedV1 { cents: event.amount * 100 };
                Ok(vec![v2, Published::of("bank.deposited", 1, &event)?])
            }
            Self::Withdrawn(_) => Ok(Vec::new()),
        }
    }
}

impl Aggregate for Account {
    const CATEGORY: &'static str = "bank.account";
    const SNAPSHOT_EVERY: Option<u64> = None;
    const FINGERPRINT: &'static str = "1";

    type Id = AccountId;
    type Command = Command;
    type Event = Event;
    type Rejection = Rejection;

    fn decide(
        state: Option<&Self>,
        _: &AccountId,
        command: Command,
        _: &Context,
    ) -> Result<Few<Event>, Refusal<Rejection>> {
        match (state, command) {
            (None, Command::Open(Open { owner })) => Ok(Event::Opened(Opened { owner }).into()),
            (Some(_), Command::Open(_)) => Err(Refusal::AlreadyExists),
            (None, _) => Err(Refusal::NotFound),
            (Some(_), Command::Deposit(Move { amount })) => {
                Ok(Event::Deposited(Moved { amount }).into())
            }
            (Some(account), Command::Withdraw(Withdraw { amount })) => {
                if account.balance < amount {
                    return Err(Rejection::TooLittle.into());
                }
                Ok(Event::Withdrawn(Moved { amount }).into())
            }
            (Some(_), Command::Nod) => Ok(Few::None),
            (Some(_), Command::Explode) => panic!("exploded while deciding"),
        }
    }

    fn evolve(state: &mut Option<Self>, event: Event, meta: &Meta<'_>) -> Result<(), FoldError> {
        match (state.as_mut(), event) {
            (None, Event::Opened(_)) => *state = Some(Self { balance: 0 }),
            (Some(account), Event::Deposited(moved)) => account.balance += moved.amount,
            (Some(account), Event::Withdrawn(moved)) => account.balance -= moved.amount,
            (account, event) => {
                return Err(FoldError::wrong_state(&event, account.is_some(), meta));
            }
        }
        Ok(())
    }
}

/// Whenever somebody deposits a thousand, a million is withdrawn: that is always refused.
pub struct Overdraw;

impl Policy for Overdraw {
    const NAME: &'static str = "bank.overdraw";

    fn stored_types() -> &'static [&'static str] {
        &["bank.deposited"]
    }

    fn react(stored: &StoredEvent<'_>) -> Result<Vec<IssuedCommand>, ReactError> {
        let mut commands = Vec::new();
        for event in Event::read(stored)? {
            if matches!(event, Event::Deposited(Moved { amount: 1000 })) {
                let target: AccountId = stored.meta.id()?;
                commands.push(Withdraw { amount: 1_000_000 }.issue_to(&target)?);
            }
        }
        Ok(commands)
    }
}

pub struct Balance;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Row {
    account: AccountId,
    owner: String,
    balance: i64,
}

impl ReadModel for Balance {
    const NAME: &'static str = "bank.balance";
    const FINGERPRINT: &'static str = "1";

    type Row = Row;

    fn stored_types() -> &'static [&'static str] {
        Event::stored_types()
    }

    fn project(stored: &StoredEvent<'_>, rows: &mut dyn Rows<Row>) -> Result<(), ReactError> {
        let account: AccountId = stored.meta.id()?;
        for event in Event::read(stored)? {
            let by = match event {
                Event::Opened(Opened { owner }) => {
                    rows.insert(&account, Row { account, owner, balance: 0 })?;
                    continue;
                }
                Event::Deposited(moved) => moved.amount,
                Event::Withdrawn(moved) => -moved.amount,
            };
            rows.update(&account, |row| Row { balance: row.balance + by, ..row })?;
        }
        Ok(())
    }

    fn index(row: &Row) -> Vec<Lookup> {
        vec![Lookup::new("balance_of", &[&row.account]), Lookup::new("accounts_of", &[&row.owner])]
    }
}
