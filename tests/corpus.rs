//! Models of public systems as they are, known defects and all: each can be read, and says what is wrong with it.
//!
//! Every model below `tests/corpus`, a file or a folder with an `esgen.yaml`, begins with comments. They name the
//! original, and each line `# seeded: rule at Word: sentence` names a defect that is left in, with the rule that finds it.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use esgen::{
    lint::{Finding, Overrides, Report, Selector, known, lint},
    pipeline::{Analysis, check_text},
    report::{Look, pretty},
};

/// A defect of the original that its model keeps.
struct Seeded {
    rule: String,
    word: String,
    sentence: String,
}

/// The root files of all models, in order.
fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let root = |path: PathBuf| if path.is_dir() { path.join("esgen.yaml") } else { path };
    let mut found: Vec<_> = entries.map(root).collect();
    found.sort();
    assert!(!found.is_empty(), "there is a corpus");
    found
}

/// The comments at the head of a model, and what comes after them.
fn head_and_body(text: &str) -> (Vec<&str>, String) {
    let is_head = |line: &&str| line.starts_with('#');
    let head = text.lines().take_while(is_head).collect();
    let body: Vec<_> = text.lines().skip_while(is_head).collect();
    (head, body.join("\n"))
}

/// The defects that the head of a model lists; the line itself when it is not of that form.
fn seeded(head: &[&str]) -> Result<Vec<Seeded>, String> {
    let lines = head.iter().filter(|line| line.contains("seeded"));
    let parts = |line: &str| {
        let (rule, rest) = line.strip_prefix("# seeded: ")?.split_once(" at ")?;
        let (word, sentence) = rest.split_once(": ")?;
        Some(Seeded { rule: rule.into(), word: word.into(), sentence: sentence.into() })
    };
    lines.map(|line| parts(line).ok_or_else(|| (*line).to_owned())).collect()
}

#[test]
fn the_originals_can_be_read() {
    for path in models() {
        let mut command = Command::cargo_bin("esgen").unwrap();
        command.args(["check", "--fail-on", "error"]).arg(path).assert().success();
    }
}

#[test]
fn every_model_names_its_original_and_its_defects() {
    let mut listed = 0;
    for path in models() {
        let text = fs::read_to_string(&path).unwrap();
        let (head, body) = head_and_body(&text);
        let place = path.display();
        let names_original = |line: &&str| line.contains("commit ") || line.contains("article");
        assert!(head.iter().any(names_original), "{place}: of what commit, of what article?");
        let defects = seeded(&head).unwrap_or_else(|line| panic!("{place}: `{line}`"));
        listed += defects.len();
        for Seeded { rule, word, sentence } in defects {
            let is_name = rule.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-');
            assert!(is_name, "{place}: `{rule}` is no name of a rule");
            assert!(body.contains(&word), "{place}: there is no `{word}`");
            assert!(!sentence.ends_with('.'), "{place}: a finding has no full stop: {sentence}");
        }
    }
    assert!(listed > 20, "only {listed} defects are listed");
}

/// A model with that rule switched on, whatever it is worth by default.
fn linted(text: &str, rule: &str) -> (Analysis, Report) {
    let known = known(rule).unwrap_or_else(|| panic!("there is no rule `{rule}`"));
    let also = vec![Selector::Rule(known.name)];
    let analysis = check_text(text.as_bytes());
    let report = lint(&analysis, &Overrides { also, preview: true, ..Overrides::default() });
    (analysis, report)
}

/// Whether a finding is about a word: it points at it, or lies in the element of that name.
fn is_about(finding: &Finding, word: &str, analysis: &Analysis) -> bool {
    let pointed = analysis.sources.slice(finding.diagnostic.primary.span);
    pointed.rsplit('.').next() == Some(word) || finding.place.path.rsplit('/').next() == Some(word)
}

#[test]
fn every_defect_is_found_where_it_is() {
    let mut wrong = Vec::new();
    for path in models() {
        let text = fs::read_to_string(&path).unwrap();
        let (head, _) = head_and_body(&text);
        for Seeded { rule, word, .. } in seeded(&head).unwrap() {
            let (analysis, report) = linted(&text, &rule);
            let of_rule: Vec<_> = report.open().filter(|it| it.diagnostic.rule == rule).collect();
            if !of_rule.iter().any(|it| is_about(it, &word, &analysis)) {
                let found: Vec<_> = of_rule.into_iter().map(|it| it.diagnostic.clone()).collect();
                let told = pretty(&found, &analysis.sources, Look::default());
                wrong.push(format!("{}: no {rule} at {word}\n{told}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
