//! Draws the life of an aggregate: states in layers, and on every line an event with the command behind it.

use super::scene::{Scene, State, StateKind, Step};
use crate::diagram::{
    drawing::{Anchor, Drawing, Group, Item, Point, Rect},
    layout::{
        layered::{Graph, Layered, Line, Link, layered},
        path::{head, head_to_left},
    },
    pieces::{BELOW_TITLE, LEFT, Legend, Sheet, lines, title},
    text::{Room, Weight, one_line, width},
    theme::{Class, Line as Meaning, Role},
};

const NARROWEST: i32 = 640;
const WIDEST: i32 = 220;
const EVENT_HEIGHT: i32 = 20;
const ON_HEIGHT: i32 = 14;
const STAY_HEIGHT: i32 = 13;
/// Between a state and the ring around it.
const RING: i32 = 4;

/// The picture of a life.
pub(super) fn draw(scene: &Scene, with_legend: bool) -> Drawing {
    let graph = Graph {
        nodes: scene.states.iter().map(state_size).collect(),
        links: scene
            .steps
            .iter()
            .map(|step| Link { from: step.from, to: step.to, label: label_size(step) })
            .collect(),
        gaps: (26, 22),
    };
    let layered = layered(&graph);
    let width = (layered.width + 2 * LEFT).max(NARROWEST);
    let bottom = BELOW_TITLE + 10 + layered.height;
    let mut items = title(&scene.title, &scene.subtitle, width);
    items.push(life(scene, &layered));
    let legend = with_legend.then(|| legend(scene, width, bottom + 36));
    let told: Vec<_> = scene.steps.iter().map(|step| told(scene, step)).collect();
    let description = format!("{}. {}.", scene.subtitle, told.join(". "));
    Sheet { title: scene.title.clone(), description, width, bottom }.finish(items, legend)
}

fn told(scene: &Scene, step: &Step) -> String {
    let name = |at: usize| match scene.states[at].kind {
        StateKind::Beginning => "the beginning",
        StateKind::Ordinary | StateKind::Last | StateKind::Any => scene.states[at].name.as_str(),
    };
    format!("{} leads from {} to {}", step.event, name(step.from), name(step.to))
}

fn life(scene: &Scene, layered: &Layered) -> Item {
    let mut items = Vec::new();
    for (step, line) in scene.steps.iter().zip(&layered.lines) {
        items.push(step_item(step, line));
    }
    for (state, rect) in scene.states.iter().zip(&layered.nodes) {
        items.push(state_item(state, *rect));
    }
    let at = Some(Point::new(LEFT, BELOW_TITLE + 10));
    Item::Group(Group { at, items, ..Group::default() })
}

fn state_size(state: &State) -> (i32, i32) {
    let name = width(&state.name, 14, Weight::Bold) + 36;
    let stays = state.stays.iter().map(|event| width(event, 10, Weight::Regular) + 34).max();
    let wide = name.max(stays.unwrap_or(0)).min(WIDEST);
    let lists = match i32::try_from(state.stays.len()).unwrap_or(0) {
        0 => 0,
        count => 6 + count * STAY_HEIGHT,
    };
    match state.kind {
        StateKind::Beginning => (16, 16),
        StateKind::Ordinary | StateKind::Any => (wide, 44 + lists),
        StateKind::Last => (wide + 2 * RING, 44 + 2 * RING + lists),
    }
}

fn state_item(state: &State, rect: Rect) -> Item {
    let mut inner = Rect::new(0, 0, rect.width, rect.height);
    let mut items = Vec::new();
    let (class, ink) = match state.kind {
        StateKind::Beginning => (Class::Beginning, Class::Text),
        StateKind::Ordinary => (Class::State, Class::On(Role::Aggregate)),
        StateKind::Any => (Class::AnyState, Class::Text),
        StateKind::Last => {
            items.push(Item::Box { rect: inner, radius: 14, class: Class::LastState });
            inner = Rect::new(RING, RING, rect.width - 2 * RING, rect.height - 2 * RING);
            (Class::State, Class::On(Role::Aggregate))
        }
    };
    let radius = if state.kind == StateKind::Beginning { 8 } else { 10 };
    items.push(Item::Box { rect: inner, radius, class });
    let room =
        |sizes, weight, beside| Room { width: inner.width - beside, height: 20, sizes, weight };
    let name = one_line(&state.name, room((14, 8), Weight::Bold, 16));
    let at = inner.by(inner.width / 2, 27).corner();
    items.extend(lines(&name, at, Anchor::Middle, ink, Weight::Bold));
    let mut y = 46;
    for stay in &state.stays {
        items.push(Item::Icon { role: Role::Event, at: inner.by(10, y - 9).corner(), class: ink });
        let event = one_line(stay, room((10, 8), Weight::Regular, 34));
        let at = inner.by(24, y).corner();
        items.extend(lines(&event, at, Anchor::Start, ink, Weight::Regular));
        y += STAY_HEIGHT;
    }
    Item::Group(Group {
        id: Some(state.id.clone()),
        label: Some(format!("state {}", state.name)),
        at: Some(rect.corner()),
        items,
        ..Group::default()
    })
}

fn label_size(step: &Step) -> (i32, i32) {
    let event = width(&step.event, 11, Weight::Bold) + 30;
    let on = width(&step.on, 9, Weight::Regular) + 8;
    // Lines run through the middle of the event, so that what is below it has a counterpart above.
    (event.max(on).min(WIDEST), EVENT_HEIGHT + 2 * ON_HEIGHT)
}

fn step_item(step: &Step, line: &Line) -> Item {
    let mut items = vec![Item::Path { path: line.path(), class: Class::Line(Meaning::Triggers) }];
    let (first, last) = (line.stretches.first(), line.stretches.last());
    let tip =
        if line.is_back { first.map(|it| head_to_left(it.0)) } else { last.map(|it| head(it.1)) };
    items.extend(tip.map(|path| Item::Path { path, class: Class::Head(Meaning::Triggers) }));
    let (event, bottom) = event_item(step, line.label);
    items.push(event);
    let room =
        Room { width: line.label.width - 4, height: 20, sizes: (9, 8), weight: Weight::Regular };
    let at = Point::new(line.label.x + line.label.width / 2, bottom + 11);
    let on = one_line(&step.on, room);
    items.extend(lines(&on, at, Anchor::Middle, Class::Muted, Weight::Regular));
    Item::Group(Group { tooltip: Some(step.tooltip.clone()), items, ..Group::default() })
}

/// The event on a line, in the middle of its label, and where it ends.
fn event_item(step: &Step, label: Rect) -> (Item, i32) {
    let class = Class::On(Role::Event);
    let room = Room { width: label.width - 28, height: 20, sizes: (11, 8), weight: Weight::Bold };
    let event = one_line(&step.event, room);
    let wide = event.lines.first().map_or(0, |line| width(line, event.size, Weight::Bold)) + 28;
    let top = label.y + (label.height - EVENT_HEIGHT) / 2;
    let sheet = Rect::new(label.x + (label.width - wide) / 2, top, wide, EVENT_HEIGHT);
    let mut items = vec![
        Item::Box { rect: sheet, radius: 2, class: Class::Sticky(Role::Event) },
        Item::Icon { role: Role::Event, at: sheet.by(5, 5).corner(), class },
    ];
    let at = sheet.by(19, 14).corner();
    items.extend(lines(&event, at, Anchor::Start, class, Weight::Bold));
    let label = Some(format!("event {}", step.event));
    (Item::Group(Group { label, items, ..Group::default() }), sheet.bottom())
}

fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let has = |kind: StateKind| scene.states.iter().any(|state| state.kind == kind);
    let mut legend = Legend::new(wide, top);
    legend.swatch_of(7, Class::Beginning, "a life begins");
    legend.swatch_of(5, Class::State, "state");
    if has(StateKind::Last) {
        legend.marked_swatch(5, Class::State, Class::LastState, "last state");
    }
    if has(StateKind::Any) {
        legend.swatch_of(5, Class::AnyState, "at any time");
    }
    legend.role(Role::Event, "event that leads on, or happens in a state");
    legend.finish()
}
