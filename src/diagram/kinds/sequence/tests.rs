//! What holds for every sequence: texts fit, nothing lies on anything else, no line runs through a foreign step, and
//! every step is told exactly once. Shown on the examples, on every fixture, and on random models with circles.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use proptest::{prelude::ProptestConfig, proptest};

use super::{
    draw, mermaid,
    place::{CHIP, Geometry, WIDE, place},
    plantuml, scene,
    scene::{Act, Kind, Scene, Step},
};
use crate::{
    diagram::{
        checks::{
            all_known, contains, faults_of_texts, known, lines::runs_through, model_of, models,
            overlap,
        },
        drawing::Rect,
    },
    model::{CommandId, EventId, Model},
};

/// A step with its remarks.
fn whole(act: &Act, rect: Rect) -> Rect {
    Rect { height: rect.height + i32::try_from(act.chips.len()).unwrap() * CHIP, ..rect }
}

fn boxes(scene: &Scene, geometry: &Geometry) -> Vec<(String, usize, Rect)> {
    let heads = scene.lifelines.iter().enumerate();
    let heads = heads.map(|(at, it)| (it.id.clone(), at, geometry.heads[at]));
    let acts = scene.acts().map(|(at, act)| {
        (format!("{at} {}", act.name), act.on, whole(act, geometry.acts[at].unwrap()))
    });
    heads.chain(acts).collect()
}

fn faults_of_boxes(scene: &Scene, geometry: &Geometry) -> Vec<String> {
    let mut faults = Vec::new();
    let boxes = boxes(scene, geometry);
    for (at, (name, on, rect)) in boxes.iter().enumerate() {
        if rect.x + WIDE / 2 != geometry.line(*on) {
            faults.push(format!("{name} does not stand on its lifeline"));
        }
        for other in (0..scene.lifelines.len()).filter(|other| other != on) {
            let x = geometry.line(other);
            if rect.x <= x && x <= rect.right() {
                faults.push(format!("{name} stands on a foreign lifeline"));
            }
        }
        for (other, _, second) in boxes[at + 1..].iter().filter(|(.., it)| overlap(*rect, *it)) {
            faults.push(format!("{name} and {other} overlap: {rect:?} {second:?}"));
        }
    }
    for arrow in &geometry.arrows {
        let Step::Act(act) = &scene.steps[arrow.step] else { panic!("an arrow to no act") };
        let route = [arrow.from, arrow.to];
        if arrow.from.y != arrow.to.y || arrow.from.x == arrow.to.x {
            faults.push(format!("the arrow to {} is not level", act.name));
        }
        for (name, ..) in boxes.iter().filter(|(.., rect)| runs_through(&route, *rect)) {
            faults.push(format!("the arrow to {} runs through {name}", act.name));
        }
    }
    faults
}

fn faults_of_frames(scene: &Scene, geometry: &Geometry) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, frame) in geometry.frames.iter().enumerate() {
        for text in frame.parts.iter().chain([&frame.word]) {
            if !contains(frame.rect, *text) {
                faults.push(format!("a text leaves frame {at}: {text:?} {:?}", frame.rect));
            }
            let lines = (0..scene.lifelines.len()).map(|line| geometry.line(line));
            if lines.filter(|x| text.x <= *x && *x <= text.right()).count() > 0 {
                faults.push(format!("a lifeline runs through a text of frame {at}"));
            }
            for (name, ..) in boxes(scene, geometry).iter().filter(|(.., it)| overlap(*it, *text)) {
                faults.push(format!("{name} lies on a text of frame {at}"));
            }
        }
        for other in &geometry.frames[at + 1..] {
            if overlap(frame.rect, other.rect) && !contains(frame.rect, other.rect.wider(1)) {
                faults.push(format!("frames cut each other: {:?} {:?}", frame.rect, other.rect));
            }
        }
        for (name, _, rect) in boxes(scene, geometry) {
            if overlap(frame.rect, rect) && !contains(frame.rect, rect.wider(1)) {
                faults.push(format!("frame {at} cuts {name}"));
            }
        }
    }
    faults
}

/// What is told more than once, or is only named although it is nowhere told.
fn faults_of_steps(scene: &Scene) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let told = scene.acts().filter(|(_, act)| !act.id.is_empty());
    told.for_each(|(_, act)| *count.entry(&act.id).or_default() += 1);
    let twice = count.iter().filter(|(_, count)| **count > 1);
    let mut faults: Vec<_> =
        twice.map(|(id, count)| format!("{id} is told {count} times")).collect();
    let numbers: BTreeSet<&str> = scene.acts().map(|(_, act)| act.tag.as_str()).collect();
    for (_, act) in scene.acts().filter(|(_, it)| it.kind == Kind::Command && it.id.is_empty()) {
        let goes_on = act.chips.last().map_or("", |chip| chip.text.as_str());
        let number = goes_on.strip_prefix("continues at ");
        if number.is_some_and(|number| !numbers.contains(number))
            || !goes_on.contains("at ") && goes_on != "goes on: see its own"
        {
            faults.push(format!("{} goes on nowhere: {goes_on}", act.name));
        }
    }
    faults
}

fn faults_of(model: &Model, name: &str) -> Vec<String> {
    let scene = scene::of(model, name);
    assert!(!scene.steps.is_empty(), "{name}");
    let geometry = place(&scene);
    let mut faults = faults_of_texts(&draw::draw(&scene, &geometry, true), |_| None);
    faults.extend(faults_of_boxes(&scene, &geometry));
    faults.extend(faults_of_frames(&scene, &geometry));
    faults.extend(faults_of_steps(&scene));
    if !scene.subtitle.contains("cut") {
        faults.extend(left_out(model, name, &scene));
    }
    faults
}

/// What follows from the beginning of a course, and what of that it does not tell.
fn left_out(model: &Model, name: &str, scene: &Scene) -> Vec<String> {
    let told: BTreeSet<&str> = scene.acts().map(|(_, act)| act.id.as_str()).collect();
    let mut wanted = BTreeSet::new();
    let ends = |path: &String| path == name || path.ends_with(&format!(".{name}"));
    let paths = scene::paths(model);
    let at =
        paths.iter().position(|path| path == name).or_else(|| paths.iter().position(ends)).unwrap();
    if at < model.commands.len() {
        let mut open: Vec<CommandId> = vec![model.commands.ids().nth(at).unwrap()];
        let mut seen: BTreeSet<CommandId> = open.iter().copied().collect();
        while let Some(command) = open.pop() {
            wanted.insert(format!(
                "command:{}",
                paths[model.commands.ids().position(|it| it == command).unwrap()]
            ));
            for event in model.commands[command].events() {
                wanted.insert(format!("event:{}", model.event_path(event)));
                open.extend(given_on(model, event).into_iter().filter(|it| seen.insert(*it)));
            }
        }
    } else {
        let saga = model.sagas.values().nth(at - model.commands.len()).unwrap();
        let context = &model.contexts[saga.context].name.value;
        let key = format!("saga:{context}.{}", saga.name.value);
        wanted.extend(
            saga.reactions.iter().map(|it| format!("{key}/{}", model.event_path(it.event))),
        );
        wanted.extend(saga.timeouts.iter().map(|it| format!("{key}/{}", it.name.value)));
    }
    wanted
        .into_iter()
        .filter(|id| !told.contains(id.as_str()))
        .map(|id| format!("{id} is left out"))
        .collect()
}

/// The commands that policies and sagas give on an event, those by which a saga takes back included.
fn given_on(model: &Model, event: EventId) -> Vec<CommandId> {
    let policies = model.policies.values().flat_map(|policy| &policy.reactions);
    let policies = policies.filter(|it| it.event == event).flat_map(|it| &it.issues);
    let mut given: Vec<CommandId> = policies.map(|issue| issue.command).collect();
    for saga in model.sagas.values() {
        let starts = saga.starts.iter().any(|start| start.value == event);
        let undone =
            || saga.reactions.iter().filter_map(|it| it.undo.as_ref()).map(|it| it.command);
        for reaction in saga.reactions.iter().filter(|it| it.event == event) {
            given.extend(reaction.issues.iter().map(|issue| issue.command));
            given.extend(undone().filter(|_| reaction.compensates));
            for timeout in saga.timeouts.iter().filter(|_| starts) {
                given.extend(timeout.issues.iter().map(|issue| issue.command));
                given.extend(undone().filter(|_| timeout.compensates));
            }
        }
    }
    given
}

#[track_caller]
fn assert_faultless(what: &str, model: &Model) {
    for name in scene::names(model) {
        let faults = faults_of(model, &name);
        assert!(faults.is_empty(), "{name} of {what}:\n{}", faults.join("\n"));
    }
}

#[test]
fn sequences_of_known_models_are_without_fault() {
    for (name, model) in all_known() {
        assert_faultless(&name, &model);
    }
    assert_faultless("shop", &model_of(models::SHOP));
    models::BARE.iter().for_each(|text| assert_faultless(text, &model_of(text)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn sequences_of_random_models_are_without_fault(wish in models::wishes()) {
        let text = wish.text();
        assert_faultless(&text, &model_of(&text));
    }
}

/// A ring of commands that lead to each other.
fn ring(count: usize) -> Model {
    let mut text = String::from(
        "esgen: 1\nmodel: ring\nlevel: process\nactors: [Ann]\ncontexts:\n  C:\n    aggregates:\n      A:\n        commands:\n",
    );
    for at in 0..count {
        let by = if at == 0 { "by: Ann, " } else { "" };
        writeln!(text, "          Do{at}: {{ {by}emits: Done{at} }}").unwrap();
    }
    let events: Vec<_> = (0..count).map(|at| format!("Done{at}")).collect();
    writeln!(text, "        events: [{}]\n    policies:", events.join(", ")).unwrap();
    for at in 0..count {
        let next = (at + 1) % count;
        writeln!(text, "      P{at}: {{ whenever: Done{at}, then: Do{next} }}").unwrap();
    }
    model_of(&text)
}

#[test]
fn a_circle_ends_with_the_number_at_which_it_began() {
    let model = ring(3);
    let text = mermaid::write(&scene::of(&model, "Do0"));
    assert!(text.contains("Note over l1: continues at 1"), "{text}");
    assert_eq!(text.matches("->>l1").count(), 4, "{text}");
}

#[test]
fn a_course_that_goes_on_and_on_is_cut_and_says_so() {
    let scene = scene::of(&ring(40), "Do0");
    assert!(scene.subtitle.ends_with("cut where it says so"), "{}", scene.subtitle);
    let text = mermaid::write(&scene);
    assert!(text.contains("goes on#58; see its own"), "{text}");
}

#[test]
fn a_saga_takes_back_what_can_have_happened() {
    let text = "
esgen: 1
model: trips
contexts:
  Trips:
    aggregates:
      Trip:
        commands: { PlanTrip: { creates: true, emits: TripPlanned }, AbandonTrip: { emits: TripAbandoned } }
        events: [TripPlanned, TripAbandoned]
      Room:
        commands:
          BookRoom: { creates: true, fields: { trip: TripId }, emits: [RoomBooked, RoomRefused] }
          FreeRoom: { emits: RoomFreed }
        events:
          RoomBooked: { fields: { trip: TripId } }
          RoomRefused: { fields: { trip: TripId } }
          RoomFreed: {}
      Seat:
        commands: { BookSeat: { creates: true, fields: { trip: TripId }, emits: [SeatRefused, SeatBooked] } }
        events: { SeatBooked: { fields: { trip: TripId } }, SeatRefused: { fields: { trip: TripId } } }
    sagas:
      Booking:
        keyed_by: trip
        starts: TripPlanned
        reacts:
          TripPlanned: { issue: BookRoom, undo: AbandonTrip }
          RoomBooked: { issue: BookSeat, undo: { issue: FreeRoom, with: { room: event.stream_id } } }
          RoomRefused: { compensates: true, ends: true }
          SeatRefused: { compensates: true, ends: true }
          SeatBooked: { ends: true }
        timeouts: { TooLong: { after: P2D, compensates: true, ends: true } }
";
    let scene = scene::of(&model_of(text), "Trips.Booking");
    let is_undo = |act: &Act| act.chips.iter().any(|chip| chip.text.starts_with("undoes"));
    let of_it = scene.acts().filter(|(_, act)| is_undo(act) || act.name.starts_with("takes back"));
    let told: Vec<_> = of_it.map(|(_, act)| act.name.as_str()).collect();
    let back = "takes back, ends";
    let [free, abandon] = ["Free Room", "Abandon Trip"];
    assert_eq!(told, [back, free, abandon, back, abandon, back, free, abandon]);
}

/// Everything with its place, for a snapshot that shows what moved.
fn told(scene: &Scene) -> String {
    let geometry = place(scene);
    let mut out = format!("{} x {}\n", geometry.width, geometry.bottom);
    for (lifeline, head) in scene.lifelines.iter().zip(&geometry.heads) {
        writeln!(out, "{} at {}", lifeline.id, head.x).unwrap();
    }
    for (at, act) in scene.acts() {
        let rect = geometry.acts[at].unwrap();
        let chips: Vec<_> = act.chips.iter().map(|chip| chip.text.as_str()).collect();
        let (kind, name, tag) = (act.kind, &act.name, &act.tag);
        writeln!(out, "{kind:?} {name} {tag} [{}]: {} {}", chips.join(", "), rect.x, rect.y)
            .unwrap();
    }
    for arrow in &geometry.arrows {
        let (from, to) = (arrow.from, arrow.to);
        writeln!(out, "from {},{} to {},{}", from.x, from.y, to.x, to.y).unwrap();
    }
    for frame in &geometry.frames {
        writeln!(out, "frame {:?} of {} parts", frame.rect, frame.parts.len()).unwrap();
    }
    out
}

#[test]
fn the_transfer_of_the_bank() {
    let model = known("examples/bank/esgen.yaml");
    let saga = scene::of(&model, "Transfers.TransferSaga");
    insta::assert_snapshot!("saga", told(&saga));
    let command = scene::of(&model, "RequestTransfer");
    insta::assert_snapshot!("mermaid", mermaid::write(&command));
    insta::assert_snapshot!("plantuml", plantuml::write(&command));
}
