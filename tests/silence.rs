//! What esgen says about the models of this repository is known, line by line. An example, which is repaired, is linted
//! at all three levels; what is said of it is listed in `tests/silence/examples.txt` with the reason why it may stay. An
//! original is linted as it is; what is said of it is a defect that its head names (`seeded`), or stands there with a
//! reason.
//!
//! `UPDATE=1 cargo test --test silence` writes the lists again. It keeps the reasons that it knows; the others are yours.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use esgen::{
    lint::{Finding, Overrides, Report, lint},
    model::Level,
    pipeline::Analysis,
};

#[path = "support/models.rs"]
mod models;

use models::{Model, examples, originals};

/// What stands between a finding and the reason for which it may stay.
const BECAUSE: &str = "  # ";
const SEEDED: &str = "seeded";

fn shown(model: &Model, level: &str, finding: &Finding, analysis: &Analysis) -> String {
    let found = &finding.diagnostic;
    let word = analysis.sources.slice(found.primary.span).lines().next().unwrap_or_default();
    let path = &finding.place.path;
    let severity = found.severity.as_str();
    let finding = format!("{} {level}: {severity} {} {path}", model.name, found.rule);
    if path.ends_with(word) { finding } else { format!("{finding}: {word}") }
}

fn linted(analysis: &Analysis) -> Report {
    let today = "2026-06-01".parse().ok();
    lint(analysis, &Overrides { today, ..Overrides::default() })
}

/// The lines of a list, each with its reason.
fn listed(path: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let split = |line: &str| {
        let (finding, reason) = line.split_once(BECAUSE).unwrap_or((line, ""));
        (finding.to_owned(), reason.trim().to_owned())
    };
    text.lines().map(split).collect()
}

/// Compares what is found with a list. What is seeded needs no other reason.
fn compare(name: &str, found: BTreeSet<String>, seeded: &BTreeSet<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/silence").join(name);
    let before = listed(&path);
    let reason = |line: &String| match before.get(line) {
        Some(_) | None if seeded.contains(line) => SEEDED.to_owned(),
        Some(reason) if reason != SEEDED => reason.clone(),
        Some(_) | None => String::new(),
    };
    let now: BTreeMap<String, String> =
        found.into_iter().map(|line| (line.clone(), reason(&line))).collect();
    if std::env::var_os("UPDATE").is_some() {
        let line = |(line, reason): (&String, &String)| format!("{line}{BECAUSE}{reason}\n");
        fs::write(&path, now.iter().map(line).collect::<String>()).expect("a place to write");
    }
    let without: Vec<&String> =
        now.iter().filter(|(_, reason)| reason.is_empty()).map(|(line, _)| line).collect();
    assert!(without.is_empty(), "why is this said? {without:#?}");
    assert_eq!(listed(&path), now, "{name}");
}

#[test]
fn the_examples_are_silent_at_every_level() {
    let mut found = BTreeSet::new();
    for model in examples() {
        for level in Level::ALL {
            let analysis = model.reading().at(*level).analyze();
            let report = linted(&analysis);
            let show = |it| shown(&model, level.as_str(), it, &analysis);
            found.extend(report.open().map(show));
        }
    }
    compare("examples.txt", found, &BTreeSet::new());
}

#[test]
fn the_originals_have_no_defects_but_those_that_are_known() {
    let (mut found, mut seeded) = (BTreeSet::new(), BTreeSet::new());
    for model in originals() {
        let text = &model.files[0].1;
        let is_seeded = |finding: &Finding, word: &str| {
            let named = |at: &str| {
                text.contains(&format!("# seeded: {} at {at}: ", finding.diagnostic.rule))
            };
            named(word) || finding.place.path.rsplit('/').next().is_some_and(named)
        };
        let analysis = model.reading().analyze();
        for finding in linted(&analysis).open() {
            let line = shown(&model, "as it is", finding, &analysis);
            let word = line.rsplit([':', '.', ' ', '/']).next().unwrap_or_default();
            if is_seeded(finding, word) {
                seeded.insert(line.clone());
            }
            found.insert(line);
        }
    }
    compare("corpus.txt", found, &seeded);
}
