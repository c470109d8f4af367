//! Commands over HTTP: what is accepted, and how everything else is refused.

mod common;

use common::Scene;
use serde_json::json;

#[test]
fn a_command_is_accepted_with_its_version_and_position() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let answer = scene.post(&format!("/bank/account/{id}/deposit"), r#"{"amount": 5}"#);
    let accepted = json!({ "id": id, "version": 2, "position": 2, "events": 1, "repeated": false });
    assert_eq!((answer.status, &answer.json), (200, &accepted));
    assert_eq!(answer.header("etag"), Some("\"2\""));
}

#[test]
fn the_client_may_choose_the_id_of_what_it_makes() {
    let scene = Scene::new();
    let chosen = "/bank/account/open?id=0193d5a0-0000-7000-8000-00000000000a";
    let answer = scene.post(chosen, r#"{"owner":"Ada"}"#);
    assert_eq!((answer.status, answer.json["id"].as_str()), (201, chosen.split('=').nth(1)));
    let again = scene.post(chosen, r#"{"owner":"Bob"}"#);
    assert_eq!(again.problem(), (409, "already-exists"));
    assert_eq!(scene.post("/bank/account/open?id=7", "{}").problem(), (400, "malformed-request"));
    assert_eq!(scene.post("/bank/account/open?di=7", "{}").problem(), (400, "malformed-request"));
}

#[test]
fn the_domain_refuses_with_the_name_of_its_reason() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let answer = scene.post(&format!("/bank/account/{id}/withdraw"), r#"{"amount": 5}"#);
    assert_eq!(answer.problem(), (409, "rejected"));
    assert_eq!(answer.json["code"], "TooLittle");
    assert_eq!(answer.json["detail"], "the balance is too low");
}

#[test]
fn a_command_without_fields_needs_no_body() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let answer = scene.send("POST", &format!("/bank/account/{id}/nod"), &[], "");
    assert_eq!((answer.status, &answer.json["events"]), (200, &json!(0)));
}

#[test]
fn what_cannot_be_a_command_is_refused_with_the_reason() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let path = format!("/bank/account/{id}/deposit");
    for (body, problem, detail) in [
        ("{", (400, "malformed-request"), "EOF"),
        ("", (422, "unfit-values"), "missing field `amount`"),
        (r#"{"amount": "5"}"#, (422, "unfit-values"), "invalid type: string"),
        (r#"{"amount": 5, "note": "x"}"#, (422, "unfit-values"), "unknown field `note`"),
        (r#"{"amount": 5} and more"#, (400, "malformed-request"), "trailing characters"),
        (" [5]", (422, "unfit-values"), "not a list"),
        ("[]", (422, "unfit-values"), "not a list"),
    ] {
        let answer = scene.post(&path, body);
        assert_eq!(answer.problem(), problem, "{body}");
        assert!(answer.json["detail"].to_string().contains(detail), "{body}: {answer:?}");
    }
    let json = [("Content-Type", "application/json")];
    let latin = scene.send("POST", &path, &json, b"{\"amount\": \"\xff\"}");
    assert_eq!(latin.problem(), (400, "malformed-request"));
    let text = scene.send("POST", &path, &[("Content-Type", "text/plain")], r#"{"amount": 5}"#);
    assert_eq!(text.problem(), (415, "not-json"));
    let nobody = "/bank/account/0193d5a0-0000-7000-8000-000000000000/deposit";
    assert_eq!(scene.post(nobody, r#"{"amount": 5}"#).problem(), (404, "not-found"));
    assert_eq!(scene.post("/bank/account/7/deposit", "{}").problem(), (400, "malformed-request"));
}

#[test]
fn a_body_without_end_is_not_read() {
    let scene = Scene::new();
    for length in [64 * 1024, 4 * 1024 * 1024] {
        let body = format!(r#"{{"owner":"{}"}}"#, "a".repeat(length));
        assert_eq!(scene.post("/bank/account/open", &body).problem(), (413, "too-large"));
    }
    let fits = format!(r#"{{"owner":"{}"}}"#, "a".repeat(60 * 1024));
    assert_eq!(scene.post("/bank/account/open", &fits).status, 201);
}

#[test]
fn a_repeat_is_answered_with_the_first_receipt() {
    let scene = Scene::new();
    let key = [("Idempotency-Key", "monday")];
    let first = scene.post_with("/bank/account/open", &key, r#"{"owner":"Ada"}"#);
    let again = scene.post_with("/bank/account/open", &key, r#"{"owner":"Ada"}"#);
    assert_eq!((again.status, &again.json["id"]), (201, &first.json["id"]));
    assert_eq!((&first.json["repeated"], &again.json["repeated"]), (&json!(false), &json!(true)));

    let path = format!("/bank/account/{}/deposit", first.json["id"].as_str().unwrap());
    for repeated in [false, true, true] {
        let answer = scene.post_with(&path, &key, r#"{"amount": 5}"#);
        assert_eq!(
            (&answer.json["version"], &answer.json["repeated"]),
            (&json!(2), &json!(repeated))
        );
    }
    let somebody_else = [("Idempotency-Key", "monday"), ("X-Actor", "Bob")];
    let answer = scene.post_with(&path, &somebody_else, r#"{"amount": 5}"#);
    assert_eq!(answer.json["version"], 3);
}

#[test]
fn if_match_refuses_what_was_decided_on_an_older_version() {
    let scene = Scene::new();
    let path = format!("/bank/account/{}/deposit", scene.open("Ada"));
    let at = |version| scene.post_with(&path, &[("If-Match", version)], r#"{"amount": 5}"#);
    assert_eq!(at("\"1\"").status, 200);
    assert_eq!(at("\"1\"").problem(), (412, "changed-meanwhile"));
    assert_eq!(at("latest").problem(), (400, "malformed-request"));
}

#[test]
fn a_panic_costs_one_answer() {
    let scene = Scene::new();
    let id = scene.open("Ada");
    let explode = scene.post(&format!("/bank/account/{id}/explode"), "{}");
    assert_eq!(explode.problem(), (500, "internal"));
    assert_eq!(scene.get("/bank/balance/panic").problem(), (500, "internal"));
    let answer = scene.post(&format!("/bank/account/{id}/deposit"), r#"{"amount": 5}"#);
    assert_eq!(answer.status, 200, "the service goes on");
}

#[test]
fn every_answer_names_what_it_belongs_to() {
    let scene = Scene::new();
    let given = "0193d5a0-0000-7000-8000-0000000000ff";
    let answer = scene.send("GET", "/health", &[("X-Correlation-Id", given)], "");
    assert_eq!(answer.header("x-correlation-id"), Some(given));
    let made_up = scene.get("/nowhere");
    assert_eq!(made_up.header("x-correlation-id").map(str::len), Some(36));
    let wrong = scene.send("GET", "/health", &[("X-Correlation-Id", "42")], "");
    assert_eq!(wrong.problem(), (400, "malformed-request"));
}

#[test]
fn what_is_not_there_is_said_so() {
    let scene = Scene::new();
    assert_eq!(scene.get("/nowhere").problem(), (404, "not-found"));
    assert_eq!(scene.post("/bank/account/close", "{}").problem(), (404, "not-found"));
    assert_eq!(scene.get("/bank/account/open").problem(), (405, "wrong-method"));
    assert_eq!(scene.get("/bank/account/open").header("allow"), Some("POST"));
    assert_eq!(scene.post("/openapi.json", "").problem(), (405, "wrong-method"));
}
