//! What looks promise beside being without fault: bands that fit, hints on both sides, and read models where asked for.

use std::collections::BTreeMap;

use super::{
    super::scene::{Block, Scene},
    *,
};
use crate::diagram::{Views, theme::Line};

fn bank() -> Model {
    known("examples/bank/esgen.yaml")
}

fn scene_with(model: &Model, views: Views) -> Scene {
    let options = Options { views, ..Options::default() };
    scene::of(&Request { model, plan: &plan(model).0, options: &options, subject: None })
}

#[test]
fn a_folded_board_fits_and_says_where_each_cut_line_goes_on() {
    let model = bank();
    let options = Options { wrap: Some(1200), views: Views::Edges, ..Options::default() };
    let whole = scene::of(&Request {
        model: &model,
        plan: &plan(&model).0,
        options: &options,
        subject: None,
    });
    let bands = lay_out(&whole, &options);
    assert!(bands.len() > 3 && bands.iter().all(|band| band.geometry.width <= 1200));
    let home: BTreeMap<&str, usize> = bands
        .iter()
        .enumerate()
        .flat_map(|(at, band)| band.scene.blocks.iter().map(move |block| (block.id.as_str(), at)))
        .collect();
    let has = |band: usize, id: &str| bands[band].scene.blocks.iter().any(|block| block.id == id);
    let mut cut = 0;
    for edge in &whole.edges {
        let ends = (&whole.blocks[edge.from].id, &whole.blocks[edge.to].id);
        let (from, to) = (home[ends.0.as_str()], home[ends.1.as_str()]);
        if from != to {
            cut += 1;
            assert!(has(from, &format!("continues-at:{}", ends.1)), "{ends:?}");
            assert!(has(to, &format!("comes-from:{}", ends.0)), "{ends:?}");
        }
    }
    assert!(cut > 3, "a story that goes on is cut");
    let kept = bands.iter().flat_map(|band| &band.scene.blocks).filter(|block| !block.is_ghost);
    assert_eq!(kept.count(), whole.blocks.len());
}

#[test]
fn read_models_are_numbers_stickies_or_nothing() {
    let model = bank();
    let count = |scene: &Scene| {
        let lines = scene.edges.iter().filter(|edge| edge.line == Line::Feeds).count();
        let chips = scene.lanes.iter().map(|lane| lane.chips.len()).sum::<usize>();
        let events = scene.blocks.iter().flat_map(Block::events);
        (lines, chips, events.map(|event| event.feeds.len()).sum::<usize>())
    };
    let fed: usize = model.read_models.values().map(|view| view.mappings.len()).sum();
    let views = model.read_models.len();
    assert_eq!(count(&scene_with(&model, Views::Badges)), (0, views, fed));
    assert_eq!(count(&scene_with(&model, Views::Edges)), (fed, 0, 0));
    assert_eq!(count(&scene_with(&model, Views::Off)), (0, 0, 0));
}

#[test]
fn read_models_never_move_what_happens() {
    let model = bank();
    let order = |views: Views| {
        let scene = scene_with(&model, views);
        let grid = place::place(&scene);
        let mut told: Vec<(usize, String)> = scene
            .blocks
            .iter()
            .enumerate()
            .map(|(at, it)| (grid.column[at], it.id.clone()))
            .collect();
        told.retain(|(_, id)| !id.starts_with("read-model:"));
        let mut columns: Vec<usize> = told.iter().map(|(column, _)| *column).collect();
        columns.sort_unstable();
        columns.dedup();
        told.iter_mut().for_each(|(at, _)| *at = columns.partition_point(|it| it < at));
        told
    };
    assert_eq!(order(Views::Edges), order(Views::Off));
}
