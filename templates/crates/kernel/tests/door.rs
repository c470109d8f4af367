//! The traits and fixtures at work on the smallest aggregate there is, written by hand.

use kernel::{
    Aggregate, Command, CommandError, CommandSet, Context, Create, Decide, DomainEvent, Few,
    FoldError, Handled, Meta, ReadError, Refusal, Rejected, StoredEvent, WriteError,
    testing::{History, given},
    to_json,
};
use serde::{Deserialize, Serialize};

kernel::identity! {
    /// Which door.
    struct DoorId(i64);
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Door {
    locked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Hung {}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Locked {
    turns: i64,
}

kernel::one_of! {
    /// What can happen.
    enum DoorEvent { Hung, Locked }
}

impl DomainEvent for DoorEvent {
    fn stored_types() -> &'static [&'static str] {
        &["door.hung", "door.locked", "door.painted"]
    }

    fn stored_type(&self) -> &'static str {
        match self {
            Self::Hung(_) => "door.hung",
            Self::Locked(_) => "door.locked",
        }
    }

    fn version(&self) -> u32 {
        match self {
            Self::Hung(_) => 1,
            Self::Locked(_) => 2,
        }
    }

    fn write(&self) -> Result<Vec<u8>, WriteError> {
        match self {
            Self::Hung(event) => to_json(event),
            Self::Locked(event) => to_json(event),
        }
    }

    fn read(stored: &StoredEvent<'_>) -> Result<Few<Self>, ReadError> {
        Ok(match (stored.stored_type, stored.version) {
            ("door.hung", 1) => Few::One(Self::Hung(stored.json()?)),
            ("door.locked", 2) => Few::One(Self::Locked(stored.json()?)),
            ("door.locked", 1) => Few::One(Self::Locked(Locked { turns: 1 })),
            ("door.painted", 1) => Few::None,
            ("door.hung" | "door.painted", _) => return Err(stored.unknown_version(1)),
            ("door.locked", _) => return Err(stored.unknown_version(2)),
            _ => return Err(stored.unknown_type(Self::stored_types())),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Hang {}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Lock {
    turns: i64,
}

impl Command for Hang {
    const TYPE: &'static str = "House.Hang";
}

impl Handled for Hang {
    type Outcome = Hung;
}

impl Command for Lock {
    const TYPE: &'static str = "House.Lock";
}

impl Handled for Lock {
    type Outcome = Locked;
}

kernel::one_of! {
    /// What can be asked.
    enum DoorCommand { Hang, Lock }
}

impl CommandSet for DoorCommand {
    fn command_types() -> &'static [&'static str] {
        &[Hang::TYPE, Lock::TYPE]
    }

    fn command_type(&self) -> &'static str {
        match self {
            Self::Hang(_) => Hang::TYPE,
            Self::Lock(_) => Lock::TYPE,
        }
    }

    fn read(command_type: &str, payload: &[u8]) -> Result<Self, CommandError> {
        Ok(match command_type {
            Hang::TYPE => Self::Hang(Handled::from_json(payload)?),
            Lock::TYPE => Self::Lock(Handled::from_json(payload)?),
            _ => return Err(CommandError::unknown_type::<Self>(command_type)),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the door is locked already")]
struct LockedAlready;

impl Rejected for LockedAlready {
    fn code(&self) -> &'static str {
        "LockedAlready"
    }
}

impl Create<Hang> for Door {
    fn create(_: &DoorId, _: Hang, _: &Context) -> Result<Few<Hung>, LockedAlready> {
        Ok(Few::One(Hung {}))
    }
}

impl Decide<Lock> for Door {
    fn decide(&self, _: &DoorId, command: Lock, _: &Context) -> Result<Few<Locked>, LockedAlready> {
        if self.locked {
            return Err(LockedAlready);
        }
        Ok(Few::One(Locked { turns: command.turns }))
    }
}

impl Aggregate for Door {
    const CATEGORY: &'static str = "house.door";
    const SNAPSHOT_EVERY: Option<u64> = None;
    const FINGERPRINT: &'static str = "1";

    type Id = DoorId;
    type Command = DoorCommand;
    type Event = DoorEvent;
    type Rejection = LockedAlready;

    fn decide(
        state: Option<&Self>,
        id: &DoorId,
        command: DoorCommand,
        cx: &Context,
    ) -> Result<Few<DoorEvent>, Refusal<LockedAlready>> {
        Ok(match (state, command) {
            (None, DoorCommand::Hang(command)) => Self::create(id, command, cx)?.map(Into::into),
            (Some(door), DoorCommand::Lock(command)) => {
                door.decide(id, command, cx)?.map(Into::into)
            }
            (Some(_), DoorCommand::Hang(_)) => return Err(Refusal::AlreadyExists),
            (None, DoorCommand::Lock(_)) => return Err(Refusal::NotFound),
        })
    }

    fn evolve(
        state: &mut Option<Self>,
        event: DoorEvent,
        meta: &Meta<'_>,
    ) -> Result<(), FoldError> {
        *state = Some(match (state.take(), event) {
            (None, DoorEvent::Hung(_)) => Self { locked: false },
            (Some(_), DoorEvent::Locked(_)) => Self { locked: true },
            (before, event) => return Err(FoldError::wrong_state(&event, before.is_some(), meta)),
        });
        Ok(())
    }
}

#[test]
fn a_door_is_hung_and_locked_once() {
    given::<Door>([])
        .when(Hang {})
        .then(&[Hung {}.into()])
        .when(Lock { turns: 2 })
        .then_like(&[("door.locked", r#"{"turns":2}"#)])
        .when(Lock { turns: 1 })
        .rejected("LockedAlready");
    given::<Door>([Hung {}.into()]).when(Hang {}).rejected("AlreadyExists");
    given::<Door>([]).when(Lock { turns: 1 }).rejected("NotFound");
}

#[test]
#[should_panic(expected = "the events that followed, and those expected")]
fn other_events_fail_the_test() {
    let door = given::<Door>([Hung {}.into()]).when(Lock { turns: 2 });
    drop(door.then(&[Locked { turns: 1 }.into()]));
}

#[test]
#[should_panic(expected = "changes what does not exist yet")]
fn an_impossible_past_fails_the_test() {
    drop(given::<Door>([Locked { turns: 1 }.into()]));
}

#[test]
fn commands_are_read_by_name() {
    let lock = DoorCommand::read("House.Lock", br#"{"turns":1}"#).unwrap();
    assert_eq!(lock, DoorCommand::from(Lock { turns: 1 }));
    let error = DoorCommand::read("House.Burn", b"{}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no command `House.Burn`; there are House.Hang, House.Lock"
    );
    assert!(DoorCommand::read("House.Lock", b"{}").is_err());
}

#[test]
fn history_holds() {
    let stored = [("door.locked", 1, "{}"), ("door.locked", 2, r#"{"turns":1}"#)];
    History::<DoorEvent>::of(&stored).reads_as_one();
    History::<DoorEvent>::of(&[("door.painted", 1, "{}")]).reads_as_nothing();
}

#[test]
#[should_panic(expected = "`door.locked` version 1 reads as this today")]
fn a_version_that_reads_otherwise_fails_the_test() {
    let stored = [("door.locked", 1, "{}"), ("door.locked", 2, r#"{"turns":2}"#)];
    History::<DoorEvent>::of(&stored).reads_as_one();
}
