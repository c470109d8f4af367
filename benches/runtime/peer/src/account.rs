//! The account of the bank as an aggregate of cqrs-es, with its events and their upcasters.

use cqrs_es::{
    Aggregate, DomainEvent,
    event_sink::EventSink,
    persist::{EventUpcaster, SemanticVersionEventUpcaster},
};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

/// What happens to an account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Event {
    AccountOpened {
        owner: Uuid,
        title: String,
        description: String,
        kind: String,
        initial_balance: Decimal,
        currency: Currency,
        opened_at: String,
    },
    AccountDebited {
        amount: Money,
        transfer: Uuid,
    },
    AccountCredited {
        amount: Money,
        transfer: Uuid,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Money {
    pub amount: Decimal,
    pub currency: Currency,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    #[default]
    Eur,
    Usd,
    Gbp,
}

impl DomainEvent for Event {
    fn event_type(&self) -> String {
        match self {
            Self::AccountOpened { .. } => "AccountOpened",
            Self::AccountDebited { .. } => "AccountDebited",
            Self::AccountCredited { .. } => "AccountCredited",
        }
        .to_owned()
    }

    fn event_version(&self) -> String {
        match self {
            Self::AccountOpened { .. } => "3",
            Self::AccountDebited { .. } | Self::AccountCredited { .. } => "2",
        }
        .to_owned()
    }
}

/// The state that commands are decided on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Account {
    pub balance: Decimal,
    pub currency: Currency,
    pub is_open: bool,
}

/// The two commands that are measured.
pub enum Command {
    Open(Event),
    Credit { amount: Money, transfer: Uuid },
}

/// Why a command has no effect.
#[derive(Debug, thiserror::Error)]
#[error("the account takes no such credit")]
pub struct Refused;

impl Aggregate for Account {
    const TYPE: &'static str = "account";
    type Command = Command;
    type Event = Event;
    type Error = Refused;
    type Services = ();

    async fn handle(
        &mut self,
        command: Command,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Refused> {
        let event = match command {
            Command::Open(event) => event,
            Command::Credit { amount, .. } if !self.is_open || amount.currency != self.currency => {
                return Err(Refused);
            }
            Command::Credit { amount, transfer } => Event::AccountCredited { amount, transfer },
        };
        sink.write(event, self).await;
        Ok(())
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::AccountOpened { initial_balance, currency, .. } => {
                *self = Self { balance: initial_balance, currency, is_open: true };
            }
            Event::AccountDebited { amount, .. } => self.balance -= amount.amount,
            Event::AccountCredited { amount, .. } => self.balance += amount.amount,
        }
    }
}

/// From version 1 to 2 of the two events that have both.
pub fn upcasters() -> Vec<Box<dyn EventUpcaster>> {
    ["AccountDebited", "AccountCredited"]
        .into_iter()
        .map(|name| {
            let change = move |mut payload: Value| {
                payload[name] = newest(payload[name].take());
                payload
            };
            let upcaster = SemanticVersionEventUpcaster::new(name, "2", Box::new(change));
            Box::new(upcaster) as Box<dyn EventUpcaster>
        })
        .collect()
}

fn newest(mut old: Value) -> Value {
    let cents = old["amount_cents"].as_i64().expect("version 1");
    let amount = json!({ "amount": Decimal::new(cents, 2), "currency": "EUR" });
    json!({ "amount": amount, "transfer": old["transaction"].take() })
}
