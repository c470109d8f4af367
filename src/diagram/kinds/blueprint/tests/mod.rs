//! What holds for every blueprint: nothing overlaps, no line runs through a sticky, every text fits, and everything is
//! drawn once. Shown on the examples, on every fixture, and on thousands of random models with circles.

mod faults;

use std::{collections::BTreeSet, fmt::Write};

use proptest::{prelude::ProptestConfig, proptest};

use super::{KIND, draw, lay_out, scene};
use crate::{
    diagram::{
        Options, Request,
        checks::{
            all_known, faults_of_contents, faults_of_texts, groups, known, limits, model_of, models,
        },
        drawing::Group,
        lanes::HEAD_WIDTH,
        svg,
    },
    evolve::plan,
    model::Model,
};

/// The scene of a part of a model.
fn scene_of(model: &Model, options: &Options) -> super::Scene {
    scene::of(&Request { model, plan: &plan(model).0, options, subject: None })
}

/// Only one context.
fn alone(name: &str) -> Options {
    Options { contexts: vec![name.to_owned()], ..Options::default() }
}

/// Every fault of the blueprint of a part of a model.
fn faults_of(model: &Model, options: &Options) -> Vec<String> {
    let scene = scene_of(model, options);
    let (grid, stand, geometry) = lay_out(&scene);
    let drawing = draw::draw(&scene, &stand, &geometry, true);
    let mut faults = faults::of_geometry(&scene, &grid, &stand, &geometry);
    let head = |group: &Group| {
        scene.lanes.iter().any(|lane| group.id.as_ref() == Some(&lane.id)).then_some(HEAD_WIDTH)
    };
    faults.extend(faults_of_texts(&drawing, head));
    let request = Request { model, plan: &plan(model).0, options, subject: None };
    faults.extend(faults_of_contents(&request, &drawing));
    if request.scope().is_everything() {
        faults.extend(faults::of_stand(model, &scene, &stand));
    }
    faults
}

/// Fails unless every blueprint of a model is without fault: the whole, each context alone, and other parts.
#[track_caller]
fn assert_faultless(name: &str, model: &Model) {
    let contexts = model.contexts.values().map(|it| alone(&it.name.value));
    let parts = limits(model).into_iter();
    let parts = parts.map(|limits| Options { limits, ..Options::default() });
    for options in std::iter::once(Options::default()).chain(contexts).chain(parts) {
        let faults = faults_of(model, &options);
        assert!(faults.is_empty(), "{name}, {options:?}:\n{}", faults.join("\n"));
    }
}

#[test]
fn blueprints_of_known_models_are_without_fault() {
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
    fn blueprints_of_random_models_are_without_fault(wish in models::wishes()) {
        let text = wish.text();
        assert_faultless(&text, &model_of(&text));
    }
}

fn picture(model: &Model, contexts: &[&str]) -> String {
    let contexts = contexts.iter().map(|&name| name.to_owned()).collect();
    let options = Options { contexts, ..Options::default() };
    let plan = plan(model).0;
    svg(&KIND, &Request { model, plan: &plan, options: &options, subject: None }).unwrap()
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    for (name, model) in all_known() {
        assert_eq!(picture(&model, &[]), picture(&model, &[]), "{name}");
    }
}

/// The same model with its sections, and the keys of its commands, in another order.
fn shuffled(text: &str) -> String {
    let mut sections: Vec<String> = Vec::new();
    for line in text.lines() {
        if line.starts_with(char::is_whitespace) {
            let _ = writeln!(sections.last_mut().unwrap(), "{line}");
        } else {
            sections.push(format!("{line}\n"));
        }
    }
    sections.reverse();
    sections.concat().replace(
        "{ creates: true, by: [Customer, Clerk], emits: OrderPlaced }",
        "{ emits: OrderPlaced, by: [Customer, Clerk], creates: true }",
    )
}

#[test]
fn what_has_no_order_may_be_shuffled() {
    let other = shuffled(models::SHOP);
    assert_ne!(other, models::SHOP);
    assert_eq!(picture(&model_of(models::SHOP), &[]), picture(&model_of(&other), &[]));
}

/// Cells and lines as text, for a snapshot that shows what moved.
fn told(model: &Model, options: &Options) -> String {
    let scene = scene_of(model, options);
    let (_, stand, geometry) = lay_out(&scene);
    let mut out = format!("{} x {}\n", geometry.width, geometry.bottom);
    for (lane, (rect, _)) in scene.lanes.iter().zip(&geometry.lanes) {
        let _ = writeln!(out, "lane {} at {} high {}", lane.id, rect.y, rect.height);
    }
    let name = |cell: usize, at: usize| {
        stand.cells[cell].stack.get(at).map_or("", |sticky| sticky.name.as_str())
    };
    for (at, cell) in stand.cells.iter().enumerate() {
        let ghost = if cell.is_ghost { " ghost" } else { "" };
        let stack: Vec<_> =
            cell.stack.iter().map(|it| format!("{} {}", it.word, it.name)).collect();
        let (column, row, corner) = (cell.column, cell.row, geometry.corners[at]);
        let _ = writeln!(
            out,
            "{}{ghost} in column {column} row {row}: {} {}",
            stack.join(" / "),
            corner.x,
            corner.y
        );
    }
    for (link, route) in stand.links.iter().zip(&geometry.routes) {
        let ends = (name(link.from.0, link.from.1), name(link.to, 0));
        let way: Vec<_> = route.iter().map(|point| format!("{},{}", point.x, point.y)).collect();
        let _ = writeln!(out, "{:?} {} -> {}: {}", link.line, ends.0, ends.1, way.join(" "));
    }
    out
}

#[test]
fn geometry_of_the_bank() {
    let model = known("examples/bank/esgen.yaml");
    insta::assert_snapshot!("bank", told(&model, &Options::default()));
    insta::assert_snapshot!("bank_transfers", told(&model, &alone("Transfers")));
}

/// Where the first sticky of a name stands.
fn column_of(stand: &super::stand::Stand, word: &str, name: &str) -> usize {
    let is_it =
        |sticky: &&crate::diagram::scene::Sticky| sticky.word == word && sticky.name == name;
    let cell = stand.cells.iter().find(|cell| cell.stack.iter().any(|it| is_it(&it)));
    cell.unwrap_or_else(|| panic!("{word} {name}")).column
}

#[test]
fn the_story_comes_first_and_what_it_needs_on_its_way() {
    let model = model_of(
        "esgen: 1\nmodel: story\nlevel: process\nactors: [Ann]\ncontexts:\n  A:\n    aggregates:\n      T:\n\
         \x20       commands:\n          Aside: { by: Ann, emits: Turned }\n\
         \x20         Begin: { by: Ann, creates: true, emits: Begun }\n          Finish: { emits: Finished }\n\
         \x20       events: [Turned, Begun, Finished]\n\
         \x20   policies: { Go: { whenever: Begun, then: Finish } }\n\
         \x20   read_models: { List: { from: { Begun: {}, Finished: {} } } }\ntimeline: [Begun, Finished]\n",
    );
    let scene = scene_of(&model, &Options::default());
    let (_, stand, _) = lay_out(&scene);
    let columns = [
        ("COMMAND", "Begin"),
        ("EVENT", "Begun"),
        ("POLICY", "Go"),
        ("COMMAND", "Finish"),
        ("READ MODEL", "List"),
        ("COMMAND", "Aside"),
    ];
    let columns = columns.map(|(word, name)| column_of(&stand, word, name));
    assert_eq!(columns, [0, 0, 1, 1, 2, 3]);
}

#[test]
fn a_read_model_comes_again_where_it_is_fed_again() {
    let mut text =
        String::from("esgen: 1\nmodel: long\nlevel: process\ncontexts:\n  A:\n    events: [");
    text += &(0..20).map(|at| format!("E{at}")).collect::<Vec<_>>().join(", ");
    text += "]\n    read_models: { List: { from: { E0: {}, E1: {}, E19: {} } } }\n";
    let model = model_of(&text);
    let scene = scene_of(&model, &Options::default());
    let (grid, stand, geometry) = lay_out(&scene);
    let told: Vec<_> =
        grid.views.iter().map(|it| (it.column, it.feeders.len(), it.is_again)).collect();
    assert_eq!(told, [(2, 2, false), (21, 1, true)]);
    let drawing = draw::draw(&scene, &stand, &geometry, true);
    let named = groups(&drawing.items)
        .into_iter()
        .filter(|it| it.label.as_deref().is_some_and(|label| label.starts_with("read model List")));
    let ids: Vec<_> = named.map(|group| group.id.as_deref()).collect();
    assert_eq!(ids, [Some("read-model:A.List"), None]);
}

#[test]
fn contexts_alone_show_what_feeds_them_as_hints() {
    let model = model_of(models::SHOP);
    let scene = scene_of(&model, &alone("Statistics"));
    let (_, stand, _) = lay_out(&scene);
    let told: BTreeSet<_> = stand
        .cells
        .iter()
        .flat_map(|cell| cell.stack.iter().map(|it| (it.name.as_str(), cell.is_ghost)))
        .collect();
    let expected = [
        ("Order Cancelled", true),
        ("Order Paid", true),
        ("Order Placed", true),
        ("Parcel Sent", true),
        ("The Longest Name Of A Read Model That Anybody Has Ever Given", false),
        ("Turnover", false),
    ];
    assert_eq!(told, BTreeSet::from(expected));
}
