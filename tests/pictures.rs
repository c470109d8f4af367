//! Pictures as their readers get them: well-formed whatever a model says, the same every time, and looked at by the
//! programs that will show them.

#[path = "support/said.rs"]
mod said;

use std::collections::BTreeSet;

use esgen::{
    diagnostic::has_errors,
    diagram::{
        self, Before, Direction, Fonts, KINDS, Limits, Options, Request, Subject, Theme, Views,
    },
    evolve::plan,
    model::Model,
    pipeline::check_text,
};
use resvg::usvg::roxmltree::{Document, Node};
use said::{TEXTS, saying};

fn model_of(text: &str) -> Model {
    let analysis = check_text(text.as_bytes());
    assert!(!has_errors(&analysis.diagnostics), "{text}\n{:?}", analysis.diagnostics);
    analysis.model
}

/// The board of a model in every look.
fn looks(model: &Model) -> Vec<String> {
    let around = Limits { around: Some(("Shop.Placed".to_owned(), 9)), ..Limits::default() };
    let looks = [
        Options { limits: around, ..Options::default() },
        Options { views: Views::Edges, ..Options::default() },
        Options { direction: Direction::Down, ..Options::default() },
        Options { wrap: Some(800), views: Views::Edges, ..Options::default() },
    ];
    let board = |options| {
        diagram::svg(KINDS[0], &Request { model, plan: &plan(model).0, options, subject: None })
    };
    looks.iter().map(|look| board(look).unwrap()).collect()
}

/// Every picture of a model, of every kind and in every light.
fn pictures(model: &Model) -> Vec<String> {
    let (plan, _) = plan(model);
    let mut pictures = Vec::new();
    for kind in KINDS {
        let subjects = match kind.subject {
            Some(subject) => (subject.names)(model).into_iter().map(Some).collect(),
            None => vec![None],
        };
        assert!(!subjects.is_empty(), "{}", kind.name);
        for theme in [Theme::Auto, Theme::Light, Theme::Dark] {
            let options = Options { theme, ..Options::default() };
            for subject in &subjects {
                let subject = subject.as_deref();
                let request = Request { model, plan: &plan, options: &options, subject };
                pictures.extend(kind.is_drawn().then(|| diagram::svg(kind, &request).unwrap()));
            }
        }
    }
    pictures
}

/// Fails unless a picture is XML that asks for nothing, runs nothing, and names everything once.
fn assert_harmless(svg: &str) {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
    let mut ids = BTreeSet::new();
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        let known = ["svg", "title", "desc", "style", "defs", "g", "rect", "path", "text", "use"];
        assert!(known.contains(&name), "<{name}>");
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on"), "{name}");
            assert!(name != "href" || value.starts_with("#icon-"), "{value}");
            assert!(name != "id" || !value.contains(char::is_whitespace), "{value}");
            assert!(name != "id" || ids.insert(value.to_owned()), "{value} is there twice");
        }
    }
    assert_eq!(document.root_element().attribute("role"), Some("img"));
    let title = document.root_element().first_element_child().map(|it| it.tag_name().name());
    assert_eq!(title, Some("title"));
}

#[test]
fn text_of_a_model_is_data_in_every_picture() {
    let long = "x".repeat(200);
    for text in TEXTS.iter().copied().chain([long.as_str()]) {
        let model = model_of(&saying(text));
        for svg in pictures(&model).into_iter().chain(looks(&model)) {
            assert_harmless(&svg);
        }
    }
}

#[test]
fn text_of_an_older_model_is_data_too() {
    let plain = model_of(&saying("plain"));
    for text in TEXTS {
        let said = model_of(&saying(text));
        for (old, new) in [(&plain, &said), (&said, &plain)] {
            let against = Some(Before { name: (*text).to_owned(), model: old.clone() });
            let options = Options { against, ..Options::default() };
            let request =
                Request { model: new, plan: &plan(new).0, options: &options, subject: None };
            for kind in KINDS.iter().filter(|kind| kind.has(diagram::Choice::Against, None)) {
                assert_harmless(&diagram::svg(kind, &request).unwrap());
            }
        }
    }
}

#[test]
fn every_kind_is_in_the_documents() {
    let page = include_str!("../docs/diagrams.md");
    for kind in KINDS {
        // In a table a stroke ends a cell.
        let word = |subject: Subject| format!(" {}", subject.word.replace('|', "\\|"));
        let of = kind.subject.map_or_else(String::new, word);
        assert!(page.contains(&format!("| `{}{of}` |", kind.name)), "{}", kind.name);
    }
}

#[test]
fn the_whole_text_is_in_the_picture_even_where_it_is_cut() {
    let text = format!("Begin {} end", "middle ".repeat(30));
    let model = model_of(&saying(&text));
    let svg = &pictures(&model)[0];
    let document = Document::parse(svg).unwrap();
    let titles = document
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.w3.org/2000/svg", "title")));
    assert!(titles.filter_map(|node| node.text()).any(|title| title.contains(&text)));
    let labels = document.descendants().filter_map(|node| node.attribute("aria-label"));
    assert!(labels.filter(|label| label.contains(text.trim())).count() > 5);
}

#[test]
fn a_png_is_the_same_every_time_and_shows_something() {
    let model = model_of(&saying("plain"));
    let options = Options { theme: Theme::Dark, ..Options::default() };
    let request =
        Request { model: &model, plan: &plan(&model).0, options: &options, subject: None };
    let draw =
        || diagram::png(KINDS[0], &request, || panic!("the embedded font is enough")).unwrap();
    let png = draw();
    assert_eq!(png, draw());
    assert_eq!(png.missing, "");
    let pixels = resvg::tiny_skia::Pixmap::decode_png(&png.bytes).unwrap();
    let colours: BTreeSet<_> =
        pixels.pixels().iter().map(|pixel| (pixel.red(), pixel.green(), pixel.blue())).collect();
    // Paper of the dark theme, an event, a command.
    for colour in [(0x14, 0x16, 0x1b), (0xee, 0x8a, 0x2e), (0x4a, 0x9b, 0xea)] {
        assert!(colours.contains(&colour), "{colour:?}");
    }
    let chinese = model_of(&saying("账户"));
    let request =
        Request { model: &chinese, plan: &plan(&chinese).0, options: &options, subject: None };
    let mut is_asked = false;
    let fonts = || {
        is_asked = true;
        Fonts::embedded()
    };
    assert_eq!(diagram::png(KINDS[0], &request, fonts).unwrap().missing, "户账");
    assert!(is_asked, "other letters need other fonts");
}
