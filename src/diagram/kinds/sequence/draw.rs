//! Draws a sequence: lifelines, what is done on them, and arrows from one to the next.

use super::{
    place::{CHIP, Frame, Geometry, WIDE},
    scene::{Act, Chip, Kind, Lifeline, Scene, Step},
};
use crate::diagram::{
    drawing::{Anchor, Drawing, Group, Item, Point, Rect, Stroke, Text},
    layout::path::{head, head_to_left},
    pieces::{Legend, Sheet, lines, title},
    text::{Room, Weight, fit, one_line, width},
    theme::{Class, Line, Role},
};

const NARROWEST: i32 = 640;
const RADIUS: i32 = 3;

/// The picture of a course.
pub(super) fn draw(scene: &Scene, geometry: &Geometry, with_legend: bool) -> Drawing {
    let width = geometry.width.max(NARROWEST);
    let mut items = title(&scene.title, &scene.subtitle, width);
    items.extend(frames(scene, geometry));
    for (lifeline, rect) in scene.lifelines.iter().zip(&geometry.heads) {
        let (x, top) = (rect.x + WIDE / 2, rect.bottom());
        let line =
            vec![Stroke::Move(Point::new(x, top)), Stroke::Line(Point::new(x, geometry.bottom))];
        items.push(Item::Path { path: line, class: Class::Lifeline });
        items.push(head_of(lifeline, *rect));
    }
    items.extend(arrows(scene, geometry));
    for (at, act) in scene.acts() {
        if let Some(rect) = geometry.acts[at] {
            items.push(sticky(act, rect));
            items.extend((0..).zip(&act.chips).map(|(at, it)| {
                chip(it, Rect::new(rect.x + 6, rect.bottom() + 1 + at * CHIP, WIDE - 12, CHIP - 1))
            }));
        }
    }
    let legend = with_legend.then(|| legend(scene, width, geometry.bottom + 30));
    let description = format!("{}. {}.", scene.subtitle, told(scene));
    Sheet { title: scene.title.clone(), description, width, bottom: geometry.bottom }
        .finish(items, legend)
}

/// The course in words.
fn told(scene: &Scene) -> String {
    let act = |act: &Act| format!("{}: {}", scene.lifelines[act.on].name, act.name);
    let told = scene.steps.iter().filter_map(|step| match step {
        Step::Act(it) => Some(act(it)),
        Step::Open { word, label } => Some(format!("{word} {label}")),
        Step::Else(label) => Some(format!("else {label}")),
        Step::Close => None,
    });
    told.collect::<Vec<_>>().join(". ")
}

fn frames(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    for step in &scene.steps {
        match step {
            Step::Act(_) => {}
            Step::Open { word, label } => {
                let frame = &geometry.frames[next];
                items.push(Item::Box { rect: frame.rect, radius: 6, class: Class::Frame });
                let class = Class::Muted;
                items.extend(written(
                    word,
                    frame.word,
                    Room { sizes: (10, 8), ..room(frame.word) },
                    class,
                ));
                items.extend(part(frame, 0, label));
                open.push((next, 0));
                next += 1;
            }
            Step::Else(label) => {
                if let Some((frame, at)) = open.last_mut() {
                    *at += 1;
                    items.extend(part(&geometry.frames[*frame], *at, label));
                }
            }
            Step::Close => drop(open.pop()),
        }
    }
    items
}

/// The text of a part, and the line above it when it is not the first one.
fn part(frame: &Frame, at: usize, label: &str) -> Vec<Item> {
    let rect = frame.parts[at];
    let mut items = written(label, rect, room(rect), Class::Text);
    if at > 0 {
        let point = |x| Point::new(x, rect.y);
        let path = vec![Stroke::Move(point(frame.rect.x)), Stroke::Line(point(frame.rect.right()))];
        items.push(Item::Path { path, class: Class::FramePart });
    }
    items
}

fn room(rect: Rect) -> Room {
    Room { width: rect.width, height: rect.height, sizes: (11, 8), weight: Weight::Bold }
}

fn written(text: &str, rect: Rect, room: Room, class: Class) -> Vec<Item> {
    let at = Point::new(rect.x, rect.y + 17);
    lines(&one_line(text, room), at, Anchor::Start, class, room.weight)
}

fn arrows(scene: &Scene, geometry: &Geometry) -> Vec<Item> {
    let mut items = Vec::new();
    for arrow in &geometry.arrows {
        let Step::Act(act) = &scene.steps[arrow.step] else { continue };
        let line = match act.kind {
            Kind::Command => Line::Issues,
            Kind::Event | Kind::Reaction => Line::Triggers,
        };
        let path = vec![Stroke::Move(arrow.from), Stroke::Line(arrow.to)];
        items.push(Item::Path { path, class: Class::Line(line) });
        let tip = if arrow.to.x < arrow.from.x { head_to_left(arrow.to) } else { head(arrow.to) };
        items.push(Item::Path { path: tip, class: Class::Head(line) });
        if arrow.is_later {
            let Point { x, y } = arrow.from;
            let rect = Rect::new(x - 3, y - 3, 6, 6);
            items.push(Item::Box { rect, radius: 3, class: Class::Head(line) });
        }
    }
    items
}

/// Somebody who takes part.
fn head_of(lifeline: &Lifeline, rect: Rect) -> Item {
    let (paper, ink) = if lifeline.is_open {
        (Class::Ghost(lifeline.role), Class::Text)
    } else {
        (Class::Sticky(lifeline.role), Class::On(lifeline.role))
    };
    let mut items = face(lifeline.role, lifeline.word, rect, paper, ink);
    let has_place = !lifeline.place.is_empty();
    let name = Rect::new(rect.x, rect.y, rect.width, rect.height - if has_place { 11 } else { 0 });
    items.extend(centred(&lifeline.name, name, ink));
    if has_place {
        let room = Room { width: WIDE - 12, height: 12, sizes: (9, 7), weight: Weight::Regular };
        let at = Point::new(rect.x + WIDE / 2, rect.bottom() - 5);
        items.extend(lines(
            &one_line(&lifeline.place, room),
            at,
            Anchor::Middle,
            ink,
            Weight::Regular,
        ));
    }
    Item::Group(Group {
        id: Some(lifeline.id.clone()),
        label: Some(format!("{} {}", lifeline.word.to_lowercase(), lifeline.name)),
        tooltip: Some(lifeline.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// Something that is done.
fn sticky(act: &Act, rect: Rect) -> Item {
    let role = act.kind.role();
    let ink = Class::On(role);
    let mut items = face(role, act.word, rect, Class::Sticky(role), ink);
    items.extend(centred(&act.name, rect, ink));
    items.extend(tag(act, rect, ink));
    Item::Group(Group {
        id: Some(act.id.clone()).filter(|id| !id.is_empty()),
        label: Some(format!("{} {}", act.word.to_lowercase(), act.name)),
        tooltip: Some(act.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// The paper, the icon and the word.
fn face(role: Role, word: &str, rect: Rect, paper: Class, ink: Class) -> Vec<Item> {
    let word = Text::new(rect.by(17, 12).corner(), 7, ink, word);
    vec![
        Item::Box { rect: rect.by(0, 2), radius: RADIUS, class: Class::Shade },
        Item::Box { rect, radius: RADIUS, class: paper },
        Item::Icon { role, at: rect.by(4, 4).corner(), class: ink },
        word.into(),
    ]
}

fn centred(name: &str, rect: Rect, ink: Class) -> Vec<Item> {
    let high = rect.height - 16;
    let room = Room { width: rect.width - 10, height: high, sizes: (12, 8), weight: Weight::Bold };
    let name = fit(name, room);
    let top = 14 + (high - name.height()) / 2 + name.size;
    let at = Point::new(rect.x + rect.width / 2, rect.y + top);
    lines(&name, at, Anchor::Middle, ink, Weight::Bold)
}

/// The number of a command on a plate, or the version of an event.
fn tag(act: &Act, rect: Rect, ink: Class) -> Vec<Item> {
    if act.tag.is_empty() {
        return Vec::new();
    }
    let wide = width(&act.tag, 9, Weight::Bold) + 10;
    let plate = Rect::new(rect.right() - wide - 3, rect.y + 3, wide, 12);
    let text = |class| Text::new(plate.by(wide / 2, 9).corner(), 9, class, act.tag.as_str()).bold();
    match act.kind {
        Kind::Command => vec![
            Item::Box { rect: plate, radius: 6, class: Class::Plate },
            text(Class::OnPlate).anchored(Anchor::Middle).into(),
        ],
        Kind::Event | Kind::Reaction => vec![text(ink).anchored(Anchor::Middle).into()],
    }
}

/// A small remark.
fn chip(chip: &Chip, rect: Rect) -> Item {
    let (paper, ink) = match chip.role {
        Some(role) => (Class::Sticky(role), Class::On(role)),
        None => (Class::LaneOutside, Class::Text),
    };
    let mut items = vec![Item::Box { rect, radius: 2, class: paper }];
    let icon = chip.role.map(|role| Item::Icon { role, at: rect.by(3, 2).corner(), class: ink });
    let left = if icon.is_some() { 17 } else { 6 };
    items.extend(icon);
    let room =
        Room { width: rect.width - left - 4, height: CHIP, sizes: (9, 7), weight: Weight::Regular };
    let at = rect.by(left, 10).corner();
    items.extend(lines(&one_line(&chip.text, room), at, Anchor::Start, ink, Weight::Regular));
    let kind = chip.role.map_or_else(String::new, |role| format!("{} ", role.spoken()));
    Item::Group(Group {
        label: Some(format!("{kind}{}", chip.text)),
        tooltip: Some(chip.text.clone()),
        items,
        ..Group::default()
    })
}

fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let of_lines = scene.lifelines.iter().map(|it| it.role);
    let of_acts = scene.acts().map(|(_, act)| act.kind.role());
    let of_chips = scene.acts().flat_map(|(_, act)| &act.chips).filter_map(|chip| chip.role);
    let used: Vec<Role> = of_lines.chain(of_acts).chain(of_chips).collect();
    let mut legend = Legend::new(wide, top);
    for role in Role::ALL.into_iter().filter(|role| used.contains(role)) {
        let words = match role {
            Role::Policy => "policy, or a step of a saga",
            Role::ReadModel => "read model that shows it",
            Role::Actor
            | Role::Command
            | Role::Aggregate
            | Role::Event
            | Role::External
            | Role::Hotspot => role.spoken(),
        };
        legend.role(role, words);
    }
    let has = |kind| {
        scene.acts().any(|(_, act)| act.kind == kind && act.cause != super::scene::Cause::Nothing)
    };
    if has(Kind::Reaction) {
        legend.line(
            &[Class::Line(Line::Triggers)],
            Some(Class::Head(Line::Triggers)),
            "the event is heard",
        );
    }
    if has(Kind::Command) {
        legend.line(
            &[Class::Line(Line::Issues)],
            Some(Class::Head(Line::Issues)),
            "the command is given",
        );
    }
    legend.word("1", "what a command leads to is told once, under its number");
    legend.finish()
}
