//! The program from the command line: demonstration and administration.

mod common;

use common::{Scene, file, run, store, until};
use service::ServiceError;
use store_sqlite::RawEvent;

#[test]
fn the_demonstration_reads_every_version_and_fills_the_read_models() {
    let (out, result) = run(&["demo"]);
    result.unwrap();
    let expected = "\
4 events as older builds stored them, as this build reads them:

stored as       version  read as         version  event
bank.opened           1  bank.opened           1  {\"owner\":\"Ada\"}
bank.deposited        1  bank.deposited        2  {\"amount\":7}
bank.deposited        2  bank.deposited        2  {\"amount\":300}
bank.greeted          1  (nothing)

read model    rows
bank.balance     1

stored event    version  count
bank.deposited        1      1
bank.deposited        2      1
bank.greeted          1      1
bank.opened           1      1

serve this with `bank demo --serve`
";
    assert_eq!(out, expected);
}

#[test]
fn the_file_is_counted_and_looked_after() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    scene.post(&format!("/bank/account/{id}/deposit"), r#"{"amount": 1000}"#);
    until("the policy's command is refused", || {
        scene.get("/health/ready").json["rejected_commands"] == 1
    });
    scene.server.stop().unwrap();
    let db = file(&scene.folder);
    let on_db = |arguments: &[&str]| {
        let (out, result) = run(&[arguments, &["--db", db.to_str().unwrap()]].concat());
        result.map(|()| out)
    };

    assert_eq!(
        on_db(&["counts"]).unwrap(),
        "type,version,count\nbank.deposited,2,1\nbank.opened,1,1\n"
    );
    let status = on_db(&["status"]).unwrap();
    assert!(status.contains("bank.overdraw  policy             2        0"), "{status}");
    assert!(status.lines().nth(2).unwrap().ends_with("up to date"), "{status}");
    assert!(status.contains("newest event at position 2, 0 commands pending, 1 refused"));

    let rejected = on_db(&["rejected", "list"]).unwrap();
    let command = rejected.lines().nth(1).unwrap();
    assert!(command.contains("Bank.Withdraw"), "{command}");
    assert!(command.ends_with("TooLittle  the balance is too low"), "{command}");
    let command = command.split(' ').next().unwrap();
    assert_eq!(on_db(&["rejected", "drop", command]).unwrap(), "dropped\n");
    assert_eq!(on_db(&["rejected", "list"]).unwrap(), "no command was refused\n");
    assert!(matches!(on_db(&["rejected", "retry", command]), Err(ServiceError::Unknown(_))));

    assert!(on_db(&["rebuild", "bank.balance"]).unwrap().contains("built again"));
    assert!(matches!(on_db(&["rebuild", "bank.overdraw"]), Err(ServiceError::Unknown(_))));
    let status = on_db(&["status"]).unwrap();
    assert!(status.contains("bank.balance   read model         0        2"), "{status}");
    assert!(status.lines().nth(2).unwrap().ends_with("behind"), "{status}");
}

#[test]
fn parked_events_are_listed_tried_again_and_dropped() {
    let scene = Scene::new();
    let broken = RawEvent {
        category: "bank.account".to_owned(),
        stream_id: "0193d5a0-0000-7000-8000-000000000002".to_owned(),
        stored_type: "bank.opened".to_owned(),
        version: 1,
        payload: r#"{"owner":7}"#.to_owned(),
        recorded_at: None,
        actor: None,
    };
    let store = store(&scene.folder);
    store.append_raw(broken).unwrap();
    until("the event is parked", || !store.dead_letters(None).unwrap().is_empty());
    drop(store);
    scene.server.stop().unwrap();
    let db = file(&scene.folder);
    let letters = |arguments: &[&str]| {
        let (out, result) =
            run(&[&["dead-letters"], arguments, &["--db", db.to_str().unwrap()]].concat());
        result.map(|()| out)
    };

    let list = letters(&["list"]).unwrap();
    assert!(list.contains("bank.balance         1  bank.opened        1"), "{list}");
    assert!(list.contains("expected a string"), "{list}");
    assert_eq!(letters(&["list", "bank.overdraw"]).unwrap(), "no event is parked\n");
    assert_eq!(letters(&["retry", "bank.balance"]).unwrap(), "0 handled, 1 left\n");
    assert!(matches!(letters(&["retry", "bank.blance"]), Err(ServiceError::Unknown(_))));
    assert_eq!(letters(&["drop", "bank.balance", "1"]).unwrap(), "dropped\n");
    assert!(matches!(letters(&["drop", "bank.balance", "1"]), Err(ServiceError::Unknown(_))));
}

#[test]
fn a_file_that_is_not_there_is_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere.db");
    let (_, result) = run(&["counts", "--db", nowhere.to_str().unwrap()]);
    assert!(matches!(result, Err(ServiceError::NoFile(_))));
    assert!(!nowhere.exists());
}
