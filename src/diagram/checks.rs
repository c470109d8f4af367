//! What tests of every kind of picture need: models of texts, and an eye for faults in drawings.

mod contents;
mod known;
pub(super) mod lines;
pub(super) mod models;

pub(super) use contents::faults_of_contents;
pub(super) use known::{all_known, known};

use super::{
    drawing::{Anchor, Drawing, Group, Item, Rect, Text},
    text::width,
    theme::Class,
};
use crate::{
    diagnostic::has_errors,
    model::{Model, resolve},
    source::SourceMap,
    syntax::{self, Document},
};

/// The model of a text without mistakes.
#[track_caller]
pub(super) fn model_of(text: &str) -> Model {
    model_with(text, |_| Vec::new())
}

/// The model of a text without mistakes, and of the files that its patterns name.
#[track_caller]
pub(super) fn model_with(text: &str, included: impl Fn(&str) -> Vec<String>) -> Model {
    let mut sources = SourceMap::default();
    let root = sources.add("esgen.yaml", text);
    let (document, mut found) = syntax::parse(root, &sources);
    let patterns = syntax::includes(&document).to_vec();
    let mut documents: Vec<Document> = vec![document];
    for text in patterns.iter().flat_map(|pattern| included(&pattern.value)) {
        let file = sources.add(format!("{}.yaml", documents.len()), text);
        let (document, more) = syntax::parse_included(file, &sources);
        documents.push(document);
        found.extend(more);
    }
    let (model, more) = resolve(&documents);
    found.extend(more);
    assert!(!has_errors(&found), "{text}\n{found:?}");
    model
}

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
