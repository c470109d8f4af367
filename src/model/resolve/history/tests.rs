//! Steps and splits: what is found in wrong ones, and what right ones become.

use super::super::probe::{findings, healthy};
use crate::model::{Added, SplitSource, StepKind};

/// An event with one step, or with more said about it.
fn event(more: &str) -> String {
    format!(
        "esgen: 1
model: m
actors: [Clerk]
contexts:
  Shop:
    aggregates:
      Order:
        commands:
          PlaceOrder: {{ creates: true, by: [Clerk], fields: {{ title: Text }}, emits: OrderPlaced }}
        events:
          OrderPlaced: {{ fields: {{ title: Text }} }}
          OrderNoted: {{ version: 2, fields: {{ title: Text, weight: Decimal }}, {more} }}
"
    )
}

fn step(step: &str) -> String {
    event(&format!("changes: {{ 2: {{ because: so, steps: [ {step} ] }} }}"))
}

const WRONG: &[(&str, &str)] = &[
    ("drop: { kind: Knd }", "error[unknown-type] `Knd`: there is no type `Knd`"),
    ("drop: { kind: [] }", "error[empty-enum] `[]`: no old value is listed here"),
    ("drop: { kind: Text = x }", "error[wrong-kind] `x`: an old type has no default"),
    ("rename: { title: title }", "error[wrong-kind] `title`: `title` keeps its name"),
    (
        "add: { weight: 1.10 }",
        "warning[ambiguous-scalar] `1.10`: `1.10` without quotes is read as a floating-point number",
    ),
    (
        "wrap: { from: { a: Text, b: Text }, to: title }",
        "error[wrong-kind] `b`: one value becomes a list at a time",
    ),
    (
        "split: { from: { a: Text }, to: [title], at: '' }",
        "error[wrong-kind] `''`: a text cannot be cut at nothing",
    ),
    (
        "convert: { from: { a: Int }, to: weight, using: cents_to_decimal, with: { scale: [2] } }",
        "error[wrong-kind] `[2]`: `scale` needs one plain value",
    ),
];

#[test]
fn wrong_steps_are_reported_at_the_word_at_fault() {
    for (wrong, expected) in WRONG {
        assert_eq!(findings(&step(&format!("{{ {wrong} }}"))), [*expected], "{wrong}");
    }
}

#[test]
fn wrong_beginnings_and_splits_are_reported() {
    let cases = [
        (
            "changes: { 2: { because: so, moved_from: OrderSeen } }",
            "error[unresolved-reference] `OrderSeen`: `OrderSeen` does not say which context the event comes from",
        ),
        (
            "split_into: [OrderPlacd]",
            "error[unresolved-reference] `OrderPlacd`: no event `OrderPlacd`",
        ),
        (
            "split_into: [OrderPlaced: { title: { using: trim } }]",
            "error[missing-key] `trim`: `trim` is not told what to read",
        ),
        (
            "split_into: [OrderPlaced: { title: { from: title, of: [weight] } }]",
            "error[wrong-kind] `of`: `of:` is given, but no function reads it",
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(findings(&event(more)), [expected], "{more}");
    }
}

#[test]
fn a_step_that_lists_several_fields_becomes_several() {
    let found = healthy(&step(
        "{ rename: { a: b, b: c } }, { add: [x, y] }, { add: { at: { from: meta.recorded_at }, z: { from: title } } }",
    ));
    let steps: Vec<String> = found
        .events
        .values()
        .flat_map(|event| &event.changes)
        .flat_map(|change| &change.steps)
        .map(|step| match &step.kind {
            StepKind::Rename { from, to } => format!("{} to {}", from.value, to.value),
            StepKind::Add { field, value: Added::Nothing } => format!("{} of nothing", field.value),
            StepKind::Add { field, value: Added::Meta(part) } => {
                format!("{} of the envelope: {}", field.value, part.value)
            }
            StepKind::Add { field, value: Added::Field(other) } => {
                format!("{} of {}", field.value, other.value)
            }
            other => format!("{other:?}"),
        })
        .collect();
    let expected = ["a to b", "b to c", "x of nothing", "y of nothing"];
    assert_eq!(steps[..4], expected);
    assert_eq!(steps[4..], ["at of the envelope: meta.recorded_at", "z of title"]);
}

#[test]
fn a_split_names_its_sources() {
    let found = healthy(&event(
        "split_into: [OrderPlaced: { title: title }, OrderPlaced: { title: { value: x } }]",
    ));
    let splits = found.events.values().flat_map(|event| &event.split_into);
    let sources: Vec<bool> = splits
        .flat_map(|split| &split.fields)
        .map(|field| matches!(field.source, SplitSource::Given(Added::Field(_))))
        .collect();
    assert_eq!(sources, [true, false]);
}
