//! What reacts to the bank's events: a policy, a saga and a read model.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};

use kernel::{
    Command as _, DomainEvent, Instances, IssuedCommand, Lookup, Policy, ReactError, ReadModel,
    Rows, Saga, SignedDuration, Step, StoredEvent, Timeout,
};
use serde::{Deserialize, Serialize};

use super::bank::{DEPOSITED, Deposit, Event, OPENED, TRANSFER_REQUESTED, WITHDRAWN, Withdraw};

/// Deposits 1 to the account `bonus` for every deposit of 100 or more. Panics at 13.
pub struct Bonus;

impl Policy for Bonus {
    const NAME: &'static str = "bank.bonus";

    fn stored_types() -> &'static [&'static str] {
        &[DEPOSITED]
    }

    fn react(stored: &StoredEvent<'_>) -> Result<Vec<IssuedCommand>, ReactError> {
        let mut commands = Vec::new();
        for event in Event::read(stored)? {
            let Event::Deposited(moved) = event else { continue };
            assert_ne!(moved.amount, 13, "unlucky");
            if moved.amount >= 100 {
                commands.push(Deposit { amount: 1, transfer: None }.issue_to(&"bonus")?);
            }
        }
        Ok(commands)
    }
}

/// Issues a command that no aggregate knows, one that panics, and one that is fine.
pub struct Clumsy;

impl Policy for Clumsy {
    const NAME: &'static str = "bank.clumsy";

    fn stored_types() -> &'static [&'static str] {
        &[OPENED]
    }

    fn react(stored: &StoredEvent<'_>) -> Result<Vec<IssuedCommand>, ReactError> {
        let raw = |command_type: &'static str| IssuedCommand {
            command_type: command_type.into(),
            target: Some(stored.meta.stream_id.to_owned()),
            payload: "{}".to_owned(),
        };
        let fine = Deposit { amount: 7, transfer: None }.issue_to(&stored.meta.stream_id)?;
        Ok(vec![raw("Bank.Unheard"), raw("Bank.Explode"), fine])
    }
}

/// Lists the payloads of deposits per account. Fails at amounts below 0 until it is mended.
pub struct Journal;

pub static MENDED: AtomicBool = AtomicBool::new(false);

impl ReadModel for Journal {
    const NAME: &'static str = "bank.journal";
    const FINGERPRINT: &'static str = "1";

    type Row = String;

    fn stored_types() -> &'static [&'static str] {
        &[DEPOSITED]
    }

    fn project(stored: &StoredEvent<'_>, rows: &mut dyn Rows<String>) -> Result<(), ReactError> {
        for event in Event::read(stored)? {
            let Event::Deposited(moved) = event else { continue };
            let id = stored.meta.stream_id;
            let mut line = rows.get(id).map_err(ReactError::Store)?.unwrap_or_default();
            let _ = write!(line, "{} ", moved.amount);
            // Written first, so that a failure has something to undo.
            rows.put(id, line).map_err(ReactError::Store)?;
            if moved.amount < 0 && !MENDED.load(Ordering::SeqCst) {
                return Err(ReactError::Store("deposits are not negative".into()));
            }
        }
        Ok(())
    }

    fn index(_: &String) -> Vec<Lookup> {
        vec![Lookup::new("all", &[])]
    }
}

/// The balance of every account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceRow {
    pub account: String,
    pub owner: String,
    pub balance: i64,
}

/// Balances by account and owner. `BUILD` stands for the build that defines it.
pub struct Balances<const BUILD: u8>;

impl<const BUILD: u8> ReadModel for Balances<BUILD> {
    const NAME: &'static str = "bank.balances";
    const FINGERPRINT: &'static str = if BUILD == 1 { "1" } else { "2" };

    type Row = BalanceRow;

    fn stored_types() -> &'static [&'static str] {
        Event::stored_types()
    }

    fn project(
        stored: &StoredEvent<'_>,
        rows: &mut dyn Rows<BalanceRow>,
    ) -> Result<(), ReactError> {
        let id = stored.meta.stream_id;
        for event in Event::read(stored)? {
            let change = match event {
                Event::Opened(opened) => {
                    let (account, owner) = (id.to_owned(), opened.owner);
                    let row = BalanceRow { account, owner, balance: 0 };
                    rows.put(id, row).map_err(ReactError::Store)?;
                    continue;
                }
                Event::Deposited(moved) => moved.amount,
                Event::Withdrawn(moved) => -moved.amount,
                Event::TransferRequested(_) => continue,
            };
            if let Some(mut row) = rows.get(id).map_err(ReactError::Store)? {
                row.balance += change * i64::from(BUILD);
                rows.put(id, row).map_err(ReactError::Store)?;
            }
        }
        Ok(())
    }

    fn index(row: &BalanceRow) -> Vec<Lookup> {
        vec![Lookup::new("all", &[]), Lookup::new("by_owner", &[&row.owner])]
    }
}

kernel::identity! {
    /// Which transfer.
    pub struct TransferId(String);
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferState {
    pub from: String,
    pub to: String,
    pub amount: i64,
}

/// Withdraws, deposits, and gives the money back when that takes more than an hour.
pub struct Transfer;

impl Saga for Transfer {
    const NAME: &'static str = "bank.transfer";
    const TIMEOUTS: &'static [Timeout] =
        &[Timeout { name: "give_up", after: SignedDuration::from_hours(1) }];

    type Key = TransferId;
    type State = TransferState;

    fn stored_types() -> &'static [&'static str] {
        &[TRANSFER_REQUESTED, WITHDRAWN, DEPOSITED]
    }

    fn react(
        stored: &StoredEvent<'_>,
        instances: &mut Instances<'_, TransferState>,
    ) -> Result<(), ReactError> {
        for event in Event::read(stored)? {
            match event {
                Event::TransferRequested(request) => {
                    instances.start(request.transfer.clone(), || {
                        let from = stored.meta.stream_id.to_owned();
                        let transfer = Some(request.transfer);
                        let withdraw = Withdraw { amount: request.amount, transfer };
                        let withdraw = withdraw.issue_to(&from)?;
                        let state = TransferState { from, to: request.to, amount: request.amount };
                        Ok(Step::to(state).issue(withdraw))
                    })?;
                }
                Event::Withdrawn(moved) => {
                    let Some(transfer) = moved.transfer else { continue };
                    instances.resume(transfer.clone(), |state| {
                        let back = Deposit { amount: moved.amount, transfer: None };
                        let fee = Deposit { amount: -1, transfer: None };
                        let undo = back.issue_to(&state.from)?;
                        let charge = fee.issue_to(&state.from)?;
                        let there = Deposit { amount: moved.amount, transfer: Some(transfer) };
                        let there = there.issue_to(&state.to)?;
                        Ok(Step::to(state).issue(there).undo_with(undo).undo_with(charge))
                    })?;
                }
                Event::Deposited(moved) => {
                    let Some(transfer) = moved.transfer else { continue };
                    instances.resume(transfer, |state| Ok(Step::to(state).end()))?;
                }
                Event::Opened(_) => {}
            }
        }
        Ok(())
    }

    fn timed_out(
        timeout: &str,
        key: &TransferId,
        state: TransferState,
    ) -> Result<Option<Step<TransferState>>, ReactError> {
        assert_ne!(key.0, "cursed", "the saga panics");
        Ok((timeout == "give_up").then(|| Step::to(state).compensate().end()))
    }
}
