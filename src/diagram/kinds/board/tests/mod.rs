//! What holds for every board: nothing overlaps, no line runs through a block, every text fits, and everything is drawn
//! once. Shown on the examples, on every fixture, and on thousands of random models with circles.

mod faults;
mod looks;
mod options;

use std::fmt::Write;

use proptest::{prelude::ProptestConfig, proptest};

use super::{Band, Scene, draw, lay_out, place, scene};
use crate::{
    diagram::{
        Before, Direction, KINDS, Options, Request, Views,
        checks::{
            all_known, faults_of_contents, faults_of_elements, faults_of_texts, known, model_of,
            models,
        },
        drawing::{Drawing, Group},
        lanes::HEAD_WIDTH,
        svg,
        theme::Light,
        write,
    },
    evolve::plan,
    model::Model,
};

/// Every fault of a board.
fn faults_of(model: &Model, options: &Options) -> Vec<String> {
    let request = Request { model, plan: &plan(model).0, options, subject: None };
    let scene = scene::of(&request);
    let (mut faults, drawing) = faults_of_scene(&scene, options);
    faults.extend(faults::backward(&scene, &place::place(&scene)));
    faults.extend(faults_of_contents(&request, &drawing));
    faults
}

/// Every fault of a scene on paper, and how it is drawn.
fn faults_of_scene(scene: &Scene, options: &Options) -> (Vec<String>, Drawing) {
    let bands = lay_out(scene, options);
    let drawing = draw::draw(scene, &bands, true);
    let mut faults = Vec::new();
    for band in &bands {
        let geometry = faults::as_if_to_the_right(band.geometry.clone());
        faults.extend(faults::of_geometry(&band.scene, &geometry));
    }
    let head = |group: &Group| {
        scene.lanes.iter().any(|lane| group.id.as_ref() == Some(&lane.id)).then_some(HEAD_WIDTH)
    };
    faults.extend(faults_of_texts(&drawing, head));
    (faults, drawing)
}

/// Fails unless the board of what became of a model is without fault: the whole, each context alone, and other looks.
/// Everything of the model is drawn once, and everything that is gone as well.
#[track_caller]
fn assert_change_is_faultless(old: &str, new: &str) {
    let model = model_of(new);
    let before = Before { name: "main".to_owned(), model: model_of(old) };
    let whole = Options::default();
    let mut looks = vec![
        Options { direction: Direction::Down, ..whole.clone() },
        Options { views: Views::Edges, wrap: Some(1200), ..whole.clone() },
    ];
    looks.extend(
        model
            .contexts
            .values()
            .map(|it| Options { contexts: vec![it.name.value.clone()], ..whole.clone() }),
    );
    for options in looks.iter().chain([&whole]) {
        let request = Request { model: &model, plan: &plan(&model).0, options, subject: None };
        let scene = scene::since(&request, &before);
        let (mut faults, drawing) = faults_of_scene(&scene, options);
        // Nothing is moved for the sake of a read model that is gone, so that lines to it may lead back.
        if options.views != Views::Edges {
            faults.extend(faults::backward(&scene, &place::place(&scene)));
        }
        if options.contexts.is_empty() && options.wrap.is_none() {
            faults.extend(faults_of_elements(&request, &drawing));
            let former = Request { model: &before.model, ..request };
            faults.extend(faults_of_elements(&former, &drawing));
        }
        assert!(faults.is_empty(), "{options:?}:\n{}\n{old}\n{new}", faults.join("\n"));
    }
}

/// Fails unless every board of a model is without fault.
#[track_caller]
fn assert_faultless(name: &str, model: &Model) {
    for options in options::all(model) {
        let faults = faults_of(model, &options);
        assert!(faults.is_empty(), "{name}, {options:?}:\n{}", faults.join("\n"));
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
    fn boards_of_random_models_are_without_fault(wish in models::wishes(), look in 0..1_000_usize) {
        let text = wish.text();
        let model = model_of(&text);
        let looks = options::all(&model);
        // The whole as it comes, and two of its many looks.
        for at in [0, look, look * 7 + 3] {
            let options = &looks[at % looks.len()];
            let faults = faults_of(&model, options);
            assert!(faults.is_empty(), "{text}\n{options:?}:\n{}", faults.join("\n"));
        }
    }

    #[test]
    fn boards_of_random_changes_are_without_fault(old in models::wishes(), new in models::wishes()) {
        assert_change_is_faultless(&old.text(), &new.text());
    }
}

#[test]
fn boards_of_large_changes_are_without_fault() {
    for other in models::BARE {
        assert_change_is_faultless(models::SHOP, other);
        assert_change_is_faultless(other, models::SHOP);
    }
    assert_change_is_faultless(models::SHOP, models::SHOP);
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
fn told(model: &Model, options: &Options) -> String {
    let scene = scene::of(&Request { model, plan: &plan(model).0, options, subject: None });
    let bands = lay_out(&scene, options);
    bands.iter().map(told_band).collect()
}

fn told_band(band: &Band) -> String {
    let Band { scene, grid, geometry } = band;
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
    insta::assert_snapshot!("bank", told(&model, &Options::default()));
    let transfers = Options { contexts: vec!["Transfers".to_owned()], ..Options::default() };
    insta::assert_snapshot!("bank_transfers", told(&model, &transfers));
}

#[test]
fn geometry_of_a_shop_with_everything() {
    let model = model_of(models::SHOP);
    insta::assert_snapshot!("shop", told(&model, &Options::default()));
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
