//! Graphviz takes every DOT without a word, and shows what a model says.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use esgen::diagram::Language;
use resvg::usvg::roxmltree::{Document, ParsingOptions};

use super::{examples_in, hostile_in, letters};

fn is_there() -> bool {
    let is_there = Command::new("dot").arg("-V").stderr(Stdio::null()).status().is_ok();
    if !is_there {
        assert!(
            std::env::var_os("ESGEN_REQUIRE_DOT").is_none(),
            "ESGEN_REQUIRE_DOT is set and there is no `dot`"
        );
        eprintln!("skipped: there is no `dot`");
    }
    is_there
}

/// The SVG that Graphviz makes of a text.
fn drawn(name: &str, text: &str) -> String {
    let mut dot = Command::new("dot")
        .arg("-Tsvg")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("dot runs");
    let mut input = dot.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("dot reads");
    drop(input);
    let output = dot.wait_with_output().expect("dot ends");
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && complaints.is_empty(), "{name}: {complaints}\n{text}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn graphviz_takes_all_of_every_example_without_a_word() {
    if is_there() {
        for said in examples_in(Language::Dot) {
            drawn(&said.name, &said.text);
        }
    }
}

#[test]
fn graphviz_shows_what_a_model_says() {
    if !is_there() {
        return;
    }
    for (text, said) in hostile_in(Language::Dot) {
        let svg = drawn(&said.name, &said.text);
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let document = Document::parse_with_options(&svg, options)
            .unwrap_or_else(|error| panic!("{}: {error}\n{svg}", said.name));
        let is_text = |node: &resvg::usvg::roxmltree::Node<'_, '_>| {
            node.has_tag_name(("http://www.w3.org/2000/svg", "text"))
        };
        let shown = document.descendants().filter(is_text).filter_map(|node| node.text());
        let shown = letters(&shown.collect::<String>());
        let count = shown.matches(&letters(&text)).count();
        assert!(letters(&text).is_empty() || count > 2, "{}: {shown}", said.name);
        assert!(!document.descendants().any(|node| node.tag_name().name() == "script"));
    }
}
