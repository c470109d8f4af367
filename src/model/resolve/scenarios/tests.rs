//! Scenarios: what the model cannot play, and what it plays with.

use super::super::probe::{each_beside, findings, healthy, model};
use crate::model::{Expectation, Trigger};

/// What stands in a scenario beside its name, and what is found.
const WRONG: &[(&str, &str)] = &[
    ("when: PlaceOrder", "error[invalid-scenario] `s`: this scenario expects nothing"),
    ("then: [OrderPlaced]", "error[invalid-scenario] `s`: nothing happens in this scenario"),
    (
        "when: PlaceOrder, then: [OrderPlaced], rejected: TooLittle",
        "error[wrong-kind] `rejected`: a scenario expects one thing",
    ),
    (
        "when: PlaceOrder, then: [OrderPaid]",
        "error[invalid-scenario] `OrderPaid`: `OrderPaid` cannot follow `PlaceOrder`",
    ),
    (
        "when: PlaceOrder, then: []",
        "error[invalid-scenario] `[]`: `PlaceOrder` always leads to something",
    ),
    (
        "when: PayOrder, then: [OrderPaid]",
        "error[invalid-scenario] `PayOrder`: nothing has happened, so there is no `Order` for `PayOrder`",
    ),
    (
        "when: PayOrder, rejected: TooLittle",
        "error[invalid-scenario] `PayOrder`: nothing has happened, so there is no `Order` for `PayOrder`",
    ),
    (
        "given: [ParcelPacked], when: PayOrder, then: [OrderPaid]",
        "error[invalid-scenario] `ParcelPacked`: `ParcelPacked` is no event of `Order`, which decides `PayOrder`",
    ),
    (
        "given: [OrderPaid, OrderPlaced], when: PayOrder, then: [OrderPaid]",
        "error[invalid-scenario] `OrderPaid`: no `Order` begins with `OrderPaid`",
    ),
    (
        "given: [OrderPlaced], when: PayOrder, rejected: TooMuch",
        "error[invalid-scenario] `TooMuch`: `PayOrder` is never rejected as `TooMuch`",
    ),
    (
        "when: { PlaceOrder: { tilte: x } }, then: [OrderPlaced]",
        "error[invalid-scenario] `tilte`: `PlaceOrder` has no field `tilte`",
    ),
    (
        "when: { PlaceOrder: { pieces: many } }, then: [OrderPlaced]",
        "error[invalid-scenario] `many`: `many` is no Int",
    ),
    (
        "when: { PlaceOrder: { order: many } }, then: [OrderPlaced]",
        "error[invalid-scenario] `many`: `many` is no Shop.OrderId",
    ),
    (
        "when: OrderCancelled, then: []",
        "error[invalid-scenario] `OrderCancelled`: no policy and no saga reacts to `OrderCancelled`",
    ),
    (
        "given: [Order], when: PlaceOrder, then: [OrderPlaced]",
        "error[invalid-scenario] `Order`: `Order` is an aggregate; events have happened before",
    ),
    (
        "when: PlaceOrder, shows: [Board]",
        "error[unresolved-reference] `Board`: no read model `Board`",
    ),
    (
        "context: Pots, when: PlaceOrder, then: [OrderPlaced]",
        "error[unresolved-reference] `Pots`: no context `Pots`",
    ),
];

#[test]
fn what_cannot_be_played_is_reported_at_the_word_at_fault() {
    for (inside, expected) in WRONG {
        each_beside(&[(&format!("scenarios:\n  - {{ name: s, {inside} }}\n"), expected)]);
    }
}

const FLOW: &str = "policies: { Send: { whenever: ParcelPacked, then: SendParcel } }
sagas:
  Packing:
    keyed_by: order
    starts: Shop.OrderPlaced
    reacts: { ParcelPacked: { undo: { issue: Shop.CancelOrder, with: { order: order } } } }
    timeouts: { Late: { after: P2D, compensates: true } }
read_models: { Board: { key: parcel, fields: { parcel: ParcelId, title: Text }, from: { ParcelPacked: { title: title } } } }";

#[test]
fn reactions_timeouts_and_rows_are_played() {
    let found = healthy(&model(
        FLOW,
        "scenarios:
  - { name: a, given: [OrderPlaced], when: { ParcelPacked: { parcel: 00000000-0000-7000-8000-000000000001 } }, then: [SendParcel] }
  - { name: b, given: [OrderPlaced, ParcelPacked], when: Late, then: [CancelOrder] }
  - { name: c, when: ParcelPacked, shows: [Board: { title: x }, Board] }
  - { name: d, given: [OrderPlaced], when: { PayOrder: { cents: 100 } }, rejected: NotFound }
  - { name: e, given: [OrderPlaced, OrderPaid], when: PayOrder, then: [] }
",
    ));
    let facts: Vec<String> = found
        .scenarios
        .iter()
        .map(|scenario| {
            let when = match &scenario.when {
                Trigger::Command(issued) => format!("command with {}", issued.fields.len()),
                Trigger::Event { event, reactors } => {
                    format!("event of {} for {} reactors", event.stream.is_some(), reactors.len())
                }
                Trigger::Timeout { timeout, .. } => format!("timeout {timeout}"),
                Trigger::Look(_) => "look".to_owned(),
            };
            let then = match &scenario.then {
                Expectation::Events(events) => format!("{} events", events.len()),
                Expectation::Commands(commands) => format!("{} commands", commands.len()),
                Expectation::Rejected(name) => name.value.clone(),
                Expectation::Ignored => "nothing".to_owned(),
                Expectation::Rows(rows) => format!("{} rows", rows.len()),
            };
            format!("{} given, {when}, {then}", scenario.given.len())
        })
        .collect();
    assert_eq!(
        facts,
        [
            "1 given, event of true for 2 reactors, 1 commands",
            "2 given, timeout 0, 1 commands",
            "1 given, look, 2 rows",
            "1 given, command with 1, NotFound",
            "2 given, command with 0, nothing",
        ]
    );
}

#[test]
fn every_part_is_read_although_another_is_wrong() {
    let yaml = model(
        FLOW,
        "scenarios:
  - { name: a, given: [OrderPlced], when: { PayOrder: { cent: 1 } }, then: [OrderPayed] }
  - { name: b, given: [OrderPlced], when: PayOrder, rejected: TooMuch }
  - { name: c, when: ParcelPaked, shows: [Board: { tilte: x }] }
",
    );
    assert_eq!(
        findings(&yaml),
        [
            "error[unresolved-reference] `OrderPlced`: no event `OrderPlced`",
            "error[invalid-scenario] `cent`: `PayOrder` has no field `cent`",
            "error[unresolved-reference] `OrderPayed`: no event `OrderPayed`",
            "error[unresolved-reference] `OrderPlced`: no event `OrderPlced`",
            "error[invalid-scenario] `TooMuch`: `PayOrder` is never rejected as `TooMuch`",
            "error[unresolved-reference] `ParcelPaked`: nothing is called `ParcelPaked`",
            "error[invalid-scenario] `tilte`: `Board` has no field `tilte`",
        ]
    );
}

#[test]
fn where_no_row_holds_nothing_is_stored() {
    let shop = "  Shop:
    aggregates:
      Order:
        state: { open: Bool = true }
        commands:
          PlaceOrder: { creates: true, by: [Clerk], emits: OrderPlaced }
          PayOrder: { by: [Clerk], decide: [{ emit: OrderPaid, when: state.open }] }
        events: { OrderPlaced: {}, OrderPaid: { sets: { open: 'false' } } }
scenarios:
  - { name: s, given: [OrderPlaced, OrderPaid], when: PayOrder, then: [] }
";
    healthy(&format!("esgen: 1\nmodel: m\nactors: [Clerk]\ncontexts:\n{shop}"));
}

#[test]
fn what_nobody_issues_is_reported() {
    let yaml = model(
        FLOW,
        "scenarios:
  - { name: a, when: ParcelPacked, then: [PackParcel] }
  - { name: b, when: Late, rejected: TooLittle }
  - { name: b, when: { Late: { parcel: x } }, then: [] }
  - { name: c, context: Shop, when: ParcelPacked, then: [] }
",
    );
    assert_eq!(
        findings(&yaml),
        [
            "error[invalid-scenario] `PackParcel`: nobody issues `PackParcel` on `ParcelPacked`",
            "error[invalid-scenario] `TooLittle`: only a command is rejected",
            "error[duplicate-name] `b`: two scenarios are called `b`",
            "error[invalid-scenario] `parcel`: a timeout carries no values",
            "error[invalid-scenario] `ParcelPacked`: no policy and no saga in `Shop` reacts to `ParcelPacked`",
        ]
    );
}
