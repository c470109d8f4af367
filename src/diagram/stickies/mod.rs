//! Stickies of every size. Each has a colour, an icon and a word, and says all of its name when it is pointed at.

mod marks;
mod size;

pub(super) use marks::{plate, ring, sign, word as word_of};
pub(super) use size::{
    CHIP_HEIGHT, NOTE_GAP, NOTE_WIDTH, PLATE, SIGN, STICKY_HEIGHT, chip_width, note_size,
    note_text, plate_width, tab_above,
};

use std::collections::BTreeSet;

use super::{
    drawing::{Anchor, Group, Item, Point, Rect, Text},
    pieces::{lines, pivotal},
    scene::{Chip, Mark, Note, Sticky, Tray, badge},
    text::{Room, Weight, fit, one_line, width},
    theme::{Change, Class, Role, Trace},
};

use marks::RING;

const RADIUS: i32 = 3;
/// The icon and the word above the name.
const TOP: i32 = 15;
/// The line of badges, or the small print, below the name.
const FOOT: i32 = 14;
const BADGE: (i32, i32) = (18, 12);

/// Identifiers that are given already.
#[derive(Debug, Default)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    /// The identifier for the first that asks for it; none for what has none.
    pub(super) fn first(&mut self, id: &str) -> Option<String> {
        (!id.is_empty() && self.0.insert(id.to_owned())).then(|| id.to_owned())
    }
}

/// An event, a command or a step.
pub(super) fn sticky(sticky: &Sticky, rect: Rect, is_ghost: bool, ids: &mut Ids) -> Item {
    let body = body(is_ghost, sticky.mark);
    let (paper, ink) = classes(sticky.role, body);
    let mut items: Vec<Item> = marks::tab(sticky.mark, rect).into_iter().collect();
    items.extend(sheet(rect, paper, body));
    items.extend(rings(sticky, rect, body));
    let (tag, tag_width) = tag(sticky, rect, ink);
    items.extend(word(
        sticky.role,
        sticky.word,
        rect.by(4, 4).corner(),
        ink,
        rect.width - tag_width,
    ));
    items.extend(tag);
    let has_foot = !sticky.foot.is_empty() || !sticky.feeds.is_empty();
    let foot = if has_foot { FOOT } else { 0 };
    let room = Rect::new(rect.x + 5, rect.y + TOP, rect.width - 10, rect.height - TOP - 2 - foot);
    items.extend(centred(&sticky.name, room, (13, 8), name_class(sticky.mark, ink)));
    items.extend(small_print(sticky, rect, ink));
    items.extend(badges(&sticky.feeds, rect, sticky.mark));
    let kind = sticky.word.to_lowercase();
    Item::Group(Group {
        id: if sticky.is_again { None } else { ids.first(&sticky.id) },
        about: Some(sticky.id.clone()).filter(|id| !id.is_empty()),
        label: Some(label(&[
            &kind,
            &sticky.name,
            &sticky.tag,
            &sticky.foot,
            marks::word(sticky.mark),
        ])),
        tooltip: Some(sticky.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// The edge of a pivotal event, and the ring of what is not as it was, in whose place the one of a pivotal event would be.
fn rings(sticky: &Sticky, rect: Rect, body: Body) -> Vec<Item> {
    let ring = marks::ring(sticky.mark, rect, RING, RADIUS);
    if !sticky.is_pivotal || body == Body::Outline {
        return ring.into_iter().collect();
    }
    let [edge, around] = pivotal(rect, RADIUS);
    vec![edge, ring.unwrap_or(around)]
}

/// A person, a read model or a system.
pub(super) fn chip(chip: &Chip, rect: Rect, is_ghost: bool, ids: &mut Ids) -> Item {
    let body = body(is_ghost, chip.mark);
    let (paper, ink) = classes(chip.role, body);
    let mut items = sheet(rect, paper, body);
    items.extend(marks::ring(chip.mark, rect, 1, RADIUS));
    let number = chip.number.map(badge);
    let middle = rect.y + rect.height / 2;
    let mut x = rect.x + 6;
    if let Some(number) = &number {
        items.push(Text::new(Point::new(x, middle + 4), 11, ink, number.as_str()).bold().into());
        x += width(number, 11, Weight::Bold) + 6;
    } else {
        items.push(Item::Icon { role: chip.role, at: Point::new(x, middle - 5), class: ink });
        x += 15;
    }
    let change = chip.mark.change();
    let sign = change.map_or(0, |_| SIGN + 3);
    items.extend(change.map(|it| marks::sign(it, Point::new(rect.right() - 10, middle))));
    let room = Room {
        width: rect.right() - x - 5 - sign,
        height: rect.height,
        sizes: (10, 8),
        weight: Weight::Bold,
    };
    let name = one_line(&chip.name, room);
    let class = name_class(chip.mark, ink);
    items.extend(lines(&name, Point::new(x, middle + 4), Anchor::Start, class, Weight::Bold));
    let number = number.as_deref().unwrap_or("");
    Item::Group(Group {
        id: chip.id.as_ref().and_then(|id| ids.first(id)),
        about: chip.id.clone(),
        label: Some(label(&[chip.role.spoken(), number, &chip.name, marks::word(chip.mark)])),
        tooltip: Some(chip.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// An open question, put up in a hurry.
pub(super) fn note(note: &Note, rect: Rect, ids: &mut Ids) -> Item {
    let body = body(false, note.mark);
    let (paper, ink) = classes(Role::Hotspot, body);
    let mut items = sheet(rect, paper, body);
    items.extend(marks::ring(note.mark, rect, 1, RADIUS));
    let sign = note.mark.change();
    items.extend(sign.map(|it| marks::sign(it, rect.by(8, 26).corner())));
    items.push(Item::Icon { role: Role::Hotspot, at: rect.by(4, 5).corner(), class: ink });
    let text = note_text(&note.text, rect.height);
    let first = rect.by(16, (rect.height - text.height()) / 2 + text.size).corner();
    let class = name_class(note.mark, ink);
    items.extend(lines(&text, first, Anchor::Start, class, Weight::Regular));
    Item::Group(Group {
        id: ids.first(&note.id),
        label: Some(label(&["hotspot", &note.text, marks::word(note.mark)])),
        tooltip: Some(note.tooltip.clone()),
        tilt: Some(rect.by(rect.width / 2, rect.height / 2).corner()),
        items,
        ..Group::default()
    })
}

/// The tray of whoever decides.
pub(super) fn tray(tray: &Tray, (wide, high): (i32, i32), is_ghost: bool) -> Item {
    let body = body(is_ghost, tray.mark);
    let (paper, ink) = classes(tray.role, body);
    let rect = Rect::new(0, 0, wide, high);
    let mut items = sheet(rect, paper, body);
    items.extend(marks::ring(tray.mark, rect, 1, RADIUS));
    items.push(Item::Icon { role: tray.role, at: Point::new(8, 6), class: ink });
    let name_width = width(&tray.name, 12, Weight::Bold);
    let mut end = wide - 8;
    if let Some(change) = tray.mark.change() {
        let plate = plate_width(change);
        let has_plate = 22 + name_width + plate + 6 <= end;
        end -= if has_plate { plate } else { SIGN };
        let middle = Point::new(end + SIGN / 2, 11);
        items.push(if has_plate {
            marks::plate(change, Point::new(end, 4))
        } else {
            marks::sign(change, middle)
        });
        end -= 6;
    }
    let word = tray.role.word();
    let word_width = width(word, 8, Weight::Regular) + 12;
    let mut role = None;
    if 22 + name_width + word_width <= end {
        role = Some(Text::new(Point::new(end, 14), 8, ink, word).anchored(Anchor::End));
        end -= word_width;
    }
    let room = Room { width: end - 22, height: 22, sizes: (12, 8), weight: Weight::Bold };
    let name = one_line(&tray.name, room);
    let class = name_class(tray.mark, ink);
    items.extend(lines(&name, Point::new(22, 15), Anchor::Start, class, Weight::Bold));
    items.extend(role.map(Item::from));
    Item::Group(Group {
        about: Some(tray.id.clone()),
        label: Some(label(&[tray.role.spoken(), &tray.name, marks::word(tray.mark)])),
        tooltip: Some(tray.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// The paper of a sticky with what lies under it.
fn sheet(rect: Rect, class: Class, body: Body) -> Vec<Item> {
    let shade = Item::Box { rect: rect.by(0, 2), radius: RADIUS, class: Class::Shade };
    let paper = Item::Box { rect, radius: RADIUS, class };
    match body {
        Body::Full | Body::Quiet => vec![shade, paper],
        Body::Outline => vec![paper],
    }
}

/// The icon and the word of a role. The word goes where there is no room for it, since the icon stays.
fn word(role: Role, word: &str, at: Point, class: Class, room: i32) -> Vec<Item> {
    let mut items = vec![Item::Icon { role, at, class }];
    if 17 + width(word, 8, Weight::Regular) <= room {
        items.push(Text::new(at.by(13, 8), 8, class, word).into());
    }
    items
}

/// The version and the like in the upper right corner, and how much room it takes.
fn tag(sticky: &Sticky, rect: Rect, class: Class) -> (Option<Item>, i32) {
    let tag = match (sticky.is_again, sticky.tag.as_str()) {
        (true, "") => "again".to_owned(),
        (true, tag) => format!("{tag} again"),
        (false, tag) => tag.to_owned(),
    };
    if tag.is_empty() {
        return (None, 0);
    }
    let room = Room { width: rect.width - 24, height: 12, sizes: (9, 8), weight: Weight::Bold };
    let tag = one_line(&tag, room);
    let wide = tag.lines.first().map_or(0, |line| width(line, tag.size, Weight::Bold));
    let at = Point::new(rect.right() - 5, rect.y + 12);
    let item = lines(&tag, at, Anchor::End, class, Weight::Bold).into_iter().next();
    (item, wide + 8)
}

/// A name in the middle of its room.
fn centred(name: &str, room: Rect, sizes: (i32, i32), class: Class) -> Vec<Item> {
    let fitted =
        fit(name, Room { width: room.width, height: room.height, sizes, weight: Weight::Bold });
    let first = room.y + (room.height - fitted.height()) / 2 + fitted.size;
    let at = Point::new(room.x + room.width / 2, first);
    lines(&fitted, at, Anchor::Middle, class, Weight::Bold)
}

fn small_print(sticky: &Sticky, rect: Rect, class: Class) -> Option<Item> {
    if sticky.foot.is_empty() {
        return None;
    }
    let room = Room { width: rect.width - 10, height: 12, sizes: (8, 7), weight: Weight::Regular };
    let foot = one_line(&sticky.foot, room);
    let at = Point::new(rect.x + rect.width / 2, rect.bottom() - 6);
    lines(&foot, at, Anchor::Middle, class, Weight::Regular).into_iter().next()
}

/// The numbers of the read models that an event feeds, as many as fit.
fn badges(numbers: &[usize], rect: Rect, mark: Mark) -> Vec<Item> {
    let (paper, ink) = classes(Role::ReadModel, body(false, mark));
    let room = usize::try_from((rect.width - 6) / (BADGE.0 + 2)).unwrap_or(0);
    let mut words: Vec<String> = numbers.iter().map(|number| badge(*number)).collect();
    if words.len() > room {
        words.truncate(room.saturating_sub(1));
        words.push(format!("+{}", numbers.len() - words.len()));
    }
    let mut items = Vec::new();
    let mut x = rect.right() - 3;
    for word in words.into_iter().rev() {
        x -= BADGE.0 + 2;
        let sheet = Rect::new(x, rect.bottom() - FOOT - 1, BADGE.0, BADGE.1);
        let room = Room { width: BADGE.0 - 2, height: 12, sizes: (9, 6), weight: Weight::Bold };
        items.push(Item::Box { rect: sheet, radius: 2, class: paper });
        let at = sheet.by(BADGE.0 / 2, 9).corner();
        items.extend(lines(&one_line(&word, room), at, Anchor::Middle, ink, Weight::Bold));
    }
    items
}

/// What something says to those who cannot see it.
pub(super) fn label(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// How much of a sticky is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    Full,
    /// It is as it was, where others are not; or it is gone.
    Quiet,
    /// It is only hinted at.
    Outline,
}

fn body(is_ghost: bool, mark: Mark) -> Body {
    match mark {
        _ if is_ghost => Body::Outline,
        Mark::Plain | Mark::Differs(Change::Added | Change::Changed) => Body::Full,
        Mark::Same | Mark::Differs(Change::Removed) => Body::Quiet,
    }
}

/// The class of a sticky, and that of its text and icon.
fn classes(role: Role, body: Body) -> (Class, Class) {
    match body {
        Body::Full => (Class::Sticky(role), Class::On(role)),
        Body::Quiet => (Class::Quiet(role), Class::Text),
        Body::Outline => (Class::Ghost(role), Class::Text),
    }
}

/// The class of the name of something: what is gone is struck out.
pub(super) fn name_class(mark: Mark, ink: Class) -> Class {
    if mark.is_gone() { Class::Trace(Trace::Struck) } else { ink }
}
