//! Sagas: what is found in wrong ones, and what right ones remember.

use super::super::probe::{each_in_post, findings, healthy, model};
use crate::model::{Model, Saga};

/// A saga that packs what was ordered.
fn packing(more: &str) -> String {
    let more = more.replace('\n', "\n    ");
    format!("sagas:\n  Packing:\n    keyed_by: order\n    starts: Shop.OrderPlaced\n    {more}")
}

fn saga(model: &Model) -> &Saga {
    model.sagas.values().next().unwrap()
}

#[test]
fn wrong_sagas_are_reported_at_the_word_at_fault() {
    let cases = [
        (
            "reacts: { Shop.PlaceOrder: {} }",
            "error[illegal-succession] `PlaceOrder`: `PlaceOrder` is a command; a saga reacts to events",
        ),
        (
            "reacts: { ParcelSent: { ends: true } }",
            "error[saga-correlation-missing] `ParcelSent`: `ParcelSent` carries no `order` to find the `Packing` instance",
        ),
        (
            "reacts: { ParcelSent: { key: event.stream_id } }",
            "error[mapping-type-mismatch] `event.stream_id`: `event.stream_id` is ParcelId, but Shop.OrderId is needed here",
        ),
        (
            "state: { cents: Int }",
            "error[event-field-unsourced] `Shop.OrderPlaced`: no value for `cents` of the state when `OrderPlaced` starts it",
        ),
        (
            "state: { pieces: Int }\nreacts: { Shop.OrderPlaced: { sets: { peices: pieces } } }",
            "error[unresolved-reference] `peices`: the state of `Packing` has no field `peices`",
        ),
        (
            "state: { pieces: Int }\nreacts: { Shop.OrderPlaced: { sets: { pieces: state.pieces } } }",
            "error[unresolved-reference] `state`: nothing is called `state` here",
        ),
        (
            "reacts: { Shop.OrderPlaced: { issue: Shop.PayOrder } }",
            "error[command-field-unsourced] `Shop.PayOrder`: no value for `cents` of `PayOrder`",
        ),
        (
            "reacts: { Shop.OrderPaid: { undo: SendParcel } }",
            "error[command-target-missing] `SendParcel`: which `Parcel` does `SendParcel` address?",
        ),
        (
            "reacts: { Shop.OrderPaid: {}, OrderPaid: {} }",
            "error[duplicate-key] `OrderPaid`: the saga reacts to `OrderPaid` twice",
        ),
        (
            "timeouts: { Late: { after: 2 days } }",
            "error[wrong-kind] `2 days`: `2 days` is no length of time",
        ),
        (
            "timeouts: { Late: { after: PT0S } }",
            "error[wrong-kind] `PT0S`: `PT0S` is over before it begins",
        ),
        (
            "timeouts: { Late: { after: PT1H, issue: Shop.PayOrder, with: { order: order, cents: cents } } }",
            "error[unresolved-reference] `cents`: nothing is called `cents` here",
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(findings(&model(&packing(more), "")), [expected], "{more}");
    }
}

#[test]
fn a_key_has_to_be_named_and_to_be_a_key() {
    each_in_post(&[
        (
            "sagas: { Packing: { starts: Shop.OrderPlaced } }",
            "error[saga-correlation-missing] `Packing`: `Packing` does not say how an event finds its instance",
        ),
        (
            "sagas: { Packing: { keyed_by: box, reacts: { ParcelPacked: { key: titel } } } }",
            "error[unresolved-reference] `titel`: nothing is called `titel` here",
        ),
        (
            "types: { Box: { fields: { size: Int } } }\nevents: { BoxOpened: { fields: { box: Box } } }\nsagas: { Packing: { keyed_by: box, starts: BoxOpened } }",
            "error[mapping-type-mismatch] `box`: Box cannot tell the instances of a saga apart",
        ),
    ]);
}

#[test]
fn a_saga_remembers_by_name_and_finds_its_key() {
    let found = healthy(&model(
        &packing(
            "state: { title: Text, cents: Int? }
reacts:
  ParcelPacked: { issue: Shop.PayOrder, with: { cents: '100' }, undo: { issue: Shop.CancelOrder, with: { order: order } } }
  Shop.OrderPaid: { compensates: true, ends: true }
timeouts: { Late: { after: P2D, issue: Shop.CancelOrder } }",
        ),
        "",
    ));
    let saga = saga(&found);
    let facts: Vec<String> = saga
        .reactions
        .iter()
        .map(|reaction| {
            let event = &found.events[reaction.event].name.value;
            let key = reaction.key.as_ref().map(|key| format!("{:?}", key.kind));
            let folds: Vec<&str> =
                reaction.folds.iter().map(|fold| fold.field.value.as_str()).collect();
            let undo = reaction.undo.as_ref().map(|undo| &found.commands[undo.command].name.value);
            format!("{event}: key {key:?}, remembers {folds:?}, undo {undo:?}, {}", reaction.ends)
        })
        .collect();
    assert_eq!(
        facts,
        [
            r#"OrderPlaced: key Some("Root(Target)"), remembers ["title"], undo None, false"#,
            r#"ParcelPacked: key Some("Field(Event, \"order\")"), remembers ["title"], undo Some("CancelOrder"), false"#,
            r#"OrderPaid: key Some("Root(Target)"), remembers ["cents"], undo None, true"#,
        ]
    );
    assert_eq!(saga.timeouts[0].after.value.as_secs(), 2 * 24 * 3600);
    assert!(saga.timeouts[0].issues[0].target.is_some(), "the key is named like the aggregate");
}

#[test]
fn below_design_level_a_saga_may_be_unfinished() {
    let yaml = model(
        "sagas: { Packing: { starts: Shop.OrderPlaced, reacts: { ParcelSent: { issue: PackParcel } } } }",
        "level: process\n",
    );
    assert_eq!(findings(&yaml), [] as [&str; 0]);
}
