//! What the interpreter reads is what generated code reads: each of these was once read otherwise.

use super::{Json, Planned, Stop, sound};
use crate::evolve::{
    Mismatch,
    interpret::{Envelope, read, trace},
    sample::envelope,
};

impl Planned {
    /// What a stored event is read as, one event a line.
    fn read(&self, name: &str, number: u32, payload: &str, envelope: &Envelope) -> String {
        let payload = Json::parse(payload).unwrap();
        match read(&self.plan, self.event(name), number, &payload, envelope) {
            Ok(events) => {
                let line = |(event, payload): &(_, Json)| {
                    format!("{} {payload}", self.model.events[*event].name.value)
                };
                events.iter().map(line).collect::<Vec<_>>().join("\n")
            }
            Err(stop) => stop.to_string(),
        }
    }
}

#[test]
fn values_come_back_as_generated_code_writes_them() {
    let planned = sound(
        "types:
  Word: [b, a]
events:
  E: { fields: { n: set<Decimal>, w: set<Word>, m: map<Int>, at: Timestamp, d: Duration, u: Uuid, i: Int } }",
    );
    let stored = r#"{"n":["2","1.50","1.5","1e1"],"w":["a","b","a"],"m":{"z":1,"":2},"at":"2026-02-28T01:00:00+01:00",
        "d":"1h","u":"URN:UUID:018F3F3E-0000-7000-8000-00000000000A","i":9007199254740993,"x":1.10}"#;
    assert_eq!(
        planned.read("E", 1, stored, &envelope()),
        r#"E {"n":["1.50","2","10"],"w":["b","a"],"m":{"":2,"z":1},"at":"2026-02-28T00:00:00Z","d":"PT1H","u":"018f3f3e-0000-7000-8000-00000000000a","i":9007199254740993}"#
    );
    let zero = stored.replace("9007199254740993", "-0");
    assert_eq!(
        planned.read("E", 1, &zero, &envelope()),
        "`i` should be a whole number of 64 bits, but is the number -0"
    );
}

#[test]
fn null_and_absent_are_told_apart_where_neither_fits() {
    let planned = sound("events:\n  E: { fields: { item: Text, lines: list<Int> } }");
    let read = |payload: &str| planned.read("E", 1, payload, &envelope());
    assert_eq!(read(r#"{"lines":[]}"#), "`item` should be a text, but is absent");
    assert_eq!(read(r#"{"item":null,"lines":[]}"#), "`item` should be a text, but is null");
    let inside = "`lines[0]` should be a whole number of 64 bits, but is null";
    assert_eq!(read(r#"{"item":"x","lines":[null]}"#), inside);
}

#[test]
fn an_event_without_a_version_is_read_as_the_one_that_the_model_names() {
    let body = "events:
  E:
    version: 2
    unversioned_is: 1
    fields: { b: Text }
    changes: { 2: { because: x, steps: [ rename: { a: b } ] } }";
    let planned = sound(body);
    assert_eq!(planned.read("E", 0, r#"{"a":"x"}"#, &envelope()), r#"E {"b":"x"}"#);
    let without = sound(&body.replace("    unversioned_is: 1\n", ""));
    assert_eq!(without.read("E", 0, r#"{"a":"x"}"#, &envelope()), "there is no version 0");
}

#[test]
fn nobody_looks_at_what_a_retired_event_held() {
    let planned = sound(
        "events:
  Gone: { retired: nobody asked, fields: { a: Text } }
  Both:
    fields: { a: Text }
    split_into: [ Gone: { a: { from: meta.stream_id } }, Kept: { a: a } ]
  Kept: { fields: { a: Text } }",
    );
    let nothing = Envelope::default();
    assert_eq!(planned.read("Gone", 1, r#"{"a":5}"#, &nothing), "");
    assert_eq!(
        planned.read("Gone", 2, "{}", &nothing),
        "version 2 is newer than the newest known version 1"
    );
    assert_eq!(planned.read("Both", 1, r#"{"a":"x"}"#, &nothing), r#"Kept {"a":"x"}"#);
}

#[test]
fn a_word_list_that_only_became_longer_is_read_as_the_longer_one() {
    let body = "types:
  Word: [a, b, c]
events:
  E:
    version: 2
    fields: { w: Word }
    changes: { 2: { because: x, steps: [ widen: { w: [a, b] } ] } }";
    assert_eq!(sound(body).read("E", 1, r#"{"w":"c"}"#, &envelope()), r#"E {"w":"c"}"#);
    let looked_at = body.replace("Word }\n", "Text }\n");
    let read = sound(&looked_at).read("E", 1, r#"{"w":"c"}"#, &envelope());
    assert_eq!(read, "`w` should be one of a, b, but is the text `c`");
}

#[test]
fn an_envelope_that_is_not_known_stops_the_step_that_needs_it() {
    let planned = sound(
        "events:
  E:
    version: 2
    fields: { by: Text?, at: Timestamp }
    changes: { 2: { because: x, steps: [ add: { by: { from: meta.actor } }, add: { at: { from: meta.recorded_at } } ] } }",
    );
    let nothing = Envelope::default();
    assert_eq!(
        planned.read("E", 1, "{}", &nothing),
        "step 2 from version 1 to 2 needs `meta.recorded_at`"
    );
    let mut known = Envelope::default();
    known.set("recorded_at", "2026-02-28T01:00:00+01:00").unwrap();
    assert_eq!(planned.read("E", 1, "{}", &known), r#"E {"at":"2026-02-28T00:00:00Z"}"#);
}

#[test]
fn a_trace_has_every_version_up_to_where_reading_stops() {
    let planned = sound(
        "events:
  E:
    version: 3
    fields: { n: Int }
    changes:
      3: { because: x, steps: [ convert: { from: { n: Text }, to: n, using: text_to_int, on_invalid: fail } ] }
      2: { because: x, steps: [ rename: { m: n } ] }",
    );
    let payload = Json::parse(r#"{"m":"many"}"#).unwrap();
    let trace = trace(&planned.plan, planned.event("E"), 1, Ok(&payload), &envelope());
    assert_eq!(trace.stored, Some(payload));
    assert_eq!(trace.hops, [(2, Json::parse(r#"{"n":"many"}"#).unwrap())]);
    assert!(matches!(trace.read, Err(Stop::Invalid { from: 2, step: 1, .. })));
}

#[test]
fn a_step_on_an_element_stops_as_the_step_around_it() {
    let planned = sound(
        "types:
  Line: { fields: { n: Int } }
events:
  E:
    version: 2
    fields: { b: Text, lines: list<Line> }
    changes:
      2:
        because: x
        steps:
          - rename: { a: b }
          - each:
              in: lines
              steps: [ convert: { from: { n: Text }, to: n, using: text_to_int, on_invalid: fail } ]",
    );
    let stored = r#"{"a":"x","lines":[{"n":"1"},{"n":"many"}]}"#;
    let told = "step 2 from version 1 to 2: `text_to_int` cannot convert \"many\"";
    assert_eq!(planned.read("E", 1, stored, &envelope()), told);
}

#[test]
fn a_mismatch_says_the_way_to_the_value() {
    let planned = sound(
        "types:
  Line: { fields: { count: Int } }
events:
  E: { fields: { lines: list<Line> } }",
    );
    let payload = Json::parse(r#"{"lines":[{"count":1},{"count":"x"}]}"#).unwrap();
    let found = read(&planned.plan, planned.event("E"), 1, &payload, &envelope());
    let Err(Stop::Payload(Mismatch { path, .. })) = found else { panic!("{found:?}") };
    assert_eq!(path.len(), 3);
    let told = planned.read("E", 1, &payload.to_string(), &envelope());
    assert_eq!(told, "`lines[1].count` should be a whole number of 64 bits, but is the text `x`");
}
