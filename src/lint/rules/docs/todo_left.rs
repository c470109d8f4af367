//! A note to oneself in a description is read by nobody whom it asks something.

use crate::{
    lint::{Levels, Rule, judge::Found, on::On},
    source::{Span, Spanned},
    syntax::Outline,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "todo-left",
    code: "ES8005",
    summary: "A description that says it is not finished.",
    levels: Levels::of("I/I/I"),
    fix: None,
    options: &[],
    page: include_str!("todo_left.md"),
    check,
};

/// How people mark what they want to come back to.
const MARKS: &[&str] = &["TODO", "FIXME", "TBD", "XXX", "待定", "待办"];

fn check(on: &On<'_>, found: &mut Found<'_>) {
    for element in on.outlines.iter().flat_map(Outline::elements) {
        let Some(description) = &element.description else { continue };
        if let Some((mark, place)) = mark_in(on, description) {
            let finding = RULE
                .at(place, format!("`{}` is not finished: {mark}", element.name.value))
                .help("make it an open question under `hotspots`, where it is seen and answered");
            found.add(on.level_at(description.span), finding);
        }
    }
}

/// The first mark of a text, where it is written.
fn mark_in(on: &On<'_>, text: &Spanned<String>) -> Option<(&'static str, Span)> {
    let mark = *MARKS.iter().find(|mark| has_word(&text.value, mark))?;
    let number = |it: usize| u32::try_from(it).ok();
    let place = on.text(text.span).find(mark).and_then(|at| {
        let start = text.span.start + number(at)?;
        Some(Span::new(text.span.file, start, start + number(mark.len())?))
    });
    Some((mark, place.unwrap_or(text.span)))
}

/// Whether a word stands in a text by itself.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let is_letter = |letter: char| letter.is_ascii_alphanumeric();
        !text[..at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter)
    })
}
