//! The smallest models that show a finding each, and what a healthy one becomes.

use std::fmt::Write as _;

use crate::{
    diagnostic::{Diagnostic, has_errors, settle},
    model::{Model, Source, resolve},
    source::SourceMap,
    syntax,
};

/// Resolves one file.
pub(super) fn resolved(yaml: &str) -> (SourceMap, Model, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", yaml);
    let (document, mut out) = syntax::parse(file, &sources);
    let (model, more) = resolve(&[document]);
    out.extend(more);
    (sources, model, settle(out))
}

/// The findings of one file: rule, word at fault, message, and what stands beside it.
pub(super) fn check(yaml: &str) -> String {
    let (sources, _, findings) = resolved(yaml);
    let mut text = String::new();
    for finding in &findings {
        let line = sources.start_of(finding.primary.span).line;
        let word = sources.slice(finding.primary.span);
        let severity = finding.severity.as_str();
        writeln!(text, "{severity}[{}] {line} `{word}`: {}", finding.rule, finding.message)
            .unwrap();
        for label in &finding.related {
            let line = sources.start_of(label.span).line;
            writeln!(text, "  {line} `{}`: {}", sources.slice(label.span), label.text).unwrap();
        }
        finding.notes.iter().for_each(|note| writeln!(text, "  note: {note}").unwrap());
        finding.help.iter().for_each(|help| writeln!(text, "  help: {help}").unwrap());
    }
    text
}

/// A model of one context at design level.
fn shop(inside: &str) -> String {
    let mut yaml = "esgen: 1\nmodel: m\nactors: [Clerk]\ncontexts:\n  Shop:\n".to_owned();
    for line in inside.lines() {
        writeln!(yaml, "    {line}").unwrap();
    }
    yaml
}

/// A model with one aggregate.
fn order(inside: &str) -> String {
    let mut yaml = "aggregates:\n  Order:\n".to_owned();
    for line in inside.lines() {
        writeln!(yaml, "    {line}").unwrap();
    }
    shop(&yaml)
}

#[test]
fn a_dangling_reference_is_reported_once_with_the_nearest_name() {
    insta::assert_snapshot!(check(&order("
state: { title: Text }
commands:
  PlaceOrder: { creates: true, by: [Clark], fields: { title: Text }, emits: OrderPlacd }
  PayOrder: { by: [PlaceOrder], emits: Bank.Paid }
events:
  OrderPlaced: { fields: { title: Text } }
")), @"");
}

#[test]
fn what_stands_elsewhere_is_found_or_ambiguous() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
contexts:
  A: { events: [Sent, Seen], level: process }
  B: { events: [Sent], level: process }
  C:
    level: process
    reads: { Sent: , Seen: , A.Sent: , A.Seent: , B.Seen: , D.Sent: }
"), @"");
}

#[test]
fn a_wrong_kind_says_what_may_stand_there() {
    insta::assert_snapshot!(check(&order("
commands:
  PlaceOrder: { creates: true, by: [Order], emits: PlaceOrder }
events: [OrderPlaced]
")), @"");
}

#[test]
fn names_are_declared_once() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
types: { Text: Int, OrderLine: Text, Order_Line: Text }
contexts:
  Kernel:
    types: { OrderId: Text }
    aggregates:
      Order: { events: [OrderPlaced] }
      Types: { events: [OrderPlaced] }
"), @"");
}

#[test]
fn a_field_is_known_by_one_name_and_one_type() {
    insta::assert_snapshot!(check(&shop("
types: { Size: [small, large] , Box: { fields: { inner: 'Box?' } }, Empty: [] }
aggregates:
  Order:
    commands:
      PlaceOrder:
        creates: true
        fields: { street_name: Text, streetName: Text, mony: Mony, boss: Order, size: Size = huge, order: OrderId }
        emits: OrderPlaced
    events: { OrderPlaced: { fields: { stream_id: Text } } }
")), @"");
}

#[test]
fn a_lifecycle_knows_its_states() {
    insta::assert_snapshot!(check(&shop("
types: { Stage: [placed, shipped] }
aggregates:
  Order:
    state: { stage: Stage = shipped, title: Text = '' }
    lifecycle: { field: stage, initial: placed, final: [gone] }
    commands:
      PlaceOrder: { creates: true, from: [placed], emits: OrderPlaced }
      ShipOrder: { from: [plcaed], emits: OrderShipped }
    events:
      OrderPlaced: {}
      OrderShipped: { moves_to: shiped, sets: { stage: shipped } }
  Cart:
    lifecycle: { field: title, initial: a }
    commands: { Fill: { from: [a], emits: Filled } }
    events: { Filled: { moves_to: b } }
  Bag:
    events: { Packed: { moves_to: b } }
")), @"");
}

#[test]
fn every_emitted_field_has_a_source() {
    insta::assert_snapshot!(check(&order("
state: { note: 'Text?', total: Int = 0 }
commands:
  PlaceOrder:
    creates: true
    fields: { title: Text, count: Text }
    decide:
      - reject: NoTitle
        when: title == ''
        with: { title: title }
      - emit: OrderPlaced
        with: { placed_at: meta.recorded_at, place: title, limit: title }
      - ignore: never
  PayOrder: { fields: { title: Text }, emits: OrderPaid }
events:
  OrderPlaced: { fields: { title: 'Text?', count: Int, placed_at: Timestamp, limit: Int, tip: Int = 0 } }
  OrderPaid: { fields: { order: OrderId, total: Int, paid_at: Timestamp }, sets: { totl: total } }
")), @"");
}

#[test]
fn an_event_has_one_writer() {
    insta::assert_snapshot!(check("
esgen: 1
model: m
systems:
  Bank: { handles: { Pay: { emits: Paid, decide: [{ emit: Paid }] } }, emits: { Paid: { sets: { a: 1 } } } }
contexts:
  Shop:
    events: [OrderSeen]
    aggregates:
      Order:
        commands: { PlaceOrder: { creates: true, emits: [OrderPlaced, OrderSeen] } }
        events: { OrderPlaced: {} }
      Cart:
        commands: { CheckOut: { creates: true, emits: [OrderPlaced, OrderSeen, Paid] } }
"), @"");
}

#[test]
fn a_stream_starts_with_a_whole_state() {
    insta::assert_snapshot!(check(&order("
state: { title: Text, customer: Text, note: 'Text?' }
commands: { PlaceOrder: { creates: true, fields: { title: Text }, emits: OrderPlaced } }
events: { OrderPlaced: { fields: { title: Text }, sets: { title: state.title } } }
")), @"");
}

#[test]
fn a_bad_part_has_no_followers() {
    insta::assert_snapshot!(check(&order("
state: { total: Mony }
commands:
  PlaceOrder: { creates: true, fields: { title: Txt }, decide: [{ emit: OrderPlaced, when: title == '' }] }
events: { OrderPlaced: { fields: { title: Text }, sets: { total: total } } }
")), @"");
}

#[test]
fn a_wall_of_notes_lacks_what_it_likes() {
    assert_eq!(
        check(
            "
esgen: 1
model: m
level: big-picture
actors: [读者]
contexts:
  销售:
    events: [订单已提交, 订单已支付]
    commands: { 提交订单: { by: [读者], emits: 订单已提交, from: [x], fields: { a: B } } }
"
        ),
        ""
    );
}

#[test]
fn what_is_filled_by_name_prefers_the_command() {
    let (_, model, findings) = resolved(&order("
state: { total: Int = 0, note: 'Text?' }
commands:
  PlaceOrder: { creates: true, emits: OrderPlaced }
  PayOrder: { fields: { note: Text }, emits: OrderPaid }
events:
  OrderPlaced: {}
  OrderPaid: { fields: { note: 'Text?', total: Int, order: OrderId, tip: Int = 1 }, sets: { note: note } }
"));
    assert!(!has_errors(&findings), "{findings:?}");
    let command = model.commands.values().find(|command| command.name.value == "PayOrder").unwrap();
    let crate::model::Decision::Table(rows) = &command.decision else { panic!("a table") };
    let shown: Vec<String> = rows[0].emissions()[0]
        .fields
        .iter()
        .map(|filling| match &filling.source {
            Source::ByName(found) => format!("{}: {:?}", filling.field, found.kind),
            other @ (Source::Default | Source::Written(_) | Source::Hook(_)) => {
                format!("{}: {other:?}", filling.field)
            }
        })
        .collect();
    insta::assert_snapshot!(shown.join("\n"), @"");
}

#[test]
fn ten_thousand_events_take_no_time() {
    let mut yaml = "esgen: 1\nmodel: m\ncontexts:\n".to_owned();
    for context in 0..100 {
        writeln!(yaml, "  Context{context}:\n    aggregates:").unwrap();
        for aggregate in 0..10 {
            writeln!(yaml, "      Thing{aggregate}:\n        commands:\n          Start{aggregate}: {{ creates: true, emits: Done{aggregate}x0 }}").unwrap();
            for event in 1..10 {
                writeln!(yaml, "          Do{aggregate}x{event}: {{ fields: {{ a: Text, b: Int }}, emits: Done{aggregate}x{event} }}").unwrap();
            }
            writeln!(yaml, "        events:\n          Done{aggregate}x0: {{}}").unwrap();
            for event in 1..10 {
                writeln!(
                    yaml,
                    "          Done{aggregate}x{event}: {{ fields: {{ a: Text, b: Int }} }}"
                )
                .unwrap();
            }
        }
    }
    let mut sources = SourceMap::default();
    let file = sources.add("esgen.yaml", yaml);
    let (document, _) = syntax::parse(file, &sources);
    let start = std::time::Instant::now();
    let (model, findings) = resolve(&[document]);
    assert_eq!((model.events.len(), findings.len()), (10_000, 0));
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    println!("resolved in {:?}", start.elapsed());
}
