//! The real `PlantUML` draws every text, and shows what a model says.

use std::{
    env, fs,
    process::{Command, Stdio},
};

use esgen::diagram::Language;
use resvg::usvg::roxmltree::Document;

use super::{examples_in, hostile_in, letters};

/// The letters of the SVG that `PlantUML` makes of each text; nothing where it is not installed.
fn drawn(texts: &[&str]) -> Option<Vec<String>> {
    let is_there = Command::new("plantuml").arg("-version").stdout(Stdio::null()).status().is_ok();
    if !is_there {
        assert!(
            env::var_os("ESGEN_REQUIRE_PLANTUML").is_none(),
            "ESGEN_REQUIRE_PLANTUML is set and there is no `plantuml`"
        );
        eprintln!("skipped: there is no `plantuml`");
        return None;
    }
    let folder = tempfile::tempdir().expect("a scratch folder");
    let file = |number: usize, end: &str| folder.path().join(format!("{number}.{end}"));
    for (number, text) in texts.iter().enumerate() {
        fs::write(file(number, "puml"), text).expect("the text is written");
    }
    // One run for all, since most of it is the start.
    let output = Command::new("plantuml")
        .args(["-charset", "UTF-8", "-tsvg"])
        .args((0..texts.len()).map(|number| file(number, "puml")))
        .env("JAVA_TOOL_OPTIONS", "-Djava.awt.headless=true")
        .output()
        .expect("plantuml runs");
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let shown = |number: usize| {
        let svg = fs::read_to_string(file(number, "svg")).expect("a picture");
        let document = Document::parse(&svg).unwrap_or_else(|error| panic!("{error}\n{svg}"));
        assert!(!document.descendants().any(|it| ["script", "a"].contains(&it.tag_name().name())));
        let texts = document.descendants().filter(|node| node.tag_name().name() == "text");
        letters(&texts.filter_map(|node| node.text()).collect::<String>())
    };
    Some((0..texts.len()).map(shown).collect())
}

#[test]
fn plantuml_draws_all_of_every_example() {
    let all = examples_in(Language::Plantuml);
    let texts: Vec<&str> = all.iter().map(|said| said.text.as_str()).collect();
    for (said, shown) in all.iter().zip(drawn(&texts).unwrap_or_default()) {
        assert!(!shown.contains("Syntaxerror"), "{}: {shown}", said.name);
        assert!(shown.len() > 10, "{}: {shown}", said.name);
    }
}

#[test]
fn plantuml_shows_what_a_model_says() {
    let all = hostile_in(Language::Plantuml);
    let texts: Vec<&str> = all.iter().map(|(_, said)| said.text.as_str()).collect();
    for ((text, said), shown) in all.iter().zip(drawn(&texts).unwrap_or_default()) {
        let text = letters(text);
        let count = if text.is_empty() { 9 } else { shown.matches(&text).count() };
        assert!(count > 2, "{}: {count} times in {shown}\n{}", said.name, said.text);
    }
}
