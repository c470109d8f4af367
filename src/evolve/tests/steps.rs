//! Every kind of step, both ways: the old shape that follows from it, and what an old payload is read as.

use super::sound;

/// One step: types, new fields, the steps, the old shape, an old payload, and what it is read as.
struct Case {
    types: &'static str,
    fields: &'static str,
    steps: &'static str,
    old: &'static str,
    stored: &'static str,
    read: &'static str,
}

const CASES: &[Case] = &[
    Case {
        types: "",
        fields: "{ a: Text, b: Int? }",
        steps: "- add: b",
        old: "a: Text",
        stored: r#"{"a":"x"}"#,
        read: r#"{"a":"x"}"#,
    },
    Case {
        types: "Word: [on_hold, ready]\nMoney: { fields: { amount: Decimal, unit: Word } }",
        fields: "{ w: Word, m: Money, n: Decimal, d: Duration?, l: list<Int>, e: Duration }",
        steps: "- add: { w: ready, n: 5, l: [1, 2], d: PT5M, e: P30D, m: { amount: \"1.50\", unit: ready } }",
        old: "",
        stored: "{}",
        read: r#"{"w":"ready","m":{"amount":"1.50","unit":"ready"},"n":"5","d":"PT5M","l":[1,2],"e":"PT720H"}"#,
    },
    Case {
        types: "",
        fields: "{ a: Text, b: Text?, at: Timestamp, by: Text?, of: Uuid, id: Text }",
        steps: "- add: { b: { from: a }, at: { from: meta.recorded_at }, by: { from: meta.actor }, \
                of: { from: meta.event_id }, id: { from: meta.stream_id } }",
        old: "a: Text",
        stored: r#"{"a":"x"}"#,
        read: r#"{"a":"x","b":"x","at":"2026-02-28T12:30:00Z","by":"sample","of":"018f3f3e-0000-7000-8000-00000000feed","id":"018f3f3e-0000-7000-8000-000000000001"}"#,
    },
    Case {
        types: "",
        fields: "{ a: Text }",
        steps: "- drop: { b: Int, c: [x, y] }\n- drop: { d: { type: Text, back: none } }",
        old: "a: Text, b: Int, c: enum(x|y), d: Text",
        stored: r#"{"a":"x","b":1,"c":"y","d":""}"#,
        read: r#"{"a":"x"}"#,
    },
    Case {
        types: "",
        fields: "{ b: Text, d: Int }",
        steps: "- rename: { a: b, c: d }",
        old: "a: Text, c: Int",
        stored: r#"{"a":"x","c":7}"#,
        read: r#"{"b":"x","d":7}"#,
    },
    Case {
        types: "Word: [a, b, c]\nIban: Text\nOld: [a, b]",
        fields: "{ i: Decimal, w: Word?, t: Text, o: Text?, n: Iban, l: list<Decimal>, u: Text, v: Word }",
        steps: "- widen: { i: Int, w: [a, b], t: Word, o: Text, n: Text, l: list<Int>, u: Uuid, v: Old }",
        old: "i: Int, l: list<Int>, n: Text, o: Text, t: enum(a|b|c), u: Uuid, v: enum(a|b), w: enum(a|b)?",
        stored: r#"{"i":0,"w":null,"t":"c","o":"x","n":"y","l":[1,-2],"u":"018F3F3E00007000800000000000FEED","v":"b"}"#,
        read: r#"{"i":"0","t":"c","o":"x","n":"y","l":["1","-2"],"u":"018f3f3e-0000-7000-8000-00000000feed","v":"b"}"#,
    },
    Case {
        types: "",
        fields: "{ a: Text, b: Int }",
        steps: "- fill: { a: nobody, b: 0 }",
        old: "a: Text?, b: Int?",
        stored: r#"{"b":5}"#,
        read: r#"{"a":"nobody","b":5}"#,
    },
    Case {
        types: "Word: [yes_please, no_thanks, other]",
        fields: "{ a: Word, b: Word, c: Word?, d: Word? }",
        steps: "- map: { a: { was: Bool, values: { \"true\": yes_please, \"false\": no_thanks } } }\n\
                - map: { b: { was: Text, values: { JA: yes_please }, otherwise: other } }\n\
                - map: { c: { was: [yes_please, nope], values: { nope: no_thanks } } }\n\
                - map: { d: { was: Bool, values: { \"true\": yes_please, \"false\": no_thanks } } }",
        old: "a: Bool, b: Text, c: enum(nope|yes_please)?, d: Bool",
        stored: r#"{"a":false,"b":"ja","c":"nope","d":true}"#,
        read: r#"{"a":"no_thanks","b":"other","c":"no_thanks","d":"yes_please"}"#,
    },
    Case {
        types: "Cur: [EUR, USD]\nMoney: { fields: { currency: Cur, amount: Decimal } }\nKey: Uuid",
        fields: "{ m: Money, k: Key, n: Int?, e: Text, day: Date, at: Timestamp, kg: Decimal, c: Decimal }",
        steps: "- convert: { from: { cents: Int, cur: Cur }, to: m, using: cents_to_money }\n\
                - convert: { from: { key: Text }, to: k, using: text_to_uuid, on_invalid: fail }\n\
                - convert: { from: { t: Text? }, to: n, using: text_to_int, on_invalid: { value: -1 } }\n\
                - convert: { from: { e: Text }, to: e, using: lowercase }\n\
                - convert: { from: { ms: Timestamp }, to: day, using: timestamp_to_date, with: { zone: \"+02:00\" } }\n\
                - convert: { from: { d: Date }, to: at, using: date_to_timestamp, with: { zone: \"-01:30\", time: \"12:00\" }, on_invalid: fail }\n\
                - convert: { from: { g: Int }, to: kg, using: scale, with: { factor: 0.001 }, on_invalid: fail }\n\
                - convert: { from: { units: Int }, to: c, using: minor_units_to_decimal, with: { digits: 3 } }",
        old: "cents: Int, cur: enum(EUR|USD), d: Date, e: Text, g: Int, key: Text, ms: Timestamp, t: Text?, units: Int",
        stored: r#"{"cents":-5,"cur":"USD","key":" {018f3f3e-0000-7000-8000-00000000feed}","t":"x","e":"ÄB","ms":"2026-02-28T23:00:00Z","d":"2026-03-01","g":1500,"units":1250}"#,
        read: r#"{"m":{"currency":"USD","amount":"-0.05"},"k":"018f3f3e-0000-7000-8000-00000000feed","n":-1,"e":"äb","day":"2026-03-01","at":"2026-03-01T13:30:00Z","kg":"1.500","c":"1.250"}"#,
    },
    Case {
        types: "Address: { fields: { street: Text, zip: Text? } }",
        fields: "{ a: Address, street: Text }",
        steps: "- nest: { fields: [street, zip], into: a }\n- add: { street: x }",
        old: "street: Text, zip: Text?",
        stored: r#"{"street":"s"}"#,
        read: r#"{"a":{"street":"s"},"street":"x"}"#,
    },
    Case {
        types: "Address: { fields: { street: Text, zip: Text? } }",
        fields: "{ street: Text, zip: Text?, b_street: Text?, b_zip: Text? }",
        steps: "- flatten: { from: { a: Address } }\n- flatten: { from: { b: Address? }, prefix: b_ }",
        old: "a: {street: Text, zip: Text?}, b: {street: Text, zip: Text?}?",
        stored: r#"{"a":{"street":"s","zip":"z"}}"#,
        read: r#"{"street":"s","zip":"z"}"#,
    },
    Case {
        types: "",
        fields: "{ name: Text, last: Text, zip: Text, city: Text }",
        steps: "- join: { from: { first: Text, middle: Text?, last: Text }, to: name, with: \" \" }\n\
                - split: { from: { line: Text }, to: [zip, city], at: \" \", extra: last, missing: \"?\" }",
        old: "first: Text, last: Text, line: Text, middle: Text?",
        stored: r#"{"first":"A","last":"B","line":"1010 Wien Mitte"}"#,
        read: r#"{"name":"A B","last":"B","zip":"1010","city":"Wien Mitte"}"#,
    },
    Case {
        types: "",
        fields: "{ a: list<Text>, b: set<Int>, c: list<Bool> }",
        steps: "- wrap: { from: { x: Text }, to: a }\n- wrap: { from: { y: Int? }, to: b }\n\
                - wrap: { from: { c: Bool }, to: c }",
        old: "c: Bool, x: Text, y: Int?",
        stored: r#"{"x":"t","c":true}"#,
        read: r#"{"a":["t"],"b":[],"c":[true]}"#,
    },
    Case {
        types: "Kind: [a, b]\nPart: { fields: { no: Text, amount: Decimal } }\n\
                Line: { fields: { sku: Text, kind: Kind, parts: list<Part> } }",
        fields: "{ lines: list<Line>, more: map<Line>? }",
        steps: "- each:\n    in: lines\n    steps:\n      - rename: { id: sku }\n      - widen: { kind: [a] }\n      \
                - each: { in: parts, steps: [ convert: { from: { cents: Int }, to: amount, using: cents_to_decimal } ] }\n\
                - each: { in: more, steps: [ drop: { old: Bool } ] }",
        old: "lines: list<{id: Text, kind: enum(a), parts: list<{cents: Int, no: Text}>}>, \
              more: map<{kind: enum(a|b), old: Bool, parts: list<{amount: Decimal, no: Text}>, sku: Text}>?",
        stored: r#"{"lines":[{"id":"1","kind":"a","parts":[{"no":"p","cents":150}]},{"id":"2","kind":"a","parts":[]}]}"#,
        read: r#"{"lines":[{"sku":"1","kind":"a","parts":[{"no":"p","amount":"1.50"}]},{"sku":"2","kind":"a","parts":[]}]}"#,
    },
];

#[test]
fn every_step_is_undone_and_carried_out() {
    for case in CASES {
        let mut body = String::new();
        if !case.types.is_empty() {
            body.push_str("types:\n");
            indented(&mut body, case.types, 2);
        }
        body.push_str("events:\n  Changed:\n    version: 2\n    fields: ");
        body.push_str(case.fields);
        body.push_str("\n    changes:\n      2:\n        because: it did\n        steps:\n");
        indented(&mut body, case.steps, 10);
        let planned = sound(&body);
        assert_eq!(planned.shape("Changed", 1), case.old, "{}", case.steps);
        let read = planned.upcast("Changed", 1, case.stored);
        assert_eq!(read.as_deref(), Ok(case.read), "{}", case.steps);
    }
}

fn indented(body: &mut String, text: &str, by: usize) {
    for line in text.lines() {
        body.push_str(&" ".repeat(by));
        body.push_str(line);
        body.push('\n');
    }
}

#[test]
fn a_value_that_cannot_be_converted_stops_reading_with_its_step() {
    let planned = sound(
        "events:
  Changed:
    version: 2
    fields: { n: Int }
    changes:
      2:
        because: numbers are numbers
        steps:
          - convert: { from: { n: Text }, to: n, using: text_to_int, on_invalid: fail }",
    );
    let stop = planned.upcast("Changed", 1, r#"{"n":"many"}"#).unwrap_err().to_string();
    assert_eq!(stop, "step 1 from version 1 to 2: `text_to_int` cannot convert \"many\"");
}
