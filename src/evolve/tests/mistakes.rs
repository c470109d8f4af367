//! Mistakes seeded one at a time into a sound model: each is reported once, at the word at fault.

use super::{planned, worked::SHOP};

/// What is replaced in the sound model, by what, and the finding that it must give.
const MISTAKES: &[(&str, &str, &str)] = &[
    (
        "      2:\n        because: carriers",
        "      3:\n        because: carriers",
        "version-gap at `3`: `OrderShipped` is at version 2, but `changes` lists 3",
    ),
    (
        "    version: 3\n    fields: { order_id: Text, reason",
        "    version: 4\n    fields: { order_id: Text, reason",
        "version-gap at `4`: `OrderCancelled` is at version 4, but `changes` does not say what changed in version 4",
    ),
    (
        "    version: 2\n    fields: { order_id: Text, carrier: Text, tracking_url: Text? }",
        "    version: 1\n    fields: { order_id: Text, carrier: Text, tracking_url: Text? }",
        "version-gap at `2`: `OrderShipped` is at version 1, but `changes` lists 2",
    ),
    (
        "tracking_url: Text? }",
        "tracking_url: Text }",
        "no-value-for-old-events at `tracking_url`: `OrderShipped` version 2, step 1: `tracking_url` is required, and old events have no value for it",
    ),
    (
        "- add: tracking_url",
        "- add: tracking_uri",
        "unknown-field-in-step at `tracking_uri`: `OrderShipped` version 2, step 1: there is no field `tracking_uri` after this step",
    ),
    (
        "rename: { mail: email }",
        "rename: { mail: e_mail }",
        "unknown-field-in-step at `e_mail`: `CustomerRegistered` version 2, step 1: there is no field `e_mail` after this step",
    ),
    (
        "add: { locale: en }",
        "add: { locale: 5 }",
        "value-of-wrong-type at `5`: `CustomerRegistered` version 2, step 2: `5` is no value of type `Text`",
    ),
    (
        "add: { locale: en }",
        "add: { locale: { from: meta.recorded_at } }",
        "conversion-mismatch at `meta.recorded_at`: `CustomerRegistered` version 2, step 2: `meta.recorded_at` is `Timestamp`, but `locale` is `Text`",
    ),
    (
        "add: { locale: en }",
        "add: { locale: { from: meta.language } }",
        "unknown-field-in-step at `meta.language`: `CustomerRegistered` version 2, step 2: the envelope has no `meta.language`",
    ),
    (
        "add: { locale: en }",
        "add: { locale: { from: custmer_id } }",
        "unknown-field-in-step at `custmer_id`: `CustomerRegistered` version 2, step 2: there is no field `custmer_id` after this step",
    ),
    (
        "add: { locale: en }",
        "add: { locale: { from: OrderShipped.carrier } }",
        "not-an-upcast-context at `OrderShipped.carrier`: `CustomerRegistered` version 2, step 2: `OrderShipped.carrier` is not in this event",
    ),
    (
        "drop: { newsletter: Bool }",
        "drop: { email: Bool }",
        "unexplained-difference at `email`: `CustomerRegistered` version 2, step 3: `email` is said to be gone, but it is not",
    ),
    (
        "using: cents_to_money }\n          - nest",
        "using: cents_to_mony }\n          - nest",
        "conversion-mismatch at `cents_to_mony`: `OrderPlaced` version 3, step 1: there is no conversion `cents_to_mony`",
    ),
    (
        "using: cents_to_money }\n          - nest",
        "using: cents_to_decimal }\n          - nest",
        "conversion-mismatch at `cents_to_decimal`: `OrderPlaced` version 3, step 1: `cents_to_decimal` gives Decimal for (Int), but here it should give Money for (Int, Text)",
    ),
    (
        "{ total_cents: Int, currency: Text }, to: total",
        "{ total_cents: Decimal, currency: Text }, to: total",
        "conversion-mismatch at `cents_to_money`: `OrderPlaced` version 3, step 1: `cents_to_money` gives a value object of Decimal and currency for (Int, currency), but here it should give Money for (Decimal, Text)",
    ),
    (
        "{ total_cents: Int, currency: Text }, to: total",
        "{ total_cents: Int, currency: Text }, to: totl",
        "unknown-field-in-step at `totl`: `OrderPlaced` version 3, step 1: there is no field `totl` after this step",
    ),
    (
        "using: cents_to_money }\n          - nest",
        "using: cents_to_money, with: { scale: 2 } }\n          - nest",
        "conversion-mismatch at `scale`: `OrderPlaced` version 3, step 1: `cents_to_money` takes no `scale`",
    ),
    (
        "fields: [street, city, zip]",
        "fields: [street, city]",
        "no-value-for-old-events at `ship_to`: `OrderPlaced` version 3, step 2: `Address` also has `zip`, which gets no value",
    ),
    (
        "fields: [street, city, zip]",
        "fields: [street, town, zip]",
        "unknown-field-in-step at `town`: `OrderPlaced` version 3, step 2: `Address` has no field `town`",
    ),
    (
        "into: ship_to",
        "into: note",
        "conversion-mismatch at `note`: `OrderPlaced` version 3, step 2: `nest` makes a value object, but `note` is `Text?`",
    ),
    (
        "add: { currency: EUR }\n          - map",
        "rename: { curency: currenzy }\n          - map",
        "unknown-field-in-step at `currenzy`: `OrderPlaced` version 2, step 2: there is no field `currenzy` after this step",
    ),
    (
        "values: { web: web, WEB: web, tel: phone }, otherwise: other",
        "values: { web: web, WEB: web, tel: phone }",
        "map-not-total at `channel`: `OrderPlaced` version 2, step 3: text has no end of values, and `otherwise` is missing",
    ),
    (
        "tel: phone }",
        "tel: fone }",
        "value-of-wrong-type at `fone`: `OrderPlaced` version 2, step 3: `fone` is no word of `Channel`",
    ),
    (
        "widen: { reason: [customer_request, out_of_stock] }",
        "widen: { reason: [customer_request, sold_out] }",
        "not-a-widening at `sold_out`: `OrderCancelled` version 3, step 1: `sold_out` cannot be read as `Reason`",
    ),
    (
        "widen: { reason: [customer_request, out_of_stock] }",
        "widen: { reason: Int }",
        "not-a-widening at `reason`: `OrderCancelled` version 3, step 1: not every `Int` is a value of `Reason`",
    ),
    (
        "                values: { customer_regret: customer_request }\n",
        "",
        "map-not-total at `customer_regret`: `OrderCancelled` version 2, step 1: `customer_regret` is mapped to nothing",
    ),
    (
        "                to: [customer_request, out_of_stock]\n",
        "                to: [customer_request, fraud]\n",
        "unexplained-difference at `customer_request`: `OrderCancelled` version 2, step 1: the words are said to become `customer_request`, `fraud`",
    ),
    (
        "values: { customer_regret: customer_request }",
        "values: { customer_regrets: customer_request, customer_regret: customer_request }",
        "value-of-wrong-type at `customer_regrets`: `OrderCancelled` version 2, step 1: `customer_regrets` was no word before this step",
    ),
    (
        r#"fill: { comment: "" }"#,
        "fill: { comment: 5 }",
        "value-of-wrong-type at `5`: `OrderCancelled` version 2, step 2: `5` is no value of type `Text`",
    ),
    (
        r#"fill: { comment: "" }"#,
        r#"fill: { remark: "" }"#,
        "unknown-field-in-step at `remark`: `OrderCancelled` version 2, step 2: there is no field `remark` after this step",
    ),
    (
        "- OrderNoted: { order_id: order_id, customer_id: customer }",
        "- OrderNoted: { order_id: order_id }",
        "split-incomplete at `OrderNoted`: `OrderPlacedAndPaid`: `OrderNoted` needs `customer_id`, which gets no value",
    ),
    (
        "- OrderNoted: { order_id: order_id, customer_id: customer }",
        "- OrderNoted: { order_id: order_id, customer_id: buyer }",
        "unknown-field-in-step at `buyer`: `OrderPlacedAndPaid`: there is no field `buyer` in this event",
    ),
    (
        "- OrderNoted: { order_id: order_id, customer_id: customer }",
        "- OrderNoted: { order_id: order_id, customer_id: total_cents }",
        "conversion-mismatch at `total_cents`: `OrderPlacedAndPaid`: `total_cents` is `Int`, but `customer_id` is `Text`",
    ),
    (
        "- OrderNoted: { order_id: order_id, customer_id: customer }",
        "- OrderNoted: { order_id: order_id, custmer_id: customer, customer_id: customer }",
        "split-incomplete at `custmer_id`: `OrderPlacedAndPaid`: `OrderNoted` has no field `custmer_id`",
    ),
    (
        "of: [total_cents, currency]",
        "of: [currency, total_cents]",
        "conversion-mismatch at `cents_to_money`: `OrderPlacedAndPaid`: `cents_to_money` gives a value object of Decimal and currency for (Int, currency), but here it should give Money for (Text, Int)",
    ),
    (
        "using: cents_to_money, of: [total_cents, currency]",
        "using: decimal_to_cents, of: [total_cents]",
        "partial-without-policy at `decimal_to_cents`: `OrderPlacedAndPaid`: `decimal_to_cents` cannot convert every value",
    ),
    (
        "OrderNoted: { fields: { order_id: Text, customer_id: Text } }",
        "OrderNoted: { fields: { order_id: Text, customer_id: Text }, split_into: [ OrderPlacedAndPaid: { order_id: order_id, customer: order_id, total_cents: { value: 1 }, currency: order_id, paid_with: order_id } ] }",
        "split-cycle at `OrderNoted`: reading `OrderPlacedAndPaid`, `OrderNoted` never ends",
    ),
    (
        "renamed_from: RefundAsked",
        "renamed_from: OrderNoted",
        "type-name-collision at `OrderNoted`: `ReturnRequested` and `OrderNoted` are both stored as `ordering.order_noted`",
    ),
    (
        "risk_note: Text }, writes: [risk]",
        "risk_note: Text }, writes: [risc]",
        "unknown-field-in-step at `risc`: `ReturnRequested` version 2, step 2: there is no field `risc` after this step",
    ),
    (
        "custom: { reads: { risk_note: Text }",
        "custom: { reads: { order_id: Int }",
        "unexplained-difference at `order_id`: `ReturnRequested` version 2, step 2: `order_id` was `Int`, but the field that stays is `Text`",
    ),
    (
        "OrderNoted: { fields: { order_id: Text, customer_id: Text } }",
        "OrderNoted: { fields: { order_id: Text, customer_id: Text }, unversioned_is: 2 }",
        "version-gap at `2`: `OrderNoted` has no version 2",
    ),
    (
        "convert: { from: { total_cents: Int, currency: Text }, to: total, using: cents_to_money }",
        "convert: { from: { total: Text }, to: total, using: text_to_decimal }",
        "conversion-mismatch at `text_to_decimal`: `OrderPlaced` version 3, step 1: `text_to_decimal` gives Decimal for (Text), but here it should give Money for (Text)",
    ),
    (
        "rename: { customer: customer_id }",
        "convert: { from: { customer: Decimal }, to: customer_id, using: scale, with: { factor: 2 } }",
        "conversion-mismatch at `scale`: `OrderPlaced` version 2, step 1: `scale` gives Decimal for (Int or Decimal), but here it should give Text for (Decimal)",
    ),
    (
        "rename: { customer: customer_id }",
        "join: { from: { first: Int, last: Text }, to: customer_id, with: x }",
        "conversion-mismatch at `first`: `OrderPlaced` version 2, step 1: `first` is `Int`, and only texts are joined and split",
    ),
    (
        "rename: { customer: customer_id }",
        "each: { in: customer_id, steps: [ add: x ] }",
        "conversion-mismatch at `customer_id`: `OrderPlaced` version 2, step 1: `each` takes a collection of value objects, but `customer_id` is `Text`",
    ),
    (
        "rename: { customer: customer_id }",
        "wrap: { from: { customer: Text }, to: customer_id }",
        "conversion-mismatch at `customer_id`: `OrderPlaced` version 2, step 1: `wrap` makes a list or a set, but `customer_id` is `Text`",
    ),
    (
        "rename: { customer: customer_id }",
        "flatten: { from: { customer: Text } }",
        "conversion-mismatch at `customer`: `OrderPlaced` version 2, step 1: `flatten` takes a value object, but `customer` is `Text`",
    ),
    (
        "rename: { customer: customer_id }",
        "split: { from: { customer: Text? }, to: [customer_id], at: x }",
        "conversion-mismatch at `customer`: `OrderPlaced` version 2, step 1: `customer` is `Text?`, and only texts are joined and split",
    ),
    (
        "custom: { reads: { risk_note: Text }, writes: [risk], using: risk_from_text }",
        "convert: { from: { risk: Text }, to: risk, using: text_to_int }",
        "partial-without-policy at `text_to_int`: `ReturnRequested` version 2, step 2: `text_to_int` cannot convert every value",
    ),
    (
        "custom: { reads: { risk_note: Text }, writes: [risk], using: risk_from_text }",
        "convert: { from: { risk: Text }, to: risk, using: text_to_int, on_invalid: { value: high } }",
        r#"value-of-wrong-type at `high`: `ReturnRequested` version 2, step 2: `"high"` is no value of type `Int`"#,
    ),
    (
        "add: { requested_at: { from: meta.recorded_at } }",
        "convert: { from: { day: Date }, to: requested_at, using: date_to_timestamp, with: { zone: Berlin }, on_invalid: fail }",
        "conversion-mismatch at `Berlin`: `ReturnRequested` version 2, step 1: `Berlin` is no value for `zone`",
    ),
    (
        "add: { requested_at: { from: meta.recorded_at } }",
        "add: { requested_at: yesterday }",
        r#"value-of-wrong-type at `yesterday`: `ReturnRequested` version 2, step 1: `"yesterday"` is no value of type `Timestamp`"#,
    ),
    (
        "    version: 3\n    fields: { order_id: Text, reason",
        "    version: 4000000000\n    fields: { order_id: Text, reason",
        "version-gap at `4000000000`: `OrderCancelled` is at version 4000000000, but `changes` does not say what changed in version 4000000000",
    ),
];

#[test]
fn each_mistake_is_found_at_its_place() {
    let mut missed = Vec::new();
    for (from, to, expected) in MISTAKES {
        assert_eq!(SHOP.matches(from).count(), 1, "`{from}` has to stand in the model once");
        let found = planned(&SHOP.replacen(from, to, 1)).findings;
        if found != [*expected] {
            missed.push(format!(
                "{from}\n-> {to}\nexpected {expected}\nfound    {}",
                found.join("\n         ")
            ));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

#[test]
fn a_draft_may_have_gaps_but_no_wrong_words() {
    let body = "events:
  Noted:
    draft: true
    version: 3
    fields: { a: Text }
    changes:
      3:
        because: it is not clear yet
        steps: [ add: a, rename: { b: c } ]";
    let draft = planned(body);
    assert_eq!(draft.findings, Vec::<String>::new());
    let finished = planned(&body.replace("    draft: true\n", ""));
    assert_eq!(finished.findings.len(), 2, "{:?}", finished.findings);
}
