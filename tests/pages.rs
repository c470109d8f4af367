//! The pages of the evolution rules, and the guide below `docs/evolution`, show what the rules do: every model in them
//! is checked with all rules, and gives exactly the findings that are marked.
//!
//! - `yaml published` is a model whose versions are published; it gives no error. `yaml esgen.lock` is a lock as it is.
//! - `yaml reported` is a model with the mistake, `yaml fixed` one without it, each held against the lock before it;
//!   the guide calls both `yaml after`.
//! - `# error: rule` marks the line of a finding (`warning`, `info` likewise, with a comma between two), and
//!   `# error in esgen.lock: rule` one that lies in the lock.
//! - In the guide, `json` shows a payload of version 1 of the first event that is published, and what the model before
//!   the block reads it as; every line of `text` is a finding of that model, or its help.
//! - How much of a model is written is for `support::whole` to see.

#[path = "support/old_events.rs"]
mod old_events;
mod support;

use std::{collections::BTreeSet, fs, path::Path};

use esgen::{
    diagnostic::{Diagnostic, code_of},
    evolve::{lock, rules::PAGES},
    pipeline::Analysis,
};
use support::analyze;

/// Rules whose findings come from a command that compares more than a model and a lock.
const NOT_RUN: [(&str, &str); 11] = [
    ("golden-changed", "the golden files are on disk"),
    ("generated-code-stale", "the generated code is on disk"),
    ("version-number-taken", "compares with another branch"),
    ("rule-tightened", "compares two models"),
    ("moved-without-readers", "compares two models"),
    ("version-withdrawn", "compares two models"),
    ("data-withheld", "compares two models"),
    ("drafts-at-release", "asked by `--release` only"),
    ("snapshots-dropped", "compares two models"),
    ("projection-rebuild", "compares two models"),
    ("unreadable-payload", "belongs to `esgen upcast`"),
];

struct Block {
    kind: String,
    text: String,
}

fn blocks(page: &str) -> Vec<Block> {
    let fenced = page.split("\n```").skip(1).step_by(2);
    let block = |text: &str| {
        let (kind, text) = text.split_once('\n').unwrap_or((text, ""));
        Block { kind: kind.to_owned(), text: format!("{text}\n") }
    };
    fenced.map(block).collect()
}

impl Block {
    /// The findings that the block is marked with, as `3 error: rule`.
    fn marks(&self) -> BTreeSet<String> {
        let mut marks = BTreeSet::new();
        for (place, line) in self.text.lines().enumerate() {
            let Some((_, comment)) = line.split_once("# ") else { continue };
            for mark in comment.split(", ") {
                let Some((severity, rule)) = mark.split_once(": ") else { continue };
                match severity {
                    "error" | "warning" | "info" => {
                        marks.insert(format!("{} {severity}: {rule}", place + 1));
                    }
                    "error in esgen.lock" => drop(marks.insert(format!("lock error: {rule}"))),
                    _ => {}
                }
            }
        }
        marks
    }
}

/// What a block gives, in the words of its marks.
fn found(analysis: &Analysis, before: usize) -> BTreeSet<String> {
    let mark = |finding: &Diagnostic| {
        let span = finding.primary.span;
        let place = match analysis.sources.path(span.file) {
            lock::FILE => "lock".to_owned(),
            _ => (analysis.sources.start_of(span).line - before).to_string(),
        };
        format!("{place} {}: {}", finding.severity.as_str(), finding.rule)
    };
    analysis.diagnostics.iter().map(mark).collect()
}

fn told(analysis: &Analysis) -> String {
    let line = |finding: &Diagnostic| {
        let help = finding.help.as_deref().unwrap_or_default();
        let word = analysis.sources.slice(finding.primary.span);
        let label = &finding.primary.text;
        format!("    {} `{word}`: {} ({label}; help: {help})\n", finding.rule, finding.message)
    };
    analysis.diagnostics.iter().map(line).collect()
}

/// The code, the severities and the question, as the third line of a page has them.
fn head(page: &str) -> [&str; 3] {
    let line = page.lines().nth(2).unwrap_or_default();
    let parts: Vec<&str> = line.split(" · ").collect();
    parts.try_into().unwrap_or_default()
}

/// The severities that a finding may have, from the words of the head.
fn severities(page: &str) -> Vec<&'static str> {
    let [_, words, _] = head(page);
    ["error", "warning", "info"].into_iter().filter(|severity| words.contains(severity)).collect()
}

/// A document on the way through its blocks.
#[derive(Default)]
struct Run<'d> {
    name: &'d str,
    /// The stored name of the first event that is published, and the lock.
    first: Option<String>,
    published: Option<String>,
    /// The model of the last block.
    last: Option<Analysis>,
    wrong: Vec<String>,
}

impl<'d> Run<'d> {
    /// Runs all blocks of a document.
    fn through(name: &'d str, document: &str) -> Self {
        let mut run = Self { name, ..Self::default() };
        for block in blocks(document) {
            match block.kind.as_str() {
                "yaml esgen.lock" => run.published = Some(block.text),
                "yaml published" => {
                    run.published = None;
                    let analysis = run.model(&block);
                    let lock = lock::of_model(&analysis.model, &analysis.plan);
                    run.first = first_event(&analysis);
                    run.published = Some(lock.to_string());
                }
                "json" => run.json(&block.text),
                "text" => run.text(&block.text),
                _ => {
                    let analysis = run.model(&block);
                    run.last = Some(analysis);
                }
            }
        }
        run
    }

    fn model(&mut self, block: &Block) -> Analysis {
        let (model, before) = support::whole(&block.text);
        let analysis = analyze(&model, self.published.as_deref());
        let marks = block.marks();
        if marks != found(&analysis, before) {
            let told = told(&analysis);
            self.wrong
                .push(format!("{}, `{}`:\n  marked {marks:?}\n{told}", self.name, block.kind));
        }
        analysis
    }

    /// The first line was stored, the others are what it is read as.
    fn json(&mut self, text: &str) {
        let Some(today) = &self.last else { return };
        let (stored, expected) = text.split_once('\n').unwrap_or((text, ""));
        let first = self.first.clone().or_else(|| first_event(today)).unwrap_or_default();
        let event = old_events::stored_as(today, &first).expect("the event is read by somebody");
        let read = old_events::read(today, event, stored).expect("the payload can be read");
        let line = |line: &str| {
            let (name, json) = line.split_once(' ').unwrap_or((line, "{}"));
            format!("{name} {}", old_events::sorted(json))
        };
        let expected: Vec<String> = expected.lines().map(line).collect();
        if read != expected {
            self.wrong.push(format!("{}: {stored} is read as {read:?}", self.name));
        }
    }

    /// Every line is a finding of the last model, or the help of one. Where no model was run, the text stands in for it.
    fn text(&mut self, text: &str) {
        let Some(analysis) = &self.last else { return };
        for line in text.lines() {
            let is_told = |it: &Diagnostic| {
                let help = it.help.as_deref().unwrap_or_default();
                line == format!("{}[{}]: {}", it.severity.as_str(), it.rule, it.message)
                    || line == format!("help: {help}")
            };
            if !analysis.diagnostics.iter().any(is_told) {
                let told = told(analysis);
                self.wrong.push(format!("{}: nothing says `{line}`:\n{told}", self.name));
            }
        }
    }
}

/// The name under which version 1 of the first event is stored.
fn first_event(analysis: &Analysis) -> Option<String> {
    let planned = analysis.plan.events().first()?;
    planned.stored_name(1).map(|stored| stored.name.clone())
}

#[test]
fn every_model_gives_exactly_what_is_marked() {
    let wrong = PAGES.iter().flat_map(|(name, page)| Run::through(name, page).wrong);
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_guide_shows_what_happens() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/evolution");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(folder).expect("the guide") {
        let path = entry.expect("a page").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let page = fs::read_to_string(&path).expect("a page");
        wrong.extend(Run::through(&name, &page).wrong);
        let kinds = ["yaml published", "yaml after", "json", "text"];
        let other = blocks(&page).into_iter().find(|block| !kinds.contains(&block.kind.as_str()));
        wrong.extend(other.map(|block| format!("{name}: a block of `{}`", block.kind)));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The severities with which the blocks of a kind are marked, for one rule or for all.
fn marked(page: &str, kind: &str, rule: &str) -> BTreeSet<String> {
    let marks = blocks(page).into_iter().filter(|block| block.kind == kind);
    let marks = marks.flat_map(|block| block.marks()).filter(|mark| mark.ends_with(rule));
    let severity = |mark: String| mark.split([' ', ':']).nth(1).map(str::to_owned);
    marks.filter_map(severity).collect()
}

/// The mistake is shown with every severity that it may have, and what is fixed has none as bad.
#[test]
fn mistakes_are_shown_and_then_gone() {
    for (name, page) in PAGES.iter().filter(|(name, _)| !is_not_run(name)) {
        let expected = severities(page);
        let shown = marked(page, "yaml reported", &format!(": {name}"));
        assert_eq!(shown, expected.iter().map(|it| (*it).to_owned()).collect(), "{name}");
        let worst = ["info", "warning", "error"];
        let place = |severity: &str| worst.iter().position(|it| *it == severity);
        let least = expected.iter().filter_map(|it| place(it)).min();
        let left = marked(page, "yaml fixed", "");
        assert!(
            left.iter().all(|severity| place(severity) < least),
            "{name} is not fixed: {left:?}"
        );
    }
}

fn is_not_run(name: &str) -> bool {
    NOT_RUN.iter().any(|(rule, _)| *rule == name)
}

#[test]
fn every_page_has_the_same_parts() {
    let mut wrong = Vec::new();
    for (name, page) in PAGES {
        let [code, _, question] = head(page);
        if !page.starts_with(&format!("# {name}\n\n")) || code_of(name) != Some(code) {
            wrong.push(format!("{name}: the head is not the name and the code of the rule"));
        }
        if !["history", "neighbours", "history and neighbours"].contains(&question) {
            wrong.push(format!("{name}: `{question}` is none of the two questions"));
        }
        let kinds: Vec<String> = blocks(page).into_iter().map(|block| block.kind).collect();
        let needed: &[&str] =
            if is_not_run(name) { &["text"] } else { &["yaml reported", "yaml fixed"] };
        if !needed.iter().all(|kind| kinds.iter().any(|it| it == kind)) {
            wrong.push(format!("{name}: the blocks are {kinds:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
