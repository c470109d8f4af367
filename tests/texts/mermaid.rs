//! The real Mermaid draws every text in Chromium, and shows what a model says.
//!
//! Mermaid is where `npm ci` puts it, outside of git, at the version that `tests/browser` pins: see `.ci/run`.

use std::path::{Path, PathBuf};

use esgen::diagram::Language;
use serde::Deserialize;

use super::{Said, browser, examples_in, hostile_in, letters};

/// Draws all texts one after the other, and leaves what came of them in the page as JSON of plain letters.
const SCRIPT: &str = r"
const told = [];
mermaid.initialize({ startOnLoad: false });
(async () => {
  for (const [number, text] of texts.entries()) {
    try {
      const { svg } = await mermaid.render(`picture${number}`, text);
      const page = document.createElement('div');
      page.innerHTML = svg;
      const drawn = page.querySelector('svg');
      const text_of = (it) => it ? it.textContent : '';
      const all = [...drawn.querySelectorAll('*')];
      told.push({
        error: '',
        title: text_of(drawn.querySelector('title')),
        shown: [...drawn.querySelectorAll('foreignObject, text')].map(text_of).join(' '),
        nodes: drawn.querySelectorAll('g.node, .actor').length,
        foreign: all.filter((it) => ['script', 'img', 'a', 'image', 'iframe'].includes(it.localName)
          || it.getAttributeNames().some((name) => name.startsWith('on'))).map((it) => it.outerHTML),
      });
    } catch (error) {
      told.push({ error: String(error), title: '', shown: '', nodes: 0, foreign: [] });
    }
  }
  const plain = (letter) => '\\u' + ('000' + letter.charCodeAt(0).toString(16)).slice(-4);
  const result = document.createElement('pre');
  result.id = 'told';
  result.textContent = JSON.stringify(told).replace(/[<>&\u007f-\uffff]/g, plain);
  document.body.replaceChildren(result);
})();
";

/// What came of a text.
#[derive(Debug, Deserialize)]
struct Drawn {
    error: String,
    title: String,
    shown: String,
    nodes: usize,
    foreign: Vec<String>,
}

fn library() -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = root.join("target/browser/node_modules/mermaid/dist/mermaid.min.js");
    browser::required("mermaid", Some(file).filter(|file| file.is_file()))
}

/// What Mermaid makes of each text; nothing where there is no browser.
fn drawn(texts: &[&str]) -> Option<Vec<Drawn>> {
    let (chromium, library) = (browser::chromium()?, library()?);
    let texts = serde_json::to_string(texts).expect("JSON").replace('<', "\\u003c");
    let page = format!(
        "<!doctype html><meta charset=\"utf-8\"><body><script src=\"file://{}\"></script><script>const texts = {texts};{SCRIPT}</script>",
        library.display()
    );
    let document = browser::document(&chromium, &page);
    let told =
        document.split_once("<pre id=\"told\">").and_then(|(_, rest)| rest.split_once("</pre>"));
    let (told, _) = told.unwrap_or_else(|| panic!("the page did not come to its end: {document}"));
    Some(serde_json::from_str(told).expect("what the script told"))
}

fn assert_drawn(said: &Said, drawn: &Drawn) {
    assert_eq!(drawn.error, "", "{}\n{}", said.name, said.text);
    assert!(!drawn.shown.contains("Unsupported"), "{}: {}", said.name, drawn.shown);
    assert!(drawn.nodes > 0, "{}: nothing is drawn", said.name);
    assert!(!drawn.title.is_empty(), "{}: nobody can be told what it is", said.name);
    assert_eq!(drawn.foreign, [""; 0], "{}", said.name);
}

#[test]
fn mermaid_draws_all_of_every_example() {
    let all = examples_in(Language::Mermaid);
    let texts: Vec<&str> = all.iter().map(|said| said.text.as_str()).collect();
    let Some(drawn) = drawn(&texts) else { return };
    assert_eq!(drawn.len(), all.len());
    for (said, drawn) in all.iter().zip(&drawn) {
        assert_drawn(said, drawn);
    }
}

#[test]
fn mermaid_shows_what_a_model_says() {
    let all = hostile_in(Language::Mermaid);
    let texts: Vec<&str> = all.iter().map(|(_, said)| said.text.as_str()).collect();
    let Some(drawn) = drawn(&texts) else { return };
    for ((text, said), drawn) in all.iter().zip(&drawn) {
        assert_drawn(said, drawn);
        let (text, shown) = (letters(text), letters(&drawn.shown));
        let count = if text.is_empty() { 9 } else { shown.matches(&text).count() };
        assert!(count > 2, "{}: {count} times in {}\n{}", said.name, drawn.shown, said.text);
        assert!(letters(&drawn.title).contains(&text), "{}: {}", said.name, drawn.title);
    }
}
