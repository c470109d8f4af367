//! What leaves the service: public events, page by page, for readers that come back.

mod common;

use common::{Answer, Scene, bank::SAMPLE, store};
use serde_json::{Value, json};
use store_sqlite::RawEvent;

/// A member of every event of a page.
fn each<'a>(answer: &'a Answer, member: &str) -> Vec<&'a Value> {
    answer.json.as_array().expect("a batch").iter().map(|event| &event[member]).collect()
}

fn deposit(scene: &Scene, id: &str, amount: u32) {
    let path = format!("/bank/account/{id}/deposit");
    let answer = scene.post(&path, &format!(r#"{{"amount":{amount}}}"#));
    assert_eq!(answer.status, 200, "{answer:?}");
}

fn withdraw(scene: &Scene, id: &str) {
    let path = format!("/bank/account/{id}/withdraw");
    assert_eq!(scene.post(&path, r#"{"amount":1}"#).status, 200);
}

/// Stores an event as another build wrote it, before a server serves the file.
fn scene_with(stored: &[(&str, u32, &str)]) -> Scene {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = store(&folder);
    for (stored_type, version, payload) in stored {
        let event = RawEvent {
            category: "bank.account".to_owned(),
            stream_id: SAMPLE.to_owned(),
            stored_type: (*stored_type).to_owned(),
            version: *version,
            payload: (*payload).to_owned(),
            recorded_at: Some("2020-01-01T00:00:00Z".parse().expect("an instant")),
            actor: None,
        };
        store.append_raw(event).expect("it is stored");
    }
    store.close();
    Scene::on(folder)
}

#[test]
fn a_public_event_leaves_in_each_of_its_versions() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    deposit(&scene, &id, 7);
    withdraw(&scene, &id);
    let feed = scene.get("/feeds/accounts");
    assert_eq!(feed.header("content-type"), Some("application/cloudevents-batch+json"));
    assert_eq!(each(&feed, "type"), ["bank.opened.v1", "bank.deposited.v2", "bank.deposited.v1"]);
    assert_eq!(
        each(&feed, "data"),
        [&json!({"owner": "Ada"}), &json!({"amount": 7}), &json!({"cents": 700})]
    );
    assert_eq!(each(&feed, "dataversion"), [1, 2, 1]);
    assert_eq!(each(&feed, "position"), ["1", "2", "2"]);
    // What was withdrawn does not leave, and is passed over.
    assert_eq!(feed.header("x-position"), Some("3"));
}

#[test]
fn an_event_has_the_form_of_a_cloud_event() {
    let scene = scene_with(&[("bank.opened", 1, r#"{"owner":"Ada"}"#)]);
    let feed = scene.get("/feeds/accounts");
    let mut event = feed.json[0].clone();
    let id = event["id"].as_str().expect("an id").to_owned();
    assert!(id.ends_with(".v1") && id.len() == 36 + 3, "{id}");
    for generated in ["id", "correlationid", "causationid"] {
        assert!(event[generated].take().is_string());
    }
    assert_eq!(
        event,
        json!({
            "specversion": "1.0", "id": null, "source": "/bank/bank/account",
            "type": "bank.opened.v1", "subject": SAMPLE, "time": "2020-01-01T00:00:00Z",
            "dataversion": 1, "position": "1", "correlationid": null, "causationid": null,
            "datacontenttype": "application/json", "data": { "owner": "Ada" }
        })
    );
}

#[test]
fn a_reader_that_comes_back_misses_nothing_and_gets_nothing_twice() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    (1..=9).for_each(|amount| deposit(&scene, &id, amount));
    let whole = scene.get("/feeds/accounts");
    let (mut ids, mut after, mut pages) = (Vec::new(), 0, 0);
    let scene = scene.restart();
    loop {
        let page = scene.get(&format!("/feeds/accounts?after={after}&limit=4"));
        ids.extend(each(&page, "id").into_iter().cloned());
        let position = page.header("x-position").and_then(|text| text.parse().ok());
        let position: u64 = position.expect("a position");
        if position == after {
            break;
        }
        (after, pages) = (position, pages + 1);
    }
    assert_eq!(ids.iter().collect::<Vec<_>>(), each(&whole, "id"));
    assert_eq!(pages, 3);
    deposit(&scene, &id, 10);
    let news = scene.get(&format!("/feeds/accounts?after={after}"));
    assert_eq!(each(&news, "data"), [&json!({"amount": 10}), &json!({"cents": 1000})]);
}

#[test]
fn parts_leave_in_order_and_retired_events_do_not() {
    let scene = scene_with(&[
        ("bank.greeted", 1, "{}"),
        ("bank.opened_with", 1, r#"{"amount":5}"#),
        ("bank.deposited", 1, r#"{"cents":300}"#),
    ]);
    let feed = scene.get("/feeds/accounts?limit=2");
    assert_eq!(each(&feed, "type"), ["bank.opened.v1", "bank.deposited.v2", "bank.deposited.v1"]);
    assert_eq!(each(&feed, "part"), [0, 1, 1]);
    let mut ids = each(&feed, "id");
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert_eq!(feed.header("x-position"), Some("2"));
    // An old version leaves as it is read today, and is told to old readers again.
    let rest = scene.get("/feeds/accounts?after=2");
    assert_eq!(each(&rest, "data"), [&json!({"amount": 3}), &json!({"cents": 300})]);
}

#[test]
fn a_notification_says_that_something_happened_and_no_more() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    // The first channel of an aggregate is the one for its data.
    let feed = scene.get("/feeds/news%2Fshort");
    assert_eq!(each(&feed, "subject"), [id.as_str()]);
    let event = feed.json[0].as_object().expect("an event");
    assert!(!event.contains_key("data") && !event.contains_key("datacontenttype"), "{event:?}");
}

#[test]
fn a_feed_stops_before_an_event_that_it_cannot_tell() {
    let scene = scene_with(&[
        ("bank.opened", 1, r#"{"owner":"Ada"}"#),
        ("bank.deposited", 9, "{}"),
        ("bank.opened", 1, "{}"),
    ]);
    let feed = scene.get("/feeds/accounts");
    assert_eq!((each(&feed, "type").len(), feed.header("x-position")), (1, Some("1")));
    assert_eq!(scene.get("/feeds/accounts?after=1").problem(), (503, "not-yet"));
    assert_eq!(scene.get("/feeds/accounts?after=2").problem(), (500, "internal"));
}

#[test]
fn what_is_no_question_to_a_feed_is_refused() {
    let scene = Scene::new();
    assert_eq!(scene.get("/feeds/nothing").problem(), (404, "not-found"));
    for query in ["after=x", "after=-1", "limit=x", "from=1", "after=7"] {
        let answer = scene.get(&format!("/feeds/accounts?{query}"));
        assert_eq!(answer.problem(), (400, "malformed-request"), "{query}");
    }
}
