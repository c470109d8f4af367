//! Policies, sagas and the commands they issue.

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::bank::{Account, Command, Deposit, deposit};
use common::reactions::{Bonus, Clumsy, Transfer, TransferId};
use common::{balance, execute, opened, quick, raw, reopen, scratch};
use kernel::{Command as _, Instances, ReactError, Saga, Step, StoredEvent, Timeout, Timestamp};
use store_sqlite::{
    Backoff, ManualClock, Options, ProcessorState, Processors, Store, StoreError, Wiring,
};
use tempfile::TempDir;

const LONG: Duration = Duration::from_secs(20);

fn bonus(store: &Store) -> Processors {
    Wiring::new().aggregate::<Account>().policy::<Bonus>().connect(store).unwrap()
}

fn transfers(store: &Store) -> Processors {
    Wiring::new().aggregate::<Account>().saga::<Transfer>().connect(store).unwrap()
}

/// A store whose clock stands still until the test moves it.
fn timed(folder: &TempDir, clock: &Arc<ManualClock>) -> Store {
    let clock = Arc::clone(clock);
    Store::open(folder.path().join("store.db"), Options { clock, ..quick() }).unwrap()
}

fn transfer(id: &str, to: &str, amount: i64) -> Command {
    Command::RequestTransfer { transfer: id.to_owned(), to: to.to_owned(), amount }
}

#[test]
fn a_policy_takes_effect_once_over_any_number_of_restarts() {
    let (folder, store) = scratch();
    opened(&store, &["a", "bonus"]);
    drop(bonus(&store));
    for round in 1..=10 {
        let store = reopen(&folder);
        execute(&store, "a", deposit(100)).unwrap();
        execute(&store, "a", deposit(99)).unwrap();
        let mut processors = bonus(&store);
        assert!(processors.settle(LONG));
        assert_eq!(balance(&store, "bonus"), round);
        let status = processors.monitor().status().unwrap();
        assert_eq!((status.processors[0].lag, status.pending_commands), (0, 0));
    }
}

#[test]
fn a_new_policy_leaves_the_past_alone() {
    let (_folder, store) = scratch();
    opened(&store, &["a", "bonus"]);
    execute(&store, "a", deposit(100)).unwrap();
    let mut processors = bonus(&store);
    assert!(processors.settle(LONG));
    assert_eq!(balance(&store, "bonus"), 0);
}

#[test]
fn events_carry_where_they_come_from() {
    let (_folder, store) = scratch();
    opened(&store, &["a", "bonus"]);
    let mut processors = bonus(&store);
    execute(&store, "a", deposit(100)).unwrap();
    assert!(processors.settle(LONG));
    let cause = store.stream("bank.account", "a", 1).unwrap().remove(0);
    let effect = store.stream("bank.account", "bonus", 1).unwrap().remove(0);
    assert_eq!(effect.correlation_id, cause.correlation_id);
    assert_eq!(effect.actor.as_deref(), Some("bank.bonus"));
    assert_ne!(effect.causation_id, cause.causation_id);
}

#[test]
fn reactions_run_in_threads_until_they_are_dropped() {
    let (_folder, store) = scratch();
    opened(&store, &["a", "bonus"]);
    let running = bonus(&store).start().unwrap();
    for _ in 0..50 {
        execute(&store, "a", deposit(100)).unwrap();
    }
    assert!(running.monitor().settled(LONG).unwrap());
    assert_eq!(balance(&store, "bonus"), 50);
    drop(running);
    execute(&store, "a", deposit(100)).unwrap();
    assert_eq!(balance(&store, "bonus"), 50);
}

#[test]
fn two_processes_share_the_work_and_repeat_nothing() {
    let (folder, one) = scratch();
    let two = reopen(&folder);
    opened(&one, &["a", "b", "bonus"]);
    execute(&one, "a", deposit(1000)).unwrap();
    let connect = |store: &Store| {
        let wiring = Wiring::new().aggregate::<Account>().policy::<Bonus>();
        wiring.saga::<Transfer>().connect(store).unwrap().start().unwrap()
    };
    let running = [connect(&one), connect(&two)];
    for n in 0..40 {
        let store = if n % 2 == 0 { &one } else { &two };
        execute(store, "b", deposit(100)).unwrap();
        execute(store, "a", transfer(&format!("{n}"), "b", 1)).unwrap();
    }
    assert!(running.iter().all(|running| running.monitor().settled(LONG).unwrap()));
    drop(running);
    assert_eq!((balance(&one, "a"), balance(&one, "b")), (960, 4040));
    assert_eq!(balance(&two, "bonus"), 40);
    assert_eq!(one.rejected_commands().unwrap(), []);
}

#[test]
fn commands_that_cannot_be_executed_are_kept_with_the_reason() {
    let (_folder, store) = scratch();
    let mut processors =
        Wiring::new().aggregate::<Account>().policy::<Clumsy>().connect(&store).unwrap();
    opened(&store, &["a"]);
    assert!(processors.settle(LONG));
    let rejected = store.rejected_commands().unwrap();
    let reasons: Vec<_> = rejected.iter().map(|r| (r.code.as_str(), r.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            ("UnknownCommand", "no aggregate handles this command"),
            ("Failed", "panicked: exploded while deciding"),
        ]
    );
    assert_eq!(balance(&store, "a"), 7, "the command behind them was executed");

    assert!(store.retry_rejected(rejected[0].command_id).unwrap());
    assert!(store.drop_rejected(rejected[1].command_id).unwrap());
    assert!(!store.drop_rejected(rejected[1].command_id).unwrap());
    assert_eq!(processors.monitor().status().unwrap().pending_commands, 1);
    assert!(processors.settle(LONG));
    assert_eq!(processors.monitor().status().unwrap().rejected_commands, 1);
}

#[test]
fn a_failing_command_holds_up_its_lane_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let minute = Duration::from_secs(60);
    let backoff = Backoff { first: minute, longest: minute, attempts: 3 };
    let path = folder.path().join("store.db");
    let store = Store::open(path, Options { backoff, ..quick() }).unwrap();
    opened(&store, &["bonus"]);
    let wiring = Wiring::new().aggregate::<Account>().policy::<Bonus>().policy::<Clumsy>();
    let mut processors = wiring.connect(&store).unwrap();
    opened(&store, &["a"]);
    execute(&store, "a", deposit(100)).unwrap();
    assert!(!processors.settle(Duration::from_millis(300)), "something waits");
    assert_eq!(balance(&store, "bonus"), 1);
    assert_eq!(balance(&store, "a"), 100, "the 7 come after the command that fails");
    let status = processors.monitor().status().unwrap();
    assert_eq!((status.pending_commands, status.rejected_commands), (2, 1));
    assert!(matches!(status.dispatcher, ProcessorState::Retrying { attempts: 1, .. }));
}

/// Starts two instances for one event.
struct Twins;

impl Saga for Twins {
    const NAME: &'static str = "bank.twins";
    const TIMEOUTS: &'static [Timeout] = &[];

    type Key = TransferId;
    type State = ();

    fn stored_types() -> &'static [&'static str] {
        &["bank.opened"]
    }

    fn react(
        stored: &StoredEvent<'_>,
        instances: &mut Instances<'_, ()>,
    ) -> Result<(), ReactError> {
        for twin in ["left", "right"] {
            let gift = Deposit { amount: 1, transfer: None };
            let gift = gift.issue_to(&stored.meta.stream_id)?;
            instances.start(twin.to_owned(), || Ok(Step::to(()).issue(gift)))?;
        }
        Ok(())
    }

    fn timed_out(_: &str, _: &TransferId, (): ()) -> Result<Option<Step<()>>, ReactError> {
        Ok(None)
    }
}

#[test]
fn instances_that_one_event_starts_do_not_share_their_commands() {
    let (_folder, store) = scratch();
    let mut processors =
        Wiring::new().aggregate::<Account>().saga::<Twins>().connect(&store).unwrap();
    opened(&store, &["a"]);
    assert!(processors.settle(LONG));
    assert_eq!(balance(&store, "a"), 2);
}

#[test]
fn a_saga_goes_through_its_steps() {
    let (folder, store) = scratch();
    opened(&store, &["a", "b"]);
    execute(&store, "a", deposit(50)).unwrap();
    let mut processors = transfers(&store);
    execute(&store, "a", transfer("t", "b", 20)).unwrap();
    execute(&store, "a", transfer("t", "b", 20)).unwrap();
    assert!(processors.settle(LONG));
    assert_eq!((balance(&store, "a"), balance(&store, "b")), (30, 20));
    assert_eq!(processors.monitor().status().unwrap().processors[0].timers, 0);
    drop((processors, store));
    let store = reopen(&folder);
    assert!(transfers(&store).settle(LONG));
    assert_eq!((balance(&store, "a"), balance(&store, "b")), (30, 20));
}

#[test]
fn a_timeout_undoes_newest_first_and_survives_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_700_000_000).unwrap()));
    let store = timed(&folder, &clock);
    opened(&store, &["a"]);
    execute(&store, "a", deposit(50)).unwrap();
    let mut processors = transfers(&store);
    execute(&store, "a", transfer("t", "nobody", 20)).unwrap();
    assert!(processors.settle(LONG));
    assert_eq!(store.rejected_commands().unwrap()[0].code, "NotFound");
    assert_eq!(balance(&store, "a"), 30);
    clock.advance(Duration::from_secs(3599));
    assert!(processors.settle(LONG));
    assert_eq!(balance(&store, "a"), 30, "not yet");

    drop((processors, store));
    let store = timed(&folder, &clock);
    let mut processors = transfers(&store);
    clock.advance(Duration::from_secs(1));
    assert!(processors.settle(LONG));
    assert_eq!(balance(&store, "a"), 49);
    let log = store.stream("bank.account", "a", 4).unwrap();
    let undone: Vec<_> = log.iter().map(|event| String::from_utf8_lossy(&event.payload)).collect();
    assert_eq!(undone, [r#"{"amount":-1,"transfer":null}"#, r#"{"amount":20,"transfer":null}"#]);

    // The instance is over: what comes late changes nothing.
    opened(&store, &["nobody"]);
    store.retry_rejected(store.rejected_commands().unwrap()[0].command_id).unwrap();
    clock.advance(Duration::from_secs(7200));
    assert!(processors.settle(LONG));
    assert_eq!((balance(&store, "a"), balance(&store, "nobody")), (49, 20));
}

#[test]
fn a_timer_that_fails_is_put_off_and_holds_up_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::new(Timestamp::from_second(1_700_000_000).unwrap()));
    let store = timed(&folder, &clock);
    opened(&store, &["a"]);
    execute(&store, "a", deposit(50)).unwrap();
    let mut processors = transfers(&store);
    execute(&store, "a", transfer("cursed", "nobody", 20)).unwrap();
    execute(&store, "a", transfer("fine", "nobody", 20)).unwrap();
    assert!(processors.settle(LONG));
    clock.advance(Duration::from_secs(3600));
    assert!(processors.settle(LONG));
    assert_eq!(balance(&store, "a"), 50 - 20 - 1);
    let status = processors.monitor().status().unwrap().processors.remove(0);
    assert_eq!(status.timers, 1);
    assert!(status.timer_error.unwrap().contains("the saga panics"));
}

#[test]
fn nothing_is_stored_of_a_reaction_that_panics() {
    let (_folder, store) = scratch();
    opened(&store, &["a", "bonus"]);
    let mut processors = bonus(&store);
    for amount in [100, 13, 100] {
        execute(&store, "a", deposit(amount)).unwrap();
    }
    execute(&store, "bonus", deposit(100)).unwrap();
    assert!(processors.settle(LONG));
    assert_eq!(balance(&store, "bonus"), 100 + 2, "one before the panic, one of another stream");
    let letters = store.dead_letters(Some("bank.bonus")).unwrap();
    let errors: Vec<_> = letters.iter().map(|letter| letter.error.as_str()).collect();
    assert_eq!(errors.len(), 2);
    assert!(errors[0].contains("unlucky"), "{errors:?}");
    assert_eq!(errors[1], "waits for an earlier event of its stream");
}

#[test]
fn two_processors_of_one_name_are_refused() {
    let (_folder, store) = scratch();
    let twice = Wiring::new().policy::<Bonus>().policy::<Bonus>().connect(&store);
    assert!(matches!(twice.err(), Some(StoreError::NameTaken("bank.bonus"))));
}

#[test]
fn raw_events_wake_the_reactions_too() {
    let (_folder, store) = scratch();
    opened(&store, &["a", "bonus"]);
    let running = bonus(&store).start().unwrap();
    store.append_raw(raw("a", "bank.deposited", 1, r#"{"cents":100}"#)).unwrap();
    assert!(running.monitor().settled(LONG).unwrap());
    assert_eq!(balance(&store, "bonus"), 1);
}
