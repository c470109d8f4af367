//! What holds for every board: nothing overlaps, no line runs through a block, every text fits, and everything is drawn
//! once. Shown on the examples, on every fixture, and on thousands of random models with circles.

mod faults;

use std::{collections::BTreeSet, fmt::Write};

use proptest::{prelude::ProptestConfig, proptest};

use super::{draw, lay_out, scene};
use crate::{
    diagram::{
        KINDS, Options, Request,
        checks::{all_known, faults_of_contents, faults_of_texts, known, model_of, models},
        drawing::Group,
        lanes::HEAD_WIDTH,
        svg,
        theme::Light,
        write,
    },
    evolve::plan,
    model::{ContextId, Model},
};

/// Every fault of the board of some contexts.
fn faults_of(model: &Model, shown: &BTreeSet<ContextId>) -> Vec<String> {
    let scene = scene::of(model, shown);
    let (grid, geometry) = lay_out(&scene);
    let drawing = draw::draw(&scene, &geometry, true);
    let mut faults = faults::of_geometry(&scene, &grid, &geometry);
    let head = |group: &Group| {
        scene.lanes.iter().any(|lane| group.id.as_ref() == Some(&lane.id)).then_some(HEAD_WIDTH)
    };
    faults.extend(faults_of_texts(&drawing, head));
    if shown.is_empty() {
        faults.extend(faults_of_contents(model, &drawing));
    }
    faults
}

/// Fails unless every board of a model is without fault: the whole, and each context alone.
#[track_caller]
fn assert_faultless(name: &str, model: &Model) {
    let alone = model.contexts.ids().map(|id| BTreeSet::from([id]));
    for shown in std::iter::once(BTreeSet::new()).chain(alone) {
        let faults = faults_of(model, &shown);
        assert!(faults.is_empty(), "{name}, {shown:?}:\n{}", faults.join("\n"));
    }
}

#[test]
fn boards_of_known_models_are_without_fault() {
    for (name, model) in all_known() {
        assert_faultless(&name, &model);
    }
    assert_faultless("shop", &model_of(models::SHOP));
    for text in models::BARE {
        assert_faultless(text, &model_of(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn boards_of_random_models_are_without_fault(wish in models::wishes()) {
        let text = wish.text();
        assert_faultless(&text, &model_of(&text));
    }
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    for (name, model) in all_known() {
        let options = Options::default();
        let request =
            Request { model: &model, plan: &plan(&model).0, options: &options, subject: None };
        assert_eq!(svg(KINDS[0], &request), svg(KINDS[0], &request), "{name}");
    }
}

/// Blocks and lines as text, for a snapshot that shows what moved.
fn told(model: &Model, shown: &BTreeSet<ContextId>) -> String {
    let scene = scene::of(model, shown);
    let (grid, geometry) = lay_out(&scene);
    let mut out = format!("{} x {}\n", geometry.width, geometry.bottom);
    for (lane, (rect, _)) in scene.lanes.iter().zip(&geometry.lanes) {
        let _ = writeln!(out, "lane {} at {} high {}", lane.id, rect.y, rect.height);
    }
    for (at, block) in scene.blocks.iter().enumerate() {
        let body = geometry.bodies[at];
        let ghost = if block.is_ghost { " ghost" } else { "" };
        let _ = writeln!(
            out,
            "{}{ghost} in column {} row {}: {} {} {} {}",
            block.id, grid.column[at], grid.row[at], body.x, body.y, body.width, body.height
        );
    }
    for (edge, route) in scene.edges.iter().zip(&geometry.routes) {
        let ends = (&scene.blocks[edge.from].id, &scene.blocks[edge.to].id);
        let way: Vec<_> = route.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
        let _ = writeln!(out, "{} -> {}: {}", ends.0, ends.1, way.join(" "));
    }
    out
}

#[test]
fn geometry_of_the_bank() {
    let model = known("examples/bank/esgen.yaml");
    insta::assert_snapshot!("bank", told(&model, &BTreeSet::new()));
    let transfers = model.contexts.iter().find(|(_, it)| it.name.value == "Transfers").unwrap().0;
    insta::assert_snapshot!("bank_transfers", told(&model, &BTreeSet::from([transfers])));
}

#[test]
fn geometry_of_a_shop_with_everything() {
    let model = model_of(models::SHOP);
    insta::assert_snapshot!("shop", told(&model, &BTreeSet::new()));
}

#[test]
fn a_picture_for_one_light_has_no_rule_for_the_other() {
    let model = model_of(models::SHOP);
    let options = Options::default();
    let request =
        Request { model: &model, plan: &plan(&model).0, options: &options, subject: None };
    let drawing = (KINDS[0].draw.unwrap())(&request);
    let both = write::svg(&drawing, write::Look::Auto);
    let dark = write::svg(&drawing, write::Look::Fixed(Light::Dark));
    assert!(
        both.contains("prefers-color-scheme")
            && both.contains("#F4F2EC")
            && both.contains("#14161B")
    );
    assert!(!dark.contains("@media") && !dark.contains("#F4F2EC") && dark.contains("#14161B"));
    assert!(!both.contains("var(") && !both.contains("filter"));
}
