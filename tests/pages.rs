//! The pages of the evolution rules show what the rules do: every model in them is checked with all rules, and gives
//! exactly the findings that are marked.
//!
//! - `yaml published` is a model whose versions are published; it gives no error. `yaml esgen.lock` is a lock as it is.
//! - `yaml reported` is a model with the mistake, `yaml fixed` one without it, each held against the lock before it.
//! - `# error: rule` marks the line of a finding (`warning`, `info` likewise, with a comma between two), and
//!   `# error in esgen.lock: rule` one that lies in the lock.
//! - How much of a model is written is for `support::whole` to see.

mod support;

use std::collections::BTreeSet;

use esgen::{
    diagnostic::{Diagnostic, code_of},
    evolve::{lock, rules::PAGES},
    pipeline::{Analysis, Reading},
};

/// Rules whose findings come from a command that compares more than a model and a lock.
const NOT_RUN: [(&str, &str); 10] = [
    ("golden-changed", "the golden files are on disk"),
    ("generated-code-stale", "the generated code is on disk"),
    ("version-number-taken", "compares with another branch"),
    ("rule-tightened", "compares two models"),
    ("no-way-back", "belongs to `also_publish`, which is in work"),
    ("drafts-at-release", "asked by `--release` only"),
    ("upcaster-without-attestation", "compares with an older commit"),
    ("snapshots-dropped", "compares two models"),
    ("projection-rebuild", "compares two models"),
    ("stale-acceptance", "acceptances stand in the settings of a model, and have a date"),
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

fn analyze(model: &str, published: Option<&str>) -> Analysis {
    let mut reading = Reading::new("esgen.yaml", model.as_bytes().to_vec());
    if let Some(published) = published {
        reading.lock(lock::FILE, published.as_bytes().to_vec());
    }
    reading.analyze()
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

/// Runs the blocks of a page and says what is wrong with them.
fn run(name: &str, page: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut published: Option<String> = None;
    let mut shown = BTreeSet::new();
    for block in blocks(page).into_iter().filter(|block| block.kind != "text") {
        if block.kind == "yaml esgen.lock" {
            published = Some(block.text);
            continue;
        }
        let (model, before) = support::whole(&block.text);
        let against = published.as_deref().filter(|_| block.kind != "yaml published");
        let analysis = analyze(&model, against);
        let (marks, findings) = (block.marks(), found(&analysis, before));
        if marks != findings {
            let told = told(&analysis);
            wrong.push(format!("{name}, `{}`:\n  marked {marks:?}\n{told}", block.kind));
        }
        let of_rule = |mark: &&String| mark.ends_with(&format!(": {name}"));
        match block.kind.as_str() {
            "yaml published" => {
                published = Some(lock::of_model(&analysis.model, &analysis.plan).to_string());
            }
            "yaml reported" => {
                let words = marks.iter().filter(of_rule).filter_map(|mark| mark.split(' ').nth(1));
                shown.extend(words.map(|word| word.trim_end_matches(':').to_owned()));
            }
            _ => {
                let worst = severities(page);
                let worst = worst.last().copied().unwrap_or_default();
                let at_fault = |mark: &&String| at_least(mark, worst);
                wrong.extend(
                    marks.iter().find(at_fault).map(|mark| format!("{name}, fixed: {mark}")),
                );
            }
        }
    }
    let expected: BTreeSet<String> = severities(page).into_iter().map(str::to_owned).collect();
    if !NOT_RUN.iter().any(|(rule, _)| *rule == name) && shown != expected {
        wrong.push(format!("{name}: the head says {expected:?}, the blocks show {shown:?}"));
    }
    wrong
}

fn at_least(mark: &str, severity: &str) -> bool {
    let place = |text: &str| ["info", "warning", "error"].iter().position(|it| text.contains(it));
    place(mark) >= place(severity)
}

#[test]
fn every_model_gives_exactly_what_is_marked() {
    let wrong: Vec<String> = PAGES.iter().flat_map(|(name, page)| run(name, page)).collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
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
        let is_run = !NOT_RUN.iter().any(|(rule, _)| rule == name);
        let has = |kind: &str| kinds.iter().any(|it| it == kind);
        if is_run && !(has("yaml reported") && has("yaml fixed")) || !is_run && !has("text") {
            wrong.push(format!("{name}: the blocks are {kinds:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
