//! The way back: for every kind of step what an old reader gets, and what is said where it gets nothing.

use super::{
    super::{
        Json, describe,
        down::{Exactness, down},
        interpret::{Untold, downcast},
    },
    Planned, planned, sound,
};

/// One hop: types, new fields, the steps, and what becomes of a new payload.
struct Case {
    types: &'static str,
    fields: &'static str,
    steps: &'static str,
    /// How well it goes back, and pairs of a new payload and what an old reader gets.
    back: Exactness,
    told: &'static [(&'static str, &'static str)],
}

const CASES: &[Case] = &[
    Case {
        types: "",
        fields: "{ a: Text, b: Int?, c: Text, at: Timestamp, d: Text }",
        steps: "- add: b\n- add: { c: x, at: { from: meta.recorded_at }, d: { from: a } }",
        back: Exactness::Exact,
        told: &[(r#"{"a":"x","b":1,"c":"y","at":"2026-02-28T12:30:00Z","d":"z"}"#, r#"{"a":"x"}"#)],
    },
    Case {
        types: "",
        fields: "{ a: Text }",
        steps: "- drop: { b: Int?, c: { type: [x, y], back: y }, d: { type: Text?, back: z } }",
        back: Exactness::Fill,
        told: &[(r#"{"a":"x"}"#, r#"{"a":"x","c":"y","d":"z"}"#)],
    },
    Case {
        types: "",
        fields: "{ b: Text, d: Int }",
        steps: "- rename: { a: b, c: d }",
        back: Exactness::Exact,
        told: &[(r#"{"b":"x","d":7}"#, r#"{"a":"x","c":7}"#)],
    },
    Case {
        types: "Word: [a, b, c]\nIban: Text\nAny: { open: true, values: [a, b] }",
        fields: "{ i: Decimal, w: Word, s: Word, t: Text, o: Text?, n: Iban, p: Decimal?, y: Any }",
        steps: "- widen: { w: { was: [a, b], back: { c: a } }, s: { was: [a, b], back: b } }\n\
                - widen: { i: { was: Int, back: -1 }, t: { was: [x, y], back: y }, n: Text }\n\
                - widen: { o: { was: Text, back: none }, p: { was: Int, back: 0 }, y: { was: [a], back: a } }",
        back: Exactness::Fill,
        told: &[
            (
                r#"{"i":"3","w":"b","s":"a","t":"x","o":"there","n":"DE","p":"5","y":"a"}"#,
                r#"{"i":3,"w":"b","s":"a","t":"x","o":"there","n":"DE","p":5,"y":"a"}"#,
            ),
            (
                r#"{"i":"3.5","w":"c","s":"c","t":"anything","n":"","p":"0.1","y":"unheard"}"#,
                r#"{"i":-1,"w":"a","s":"b","t":"y","o":"none","n":"","p":0,"y":"a"}"#,
            ),
        ],
    },
    Case {
        types: "",
        fields: "{ a: Int }",
        steps: "- fill: { a: 1 }",
        back: Exactness::Lossy,
        told: &[(r#"{"a":4}"#, r#"{"a":4}"#)],
    },
    Case {
        types: "Word: [up, down]\nPay: [cash, card]",
        fields: "{ a: Word, b: Word, c: Word, d: Pay, e: Word? }",
        steps: "- map: { a: { was: [hi, lo], values: { hi: up, lo: down } } }\n\
                - map: { b: { was: Bool, values: { \"true\": up, \"false\": down } } }\n\
                - map: { c: { was: Text, values: { hi: up }, otherwise: down, back: { down: lo } } }\n\
                - map: { d: { was: [cash, coins, card], to: [cash, card], values: { coins: cash }, back: { cash: coins } } }\n\
                - map: { e: { was: Bool?, values: { \"true\": up, \"false\": down } } }",
        back: Exactness::Fill,
        told: &[
            (
                r#"{"a":"up","b":"down","c":"up","d":"cash","e":"up"}"#,
                r#"{"a":"hi","b":false,"c":"hi","d":"coins","e":true}"#,
            ),
            (
                r#"{"a":"down","b":"up","c":"down","d":"card"}"#,
                r#"{"a":"lo","b":true,"c":"lo","d":"card"}"#,
            ),
        ],
    },
    Case {
        types: "Currency: [EUR, USD]\nMoney: { fields: { amount: Decimal, currency: Currency } }",
        fields: "{ total: Money, price: Money, currency: Currency }",
        steps: "- convert: { from: { cents: Int, unit: Currency }, to: total, using: cents_to_money, back: 0 }\n\
                - convert: { from: { price_cents: Int, currency: Currency }, to: price, using: cents_to_money, back: 0 }",
        back: Exactness::Fill,
        told: &[(
            r#"{"total":{"amount":"4.50","currency":"USD"},"price":{"amount":"0.001","currency":"USD"},"currency":"EUR"}"#,
            r#"{"cents":450,"unit":"USD","price_cents":0,"currency":"EUR"}"#,
        )],
    },
    Case {
        types: "",
        fields: "{ a: Decimal, b: Text, c: Int, d: Timestamp, e: Timestamp, f: Text, g: Uuid, h: Decimal }",
        steps: "- convert: { from: { a: Int }, to: a, using: cents_to_decimal, back: 0 }\n\
                - convert: { from: { b: Int }, to: b, using: int_to_text, back: 7 }\n\
                - convert: { from: { c: Text }, to: c, using: text_to_int, on_invalid: fail }\n\
                - convert: { from: { day: Date }, to: d, using: date_to_timestamp, with: { zone: \"+01:00\", time: \"12:00\" }, on_invalid: fail }\n\
                - convert: { from: { ms: Int }, to: e, using: epoch_ms_to_timestamp, on_invalid: fail }\n\
                - convert: { from: { f: Text }, to: f, using: lowercase }\n\
                - convert: { from: { g: Text }, to: g, using: text_to_uuid, on_invalid: fail }\n\
                - convert: { from: { kilos: Int }, to: h, using: scale, with: { factor: 1000 }, on_invalid: fail, back: 0 }",
        back: Exactness::Fill,
        told: &[
            (
                r#"{"a":"12.50","b":"5","c":3,"d":"2026-02-28T23:30:00Z","e":"1970-01-01T00:00:00.001Z","f":"x","g":"018f3f3e-0000-7000-8000-000000000001","h":"2000"}"#,
                r#"{"a":1250,"b":5,"c":"3","day":"2026-03-01","ms":1,"f":"x","g":"018f3f3e-0000-7000-8000-000000000001","kilos":2}"#,
            ),
            (
                r#"{"a":"0.001","b":"many","c":-3,"d":"2026-02-28T11:00:00Z","e":"1970-01-01T00:00:00Z","f":"","g":"018f3f3e-0000-7000-8000-000000000001","h":"1500"}"#,
                r#"{"a":0,"b":7,"c":"-3","day":"2026-02-28","ms":0,"f":"","g":"018f3f3e-0000-7000-8000-000000000001","kilos":0}"#,
            ),
        ],
    },
    Case {
        types: "Address: { fields: { street: Text, city: Text? } }",
        fields: "{ ship: Address, bill_street: Text, bill_city: Text? }",
        steps: "- flatten: { from: { bill: Address }, prefix: bill_ }\n\
                - nest: { fields: [street, city], into: ship }",
        back: Exactness::Exact,
        told: &[(
            r#"{"ship":{"street":"Elm"},"bill_street":"Oak","bill_city":"Ulm"}"#,
            r#"{"street":"Elm","bill":{"street":"Oak","city":"Ulm"}}"#,
        )],
    },
    Case {
        types: "",
        fields: "{ zip: Text, city: Text }",
        steps: "- split: { from: { line: Text }, to: [zip, city], at: \" \" }",
        back: Exactness::Lossy,
        told: &[(r#"{"zip":"89073","city":"Neu Ulm"}"#, r#"{"line":"89073 Neu Ulm"}"#)],
    },
    Case {
        types: "Grams: Int",
        fields: "{ price: Decimal?, weight: Decimal, at: Timestamp, day: Date, degrees: Decimal }",
        steps: "- convert: { from: { cents: Int }, to: price, using: cents_to_decimal, back: 0 }\n\
                - convert: { from: { grams: Grams }, to: weight, using: scale, with: { factor: \"0.001\" }, on_invalid: fail, back: -1 }\n\
                - convert: { from: { at: Text }, to: at, using: text_to_timestamp, on_invalid: fail }\n\
                - convert: { from: { noon: Timestamp }, to: day, using: timestamp_to_date, with: { zone: \"+01:00\" }, back: \"1970-01-01T00:00:00Z\" }\n\
                - convert: { from: { degrees: Decimal }, to: degrees, using: fahrenheit_to_celsius, on_invalid: fail, back: 0 }",
        back: Exactness::Fill,
        told: &[
            (
                r#"{"price":"1.50","weight":"0.5","at":"2026-02-28T12:30:00Z","day":"2026-03-01","degrees":"100"}"#,
                r#"{"cents":150,"grams":500,"at":"2026-02-28T12:30:00Z","noon":"2026-02-28T23:00:00Z","degrees":"212.0"}"#,
            ),
            (
                r#"{"weight":"0.0005","at":"2026-02-28T12:30:00Z","day":"9999-12-31","degrees":"79228162514264337593543950335"}"#,
                r#"{"cents":0,"grams":-1,"at":"2026-02-28T12:30:00Z","noon":"1970-01-01T00:00:00Z","degrees":"0"}"#,
            ),
        ],
    },
    Case {
        types: "",
        fields: "{ first: Text, whole: Text, second: Text }",
        steps: "- join: { from: { first: Text, second: Text }, to: whole }",
        back: Exactness::Exact,
        told: &[(r#"{"first":"a","whole":"a b","second":"b"}"#, r#"{"first":"a","second":"b"}"#)],
    },
    Case {
        types: "",
        fields: "{ a: list<Text>, b: list<Int>, c: set<Text> }",
        steps: "- wrap: { from: { a: Text? }, to: a }\n\
                - wrap: { from: { b: Int }, to: b, back: -1 }\n\
                - wrap: { from: { c: Text? }, to: c, back: several }",
        back: Exactness::Fill,
        told: &[
            (r#"{"a":["x"],"b":[4],"c":["y"]}"#, r#"{"a":"x","b":4,"c":"y"}"#),
            (r#"{"a":["x","y"],"b":[],"c":[]}"#, r#"{"b":-1,"c":"several"}"#),
        ],
    },
    Case {
        types: "Line: { fields: { article: Text, pieces: Int } }",
        fields: "{ lines: list<Line>, by_name: map<Line>? }",
        steps: "- each: { in: lines, steps: [ rename: { product: article }, add: { pieces: 1 }, drop: { tax: { type: Int, back: 19 } } ] }\n\
                - each: { in: by_name, steps: [ rename: { product: article } ] }",
        back: Exactness::Fill,
        told: &[(
            r#"{"lines":[{"article":"tea","pieces":2}],"by_name":{"x":{"article":"tea","pieces":2}}}"#,
            r#"{"lines":[{"product":"tea","tax":19}],"by_name":{"x":{"product":"tea","pieces":2}}}"#,
        )],
    },
    Case {
        types: "",
        fields: "{ note: Text, risk: Int }",
        steps: "- custom: { reads: { note: Text }, writes: [risk], using: risk_of }",
        back: Exactness::Exact,
        told: &[(r#"{"note":"x","risk":3}"#, r#"{"note":"x"}"#)],
    },
];

/// The body of a model whose one event has one hop.
fn hop(types: &str, fields: &str, steps: &str, more: &str) -> String {
    let mut body = String::new();
    if !types.is_empty() {
        body.push_str("types:\n");
        types.lines().for_each(|line| body.extend(["  ", line, "\n"]));
    }
    body.extend(["events:\n  Changed:\n    version: 2\n", more, "    fields: ", fields, "\n"]);
    body.push_str("    changes:\n      2:\n        because: x\n        steps:\n");
    steps.lines().for_each(|line| body.extend(["          ", line.trim_start(), "\n"]));
    body.push_str("publishes: { channel: changes }\n");
    body
}

impl Planned {
    fn told(&self, payload: &str) -> Result<String, Untold> {
        let payload = Json::parse(payload).unwrap();
        downcast(&self.plan, self.event("Changed"), 1, &payload).map(|told| told.to_string())
    }
}

#[test]
fn every_step_goes_back() {
    for Case { types, fields, steps, back, told } in CASES {
        let planned = sound(&hop(types, fields, steps, ""));
        let way = down(&planned.plan.types, &planned.plan[planned.event("Changed")].hops[0]);
        assert_eq!(way.map(|down| down.worst()), Ok(*back), "{steps}");
        for (new, old) in *told {
            assert_eq!(planned.told(new).as_deref(), Ok(*old), "{steps}");
        }
    }
}

#[test]
fn a_value_without_an_old_one_is_an_error_that_names_the_step() {
    let steps = "- convert: { from: { cents: Int }, to: total, using: cents_to_decimal }";
    let planned = sound(&hop("", "{ total: Decimal }", steps, ""));
    assert_eq!(planned.told(r#"{"total":"1.50"}"#).as_deref(), Ok(r#"{"cents":150}"#));
    let error = planned.told(r#"{"total":"1.505"}"#).unwrap_err().to_string();
    assert_eq!(error, "step 1 from version 2 to 1: `decimal_to_cents` cannot convert \"1.505\"");
}

/// A step, and why version 1 cannot always be told, as the finding says it.
const NO_WAYS: &[(&str, &str, &str)] = &[
    ("{ a: Text }", "- drop: { b: Int }", "`b` is required there, and dropped here"),
    ("{ w: Word }", "- widen: { w: [a, b] }", "`c` of `w` has no old word, or more than one"),
    ("{ a: Text? }", "- widen: { a: Text }", "`a` may be absent, which has no old value"),
    ("{ t: Text }", "- widen: { t: Word }", "`t` may hold any word, which has no old value"),
    (
        "{ l: list<Decimal> }",
        "- widen: { l: list<Int> }",
        "what `l` holds now cannot be told in its old type",
    ),
    (
        "{ w: Word }",
        "- map: { w: { was: [a, b, c, d], to: [a, b, c], values: { d: c } } }",
        "`c` of `w` has no old word, or more than one",
    ),
    (
        "{ d: Decimal }",
        "- convert: { from: { c: Int }, to: d, using: cents_to_decimal }",
        "`decimal_to_cents` cannot convert every value of `d` back",
    ),
    (
        "{ d: Decimal }",
        "- convert: { from: { c: Decimal }, to: d, using: scale, with: { factor: 3 }, on_invalid: fail }",
        "no conversion leads back from `scale`",
    ),
    (
        "{ w: Text }",
        "- join: { from: { f: Text, l: Text }, to: w }",
        "where one text ends in `w` and the next begins, nobody knows",
    ),
    (
        "{ street: Text?, city: Text? }",
        "- flatten: { from: { home: Home? } }",
        "whether all of `home` was absent or only its parts were, nobody knows",
    ),
    ("{ i: list<Text> }", "- wrap: { from: { o: Text }, to: i }", "`i` may hold none or several"),
    (
        "{ r: Int }",
        "- custom: { reads: { n: Text }, writes: [r], using: risk_of }",
        "nothing undoes the function `risk_of`",
    ),
];

#[test]
fn a_version_that_cannot_always_be_told_is_not_published() {
    let types = "Word: [a, b, c]\nHome: { fields: { street: Text, city: Text } }";
    for (fields, step, why) in NO_WAYS {
        let body = hop(types, fields, step, "    audience: public\n    also_publish: [1]\n");
        let found = planned(&body).findings;
        let [only] = found.as_slice() else { panic!("{step}: {found:?}") };
        assert!(only.starts_with("no-way-back at `1`: `Changed` cannot always be told"), "{only}");
        let stopped = planned(&hop(types, fields, step, ""));
        let hop = &stopped.plan[stopped.event("Changed")].hops[0];
        let ways = match down(&stopped.plan.types, hop) {
            Ok(down) => down.partial,
            Err(ways) => ways,
        };
        assert_eq!(ways.iter().map(|way| way.why.as_str()).collect::<Vec<_>>(), [*why]);
    }
}

#[test]
fn what_an_old_reader_gets_is_told_with_the_step() {
    let types = "Word: [a, b, c]";
    let fields = "{ w: Word, a: Text?, d: Decimal, l: list<Int> }";
    let steps = "- widen: { w: { was: [a, b], back: { c: a } }, a: { was: Text, back: none } }\n\
                 - convert: { from: { c: Int }, to: d, using: cents_to_decimal, back: 0 }\n\
                 - wrap: { from: { i: Int }, to: l, back: -1 }";
    let planned = sound(&hop(types, fields, steps, ""));
    let hop = &planned.plan[planned.event("Changed")].hops[0];
    assert_eq!(
        describe::steps(&planned.plan.types, hop),
        [
            r#"widen w: enum(a|b) -> enum(a|b|c) back {"c": a}"#,
            r#"widen a: Text -> Text? back "none""#,
            "convert c: Int -> d using cents_to_decimal() back 0",
            "wrap i: Int -> l back -1",
        ]
    );
}

#[test]
fn a_value_for_old_readers_fits_the_old_type() {
    for (field, step, found) in [
        ("a: Text?", "- widen: { a: { was: Int?, back: many } }", "not-a-widening"),
        ("d: Decimal", "- widen: { d: { was: Int, back: many } }", "value-of-wrong-type at `many`"),
        ("w: Word", "- widen: { w: { was: [a, b], back: c } }", "value-of-wrong-type at `c`"),
        ("w: Word", "- widen: { w: { was: [a, b], back: { c: 5 } } }", "value-of-wrong-type"),
        (
            "d: Decimal",
            "- convert: { from: { c: Int }, to: d, using: cents_to_decimal, back: x }",
            "value-of-wrong-type at `x`",
        ),
        ("l: list<Int>", "- wrap: { from: { i: Int }, to: l, back: x }", "value-of-wrong-type"),
    ] {
        let findings =
            planned(&hop("Word: [a, b, c]", &format!("{{ {field} }}"), step, "")).findings;
        let [only] = findings.as_slice() else { panic!("{step}: {findings:?}") };
        assert!(only.starts_with(found), "{step}: {only}");
    }
}

#[test]
fn inside_a_list_the_step_is_named_with_the_one_around_it() {
    let step = "- each: { in: lines, steps: [ rename: { product: article }, drop: { tax: Int } ] }";
    let types = "Line: { fields: { article: Text } }";
    let planned = sound(&hop(types, "{ lines: list<Line> }", step, ""));
    let ways = down(&planned.plan.types, &planned.plan[planned.event("Changed")].hops[0]);
    assert_eq!(ways.unwrap_err()[0].trail, [1, 2]);
}

#[test]
fn what_never_leaves_is_published_in_no_version() {
    for (more, why) in [
        ("    also_publish: [1]\n", "is private"),
        ("    audience: public\n    also_publish: [1]\n    retired: nobody asks\n", "is retired"),
    ] {
        let found = planned(&hop("", "{ b: Text }", "- rename: { a: b }", more)).findings;
        let expected =
            format!("not-published at `1`: `Changed` {why}, so that no version of it is published");
        assert_eq!(found, [expected]);
    }
    let body = hop(
        "",
        "{ b: Text }",
        "- rename: { a: b }",
        "    audience: public\n    also_publish: [1]\n",
    );
    sound(&body);
    let [only] = &planned(&body.replace("publishes:", "reads: {} #")).findings[..] else {
        panic!()
    };
    assert!(only.contains("belongs to a context without `publishes`"), "{only}");
}
