//! What holds for every history: texts fit, steps and tables lie apart, lines run through nothing, and every field of a
//! version comes from somewhere and goes somewhere, exactly once.

use std::{collections::BTreeSet, fmt::Write};

use super::{
    dot, draw, mermaid,
    place::{Geometry, place},
    scene,
    scene::{End, Scene},
};
use crate::{
    diagram::{
        checks::{all_known, faults_of_texts, known, overlap},
        drawing::{Point, Rect},
    },
    evolve::plan,
    model::Model,
};

fn faults_of_places(scene: &Scene, geometry: &Geometry) -> Vec<String> {
    let mut faults = Vec::new();
    let tables = scene.tables.iter().zip(&geometry.tables).map(|(it, rect)| (it.id.clone(), *rect));
    let steps = scene.gaps.iter().zip(&geometry.gaps).flat_map(|(gap, between)| {
        gap.steps.iter().zip(&between.steps).map(|(step, rect)| (step.tooltip.clone(), *rect))
    });
    let boxes: Vec<(String, Rect)> = tables.chain(steps).collect();
    for (at, (name, rect)) in boxes.iter().enumerate() {
        for (other, _) in boxes[at + 1..].iter().filter(|(_, other)| overlap(*rect, *other)) {
            faults.push(format!("{name} and {other} overlap"));
        }
    }
    for points in geometry.gaps.iter().flat_map(|between| &between.links) {
        for pair in points.windows(2) {
            let (from, to) = (pair[0], pair[1]);
            for (name, _) in boxes.iter().filter(|(_, rect)| touches(from, to, *rect)) {
                faults.push(format!("a line from {from:?} to {to:?} runs through {name}"));
            }
        }
    }
    faults
}

/// Whether a stretch enters a box; what bends is anywhere between its heights.
fn touches(from: Point, to: Point, rect: Rect) -> bool {
    let (low, high) = (from.y.min(to.y), from.y.max(to.y));
    from.x < rect.right()
        && rect.x < to.x
        && low < rect.bottom()
        && rect.y < high + i32::from(low == high)
}

fn faults_of_fields(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    for (column, gap) in scene.gaps.iter().enumerate() {
        let rows = |column: usize| {
            let tables = scene.tables.iter().enumerate();
            let tables = tables.filter(move |(_, table)| table.column == column);
            tables.flat_map(|(at, table)| (0..table.rows.len()).map(move |row| End::Field(at, row)))
        };
        let reaches_nothing =
            scene.tables.iter().any(|it| it.is_nothing && it.column == column + 1);
        let is_split = scene.tables.iter().filter(|it| it.column == column + 1).count() > 1;
        for field in rows(column).filter(|_| !reaches_nothing && !is_split) {
            if !gap.links.iter().any(|link| link.from == field) {
                faults.push(format!("{field:?} goes nowhere"));
            }
        }
        for field in rows(column + 1) {
            let count = gap.links.iter().filter(|link| link.to == field).count();
            if count != 1 {
                faults.push(format!("{field:?} comes from {count} places"));
            }
        }
        for at in 0..gap.steps.len() {
            let step = End::Step(at);
            if !gap.links.iter().any(|link| link.from == step || link.to == step) {
                faults.push(format!("{:?} has no line", gap.steps[at]));
            }
        }
        let all: BTreeSet<(End, End)> = gap.links.iter().map(|link| (link.from, link.to)).collect();
        if all.len() != gap.links.len() {
            faults.push(format!("a line is drawn twice: {:?}", gap.links));
        }
    }
    faults
}

fn scene_of(model: &Model, name: &str) -> Scene {
    scene::of(model, &plan(model).0, name)
}

#[test]
fn histories_of_known_models_are_without_fault() {
    let mut count = 0;
    for (path, model) in all_known() {
        for name in scene::names(&model) {
            let scene = scene_of(&model, &name);
            let geometry = place(&scene);
            let mut faults = faults_of_texts(&draw::draw(&scene, &geometry, true), |_| None);
            faults.extend(faults_of_places(&scene, &geometry));
            faults.extend(faults_of_fields(&scene));
            assert!(faults.is_empty(), "{name} of {path}:\n{}", faults.join("\n"));
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn a_name_that_an_event_had_stands_on_the_versions_of_that_time() {
    let model = known("examples/bank/esgen.yaml");
    let scene = scene_of(&model, "TransferRequested");
    let heads = scene.tables.iter().map(|it| format!("{} {} {}", it.name, it.tag, it.small));
    assert_eq!(
        heads.collect::<Vec<_>>(),
        [
            "Money Transfer Created v1 stored as transfers.money_transfer_created",
            "Transfer Requested v2 stored as transfers.transfer_requested",
            "Transfer Requested v3 · today stored as transfers.transfer_requested",
        ]
    );
}

#[test]
fn what_is_read_as_nothing_or_as_others_ends_there() {
    let model = known("examples/bank/esgen.yaml");
    let ends = |name: &str| {
        let scene = scene_of(&model, name);
        let last = scene.gaps.len();
        let tables = scene.tables.iter().filter(|table| table.column == last);
        tables.map(|table| table.name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(ends("BalanceInquired"), ["nothing"]);
    assert_eq!(ends("Customers.CustomerMoved"), ["Address Changed", "Phone Changed"]);
}

/// Everything with its place, for a snapshot that shows what moved.
fn told(scene: &Scene) -> String {
    let geometry = place(scene);
    let mut out = format!("{} x {}\n", geometry.width, geometry.bottom);
    for (table, rect) in scene.tables.iter().zip(&geometry.tables) {
        writeln!(out, "{}: {rect:?}", table.id).unwrap();
    }
    for (gap, between) in scene.gaps.iter().zip(&geometry.gaps) {
        for (step, rect) in gap.steps.iter().zip(&between.steps) {
            writeln!(out, "{}: {rect:?}", step.text()).unwrap();
        }
        for (link, points) in gap.links.iter().zip(&between.links) {
            let way: Vec<_> =
                points.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
            writeln!(out, "{:?} > {:?}: {}", link.from, link.to, way.join(" ")).unwrap();
        }
    }
    out
}

#[test]
fn the_transfer_of_the_bank() {
    let model = known("examples/bank/esgen.yaml");
    let scene = scene_of(&model, "TransferRequested");
    insta::assert_snapshot!("geometry", told(&scene));
    insta::assert_snapshot!("dot", dot::write(&scene));
    insta::assert_snapshot!("mermaid", mermaid::write(&scene));
}
