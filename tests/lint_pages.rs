//! The page of a rule of design shows what the rule does: every model in it is looked at by all rules, and gives exactly
//! the findings that are marked.
//!
//! - `yaml reported` is a model with the fault, `yaml clean` one without it. `# warning: rule` marks the line of a finding
//!   (`error`, `info` likewise, with a comma between two). A rule that is off by default is on for its own page.
//! - `yaml fixed` is the model before it after its fixes are applied, those that need a look included.
//! - `json esgen-baseline.json` is the baseline for the models after it.
//! - `text` is what a terminal shows for the model before it.
//! - A model may leave out its head: `esgen`, `model`, `level: design`, and the actors `Clerk` and `Customer`.

use std::collections::BTreeSet;

use esgen::{
    diagnostic::{Edit, edited},
    lint::{
        Finding, Known, Overrides, Report, Selector,
        baseline::{Baseline, Entry},
        catalogue, lint,
    },
    pipeline::{Analysis, Reading},
    report::{Look, pretty},
};

#[path = "lint_pages/agreed.rs"]
mod agreed;
#[path = "support/mended.rs"]
mod mended;

/// A fenced block.
struct Block<'p> {
    kind: &'p str,
    text: &'p str,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let fenced = page.split("\n```").skip(1).step_by(2);
    fenced
        .map(|text| text.split_once('\n').unwrap_or((text, "")))
        .map(|(kind, text)| Block { kind, text })
        .collect()
}

/// A line without its marks, and the marks: `error: rule`.
fn unmarked(line: &str) -> (&str, Vec<&str>) {
    let severities = ["error: ", "warning: ", "info: "];
    let Some((before, comment)) = line.split_once("# ") else { return (line, Vec::new()) };
    let marks: Vec<&str> = comment.split(", ").collect();
    if marks.iter().all(|mark| severities.iter().any(|it| mark.starts_with(it))) {
        (before.trim_end(), marks)
    } else {
        (line, Vec::new())
    }
}

/// The model of a block without its marks, the lines before it that the block left out, and the marks by line.
struct Part {
    head: String,
    text: String,
    marks: BTreeSet<String>,
}

impl Part {
    fn of(block: &str) -> Self {
        let has = |key: &str| block.lines().any(|line| line.starts_with(key));
        let mut head = String::new();
        for (key, line) in [
            ("esgen:", "esgen: 1\n"),
            ("model:", "model: shop\n"),
            ("level:", "level: design\n"),
            ("actors:", "actors: [Clerk, Customer]\n"),
        ] {
            if !has(key) {
                head.push_str(line);
            }
        }
        let mut part = Self { head, text: String::new(), marks: BTreeSet::new() };
        for (place, line) in block.lines().enumerate() {
            let (line, marks) = unmarked(line);
            part.text.push_str(line);
            part.text.push('\n');
            part.marks.extend(marks.into_iter().map(|mark| format!("{} {mark}", place + 1)));
        }
        part
    }

    fn analysis(&self) -> Analysis {
        let text = format!("{}{}", self.head, self.text);
        let mut reading = Reading::new("esgen.yaml", text.into_bytes());
        for pattern in reading.includes() {
            reading.fail(&pattern, "no file matches");
        }
        reading.analyze()
    }
}

fn run(analysis: &Analysis, rule: &'static str, known: &Baseline) -> Report {
    let today = "2026-06-01".parse().ok();
    let also = vec![Selector::Rule(rule)];
    let mut report = lint(analysis, &Overrides { also, today, ..Overrides::default() });
    let gone: Vec<Entry> = known.apply(&mut report).into_iter().cloned().collect();
    report.add_stale(&gone, analysis);
    report
}

fn found(report: &Report, analysis: &Analysis, part: &Part) -> BTreeSet<String> {
    let before = part.head.lines().count();
    let mark = |finding: &Finding| {
        let diagnostic = &finding.diagnostic;
        let line = analysis.sources.start_of(diagnostic.primary.span).line - before;
        format!("{line} {}: {}", diagnostic.severity.as_str(), diagnostic.rule)
    };
    report.open().map(mark).collect()
}

fn told(report: &Report, analysis: &Analysis) -> String {
    let all: Vec<_> = report.open().map(|finding| finding.diagnostic.clone()).collect();
    pretty(&all, &analysis.sources, Look::default())
}

/// What a block gives that it is not marked with, or the other way round.
fn difference(rule: &'static str, block: &Block<'_>, known: &Baseline) -> Option<String> {
    let part = Part::of(block.text);
    let analysis = part.analysis();
    let report = run(&analysis, rule, known);
    let found = found(&report, &analysis, &part);
    let marks = &part.marks;
    (*marks != found).then(|| {
        let told = told(&report, &analysis);
        format!("{rule}, `{}`:\n  marked {marks:?}\n  found  {found:?}\n{told}", block.kind)
    })
}

/// The text of a part after every fix of its findings.
fn fixed(part: &Part, rule: &'static str) -> String {
    let analysis = part.analysis();
    let report = run(&analysis, rule, &Baseline::default());
    let fixes = report.open().filter_map(|finding| finding.diagnostic.fix.as_ref());
    let edits: Vec<&Edit> = fixes.flat_map(|fix| &fix.edits).collect();
    let text = edited(&format!("{}{}", part.head, part.text), &edits);
    text.strip_prefix(&part.head).unwrap_or(&text).to_owned()
}

/// Rules whose findings come from another command: their models are not looked at.
const NOT_RUN: [&str; 1] = ["not-ready"];

/// Every page with the name of its rule: those of design, and those of the language.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_ours = |known: &Known| !known.code.starts_with("EV") && !NOT_RUN.contains(&known.name);
    let pages = catalogue().into_iter().filter(is_ours);
    pages.filter_map(|known| Some((known.name, known.page()?)))
}

#[test]
fn every_model_gives_exactly_what_is_marked() {
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        let mut known = Baseline::default();
        for block in blocks(page) {
            if block.kind.starts_with("yaml ") {
                wrong.extend(difference(name, &block, &known));
            } else if block.kind.starts_with("json ") {
                known = Baseline::parse(block.text).expect("a baseline");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn fixes_give_what_is_shown() {
    for (name, page) in pages() {
        let mut before = None;
        for block in blocks(page) {
            let part = Part::of(block.text);
            match block.kind {
                "yaml reported" => before = Some(part),
                "yaml fixed" => {
                    let reported = before.as_ref().expect("a reported block comes first");
                    assert_eq!(fixed(reported, name), part.text, "{name}");
                }
                _ => {}
            }
        }
    }
}

#[test]
fn terminals_show_what_is_shown() {
    for (name, page) in pages() {
        let mut before = None;
        for block in blocks(page) {
            match block.kind {
                "yaml reported" | "yaml clean" => before = Some(Part::of(block.text)),
                "text" => {
                    let part = before.as_ref().expect("a model comes first");
                    let analysis = part.analysis();
                    let told = told(&run(&analysis, name, &Baseline::default()), &analysis);
                    assert!(told.contains(block.text.trim_end()), "{name}:\n{told}");
                }
                _ => {}
            }
        }
    }
}

/// The fault is shown, and what is clean is clean of it.
#[test]
fn every_page_has_the_same_parts() {
    let mut wrong = Vec::new();
    for (name, page) in pages() {
        let blocks = blocks(page);
        let marks = |kind: &str| -> Vec<String> {
            let of_kind = blocks.iter().filter(|block| block.kind == kind);
            of_kind.flat_map(|block| Part::of(block.text).marks).collect()
        };
        let own = format!(": {name}");
        if !page.starts_with(&format!("# {name}\n\n")) {
            wrong.push(format!("{name}: the page does not begin with the name of the rule"));
        }
        if !marks("yaml reported").iter().any(|mark| mark.ends_with(&own)) {
            wrong.push(format!("{name}: the page shows no finding"));
        }
        if !blocks.iter().any(|block| ["yaml clean", "yaml fixed"].contains(&block.kind)) {
            wrong.push(format!("{name}: the page shows no good model"));
        }
        if marks("yaml clean").iter().chain(&marks("yaml fixed")).any(|mark| mark.ends_with(&own)) {
            wrong.push(format!("{name}: a good model is reported"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A rule that says it has fixes shows one, and no other does.
#[test]
fn fixes_are_shown_where_a_rule_has_them() {
    for known in catalogue() {
        let Some(rule) = known.rule() else { continue };
        let shows = blocks(rule.page).iter().any(|block| block.kind == "yaml fixed");
        assert_eq!(shows, rule.fix.is_some(), "{}", rule.name);
    }
}

#[test]
fn every_rule_has_a_page() {
    let without: Vec<&str> =
        catalogue().iter().filter(|known| known.page().is_none()).map(|known| known.name).collect();
    assert!(without.is_empty(), "{without:?}");
}
