//! `esgen upcast` and `esgen explain`: stored payloads and old versions as people, programs and pipes see them.

use super::common::{Place, answer, esgen};

const SHOP: &str = "\
esgen: 1
model: shop
actors: { Customer: {} }
contexts:
  Orders:
    types:
      Line: { fields: { article: Text, pieces: Int } }
    aggregates:
      Order:
        state: { article: Text? }
        commands: { PlaceOrder: { creates: true, by: [Customer], emits: OrderCancelled } }
        events:
          OrderCancelled: {}
          OrderPlaced:
            version: 3
            unversioned_is: 1
            fields: { article: Text, total: Decimal, number: Int, lines: list<Line>, placed_at: Timestamp }
            changes:
              3:
                because: reports need to know when an order was placed
                steps:
                  - add: { placed_at: { from: meta.recorded_at } }
              2:
                because: the shop says article
                renamed_from: OrderMade
                steps:
                  - rename: { item: article }
                  - widen: { total: Int }
                  - each: { in: lines, steps: [ rename: { what: article } ] }
          OrderLookedAt: { retired: looking is not a fact, fields: { by: Text } }
          OrderPlacedTwice:
            fields: { n: Int }
            split_into:
              - OrderCancelled: {}
              - OrderRisked: { risk: n }
          OrderRisked:
            version: 2
            fields: { risk: Int }
            changes:
              2: { because: risk is a number, steps: [ custom: { reads: { note: Text }, writes: risk, using: risk_of } ] }
          OrderCounted:
            version: 2
            fields: { n: Int }
            changes:
              2: { because: counting, steps: [ convert: { from: { n: Text }, to: n, using: text_to_int, on_invalid: fail } ] }
    policies: { Thank: { whenever: OrderPlaced, then: Mails.SendMail } }
  Mails:
    aggregates:
      Mail:
        commands: { SendMail: { creates: true, emits: MailSent } }
        events: [MailSent]
    read_models:
      Sold:
        question: What was sold?
        key: order
        fields: { order: Orders.OrderId, article: Text }
        from: { Orders.OrderPlaced: { order: event.stream_id, article: article } }
    reads: { Orders.OrderPlaced: { version: 3, fields: [article] } }
";

const OLD: &str = r#"{"item":"tea","total":4,"number":9007199254740993,"lines":[{"what":"a","pieces":1}],"x":1.10}"#;

fn shop() -> Place {
    let place = Place::empty();
    place.write("esgen.yaml", SHOP);
    place.write("old.json", OLD);
    place
}

#[test]
fn every_step_of_an_old_payload_is_shown() {
    let place = shop();
    let run = place
        .run("upcast Orders.OrderPlaced 1 old.json --meta recorded_at=2026-02-28T12:30:00+01:00");
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    insta::assert_snapshot!(run.out, @r#"
    Orders.OrderPlaced, stored as `orders.order_made` version 1 of 3

    version 1
    {
      "item": "tea",
      "total": 4,
      "number": 9007199254740993,
      "lines": [
        {
          "what": "a",
          "pieces": 1
        }
      ]
    }

    version 2, because the shop says article
      1. rename item -> article
      2. widen total: Int -> Decimal
      3. each lines:
           rename what -> article
    {
      "article": "tea",
      "total": "4",
      "number": 9007199254740993,
      "lines": [
        {
          "article": "a",
          "pieces": 1
        }
      ]
    }

    version 3, because reports need to know when an order was placed
      1. add placed_at = meta.recorded_at
    {
      "article": "tea",
      "total": "4",
      "number": 9007199254740993,
      "lines": [
        {
          "article": "a",
          "pieces": 1
        }
      ],
      "placed_at": "2026-02-28T11:30:00Z"
    }

    read as itself, version 3
    "#);
}

#[test]
fn an_event_is_found_under_all_of_its_names() {
    let place = shop();
    let expected = "{\"article\":\"tea\",\"total\":\"4\",\"number\":9007199254740993,\
        \"lines\":[{\"article\":\"a\",\"pieces\":1}],\"placed_at\":\"2026-02-28T12:30:00Z\"}\n";
    let meta = "--meta recorded_at=2026-02-28T12:30:00Z -f payload";
    for name in [
        "Orders.OrderPlaced",
        "OrderPlaced",
        "orders.order_placed",
        "orders.order_made",
        "OrderMade",
    ] {
        for version in ["1", "0"] {
            let run = place.run(&format!("upcast {name} {version} old.json {meta}"));
            assert_eq!((run.code, run.out.as_str()), (Some(0), expected), "{name} {}", run.err);
        }
    }
    let late = place.run(&format!("upcast orders.order_placed 1 old.json {meta}"));
    late.gave(0, &["version 1 was stored as `orders.order_made`; it is read under both names"]);
    place
        .run("upcast OrderPlcaed 1 old.json")
        .gave(2, &["no event `OrderPlcaed`", "did you mean `OrderPlaced`?"]);
    place
        .run("upcast orders.order_plced 1 old.json")
        .gave(2, &["did you mean `orders.order_placed`?"]);
    place
        .run("upcast Zebra 1 old.json")
        .gave(2, &["no event `Zebra`", "write it as in `Orders.OrderCancelled`"]);
    place
        .run("upcast OrderPlaced 4 old.json")
        .gave(2, &["has no version 4", "versions go from 1 to 3"]);
    place.run("upcast OrderCounted 0 old.json").gave(2, &["has no version 0", "`unversioned_is`"]);
}

#[test]
fn a_payload_comes_from_a_pipe_too() {
    let place = shop();
    for arguments in ["upcast OrderCancelled 1", "upcast OrderCancelled 1 -"] {
        let mut command = esgen(&place.path(""));
        let run = answer(
            command.args(arguments.split(' ')).args(["-f", "payload"]).write_stdin("{\"a\":1}"),
        );
        assert_eq!((run.code, run.out.as_str()), (Some(0), "{}\n"));
    }
    place.run("upcast OrderCancelled 1 nowhere.json").gave(2, &["cannot read `nowhere.json`"]);
}

#[test]
fn what_is_wrong_with_a_payload_is_shown_at_its_place() {
    let place = shop();
    let cases: [(&[u8], &str, &[&str]); 6] = [
        (
            b"{\"by\": 1,\n  }",
            "OrderCounted 1",
            &["bad.json:2:3", "the payload is not JSON: key must be a string"],
        ),
        (b" \n", "OrderCounted 1", &["the payload is not JSON: it is empty"]),
        (b"{\"n\": [", "OrderCounted 1", &["bad.json:1:8", "the text ends inside a list"]),
        (
            b"{\"n\":\n \"x\", \"n\": 1}",
            "OrderCounted 1",
            &["bad.json:2:12", "the key `n` stands twice"],
        ),
        (b"\xff{}", "OrderCounted 1", &["bad.json:1:1", "this is no UTF-8"]),
        (
            b"{\"n\":\n 5}",
            "OrderCounted 1",
            &["bad.json:2:2", "`n` should be a text, but is the number 5"],
        ),
    ];
    for (payload, event, words) in cases {
        place.write("bad.json", payload);
        let run = place.run(&format!("upcast {event} bad.json")).gave(1, words);
        assert!(run.err.contains("unreadable-payload"), "{}", run.err);
    }
    place.write("bad.json", "{\"n\": \"many\"}");
    let run = place.run("upcast OrderCounted 1 bad.json");
    let run = run.gave(1, &["`text_to_int` cannot convert \"many\"", "esgen.yaml:", "on_invalid"]);
    assert!(run.out.contains("version 1\n{\n  \"n\": \"many\"\n}\n"), "{}", run.out);
    assert!(place.run("upcast OrderCounted 1 bad.json -f payload").gave(1, &[]).out.is_empty());
}

#[test]
fn what_only_generated_code_can_do_is_said_with_its_arguments() {
    let place = shop();
    place.write("risk.json", "{\"note\": \"high\"}");
    let words =
        ["needs the function `risk_of`", "note = \"high\"", "only generated code can call it"];
    place.run("upcast OrderRisked 1 risk.json").gave(1, &words);
}

#[test]
fn an_envelope_is_asked_for_and_never_made_up() {
    let place = shop();
    let run = place.run("upcast OrderPlaced 1 old.json");
    run.gave(2, &["step 1 from version 2 to 3 needs `meta.recorded_at`", "--meta recorded_at="]);
    place.write("meta.json", "{\"recorded_at\": \"2026-02-28T12:30:00Z\", \"actor\": null}");
    place.run("upcast OrderPlaced 1 old.json --meta meta.json").gave(0, &["2026-02-28T12:30:00Z"]);
    for (meta, words) in [
        ("recorded=now", ["an envelope has no `recorded`", "there is `recorded_at`"]),
        ("recorded_at=now", ["`now` is no value of `recorded_at`", "an instant such as"]),
        ("event_id=7", ["`7` is no value of `event_id`", "a UUID"]),
        ("recorded-at=now", ["no `recorded-at`", "did you mean `recorded_at`?"]),
        ("nowhere.json", ["cannot read `nowhere.json`", ""]),
        ("old.json", ["no `item`", "there is"]),
    ] {
        place.run(&format!("upcast OrderPlaced 1 old.json --meta {meta}")).gave(2, &words);
    }
}

#[test]
fn what_is_read_as_nothing_or_as_others_says_so() {
    let place = shop();
    place.write("n.json", "{\"n\": 7}");
    let run = place.run("upcast OrderLookedAt 1 n.json");
    run.gave(0, &["read as nothing, because it is retired: looking is not a fact"]);
    assert_eq!(place.run("upcast OrderLookedAt 1 n.json -f payload").out, "");
    let words = [
        "read as 2 other events",
        "Orders.OrderCancelled version 1",
        "Orders.OrderRisked version 2",
    ];
    place.run("upcast OrderPlacedTwice 1 n.json").gave(0, &words);
    assert_eq!(place.run("upcast OrderPlacedTwice 1 n.json -f payload").out, "{}\n{\"risk\":7}\n");
}

/// A document in the form that its schema says.
#[track_caller]
fn fits(schema: &str, document: &str) -> serde_json::Value {
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let document = serde_json::from_str(document).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<_> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{}\n{document:#}", errors.join("\n"));
    document
}

#[test]
fn documents_for_programs_are_what_their_schemas_say() {
    let place = shop();
    place.write("n.json", "{\"n\": 7}");
    place.write("note.json", "{\"note\": \"high\"}");
    place.write("bad.json", "{\"n\": [");
    let upcast = include_str!("../../schemas/upcast.schema.json");
    for (arguments, code, stopped) in [
        ("OrderPlaced 1 old.json --meta recorded_at=2026-02-28T12:30:00Z", 0, None),
        ("OrderPlacedTwice 1 n.json", 0, None),
        ("OrderLookedAt 1 n.json", 0, None),
        ("OrderCounted 1 n.json", 1, Some("payload")),
        ("OrderCounted 1 bad.json", 1, Some("payload")),
        ("OrderPlaced 0 bad.json", 1, Some("payload")),
        ("OrderLookedAt 1 bad.json", 0, None),
        ("OrderRisked 1 note.json", 1, Some("function")),
    ] {
        let run = place.run(&format!("upcast {arguments} -f json")).gave(code, &[]);
        let document = fits(upcast, &run.out);
        assert_eq!(document["stopped"]["why"].as_str(), stopped);
        assert!(run.err.is_empty());
    }
    let run =
        place.run("upcast OrderPlaced 1 old.json --meta recorded_at=2026-02-28T12:30:00Z -f json");
    assert!(run.out.contains("\"number\": 9007199254740993"), "{}", run.out);
    let explain = include_str!("../../schemas/explain.schema.json");
    for word in [
        "OrderPlaced@1",
        "OrderPlaced",
        "OrderPlacedTwice",
        "OrderLookedAt",
        "map-not-total",
        "reaction-loop",
    ] {
        fits(explain, &place.run(&format!("explain {word} -f json")).gave(0, &[]).out);
    }
    let rules = include_str!("../../schemas/rules.schema.json");
    fits(rules, &place.run("rules -f json").gave(0, &[]).out);
}

#[test]
fn an_old_version_is_explained() {
    let place = shop();
    let run = place.run("explain orders.order_made@1").gave(0, &[]);
    insta::assert_snapshot!(run.out, @r#"
    Orders.OrderPlaced version 1 of 3

    stored as `orders.order_made`
    stored events without a version are of this one
    written by the aggregate Order

    fields
      item    Text
      total   Int
      number  Int
      lines   list<{pieces: Int, what: Text}>

    sample
    {
      "item": "text 1",
      "total": 101,
      "number": 102,
      "lines": [
        {
          "what": "text 4",
          "pieces": 104
        },
        {
          "what": "text 6",
          "pieces": 106
        }
      ]
    }

    version 2, because the shop says article
      1. rename item -> article
      2. widen total: Int -> Decimal
      3. each lines:
           rename what -> article

    version 3, because reports need to know when an order was placed
      1. add placed_at = meta.recorded_at

    read as itself, version 3

    readers
      aggregate Orders.Order
      policy Orders.Thank
      read model Mails.Sold
      context Mails, version 3, only article
    "#);
    assert_eq!(place.run("explain OrderPlaced").out, place.run("explain Orders.OrderPlaced@3").out);
    place
        .run("explain OrderPlacedTwice")
        .gave(0, &["read as", "OrderRisked", "risk: n", "nobody reads it"]);
    place.run("explain OrderRisked").gave(0, &["event Orders.OrderPlacedTwice"]);
    place.run("explain OrderPlaced@7").gave(2, &["has no version 7", "versions go from 1 to 3"]);
    place.run("explain OrderPlaced@x").gave(2, &["`x` is no version"]);
    place
        .run("explain OrdrPlaced@1")
        .gave(2, &["no event `OrdrPlaced`", "did you mean `OrderPlaced`?"]);
}

#[test]
fn a_rule_is_explained_without_a_model() {
    let place = Place::empty();
    let run = place.run("explain unknown-key");
    assert!(run.out.starts_with("# unknown-key\n\n`ES0002` · meta · always on\n"), "{}", run.out);
    let run = place.run("explain kind-suffix");
    assert!(run.out.contains("`ES6005` · naming · big picture: info"), "{}", run.out);
    let run = place.run("explain map-not-total");
    assert_eq!(run.out, include_str!("../../src/evolve/rules/pages/map-not-total.md"));
    assert_eq!(place.run("explain EV205").out, run.out);
    place
        .run("explain map-not-totl")
        .gave(2, &["no rule `map-not-totl`", "did you mean `map-not-total`?"]);
    place.run("explain ES9999").gave(2, &["no rule `ES9999`", "esgen rules"]);
    place.run("explain nope").gave(2, &["no rule `nope`", "esgen rules"]);
    let elsewhere = place.run("explain enum-value-removed").gave(0, &[]);
    let told = "`enum-value-removed` is called `map-not-total` here.\n\n".to_owned() + &run.out;
    assert_eq!(elsewhere.out, told);
    assert!(place.run("explain ES5013").out.ends_with(&run.out));
    place
        .run("explain correlation-missing")
        .gave(2, &["none is needed: every envelope carries correlation"]);
    place.run("explain OrderPlaced").gave(2, &["there is no `esgen.yaml`"]);
}

#[test]
fn a_stored_type_that_looks_like_a_rule_is_an_event() {
    let place = shop();
    let renamed = SHOP.replace(
        "OrderCancelled: {}\n          Order",
        "OrderCancelled: { stored_as: order-off }\n          Order",
    );
    assert_ne!(renamed, SHOP);
    place.write("esgen.yaml", renamed);
    place.run("explain order-off").gave(0, &["Orders.OrderCancelled version 1"]);
    place.run("explain map-not-totl").gave(2, &["did you mean `map-not-total`?"]);
}

#[test]
fn a_model_with_errors_reads_nothing() {
    let place = shop();
    place.write("esgen.yaml", SHOP.replace("total: Int", "total: Nope"));
    place.run("upcast OrderPlaced 1 old.json").gave(1, &["unknown-type", "no payload was read"]);
    place.run("explain OrderPlaced").gave(1, &["unknown-type", "nothing was explained"]);
}

#[test]
fn what_is_published_beside_the_newest_version_is_explained() {
    let place = shop();
    let shop = SHOP.replacen(
        "            unversioned_is: 1\n",
        "            unversioned_is: 1\n            audience: public\n            also_publish: [2]\n",
        1,
    );
    let shop = shop.replacen("  Orders:\n", "  Orders:\n    publishes: { channel: orders }\n", 1);
    place.write("esgen.yaml", shop);
    place.run("explain OrderPlaced").gave(0, &["version 2 is published beside it"]);
    place.run("explain OrderPlaced@2").gave(0, &["published beside version 3, for readers"]);
    assert!(!place.run("explain OrderPlaced@1").out.contains("beside"));
    place.run("explain OrderPlaced -f json").gave(0, &["\"also_publish\": [\n    2\n  ]"]);
}
