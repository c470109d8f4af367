//! Questions over HTTP, and what the service says about itself.

mod common;

use common::{Scene, bank, store, until};
use serde_json::{Value, json};
use store_sqlite::RawEvent;

fn at_least(scene: &Scene, path: &str, position: u64) -> common::Answer {
    scene.send("GET", path, &[("X-At-Least", &position.to_string())], "")
}

#[test]
fn one_reads_ones_own_writes() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    for amount in 1..20_i64 {
        let body = format!(r#"{{"amount": {amount}}}"#);
        let written = scene.post(&format!("/bank/account/{id}/deposit"), &body);
        let position = written.json["position"].as_u64().unwrap();
        let path = format!("/bank/balance/balance-of?account={id}");
        let row = at_least(&scene, &path, position);
        let balance = amount * (amount + 1) / 2;
        assert_eq!(row.json, json!({ "account": id, "owner": "Ada", "balance": balance }));
    }
}

#[test]
fn an_answer_that_is_not_ready_says_so() {
    let scene = Scene::new();
    let answer = at_least(&scene, "/bank/balance/accounts-of?owner=Ada", 7);
    assert_eq!(answer.problem(), (503, "not-yet"));
    assert_eq!(answer.header("retry-after"), Some("1"));
    assert_eq!(at_least(&scene, "/bank/balance/accounts-of?owner=Ada", 0).status, 200);
}

#[test]
fn many_rows_come_in_pages() {
    let scene = Scene::new();
    let ids: Vec<String> = (0..5).map(|_| scene.open("Ada Lovelace")).collect();
    let mut path = "/bank/balance/accounts-of?owner=Ada%20Lovelace&limit=2".to_owned();
    let mut found = Vec::new();
    loop {
        let page = at_least(&scene, &path, 5).json;
        found.extend(page["rows"].as_array().unwrap().iter().map(|row| row["account"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/bank/balance/accounts-of?owner=Ada+Lovelace&limit=2&after={next}");
    }
    assert_eq!(found, ids.iter().map(|id| Value::from(id.as_str())).collect::<Vec<_>>());
    assert_eq!(scene.get("/bank/balance/accounts-of?owner=Bob").json, json!({ "rows": [] }));
}

#[test]
fn what_is_no_question_is_refused() {
    let scene = Scene::new();
    for (query, problem, detail) in [
        ("", (400, "malformed-request"), "`account` is missing"),
        ("?account=7", (400, "malformed-request"), "`account` does not fit"),
        (&format!("?account={}", bank::SAMPLE), (404, "not-found"), "no row"),
        (&format!("?account={}&a=b", bank::SAMPLE), (400, "malformed-request"), "parameter `a`"),
        ("?account=1&account=2", (400, "malformed-request"), "given twice"),
        (&format!("?account={}&limit=x", bank::SAMPLE), (400, "malformed-request"), "`limit`"),
    ] {
        let answer = scene.get(&format!("/bank/balance/balance-of{query}"));
        assert_eq!(answer.problem(), problem, "{query}");
        assert!(answer.json["detail"].to_string().contains(detail), "{query}: {answer:?}");
    }
}

#[test]
fn the_service_tells_how_it_is() {
    let scene = Scene::new();
    assert_eq!(scene.get("/openapi.json").json["openapi"], "3.1.0");
    assert_eq!(scene.get("/health").json, json!({ "status": "live" }));
    scene.open("Ada");
    until("everything has caught up", || {
        let ready = scene.get("/health/ready").json;
        ready["processors"].as_array().unwrap().iter().all(|it| it["position"] == 1)
    });
    let ready = scene.get("/health/ready");
    assert_eq!((ready.status, &ready.json["status"]), (200, &json!("ready")));
    assert_eq!(ready.json["processors"][1]["name"], "bank.balance");
    assert_eq!(ready.json["processors"][1]["lag"], 0);
}

#[test]
fn an_event_from_the_future_stops_its_readers_and_nothing_else() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let future = RawEvent {
        category: "bank.account".to_owned(),
        stream_id: "0193d5a0-0000-7000-8000-000000000002".to_owned(),
        stored_type: "bank.deposited".to_owned(),
        version: 3,
        payload: "{}".to_owned(),
        recorded_at: None,
        actor: None,
    };
    store(&scene.folder).append_raw(future).unwrap();
    until("the service is not ready", || scene.get("/health/ready").status == 503);
    let ready = scene.get("/health/ready").json;
    let balance = &ready["processors"][1];
    assert_eq!((&ready["status"], &balance["state"]), (&json!("failing"), &json!("stopped")));
    assert!(balance["error"].to_string().contains("deploy the newer build"), "{balance}");
    let answer = scene.post(&format!("/bank/account/{id}/deposit"), r#"{"amount": 5}"#);
    assert_eq!(answer.status, 200);
    assert_eq!(scene.get("/health").status, 200);
}
