//! A tiny bank, written by hand the way esgen generates it: accounts whose history has a renamed
//! field, a retired event and an event that was split.

use kernel::{
    Aggregate, CommandError, CommandSet, Context, DomainEvent, Few, FoldError, Meta, ReadError,
    Refusal, Rejected, StoredEvent, WriteError, to_json,
};
use serde::{Deserialize, Serialize};

kernel::identity! {
    /// Which account.
    pub struct AccountId(String);
}

pub fn account(id: &str) -> AccountId {
    AccountId(id.to_owned())
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub owner: String,
    pub balance: i64,
    pub entries: u64,
    /// Part and number of parts of the last entry's event.
    pub part: (u32, u32),
}

#[derive(Debug, Clone)]
pub enum Command {
    Open(Open),
    Deposit(Deposit),
    Withdraw(Withdraw),
    RequestTransfer {
        transfer: String,
        to: String,
        amount: i64,
    },
    /// Deposits 1 so many times: one command, many events.
    Drip(u64),
    /// Accepted without effect.
    Nod,
    /// Panics while deciding.
    Explode,
    /// Decides an event that cannot be folded.
    Corrupt,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Open {
    pub owner: String,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deposit {
    pub amount: i64,
    pub transfer: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Withdraw {
    pub amount: i64,
    pub transfer: Option<String>,
}

impl kernel::Command for Deposit {
    const TYPE: &'static str = "Bank.Deposit";
}

impl kernel::Command for Withdraw {
    const TYPE: &'static str = "Bank.Withdraw";
}

impl CommandSet for Command {
    fn command_types() -> &'static [&'static str] {
        &["Bank.Open", "Bank.Deposit", "Bank.Withdraw", "Bank.Explode"]
    }

    fn command_type(&self) -> &'static str {
        match self {
            Self::Open(_) => "Bank.Open",
            Self::Deposit(_) => "Bank.Deposit",
            Self::Withdraw(_) => "Bank.Withdraw",
            _ => "Bank.Other",
        }
    }

    fn read(command_type: &str, payload: &[u8]) -> Result<Self, CommandError> {
        match command_type {
            "Bank.Open" => Ok(Self::Open(serde_json::from_slice(payload)?)),
            "Bank.Deposit" => Ok(Self::Deposit(serde_json::from_slice(payload)?)),
            "Bank.Withdraw" => Ok(Self::Withdraw(serde_json::from_slice(payload)?)),
            "Bank.Explode" => Ok(Self::Explode),
            other => Err(CommandError::unknown_type::<Self>(other)),
        }
    }
}

pub fn open(owner: &str) -> Command {
    Command::Open(Open { owner: owner.to_owned() })
}

pub fn deposit(amount: i64) -> Command {
    Command::Deposit(Deposit { amount, transfer: None })
}

pub fn withdraw(amount: i64) -> Command {
    Command::Withdraw(Withdraw { amount, transfer: None })
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

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub owner: String,
}

/// Version 2 of a deposit and of a withdrawal; version 1 called the amount `cents`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moved {
    pub amount: i64,
    pub transfer: Option<String>,
}

#[derive(Deserialize)]
struct MovedV1 {
    cents: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TransferRequested {
    pub transfer: String,
    pub to: String,
    pub amount: i64,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    Opened(Opened),
    Deposited(Moved),
    Withdrawn(Moved),
    TransferRequested(TransferRequested),
}

pub const OPENED: &str = "bank.opened";
pub const DEPOSITED: &str = "bank.deposited";
pub const WITHDRAWN: &str = "bank.withdrawn";
pub const TRANSFER_REQUESTED: &str = "bank.transfer_requested";
/// Retired: read as nothing.
pub const GREETED: &str = "bank.greeted";
/// Was split into a withdrawal and a deposit.
pub const CORRECTED: &str = "bank.corrected";

fn moved(stored: &StoredEvent<'_>) -> Result<Moved, ReadError> {
    match stored.version {
        2 => stored.json(),
        1 => {
            let MovedV1 { cents } = stored.json()?;
            Ok(Moved { amount: cents, transfer: None })
        }
        _ => Err(stored.unknown_version(2)),
    }
}

impl DomainEvent for Event {
    fn stored_types() -> &'static [&'static str] {
        &[OPENED, DEPOSITED, WITHDRAWN, TRANSFER_REQUESTED, GREETED, CORRECTED]
    }

    fn stored_type(&self) -> &'static str {
        match self {
            Self::Opened(_) => OPENED,
            Self::Deposited(_) => DEPOSITED,
            Self::Withdrawn(_) => WITHDRAWN,
            Self::TransferRequested(_) => TRANSFER_REQUESTED,
        }
    }

    fn version(&self) -> u32 {
        match self {
            Self::Deposited(_) | Self::Withdrawn(_) => 2,
            Self::Opened(_) | Self::TransferRequested(_) => 1,
        }
    }

    fn write(&self) -> Result<Vec<u8>, WriteError> {
        match self {
            Self::Opened(event) => to_json(event),
            Self::Deposited(event) | Self::Withdrawn(event) => to_json(event),
            Self::TransferRequested(event) => to_json(event),
        }
    }

    fn read(stored: &StoredEvent<'_>) -> Result<Few<Self>, ReadError> {
        match stored.stored_type {
            DEPOSITED => Ok(Self::Deposited(moved(stored)?).into()),
            WITHDRAWN => Ok(Self::Withdrawn(moved(stored)?).into()),
            OPENED if stored.version == 1 => Ok(Self::Opened(stored.json()?).into()),
            TRANSFER_REQUESTED if stored.version == 1 => {
                Ok(Self::TransferRequested(stored.json()?).into())
            }
            GREETED => Ok(Few::None),
            CORRECTED => {
                let MovedV1 { cents } = stored.json()?;
                let part = |amount| Moved { amount, transfer: None };
                Ok([Self::Withdrawn(part(cents)), Self::Deposited(part(cents + 1))].into())
            }
            OPENED | TRANSFER_REQUESTED => Err(stored.unknown_version(1)),
            _ => Err(stored.unknown_type(Self::stored_types())),
        }
    }
}

impl Aggregate for Account {
    const CATEGORY: &'static str = "bank.account";
    const SNAPSHOT_EVERY: Option<u64> = Some(5);
    const FINGERPRINT: &'static str = "account-1";

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
        let account = match (state, command) {
            (None, Command::Open(Open { owner })) => {
                return Ok(Event::Opened(Opened { owner }).into());
            }
            (Some(_), Command::Open(_)) => return Err(Refusal::AlreadyExists),
            (None, _) => return Err(Refusal::NotFound),
            (Some(account), command) => (account, command),
        };
        match account {
            (_, Command::Deposit(Deposit { amount, transfer })) => {
                Ok(Event::Deposited(Moved { amount, transfer }).into())
            }
            (account, Command::Withdraw(Withdraw { amount, transfer })) => {
                if account.balance < amount {
                    return Err(Rejection::TooLittle.into());
                }
                Ok(Event::Withdrawn(Moved { amount, transfer }).into())
            }
            (_, Command::RequestTransfer { transfer, to, amount }) => {
                let requested = TransferRequested { transfer, to, amount };
                Ok(Event::TransferRequested(requested).into())
            }
            (_, Command::Drip(times)) => Ok((0..times)
                .map(|_| Event::Deposited(Moved { amount: 1, transfer: None }))
                .collect()),
            (_, Command::Corrupt) => {
                let again = Opened { owner: "twice".to_owned() };
                let fine = Moved { amount: 1, transfer: None };
                Ok([Event::Deposited(fine), Event::Opened(again)].into())
            }
            (_, Command::Explode) => panic!("exploded while deciding"),
            (_, Command::Nod | Command::Open(_)) => Ok(Few::None),
        }
    }

    fn evolve(state: &mut Option<Self>, event: Event, meta: &Meta<'_>) -> Result<(), FoldError> {
        let account = match (state.as_mut(), event) {
            (None, Event::Opened(Opened { owner })) => {
                *state = Some(Self { owner, balance: 0, entries: 0, part: (0, 1) });
                return Ok(());
            }
            (Some(account), event) if !matches!(event, Event::Opened(_)) => (account, event),
            (account, event) => {
                return Err(FoldError::wrong_state(&event, account.is_some(), meta));
            }
        };
        let (account, event) = account;
        account.entries += 1;
        account.part = (meta.position.part, meta.position.of);
        match event {
            Event::Deposited(moved) => account.balance += moved.amount,
            Event::Withdrawn(moved) => account.balance -= moved.amount,
            Event::Opened(_) | Event::TransferRequested(_) => {}
        }
        Ok(())
    }
}
