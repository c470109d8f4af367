//! Stickies of every size. Each has a colour, an icon and a word, and says all of its name when it is pointed at.

mod size;

pub(super) use size::{
    CHIP_HEIGHT, NOTE_GAP, NOTE_WIDTH, STICKY_HEIGHT, chip_width, note_size, note_text,
};

use std::collections::BTreeSet;

use super::{
    drawing::{Anchor, Group, Item, Point, Rect, Text},
    pieces::{lines, pivotal},
    scene::{Chip, Note, Sticky, Tray, badge},
    text::{Room, Weight, fit, one_line, width},
    theme::{Class, Role},
};

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
    let (paper, ink) = classes(sticky.role, is_ghost);
    let mut items = sheet(rect, paper, is_ghost);
    if sticky.is_pivotal && !is_ghost {
        items.extend(pivotal(rect, RADIUS));
    }
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
    items.extend(centred(&sticky.name, room, (13, 8), ink));
    items.extend(small_print(sticky, rect, ink));
    items.extend(badges(&sticky.feeds, rect));
    let kind = sticky.word.to_lowercase();
    Item::Group(Group {
        id: if sticky.is_again { None } else { ids.first(&sticky.id) },
        about: Some(sticky.id.clone()).filter(|id| !id.is_empty()),
        label: Some(label(&[&kind, &sticky.name, &sticky.tag, &sticky.foot])),
        tooltip: Some(sticky.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// A person, a read model or a system.
pub(super) fn chip(chip: &Chip, rect: Rect, is_ghost: bool, ids: &mut Ids) -> Item {
    let (paper, ink) = classes(chip.role, is_ghost);
    let mut items = sheet(rect, paper, is_ghost);
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
    let room = Room {
        width: rect.right() - x - 5,
        height: rect.height,
        sizes: (10, 8),
        weight: Weight::Bold,
    };
    let name = one_line(&chip.name, room);
    items.extend(lines(&name, Point::new(x, middle + 4), Anchor::Start, ink, Weight::Bold));
    Item::Group(Group {
        id: chip.id.as_ref().and_then(|id| ids.first(id)),
        about: chip.id.clone(),
        label: Some(label(&[chip.role.spoken(), number.as_deref().unwrap_or(""), &chip.name])),
        tooltip: Some(chip.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// An open question, put up in a hurry.
pub(super) fn note(note: &Note, rect: Rect, ids: &mut Ids) -> Item {
    let (paper, ink) = classes(Role::Hotspot, false);
    let mut items = sheet(rect, paper, false);
    items.push(Item::Icon { role: Role::Hotspot, at: rect.by(4, 5).corner(), class: ink });
    let text = note_text(&note.text, rect.height);
    let first = rect.by(16, (rect.height - text.height()) / 2 + text.size).corner();
    items.extend(lines(&text, first, Anchor::Start, ink, Weight::Regular));
    Item::Group(Group {
        id: ids.first(&note.id),
        label: Some(label(&["hotspot", &note.text])),
        tooltip: Some(note.tooltip.clone()),
        tilt: Some(rect.by(rect.width / 2, rect.height / 2).corner()),
        items,
        ..Group::default()
    })
}

/// The tray of whoever decides.
pub(super) fn tray(tray: &Tray, (wide, high): (i32, i32), is_ghost: bool) -> Item {
    let (paper, ink) = classes(tray.role, is_ghost);
    let rect = Rect::new(0, 0, wide, high);
    let mut items = sheet(rect, paper, is_ghost);
    items.push(Item::Icon { role: tray.role, at: Point::new(8, 6), class: ink });
    let word = tray.role.word();
    let word_width = width(word, 8, Weight::Regular) + 12;
    let name_width = width(&tray.name, 12, Weight::Bold);
    let has_word = 22 + name_width + word_width + 8 <= wide;
    let room = Room {
        width: wide - 22 - if has_word { word_width + 8 } else { 8 },
        height: 22,
        sizes: (12, 8),
        weight: Weight::Bold,
    };
    let name = one_line(&tray.name, room);
    items.extend(lines(&name, Point::new(22, 15), Anchor::Start, ink, Weight::Bold));
    if has_word {
        let at = Point::new(wide - 8, 14);
        items.push(Text::new(at, 8, ink, word).anchored(Anchor::End).into());
    }
    Item::Group(Group {
        about: Some(tray.id.clone()),
        label: Some(label(&[tray.role.spoken(), &tray.name])),
        tooltip: Some(tray.tooltip.clone()),
        items,
        ..Group::default()
    })
}

/// The paper of a sticky with what lies under it.
fn sheet(rect: Rect, class: Class, is_ghost: bool) -> Vec<Item> {
    let shade = Item::Box { rect: rect.by(0, 2), radius: RADIUS, class: Class::Shade };
    let paper = Item::Box { rect, radius: RADIUS, class };
    if is_ghost { vec![paper] } else { vec![shade, paper] }
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
fn badges(numbers: &[usize], rect: Rect) -> Vec<Item> {
    let (paper, ink) = classes(Role::ReadModel, false);
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

fn label(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// The class of a sticky, and that of its text and icon.
fn classes(role: Role, is_ghost: bool) -> (Class, Class) {
    if is_ghost {
        (Class::Ghost(role), Class::Text)
    } else {
        (Class::Sticky(role), Class::On(role))
    }
}
