//! Markdown is read back: headings, lists, names in bold and words of the model, and nothing that a model made of it.

use esgen::diagram::Language;
use pulldown_cmark::{Event, Options, Parser, Tag};

use super::{examples_in, hostile_in, letters};

/// What GitHub makes of a text, letters only.
fn read(name: &str, text: &str) -> String {
    let options = Options::ENABLE_GFM
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let mut shown = String::new();
    for event in Parser::new_ext(text, options) {
        match event {
            Event::Text(text) | Event::Code(text) => shown += &text,
            Event::Start(
                Tag::Paragraph | Tag::Heading { .. } | Tag::List(None) | Tag::Item | Tag::Strong,
            )
            | Event::End(_)
            | Event::SoftBreak => {}
            other => panic!("{name}: {other:?}\n{text}"),
        }
    }
    letters(&shown)
}

#[test]
fn the_catalog_of_every_example_is_an_outline() {
    for said in examples_in(Language::Markdown) {
        assert!(said.text.starts_with("# ") && said.text.ends_with('\n'), "{}", said.name);
        read(&said.name, &said.text);
    }
}

#[test]
fn the_catalog_shows_what_a_model_says() {
    for (text, said) in hostile_in(Language::Markdown) {
        let (shown, text) = (read(&said.name, &said.text), letters(&text));
        let count = if text.is_empty() { 9 } else { shown.matches(&text).count() };
        assert!(count > 8, "{}: {count} times in\n{}", said.name, said.text);
    }
}
