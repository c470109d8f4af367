//! Six events as they change in practice, from the smallest change to an event that was really two.

use insta::assert_snapshot;

use super::{
    super::{Reading, interpret::read, sample::envelope},
    Json, Stop, describe, sound,
};

pub(super) const SHOP: &str = r#"
types:
  Channel: [web, phone, app, other]
  Reason: [customer_request, out_of_stock, fraud]
  Money: { fields: { amount: Decimal, currency: Text } }
  Address: { fields: { street: Text, city: Text, zip: Text } }
events:
  OrderShipped:
    version: 2
    fields: { order_id: Text, carrier: Text, tracking_url: Text? }
    changes:
      2:
        because: carriers now give us a tracking link
        steps:
          - add: tracking_url
  CustomerRegistered:
    version: 2
    fields: { customer_id: Text, email: Text, locale: Text }
    changes:
      2:
        because: we now write to people in their own language
        steps:
          - rename: { mail: email }
          - add: { locale: en }
          - drop: { newsletter: Bool }
  OrderPlaced:
    version: 3
    fields:
      order_id: Text
      customer_id: Text
      total: Money
      channel: Channel
      ship_to: Address
      note: Text?
    changes:
      3:
        because: we sell in several currencies, and the address is one thing
        steps:
          - convert: { from: { total_cents: Int, currency: Text }, to: total, using: cents_to_money }
          - nest: { fields: [street, city, zip], into: ship_to }
      2:
        because: first clean-up
        steps:
          - rename: { customer: customer_id }
          - add: { currency: EUR }
          - map: { channel: { was: Text, values: { web: web, WEB: web, tel: phone }, otherwise: other } }
          - drop: { legacy_flag: Bool }
  OrderCancelled:
    version: 3
    fields: { order_id: Text, reason: Reason, comment: Text }
    changes:
      3:
        because: the fraud team cancels orders too
        steps:
          - widen: { reason: [customer_request, out_of_stock] }
      2:
        because: two reasons meant the same thing; a comment is now expected
        steps:
          - map:
              reason:
                was: [customer_request, customer_regret, out_of_stock]
                to: [customer_request, out_of_stock]
                values: { customer_regret: customer_request }
          - fill: { comment: "" }
  OrderPlacedAndPaid:
    retired: payment is a fact of its own
    fields: { order_id: Text, customer: Text, total_cents: Int, currency: Text, paid_with: Text }
    split_into:
      - OrderNoted: { order_id: order_id, customer_id: customer }
      - PaymentReceived:
          order_id: order_id
          amount: { using: cents_to_money, of: [total_cents, currency] }
          method: paid_with
  ReturnRequested:
    version: 2
    fields: { order_id: Text, requested_at: Timestamp, risk: Int }
    changes:
      2:
        because: the business says return, not refund
        renamed_from: RefundAsked
        steps:
          - add: { requested_at: { from: meta.recorded_at } }
          - custom: { reads: { risk_note: Text }, writes: [risk], using: risk_from_text }
  OrderNoted: { fields: { order_id: Text, customer_id: Text } }
  PaymentReceived: { fields: { order_id: Text, amount: Money, method: Text } }
"#;

#[test]
fn old_shapes_follow_from_the_newest_one_and_the_steps() {
    let shop = sound(SHOP);
    let mut lines = Vec::new();
    for event in shop.plan.events().iter().filter(|event| event.versions.len() > 1) {
        let name = &shop.model.events[event.event].name.value;
        for version in &event.versions {
            lines.push(format!("{name}@{}: {}", version.number, shop.shape(name, version.number)));
        }
    }
    assert_snapshot!(lines.join("\n"), @r#"
    OrderShipped@1: carrier: Text, order_id: Text
    OrderShipped@2: carrier: Text, order_id: Text, tracking_url: Text?
    CustomerRegistered@1: customer_id: Text, mail: Text, newsletter: Bool
    CustomerRegistered@2: customer_id: Text, email: Text, locale: Text
    OrderPlaced@1: channel: Text, city: Text, customer: Text, legacy_flag: Bool, note: Text?, order_id: Text, street: Text, total_cents: Int, zip: Text
    OrderPlaced@2: channel: enum(app|other|phone|web), city: Text, currency: Text, customer_id: Text, note: Text?, order_id: Text, street: Text, total_cents: Int, zip: Text
    OrderPlaced@3: channel: enum(app|other|phone|web), customer_id: Text, note: Text?, order_id: Text, ship_to: {city: Text, street: Text, zip: Text}, total: {amount: Decimal, currency: Text}
    OrderCancelled@1: comment: Text?, order_id: Text, reason: enum(customer_regret|customer_request|out_of_stock)
    OrderCancelled@2: comment: Text, order_id: Text, reason: enum(customer_request|out_of_stock)
    OrderCancelled@3: comment: Text, order_id: Text, reason: enum(customer_request|fraud|out_of_stock)
    ReturnRequested@1: order_id: Text, risk_note: Text
    ReturnRequested@2: order_id: Text, requested_at: Timestamp, risk: Int
    "#);
}

#[test]
fn steps_are_told_in_one_line_each() {
    let shop = sound(SHOP);
    let mut lines = Vec::new();
    for event in shop.plan.events() {
        let name = &shop.model.events[event.event].name.value;
        for hop in &event.hops {
            lines.push(format!("{name} {} to {}", hop.from, hop.to));
            lines.extend(describe::steps(&shop.plan.types, hop));
        }
        if let Reading::Others(splits) = &event.reading {
            let told = splits
                .iter()
                .flat_map(|split| describe::split(&shop.plan.types, &shop.model, split));
            lines.extend(told);
        }
    }
    assert_snapshot!(lines.join("\n"), @r#"
    OrderShipped 1 to 2
    add tracking_url
    CustomerRegistered 1 to 2
    rename mail -> email
    add locale = "en"
    drop newsletter: Bool
    OrderPlaced 1 to 2
    rename customer -> customer_id
    add currency = "EUR"
    map channel: Text -> enum(app|other|phone|web) {"WEB": web, "tel": phone, "web": web} otherwise other
    drop legacy_flag: Bool
    OrderPlaced 2 to 3
    convert total_cents: Int, currency: Text -> total using cents_to_money()
    nest city: Text, street: Text, zip: Text -> ship_to
    OrderCancelled 1 to 2
    map reason: enum(customer_regret|customer_request|out_of_stock) -> enum(customer_request|out_of_stock) {"customer_regret": customer_request, "customer_request": customer_request, "out_of_stock": out_of_stock}
    fill comment = ""
    OrderCancelled 2 to 3
    widen reason: enum(customer_request|out_of_stock) -> enum(customer_request|fraud|out_of_stock)
    OrderNoted
      order_id: order_id
      customer_id: customer
    PaymentReceived
      order_id: order_id
      amount: total_cents: Int, currency: Text using cents_to_money
      method: paid_with
    ReturnRequested 1 to 2
    add requested_at = meta.recorded_at
    custom risk_note: Text -> risk using risk_from_text
    "#);
}

#[test]
fn stored_payloads_are_read_as_the_newest_version() {
    let shop = sound(SHOP);
    let cases = [
        ("OrderShipped", 1, r#"{"order_id":"o1","carrier":"dhl"}"#),
        ("CustomerRegistered", 1, r#"{"customer_id":"c1","mail":"a@b.example","newsletter":true}"#),
        (
            "OrderPlaced",
            1,
            r#"{"order_id":"o1","customer":"c1","total_cents":123450,"channel":"tel","street":"Gasse 1","city":"Wien","zip":"1010","legacy_flag":false,"note":null,"unknown":[1.10]}"#,
        ),
        ("OrderCancelled", 1, r#"{"order_id":"o1","reason":"customer_regret"}"#),
        ("OrderCancelled", 2, r#"{"order_id":"o1","reason":"out_of_stock","comment":"x"}"#),
    ];
    let read = cases.map(|(name, number, payload)| shop.upcast(name, number, payload).unwrap());
    assert_snapshot!(read.join("\n"), @r#"
    {"order_id":"o1","carrier":"dhl"}
    {"customer_id":"c1","email":"a@b.example","locale":"en"}
    {"order_id":"o1","customer_id":"c1","total":{"amount":"1234.50","currency":"EUR"},"channel":"phone","ship_to":{"street":"Gasse 1","city":"Wien","zip":"1010"}}
    {"order_id":"o1","reason":"customer_request","comment":""}
    {"order_id":"o1","reason":"out_of_stock","comment":"x"}
    "#);
}

#[test]
fn an_event_that_was_two_is_read_as_two() {
    let shop = sound(SHOP);
    let both = shop.event("OrderPlacedAndPaid");
    assert!(matches!(shop.plan[both].reading, Reading::Others(_)));
    let payload = Json::parse(
        r#"{"order_id":"o1","customer":"c1","total_cents":-5,"currency":"EUR","paid_with":"card"}"#,
    );
    let found = read(&shop.plan, both, 1, &payload.unwrap(), &envelope()).unwrap();
    let lines: Vec<String> = found
        .iter()
        .map(|(event, payload)| format!("{} {payload}", shop.model.events[*event].name.value))
        .collect();
    assert_snapshot!(lines.join("\n"), @r#"
    OrderNoted {"order_id":"o1","customer_id":"c1"}
    PaymentReceived {"order_id":"o1","amount":{"amount":"-0.05","currency":"EUR"},"method":"card"}
    "#);
}

#[test]
fn a_function_written_by_hand_stops_the_interpreter_with_its_arguments() {
    let shop = sound(SHOP);
    let stopped = shop.upcast("ReturnRequested", 1, r#"{"order_id":"o1","risk_note":"high"}"#);
    let arguments = vec![("risk_note".to_owned(), Json::Text("high".to_owned()))];
    let using = "risk_from_text".to_owned();
    assert_eq!(stopped, Err(Stop::NeedsHook { from: 1, step: 2, using, arguments }));
}

#[test]
fn old_names_belong_to_the_versions_that_were_stored_under_them() {
    let shop = sound(SHOP);
    let planned = &shop.plan[shop.event("ReturnRequested")];
    let names: Vec<String> = planned
        .stored_under
        .iter()
        .map(|name| format!("{} {}..{}", name.name, name.first, name.last))
        .collect();
    assert_eq!(names, ["ordering.refund_asked 1..1", "ordering.return_requested 2..2"]);
}

#[test]
fn versions_that_are_not_there_are_told_apart() {
    let shop = sound(SHOP);
    let read = |number| shop.upcast("OrderShipped", number, "{}").unwrap_err().to_string();
    assert_eq!(read(0), "there is no version 0");
    assert_eq!(read(3), "version 3 is newer than the newest known version 2");
    assert_eq!(read(1), "`order_id` should be a text, but is absent");
}
