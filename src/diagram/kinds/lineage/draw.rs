//! Draws a history: tables of fields, steps between them, and lines from field to field.

use super::{
    place::{Between, CHIP, Geometry, HEADER, PILL, REASON, ROW, TOP},
    scene::{Chip, Effect, End, Gap, Link, Row, Scene, Step, Table},
};
use crate::diagram::{
    drawing::{Anchor, Drawing, Group, Item, Point, Rect, Stroke, Text},
    layout::path::head,
    pieces::{Legend, Sheet, lines, title},
    text::{Room, Weight, fit, one_line, width},
    theme::{Band, Class, Role},
};

const NARROWEST: i32 = 640;
const RADIUS: i32 = 4;

/// The picture of a history.
pub(super) fn draw(scene: &Scene, geometry: &Geometry, with_legend: bool) -> Drawing {
    let width = geometry.width.max(NARROWEST);
    let mut items = title(&scene.title, &scene.subtitle, width);
    for (gap, between) in scene.gaps.iter().zip(&geometry.gaps) {
        items.push(reason(gap, between));
        let links = gap.links.iter().zip(&between.links);
        items.extend(links.flat_map(|(link, points)| line(points, link)));
        items.extend(gap.steps.iter().zip(&between.steps).map(|(step, rect)| pill(step, *rect)));
    }
    for (at, each) in scene.tables.iter().enumerate() {
        let rect = geometry.tables[at];
        items.push(table(each, rect, geometry.types[at]));
        items.extend((0..).zip(&each.chips).map(|(at, it)| {
            chip(
                it,
                Rect::new(rect.x + 8, rect.bottom() + 4 + at * CHIP, rect.width - 16, CHIP - 2),
            )
        }));
    }
    let legend = with_legend.then(|| legend(scene, width, geometry.bottom + 36));
    let description = format!("{}. {}", scene.subtitle, told(scene));
    Sheet { title: scene.title.clone(), description, width, bottom: geometry.bottom }
        .finish(items, legend)
}

/// The steps in words.
fn told(scene: &Scene) -> String {
    let gap = |gap: &Gap| {
        let steps: Vec<_> = gap.steps.iter().map(|step| step.tooltip.clone()).collect();
        format!("{}: {}.", gap.because, steps.join("; "))
    };
    scene.gaps.iter().map(gap).collect::<Vec<_>>().join(" ")
}

/// The arrow from version to version, and why there is a newer one.
fn reason(gap: &Gap, between: &Between) -> Item {
    let y = TOP + HEADER / 2;
    let tip = Point::new(between.sides.right, y);
    let path = vec![Stroke::Move(Point::new(between.sides.left, y)), Stroke::Line(tip.by(-6, 0))];
    let mut items = vec![
        Item::Path { path, class: Class::Upcast },
        Item::Path { path: head(tip), class: Class::Beginning },
    ];
    let wide = between.sides.right - between.sides.left - 20;
    let room = Room { width: wide, height: REASON, sizes: (11, 9), weight: Weight::Regular };
    let text = fit(&gap.because, room);
    let first = y - 10 - text.height() + text.line_height();
    let at = Point::new(between.sides.left + 10 + wide / 2, first);
    items.extend(lines(&text, at, Anchor::Middle, Class::Muted, Weight::Regular));
    let tooltip = Some(gap.because.clone()).filter(|text| !text.is_empty());
    Item::Group(Group { tooltip, items, ..Group::default() })
}

/// The way of a value: level where it passes a layer, and bent between them.
fn line(points: &[Point], link: &Link) -> Vec<Item> {
    let start = points.first().map(|first| Stroke::Move(*first));
    let bends = points.windows(2).map(|pair| {
        let (from, to) = (pair[0], pair[1]);
        let middle = i32::midpoint(from.x, to.x);
        if from.y == to.y {
            Stroke::Line(to)
        } else {
            Stroke::Curve(Point::new(middle, from.y), Point::new(middle, to.y), to)
        }
    });
    let path = start.into_iter().chain(bends).collect();
    let (class, tip) = if link.is_kept() {
        (Class::Kept, Class::AxisHead)
    } else {
        (Class::Relation, Class::RelationHead)
    };
    let arrives = matches!(link.to, End::Field(..));
    let tip =
        points.last().filter(|_| arrives).map(|at| Item::Path { path: head(*at), class: tip });
    std::iter::once(Item::Path { path, class }).chain(tip).collect()
}

fn pill(step: &Step, rect: Rect) -> Item {
    let class = Class::Change(band(step.effect));
    let mut items = vec![Item::Box { rect, radius: PILL / 2, class }];
    let word = width(step.word, 10, Weight::Bold);
    let at = rect.by(8, 13).corner();
    items.push(Text::new(at, 10, Class::Text, step.word).bold().into());
    if !step.detail.is_empty() {
        let wide = rect.width - word - 20;
        let room = Room { width: wide, height: PILL, sizes: (10, 8), weight: Weight::Regular };
        let (detail, at) = (one_line(&step.detail, room), at.by(word + 4, 0));
        items.extend(lines(&detail, at, Anchor::Start, Class::Text, Weight::Regular));
    }
    Item::Group(Group {
        label: Some(format!("step {}", step.text())),
        tooltip: Some(step.tooltip.clone()),
        items,
        ..Group::default()
    })
}

pub(super) fn band(effect: Effect) -> Band {
    match effect {
        Effect::Appears => Band::Supporting,
        Effect::Changes => Band::Core,
        Effect::Disappears => Band::External,
        Effect::ByHand => Band::Generic,
    }
}

/// A version with its fields.
fn table(table: &Table, rect: Rect, types: i32) -> Item {
    let (paper, ink) = if table.is_nothing {
        (Class::Ghost(Role::Event), Class::Text)
    } else {
        (Class::Sticky(Role::Event), Class::On(Role::Event))
    };
    let header = Rect { height: HEADER, ..rect };
    let mut items = vec![
        Item::Box { rect: rect.by(0, 2), radius: RADIUS, class: Class::Shade },
        Item::Box { rect, radius: RADIUS, class: Class::Lane },
        Item::Box { rect: header, radius: RADIUS, class: paper },
        Item::Icon { role: Role::Event, at: rect.by(8, 8).corner(), class: ink },
    ];
    items.extend(header_of(table, header, ink));
    for (at, row) in (0..).zip(&table.rows) {
        items.extend(row_of(row, rect.by(0, HEADER + at * ROW), types, at > 0));
    }
    if table.rows.is_empty() && !table.is_nothing {
        let at = rect.by(12, HEADER + 15).corner();
        items.push(Text::new(at, 10, Class::Muted, "no fields").into());
    }
    Item::Group(Group {
        id: Some(table.id.clone()),
        label: Some(format!("event {} {}", table.name, table.tag)),
        tooltip: Some(table.tooltip.clone()),
        items,
        ..Group::default()
    })
}

fn header_of(table: &Table, rect: Rect, ink: Class) -> Vec<Item> {
    let tag = width(&table.tag, 10, Weight::Bold);
    let at = Point::new(rect.right() - 10, rect.y + 17);
    let mut items: Vec<Item> =
        vec![Text::new(at, 10, ink, table.tag.as_str()).bold().anchored(Anchor::End).into()];
    let room =
        Room { width: rect.width - tag - 44, height: 20, sizes: (13, 8), weight: Weight::Bold };
    let name = one_line(&table.name, room);
    items.extend(lines(&name, rect.by(24, 17).corner(), Anchor::Start, ink, Weight::Bold));
    let room = Room { width: rect.width - 20, height: 14, sizes: (9, 7), weight: Weight::Regular };
    let small = one_line(&table.small, room);
    items.extend(lines(&small, rect.by(10, 32).corner(), Anchor::Start, ink, Weight::Regular));
    items
}

fn row_of(row: &Row, at: Rect, types: i32, has_rule: bool) -> Vec<Item> {
    let mut items = Vec::new();
    if has_rule {
        let ends = [at.corner(), Point::new(at.right(), at.y)];
        let path = vec![Stroke::Move(ends[0].by(1, 0)), Stroke::Line(ends[1].by(-1, 0))];
        items.push(Item::Path { path, class: Class::Rule });
    }
    let room = |wide, weight| Room { width: wide, height: ROW, sizes: (11, 8), weight };
    let name = one_line(&row.name, room(types - 20, Weight::Bold));
    let ty = one_line(&row.ty, room(at.width - types - 10, Weight::Regular));
    let mut texts = lines(&name, at.by(12, 16).corner(), Anchor::Start, Class::Text, Weight::Bold);
    let place = at.by(types, 16).corner();
    texts.extend(lines(&ty, place, Anchor::Start, Class::Muted, Weight::Regular));
    items.extend(texts);
    items
}

fn chip(chip: &Chip, rect: Rect) -> Item {
    let (paper, ink) = match chip.role {
        Some(role) => (Class::Sticky(role), Class::On(role)),
        None => (Class::LaneOutside, Class::Text),
    };
    let mut items = vec![Item::Box { rect, radius: 2, class: paper }];
    let icon = chip.role.map(|role| Item::Icon { role, at: rect.by(3, 2).corner(), class: ink });
    let left = if icon.is_some() { 18 } else { 6 };
    items.extend(icon);
    let room = Room {
        width: rect.width - left - 4,
        height: CHIP,
        sizes: (10, 7),
        weight: Weight::Regular,
    };
    let at = rect.by(left, 11).corner();
    items.extend(lines(&one_line(&chip.text, room), at, Anchor::Start, ink, Weight::Regular));
    Item::Group(Group { label: Some(chip.text.clone()), items, ..Group::default() })
}

fn legend(scene: &Scene, wide: i32, top: i32) -> (Vec<Item>, i32) {
    let mut legend = Legend::new(wide, top);
    let steps = || scene.gaps.iter().flat_map(|gap| &gap.steps);
    for effect in Effect::ALL.into_iter().filter(|effect| steps().any(|it| it.effect == *effect)) {
        let words = match effect {
            Effect::Appears => "a field appears",
            Effect::Changes => "a field changes",
            Effect::Disappears => "a field disappears",
            Effect::ByHand => "written by hand",
        };
        legend.swatch_of(7, Class::Change(band(effect)), words);
    }
    legend.line(&[Class::Upcast], Some(Class::Beginning), "is read as the next version");
    let links = || scene.gaps.iter().flat_map(|gap| &gap.links);
    if links().any(Link::is_kept) {
        legend.line(&[Class::Kept], Some(Class::AxisHead), "stays as it is");
    }
    let readers = [
        (Role::Aggregate, "state that it changes"),
        (Role::Policy, "policy or saga that reacts"),
        (Role::ReadModel, "read model"),
        (Role::External, "context that relies on the version"),
        (Role::Event, "event that is read as it"),
    ];
    let chips = || scene.tables.iter().flat_map(|table| &table.chips);
    for (role, words) in readers {
        if chips().any(|chip| chip.role == Some(role)) {
            legend.role(role, words);
        }
    }
    legend.finish()
}
