//! Mistakes seeded one at a time into a model that is published: each is found once, at the word at fault.

mod support;

use esgen::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::lock,
    pipeline::Analysis,
};

const PUBLISHED: &str = r#"
types:
  Channel: [web, phone, other]
  Money: { fields: { amount: Decimal, currency: Text } }
  Address: { fields: { street: Text, city: Text } }
  Line: { fields: { article: Text, pieces: Int } }
aggregates:
  Order:
    identity: Uuid
    events:
      OrderPlaced:
        version: 3
        fields: { customer: Text, total: Money, channel: Channel, ship_to: Address, note: Text? }
        changes:
          3:
            because: several currencies, and the address is one thing
            steps:
              - convert: { from: { total_cents: Int, currency: Text }, to: total, using: cents_to_money }
              - nest: { fields: [street, city], into: ship_to }
          2:
            because: first clean-up
            steps:
              - rename: { client: customer }
              - add: { currency: EUR }
              - map: { channel: { was: Text, values: { tel: phone, web: web }, otherwise: other } }
              - drop: { flag: Bool }
      ParcelSent:
        version: 2
        fields:
          grams: { type: Decimal, unit: g }
          sent_on: Date
          recipient: { type: Text, personal: shred }
          zip_code: Text
          city: Text
          lines: list<Line>
          tags: list<Text>
          seen_at: Timestamp
          comment: Text
          price: Decimal
          risk: Int
        changes:
          2:
            because: types that say what the values are
            steps:
              - convert: { from: { kilos: Decimal }, to: grams, using: scale, with: { factor: 1000 }, on_invalid: fail }
              - convert: { from: { day: Text }, to: sent_on, using: text_to_date, on_invalid: { value: "2000-01-01" } }
              - join: { from: { first: Text, last: Text }, to: recipient, with: " " }
              - split: { from: { city_line: Text }, to: [zip_code, city], at: " ", extra: last, missing: "?" }
              - each: { in: lines, steps: [ add: { pieces: 1 } ] }
              - wrap: { from: { tag: Text }, to: tags }
              - add: { seen_at: { from: meta.recorded_at } }
              - fill: { comment: none }
              - widen: { price: Int }
              - flatten: { from: { old_address: Address }, prefix: x_ }
              - drop: { x_street: Text, x_city: { type: Text, back: Ulm } }
              - custom: { reads: { risk_note: Text }, writes: [risk], using: risk_of_note }
      OrderConfirmed:
        version: 2
        fields: { by: Text }
        changes:
          2: { because: the shop says confirmed, renamed_from: OrderApproved }
      OrderShared: { audience: public, fields: { link: Text } }
"#;

/// What is replaced, by what, and what is found.
const MISTAKES: &[(&str, &str, &str)] = &[
    ("currency: EUR }", "currency: USD }", "published-steps-changed at `currency: USD`"),
    ("tel: phone, web: web }", "tel: web, web: web }", "published-steps-changed at `channel:"),
    ("otherwise: other", "otherwise: web", "published-steps-changed at `channel:"),
    (
        "was: Text, values: { tel",
        "was: [tel, web], values: { tel",
        "published-steps-changed at `channel: { was: [tel",
    ),
    ("drop: { flag: Bool }", "drop: { flag: Int }", "published-steps-changed at `flag: Int`"),
    ("drop: { flag: Bool }", "drop: { mark: Bool }", "published-steps-changed at `mark: Bool`"),
    ("              - drop: { flag: Bool }\n", "", "published-steps-changed at `2`"),
    (
        "drop: { flag: Bool }",
        "drop: { flag: Bool, more: Int }",
        "published-steps-changed at `more: Int`",
    ),
    (
        "rename: { client: customer }",
        "rename: { buyer: customer }",
        "published-steps-changed at `buyer: customer`",
    ),
    ("total_cents: Int", "cents: Int", "published-steps-changed at `convert: { from: { cents"),
    (
        "currency: Text }, to: total",
        "code: Text }, to: total",
        "unknown-field-in-step at `currency`",
    ),
    ("factor: 1000 }", "factor: 100 }", "published-steps-changed at `convert: { from: { kilos"),
    (
        "on_invalid: fail",
        "on_invalid: { value: 0 }",
        "published-steps-changed at `convert: { from: { kilos",
    ),
    ("2000-01-01", "1970-01-01", "published-steps-changed at `convert: { from: { day"),
    (
        "last: Text }, to: recipient",
        "last: Text? }, to: recipient",
        "published-steps-changed at `join:",
    ),
    (
        "to: recipient, with: \" \"",
        "to: recipient, with: \", \"",
        "published-steps-changed at `join:",
    ),
    ("at: \" \"", "at: \",\"", "published-steps-changed at `split:"),
    ("extra: last", "extra: first", "published-steps-changed at `split:"),
    ("missing: \"?\"", "missing: \"-\"", "published-steps-changed at `split:"),
    ("pieces: 1 } ]", "pieces: 2 } ]", "published-steps-changed at `pieces: 2`"),
    (
        "wrap: { from: { tag: Text }",
        "wrap: { from: { tag: Text? }",
        "published-steps-changed at `wrap:",
    ),
    (
        "seen_at: { from: meta.recorded_at }",
        "seen_at: \"2000-01-01T00:00:00Z\"",
        "published-steps-changed at `seen_at:",
    ),
    (
        "fill: { comment: none }",
        "fill: { comment: nothing }",
        "published-steps-changed at `comment: nothing`",
    ),
    (
        "widen: { price: Int }",
        "convert: { from: { price: Int }, to: price, using: cents_to_decimal }",
        "published-steps-changed at `convert: { from: { price",
    ),
    ("old_address: Address }", "address: Address }", "published-steps-changed at `flatten:"),
    ("using: risk_of_note", "using: risk_of_text", "published-steps-changed at `custom:"),
    (
        "reads: { risk_note: Text }",
        "reads: { remark: Text }",
        "published-steps-changed at `custom:",
    ),
    (
        "- join: { from: { first: Text, last: Text }, to: recipient, with: \" \" }",
        "- custom: { reads: { first: Text, last: Text }, writes: [recipient], using: joined }",
        "published-steps-changed at `custom: { reads: { first",
    ),
    (
        "note: Text? }\n        changes",
        "note: Text }\n        changes",
        "published-shape-changed at `Text`",
    ),
    ("ship_to: Address, note: Text? }", "ship_to: Address }", "published-shape-changed at `3`"),
    (
        "ship_to: Address, note: Text? }",
        "ship_to: Address, note: Text?, more: Int? }",
        "published-shape-changed at `more`",
    ),
    (
        "ship_to: Address, note: Text? }",
        "ship_to: Address, remark: Text? }",
        "published-shape-changed at `3`",
    ),
    ("unit: g }", "unit: mg }", "unit-changed-in-place at `grams`"),
    (
        "sent_on: Date\n",
        "sent_on: { type: Date, unit: day }\n",
        "unit-changed-in-place at `sent_on`",
    ),
    ("personal: shred }", "personal: none }", "protection-removed at `recipient`"),
    ("personal: shred }", "personal: external }", "published-shape-changed at `recipient`"),
    ("[web, phone, other]", "[web, phone, other, app]", "value-type-moved at `Channel`"),
    ("pieces: Int } }", "pieces: Int, unit: Text? } }", "value-type-moved at `Line`"),
    (
        "renamed_from: OrderApproved",
        "renamed_from: OrderAgreed",
        "stored-name-changed at `OrderAgreed`",
    ),
    (
        "        version: 2\n        fields: { by: Text }\n        changes:\n          2: { because: the shop says confirmed, renamed_from: OrderApproved }\n",
        "        fields: { by: Text }\n",
        "version-went-back at `OrderConfirmed`",
    ),
    ("      OrderShared: {", "      OrderSpread: {", "event-vanished at `shop.order_shared@1`"),
    (
        "      OrderShared: {",
        "      OrderShared: { stored_as: shop.shared,",
        "stored-name-changed at `shop.shared`",
    ),
    (
        "      OrderShared: {",
        "      OrderShared: { description: Sent by mail.,",
        "meaning-edited at `OrderShared`",
    ),
    (
        "      OrderShared: { audience: public, fields: { link: Text } }\n",
        "",
        "event-vanished at `shop.order_shared@1`",
    ),
    (
        "OrderShared: { audience: public,",
        "OrderShared: { audience: private,",
        "made-private at `OrderShared`",
    ),
    ("identity: Uuid", "identity: Text", "stream-key-changed at `OrderPlaced`"),
    (
        "  Order:\n    identity",
        "  Purchase:\n    identity",
        "not-an-upcast-stream at `OrderPlaced`",
    ),
    (
        "      OrderShared: { audience: public, fields: { link: Text } }\n",
        "  Share:\n    events:\n      OrderShared: { audience: public, fields: { link: Text } }\n",
        "not-an-upcast-stream at `OrderShared`",
    ),
    (
        "{ audience: public, fields: { link: Text } }",
        "{ audience: public, version: 2, fields: { link: Text, by: Text? }, changes: { 2: { because: who, steps: [ add: by, drop: { page: Text? } ] } } }",
        "unexplained-difference at `2`",
    ),
    (
        "{ audience: public, fields: { link: Text } }",
        "{ audience: public, version: 2, fields: { link: Text }, changes: { 2: { because: who, steps: [ { convert: { from: { link: Text }, to: link, using: lowercase } } ] } } }",
        "loses-information at `{ convert: { from: { link: Text }",
    ),
    (
        "{ audience: public, fields: { link: Text } }",
        "{ audience: public, version: 2, fields: { link: Text, page: Int }, changes: { 2: { because: who, steps: [ add: page ] } } }",
        "no-value-for-old-events at `page`",
    ),
];

fn analyze(part: &str, published: Option<&str>) -> Analysis {
    support::analyze(&support::whole(part).0, published)
}

/// Every error and warning as ``rule at `text`: message``.
fn found(analysis: &Analysis) -> Vec<String> {
    let line = |finding: &Diagnostic| {
        let place = analysis.sources.slice(finding.primary.span);
        format!("{} at `{place}`: {}", finding.rule, finding.message)
    };
    analysis.diagnostics.iter().filter(|it| it.severity < Severity::Info).map(line).collect()
}

/// The lock of a model in which nothing is wrong.
fn published(part: &str) -> String {
    let analysis = analyze(part, None);
    assert_eq!(found(&analysis), Vec::<String>::new());
    let published = lock::of_model(&analysis.model, &analysis.plan).to_string();
    assert_eq!(found(&analyze(part, Some(&published))), Vec::<String>::new());
    published
}

#[test]
fn each_mistake_is_found_once_at_its_place() {
    let published = published(PUBLISHED);
    let mut missed = Vec::new();
    for (from, to, expected) in MISTAKES {
        assert_eq!(PUBLISHED.matches(from).count(), 1, "`{from}` has to stand in the model once");
        let found = found(&analyze(&PUBLISHED.replacen(from, to, 1), Some(&published)));
        let fits = |it: &&String| it.starts_with(expected);
        if found.len() != 1 || found.iter().filter(fits).count() != 1 {
            let found = found.join("\n         ");
            missed.push(format!("{from}\n-> {to}\nexpected {expected}\nfound    {found}"));
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n\n"));
}

/// Edits that change nothing of what is stored or of how it is read.
const HARMLESS: &[(&str, &str)] = &[
    ("[web, phone, other]\n  Money", "[other, web, phone]\n  Money"),
    ("street: Text, city: Text } }", "city: Text, street: Text } }"),
    ("fields: [street, city]", "fields: [city, street]"),
    ("customer: Text, total: Money", "total: Money, customer: Text"),
    ("tel: phone, web: web }", "web: web, tel: phone }"),
    ("because: first clean-up", "because: a first clean-up, of words that nobody used"),
    ("channel: Channel, ship_to", "channel: Way, ship_to"),
    ("note: Text? }\n        changes", "note: Memo? }\n        changes"),
    ("sent_on: Date\n", "sent_on: { type: Date, label: sent, example: \"2026-02-28\" }\n"),
    ("price: Decimal\n", "price: { type: Decimal, min: 0, max: 100 }\n"),
    ("identity: Uuid", "description: What somebody buys."),
    (
        "    events:\n",
        "    state: { paid: Bool = false }\n    events:\n      OrderPaid: { sets: { paid: \"true\" } }\n",
    ),
    ("      OrderShared: {", "      OrderSpread: { stored_as: shop.order_shared,"),
    ("      OrderShared: {", "      OrderShared: { deprecated: { use: OrderPlaced },"),
    ("      OrderShared: {", "      OrderShared: { retired: nobody shares,"),
    ("risk_note: Text }", "risk_note: Memo }"),
    ("back: Ulm", "back: Bonn"),
];

#[test]
fn what_changes_nothing_is_no_mistake() {
    let spare = "types:\n  Way: [web, phone, other]\n  Memo: Text\n";
    let base = PUBLISHED.replacen("types:\n", spare, 1);
    let published = published(&base);
    for (from, to) in HARMLESS {
        assert_eq!(base.matches(from).count(), 1, "`{from}` has to stand in the model once");
        let found = found(&analyze(&base.replacen(from, to, 1), Some(&published)));
        assert_eq!(found, Vec::<String>::new(), "{from}\n-> {to}");
    }
}

const NOTED: &str = "types: { Way: [web, phone] }
aggregates: { Order: { events: { Noted: { fields: { note: Text, n: Text, at: Timestamp } } } } }
";

/// The fields of the next version, its steps, and what is remarked upon.
const LOSSES: &[(&str, &str, &[&str])] = &[
    (
        "note: Text, n: Text, at: Timestamp",
        "drop: { note: Text }, add: { note: none }",
        &["dropped, and added again with a value that no event said"],
    ),
    (
        "note: Text, n: Int, at: Timestamp",
        "convert: { from: { n: Text }, to: n, using: text_to_int, on_invalid: { value: 0 } }",
        &["every value that does not fit becomes 0"],
    ),
    (
        "a: Text, b: Text, n: Text, at: Timestamp",
        "split: { from: { note: Text }, to: [a, b], at: \",\", extra: drop }",
        &["what stands behind the last part is let go"],
    ),
    (
        "note: Text, n: Way, at: Timestamp",
        "map: { n: { was: Text, values: { tel: phone, fax: phone }, otherwise: web } }",
        &["`tel` and `fax` become `phone`"],
    ),
    (
        "note: Text, n: Way, at: Timestamp",
        "map: { n: { was: Text, values: { tel: phone }, otherwise: web, back: { phone: tel, web: web } } }",
        &[],
    ),
    (
        "note: Text, n: Text, at: Date, exact: Timestamp",
        "add: { exact: { from: at } }, convert: { from: { at: Timestamp }, to: at, using: timestamp_to_date }",
        &[],
    ),
    ("note: Text, n: Text", "drop: { at: Timestamp }", &[]),
    (
        "note: Text, n: Int, at: Timestamp",
        "convert: { from: { n: Text }, to: n, using: text_to_int, on_invalid: fail }",
        &[],
    ),
];

#[test]
fn what_a_step_loses_is_remarked_upon_and_what_is_said_or_kept_is_not() {
    let published = published(NOTED);
    for (fields, steps, expected) in LOSSES {
        let steps =
            steps.replace("}, add:", "} }, { add:").replace("}, convert:", "} }, { convert:");
        let next = format!(
            "{{ version: 2, fields: {{ {fields} }}, changes: {{ 2: {{ because: x, steps: [ {{ {steps} }} ] }} }} }}"
        );
        let old = "{ fields: { note: Text, n: Text, at: Timestamp } }";
        let analysis = analyze(&NOTED.replace(old, &next), Some(&published));
        let errors: Vec<_> =
            analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
        assert!(errors.is_empty(), "{steps}: {errors:?}");
        let losses = analysis.diagnostics.iter().filter(|it| it.rule == rule::LOSES_INFORMATION);
        let labels: Vec<&str> = losses.map(|it| it.primary.text.as_str()).collect();
        assert_eq!(labels, *expected, "{steps}");
    }
}
