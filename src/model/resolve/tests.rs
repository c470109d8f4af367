//! The smallest models that show a finding each, and what a healthy one becomes.

mod limits;
mod names;

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
")), @r"
        error[infinite-type] 7 `Box`: `Box` contains itself: Box → Box
          7 `'Box?'`: `Box` is held by value here
          help: hold a list of it, or refer to it by an identity
        error[empty-enum] 7 `Empty`: enumeration `Empty` has no values
          help: list its values, as in `[open, closed]`
        error[duplicate-field] 13 `streetName`: `street_name` and `streetName` become one field
          13 `street_name`: first declared here
          help: remove one, or give it a name that differs in more than case
        error[unknown-type] 13 `Mony`: there is no type `Mony`
          help: declare `Mony` under `types:`
        error[aggregate-by-object] 13 `Order`: `boss` holds the whole aggregate `Order`
          help: refer to it by its identity: `OrderId`
        error[invalid-example] 13 `huge`: `huge` is no value of Size
          help: the values are `small`, `large`
        error[reserved-field] 13 `order`: `order` is the instance that `PlaceOrder` addresses, not one of its fields
          help: remove it: `order` can be given and read without being declared
        error[reserved-field] 15 `stream_id`: `stream_id` belongs to the envelope of every event
          help: remove the field: `event.stream_id` can be read without it
        ");
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
")), @r"
        error[unknown-state] 10 `shipped`: `stage` starts in another state than its lifecycle
          11 `placed`: the lifecycle starts here
          help: remove the default: the field starts in the initial state
        error[unknown-state] 11 `gone`: no state `gone` in `Order`
          help: its states are placed, shipped
        error[unknown-state] 13 `placed`: a command that creates starts from no state
          13 `true`: it creates
          help: remove `from:`
        error[unknown-state] 14 `plcaed`: no state `plcaed` in `Order`
          help: did you mean `placed`?
        error[unknown-state] 17 `shiped`: no state `shiped` in `Order`
          help: did you mean `shipped`?
        error[unresolved-reference] 19 `title`: the state of `Cart` has no field `title`
        error[unknown-state] 23 `b`: `Bag` has no lifecycle, and so no state `b`
          help: declare one: `lifecycle: { field: status, initial: open }`
        ");
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
")), @r"
        error[wrong-kind] 17 `with`: `with` fills events, and this row emits none
          help: remove `with:`
        error[event-field-unsourced] 18 `OrderPlaced`: no value for `count` of `OrderPlaced`
          23 `count`: this field needs a value
          note: `count` of the command is Text, but Int is needed
          help: write `with: { count: … }`
        error[unresolved-reference] 19 `place`: `OrderPlaced` has no field `place`
        error[mapping-type-mismatch] 19 `title`: `title` is Text, but Int is needed here
        error[unreachable-row] 20 `never`: this row is never reached
          18 `OrderPlaced`: this row always holds
          help: give the row above a `when:`, or move it to the end
        error[event-field-unsourced] 21 `OrderPaid`: no value for `paid_at` of `OrderPaid`
          24 `paid_at`: this field needs a value
          help: write `with: { paid_at: meta.recorded_at }`
        error[unresolved-reference] 24 `totl`: the state of `Order` has no field `totl`
          help: did you mean `total`?
        ");
}

#[test]
fn a_condition_is_answered_once() {
    insta::assert_snapshot!(check(&order("
state: { total: Int = 0, note: Text? }
commands:
  PlaceOrder: { creates: true, emits: OrderPlaced }
  PayOrder:
    fields: { amount: Int }
    decide:
      - reject: TooMuch
        when: amount > state.total
      - reject: NotEnough
        when: amount < state.total
      - emit: OrderPaid
        when: ' amount > state.total '
events:
  OrderPlaced: {}
  OrderPaid: { sets: { total: 0, note: null } }
")), @r"
        error[unreachable-row] 20 `' amount > state.total '`: this row is never reached
          16 `amount > state.total`: whatever it holds for is answered here
          help: remove one of the two rows, or say how they differ
        ");
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
"), @r"
        error[illegal-succession] 5 `decide`: `decide` looks into an external system
          help: a system outside decides by itself; name its possible outcomes with `emits:`
        error[illegal-succession] 5 `sets`: `sets` changes a state, and an event of an external system has none
          help: remove it
        error[event-multiple-writers] 14 `OrderPlaced`: `OrderPlaced` is written by `Order` already
          12 `OrderPlaced`: an event of the aggregate `Order`
          help: let each record a fact of its own, or let a policy issue a command to the other
        error[event-multiple-writers] 14 `OrderSeen`: `OrderSeen` is written by `Order` already
          8 `OrderSeen`: an event of the aggregate `Order`
          help: let each record a fact of its own, or let a policy issue a command to the other
        error[event-multiple-writers] 14 `Paid`: `Paid` is written by `Bank` already
          5 `Paid`: an event of the external system `Bank`
          help: let each record a fact of its own, or let a policy issue a command to the other
        ");
}

#[test]
fn a_stream_starts_with_a_whole_state() {
    insta::assert_snapshot!(check(&order("
state: { title: Text, customer: Text, note: 'Text?' }
commands: { PlaceOrder: { creates: true, fields: { title: Text }, emits: OrderPlaced } }
events: { OrderPlaced: { fields: { title: Text }, sets: { title: state.title } } }
")), @r"
        error[event-field-unsourced] 11 `OrderPlaced`: `OrderPlaced` starts `Order` without a value for `customer`
          9 `customer`: this field of the state needs a value
          help: give it in `sets: { customer: … }`, or give the field a default
        error[unresolved-reference] 11 `state`: nothing is called `state` here
          help: an instance begins with this event, and has no state yet; where the event happens later too, begin with another one
        ");
}

#[test]
fn a_bad_part_has_no_followers() {
    insta::assert_snapshot!(check(&order("
state: { total: Mony }
commands:
  PlaceOrder: { creates: true, fields: { title: Txt }, decide: [{ emit: OrderPlaced, when: title == '' }] }
events: { OrderPlaced: { fields: { title: Text }, sets: { total: total } } }
")), @r"
        error[unknown-type] 9 `Mony`: there is no type `Mony`
          help: declare `Mony` under `types:`
        error[unknown-type] 11 `Txt`: there is no type `Txt`
          help: did you mean `Text`?
        ");
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
    insta::assert_snapshot!(shown.join("\n"), @r#"
        note: Convert(Present, Expr { kind: Field(Command, "note"), ty: Scalar(Text), span: Span { file: FileId(0), start: 270, end: 279 } })
        total: Field(State, "total")
        order: Root(Target)
        tip: Default
        "#);
}

#[test]
fn a_draft_may_lack_what_a_design_needs() {
    let yaml = |draft: &str| {
        order(&format!(
            "
draft: {draft}
state: {{ title: Text }}
commands:
  PlaceOrder: {{ creates: true, emits: OrderPlaced }}
  PayOrder: {{ decide: [{{ emit: OrderPaid, when: state.paid }}] }}
events: {{ OrderPlaced: {{}}, OrderPaid: {{ fields: {{ amount: Int }} }} }}
"
        ))
    };
    insta::assert_snapshot!(check(&yaml("true")), @r"
        info[unresolved-reference] 13 `paid`: `state` has no field `paid`
          help: `state` has `title`
        ");
    insta::assert_snapshot!(check(&yaml("false")), @r"
        error[event-field-unsourced] 13 `OrderPaid`: no value for `amount` of `OrderPaid`
          14 `amount`: this field needs a value
          help: write `with: { amount: … }`
        error[unresolved-reference] 13 `paid`: `state` has no field `paid`
          help: `state` has `title`
        error[event-field-unsourced] 14 `OrderPlaced`: `OrderPlaced` starts `Order` without a value for `title`
          10 `title`: this field of the state needs a value
          help: give it in `sets: { title: … }`, or give the field a default
        ");
}

#[test]
fn bounds_and_patterns_fit_their_type() {
    insta::assert_snapshot!(check(&shop("
types:
  Percent: { type: Decimal, min: 0, max: many }
  Flag: { type: Bool, min: 0 }
  Code: { type: Int, pattern: '[0-9]+' }
  Name: Text = nobody
  Loop: Pool
  Pool: Loop
aggregates:
  Order:
    commands:
      PlaceOrder: { creates: true, fields: { a: { type: 'Int = 1', default: 2, min: x }, b: { type: Text, min: 3, example: 7 } } }
")), @r#"
        error[invalid-example] 8 `many`: `many` is no Decimal
          help: write it like `"12.50"`
        error[invalid-example] 9 `min`: a value of type Flag has no size
          help: remove the bound; numbers, texts, times and collections can have one
        error[invalid-example] 10 `'[0-9]+'`: a pattern is for text, and this is Code
          10 `Code`: the type
        error[invalid-example] 11 `nobody`: a type has no default
          help: give the default to the fields of this type
        error[infinite-type] 12 `Loop`: `Loop` contains itself: Loop → Pool → Loop
          help: hold a list of it, or refer to it by an identity
        error[invalid-example] 17 `default`: `a` has two defaults
          17 `1`: one stands behind the type
          help: keep one of them
        error[invalid-example] 17 `x`: `x` is no Int
          help: write it like `42`, without quotes
        warning[ambiguous-scalar] 17 `7`: `7` without quotes is read as a number
          help: write `"7"`
        "#);
}

#[test]
fn what_comes_after_the_first_event_finds_an_instance() {
    insta::assert_snapshot!(check(&order("
state: { title: Text, lines: Int }
commands: { PlaceOrder: { creates: true, fields: { title: Text, lines: Int }, decide: [{ emit: [OrderPlaced, LineAdded] }] } }
events:
  OrderPlaced: { fields: { title: Text, lines: Int } }
  LineAdded: { sets: { lines: state.lines + 1 } }
")), @"");
}
