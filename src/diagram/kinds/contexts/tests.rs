//! What a context map says of a model, and that all of it can be read.

use std::collections::BTreeSet;

use super::{draw::draw, scene};
use crate::diagram::checks::{faults_of_texts, model_of, models};

const MAP: &str = include_str!("../../../../tests/fixtures/language/context_map.yaml");

/// Every tie in words.
fn ties(text: &str, only: Option<&str>) -> Vec<String> {
    let model = model_of(text);
    let shown = model.contexts.iter().filter(|(_, it)| Some(it.name.value.as_str()) == only);
    let scene = scene::of(&model, &shown.map(|(id, _)| id).collect());
    let faults = faults_of_texts(&draw(&scene, true), |_| None);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    scene.ties.iter().map(|tie| tie.tooltip.clone()).collect()
}

#[test]
fn what_flows_is_found_even_where_nothing_is_declared() {
    assert_eq!(
        ties(models::SHOP, None),
        [
            "Orders to Shipping: Order Paid; no relation is declared",
            "Orders to Statistics: 3 events; no relation is declared",
            "Orders to Payment Provider: Charge Card; no relation is declared",
            "Shipping to Orders: Cancel Order; no relation is declared",
            "Shipping to Statistics: Parcel Sent; no relation is declared",
            "Payment Provider to Orders: 3 events; no relation is declared",
        ]
    );
    assert_eq!(ties(models::SHOP, Some("Shipping")).len(), 3);
}

#[test]
fn declared_relations_carry_their_patterns() {
    let ties = ties(MAP, None);
    assert!(ties.contains(&"Sales gives, Billing takes: open host service, published language, anticorruption layer".to_owned()), "{ties:?}");
    assert!(
        ties.contains(&"Canteen and Billing: separate ways".to_owned())
            || ties.contains(&"Billing and Canteen: separate ways".to_owned()),
        "{ties:?}"
    );
}

#[test]
fn who_takes_also_asks_and_that_is_no_flow_of_its_own() {
    let text = "esgen: 1\nmodel: m\nlevel: process\ncontexts:\n  A: { aggregates: { T: { commands: { Go: { emits: Gone } }, events: [Gone] } } }\n  B: { policies: { P: { whenever: A.Gone, then: A.Go } } }\ncontext_map: [ { upstream: A, downstream: B, patterns: [conformist] } ]\n";
    assert_eq!(ties(text, None), ["A gives, B takes: conformist, 1 event, 1 command"]);
}

#[test]
fn a_map_of_nothing_is_a_title() {
    let model = model_of("esgen: 1\nmodel: nothing\n");
    let drawing = draw(&scene::of(&model, &BTreeSet::new()), true);
    assert!(drawing.title.contains("nothing") && drawing.height < 200);
}
