//! Which steps are guessed for which difference.

use super::working;

/// The steps from one list of fields to another, in a context with a few types.
fn steps(was: &str, is: &str) -> Vec<String> {
    steps_with(TYPES, was, TYPES, is)
}

const TYPES: &str = "Money: { fields: { amount: Decimal, currency: Currency } }
      Currency: [EUR, USD]
      Channel: [web, phone]
      Address: { fields: { street: Text, city: Text } }
      Line: { fields: { product: Text, count: Int } }";

fn steps_with(types_before: &str, was: &str, types: &str, is: &str) -> Vec<String> {
    let model = |types: &str, fields: &str| {
        format!(
            "esgen: 1\nmodel: test\ncontexts:\n  Shop:\n    types:\n      {types}\n    aggregates:\n      Order:\n        \
             commands: {{ Place: {{ creates: true, emits: [OrderPlaced, OrderLeft] }} }}\n        events:\n          \
             OrderPlaced: {{ fields: {{ {fields} }} }}\n          OrderLeft: {{}}\n"
        )
    };
    let work = working(&model(types_before, was), &model(types, is));
    assert!(work.whole, "{is}: {:#?}", work.findings);
    let drafts = work.drafts();
    assert_eq!(super::broken_promise(&work, &drafts), None);
    drafts.drafts.iter().flat_map(super::super::Draft::lines).collect()
}

/// What a version carried, what the model says, and the one step between them.
const GUESSES: &[(&str, &str, &str)] = &[
    ("customer: Text", "customer_id: Text", "- rename: { customer: customer_id } # check"),
    ("note: Text", "note: \"Text?\"", "- widen: { note: Text }"),
    ("total: Int", "total: Decimal", "- widen: { total: Int }"),
    ("via: Channel", "via: Text", "- widen: { via: [phone, web] }"),
    ("note: \"Text?\"", "note: Text = none", "- fill: { note: \"none\" } # check"),
    (
        "note: \"Text?\"",
        "note: Text",
        "- fill: { note: null } # decide: the value where none was stored",
    ),
    (
        "total_cents: Int",
        "total: Decimal",
        "- convert: { from: { total_cents: Int }, to: total, using: cents_to_decimal } # check",
    ),
    (
        "id: Text",
        "id: Uuid",
        "- convert: { from: { id: Text }, to: id, using: text_to_uuid, on_invalid: fail } # check",
    ),
    (
        "day: Date",
        "day: Timestamp",
        "- convert: { from: { day: Date }, to: day, using: date_to_timestamp, on_invalid: fail } # check",
    ),
    (
        "street: Text, city: Text",
        "to: Address",
        "- nest: { fields: [street, city], into: to } # check",
    ),
    (
        "to: Address",
        "to_street: Text, to_city: Text",
        "- flatten: { from: { to: Address }, prefix: to_ } # check",
    ),
    (
        "cents: Int, currency: Currency",
        "price: Money",
        "- convert: { from: { cents: Int, currency: Currency }, to: price, using: cents_to_money } # check",
    ),
    ("line: Line", "lines: list<Line>", "- wrap: { from: { line: Line }, to: lines } # check"),
    (
        "via: Text",
        "via: Channel",
        "- map: { via: { was: Text, values: { web: web, phone: phone } } } # decide: `otherwise`, the word for every other text",
    ),
    ("gone: list<Line>", "", "- drop: { gone: list<Line> } # check"),
    ("", "note: \"Text?\"", "- add: note"),
    ("", "via: Channel = web", "- add: { via: web } # check"),
    ("", "paid_at: Timestamp", "- add: { paid_at: { from: meta.recorded_at } } # check"),
    ("", "of: OrderId", "- add: { of: { from: meta.stream_id } } # check"),
    ("", "country: Text", "- add: country # decide: the value for events stored before"),
    (
        "paid: Int",
        "paid: Bool",
        "- custom: { reads: { paid: Int }, writes: [paid], using: order_placed_paid_from_v1 } # check",
    ),
    (
        "t: { type: Int, unit: kg }",
        "t: { type: Int, unit: g }",
        "- custom: { reads: { t: Int }, writes: [t], using: order_placed_t_from_v1 } # check",
    ),
];

#[test]
fn the_smallest_honest_step_is_guessed() {
    for (was, is, step) in GUESSES {
        assert_eq!(steps(was, is), [*step], "{was} -> {is}");
    }
}

#[test]
fn an_amount_beside_anything_but_words_or_text_is_no_money() {
    let beside = |other: &str| {
        let types = format!("Paid: {{ fields: {{ amount: Decimal, other: {other} }} }}");
        let was = format!("cents: Int, code: {other}");
        steps_with(&types, &was, &types, "price: Paid")
    };
    for other in ["\"Text?\"", "Int"] {
        assert_eq!(
            beside(other),
            [
                "- drop: { cents: Int } # check".to_owned(),
                format!("- drop: {{ code: {other} }} # check"),
                "- add: price # decide: the value for events stored before".to_owned(),
            ]
        );
    }
    let money = "convert: { from: { cents: Int, code: Text }, to: price, using: cents_to_money }";
    assert_eq!(beside("Text"), [format!("- {money} # check")]);
}

#[test]
fn a_field_that_changed_its_name_and_type_takes_two_steps() {
    assert_eq!(
        steps("mail: Text", "email: \"Text?\""),
        ["- rename: { mail: email } # check", "- widen: { email: Text }"]
    );
    assert_eq!(
        steps("count: \"Int?\"", "count: Decimal = 0"),
        ["- widen: { count: \"Int?\" }", "- fill: { count: \"0\" } # check"]
    );
}

#[test]
fn what_changed_inside_of_a_type_is_explained_inside_of_it() {
    let edited = TYPES
        .replace("street: Text, city: Text", "street: Text, city: Text, zip: \"Text?\"")
        .replace("product: Text, count: Int", "article: Text, count: Decimal")
        .replace("[web, phone]", "[web, app, phone]");
    let guessed = |fields: &str| steps_with(TYPES, fields, &edited, fields);
    assert_eq!(guessed("via: Channel"), ["- widen: { via: [phone, web] }"]);
    assert_eq!(
        guessed("to: Address"),
        [
            "- flatten: { from: { to: AddressV1 } }",
            "- add: zip",
            "- nest: { fields: [street, city, zip], into: to }",
        ]
    );
    assert_eq!(
        guessed("lines: list<Line>"),
        [
            "- each:",
            "    in: lines",
            "    steps:",
            "      - rename: { product: article } # check",
            "      - widen: { count: Int }",
        ]
    );
    assert_eq!(
        guessed("to: \"Address?\""),
        [
            "- custom: { reads: { to: \"AddressV1?\" }, writes: [to], using: order_placed_to_from_v1 } # check"
        ]
    );
    assert_eq!(guessed("via: list<Channel>"), ["- widen: { via: list<ChannelV1> }"]);
}
