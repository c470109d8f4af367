//! Looks for faults in drawings of every kind, for tests.

use super::{
    drawing::{Anchor, Drawing, Group, Item, Rect, Text},
    text::width,
    theme::Class,
};

/// Faults of texts: each fits what it stands on, and no two lie on each other.
///
/// `narrow` says how wide the part of a group is on which its texts stand, where that is not its first box.
pub(super) fn faults_of_texts(
    drawing: &Drawing,
    narrow: impl Fn(&Group) -> Option<i32>,
) -> Vec<String> {
    let paper = Rect::new(0, 0, drawing.width, drawing.height);
    let mut faults = Vec::new();
    texts(&drawing.items, paper, &mut faults);
    for group in groups(&drawing.items) {
        let sheet = group.items.iter().find_map(|item| match item {
            Item::Box { rect, class, .. } if *class != Class::Shade => Some(*rect),
            _ => None,
        });
        if let Some(mut sheet) = sheet {
            sheet.width = narrow(group).unwrap_or(sheet.width);
            texts(&group.items, sheet, &mut faults);
        }
    }
    faults
}

fn texts(items: &[Item], sheet: Rect, faults: &mut Vec<String>) {
    let texts: Vec<(&Text, Rect)> = items
        .iter()
        .filter_map(
            |item| if let Item::Text(text) = item { Some((text, extent(text))) } else { None },
        )
        .collect();
    for (at, (text, rect)) in texts.iter().enumerate() {
        if !contains(sheet, *rect) {
            faults.push(format!("`{}` does not fit: {rect:?} in {sheet:?}", text.words));
        }
        for (other, _) in texts[at + 1..].iter().filter(|(_, other)| overlap(*rect, *other)) {
            faults.push(format!("`{}` and `{}` overlap", text.words, other.words));
        }
    }
}

/// The room that letters of a text take: capitals above its line, and a little below.
fn extent(text: &Text) -> Rect {
    let wide = width(&text.words, text.size, text.weight);
    let left = match text.anchor {
        Anchor::Start => 0,
        Anchor::Middle => wide / 2,
        Anchor::End => wide,
    };
    let above = text.size * 3 / 4;
    Rect::new(text.at.x - left, text.at.y - above, wide, above + text.size / 5)
}

/// Every group of a drawing.
pub(super) fn groups(items: &[Item]) -> Vec<&Group> {
    let mut found = Vec::new();
    for item in items {
        if let Item::Group(group) = item {
            found.push(group);
            found.extend(groups(&group.items));
        }
    }
    found
}

pub(super) fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x <= inner.x
        && outer.y <= inner.y
        && inner.right() <= outer.right()
        && inner.bottom() <= outer.bottom()
}

pub(super) fn overlap(one: Rect, other: Rect) -> bool {
    one.x < other.right()
        && other.x < one.right()
        && one.y < other.bottom()
        && other.y < one.bottom()
}
