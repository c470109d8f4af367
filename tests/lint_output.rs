//! Every format of `esgen lint`: what it says of one model with everything that could break a format in its names, and
//! that the schema of the format agrees.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

#[path = "lint_output/example.rs"]
mod example;
#[path = "support/sarif.rs"]
mod of_sarif;
#[path = "support/said.rs"]
mod said;
#[path = "lint_output/schemas.rs"]
mod schemas;

use std::time::{Duration, Instant};

use esgen::{
    diagnostic::{Applicability, Edit, Severity},
    lint::Report,
    report::{
        Look,
        lint::{
            comment, concise, full, github, gitlab, grouped, job_summary, json, json_lines, junit,
            rdjson, sarif, statistics,
        },
    },
    source::{SourceMap, Span},
};
use example::{clean, crowd, example};

/// A format by its name.
type Format = (&'static str, fn(&Report, &SourceMap) -> String);

const FORMATS: [Format; 12] = [
    ("full", |report, sources| full(report, sources, Look::default())),
    ("concise", concise),
    ("grouped", grouped),
    ("json", json),
    ("json-lines", json_lines),
    ("sarif", sarif),
    ("github", github),
    ("gitlab", gitlab),
    ("junit", junit),
    ("rdjson", rdjson),
    ("markdown", comment),
    ("job-summary", job_summary),
];

/// What changes with every release is left out, and the pages of rules, which are tested by themselves.
fn steady(text: &str) -> String {
    let version = format!("\"{}\"", env!("CARGO_PKG_VERSION"));
    let text = text.replace(&version, "\"<version>\"");
    let Ok(mut sarif) = serde_json::from_str::<serde_json::Value>(&text) else { return text };
    let Some(rules) = sarif.pointer_mut("/runs/0/tool/driver/rules") else { return text };
    for rule in rules.as_array_mut().unwrap() {
        let rule = rule.as_object_mut().unwrap();
        assert!(rule.remove("help").unwrap()["markdown"].as_str().unwrap().len() > 20);
        assert!(rule.remove("fullDescription").unwrap()["text"].as_str().unwrap().len() > 20);
    }
    format!("{sarif:#}\n")
}

#[test]
fn every_format_tells_the_same_findings_in_its_own_words() {
    let (report, sources) = example();
    for (name, write) in FORMATS {
        insta::assert_snapshot!(name, steady(&write(&report, &sources)));
    }
}

#[test]
fn nothing_found_is_told_too() {
    let (report, sources) = clean();
    assert_eq!(report.findings.len(), 0, "{:?}", report.findings);
    let all =
        FORMATS.iter().map(|(name, write)| format!("== {name}\n{}", write(&report, &sources)));
    insta::assert_snapshot!("nothing", steady(&all.collect::<String>()));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let ((one, one_sources), (other, other_sources)) = (example(), example());
    for (name, write) in FORMATS {
        assert_eq!(write(&one, &one_sources), write(&other, &other_sources), "{name}");
    }
}

#[test]
fn many_findings_of_one_rule_are_drawn_once_and_counted() {
    let (mut report, sources) = crowd(1_000);
    let drawn = full(&report, &sources, Look::default());
    assert_eq!(drawn.matches("warning[unknown-key] ES0002").count(), 10);
    assert!(drawn.contains("... and 990 more like this: `esgen lint --all --only unknown-key`"));
    let all = full(&report, &sources, Look { most: usize::MAX, ..Look::default() });
    assert_eq!(all.matches("warning[unknown-key] ES0002").count(), 1_000);
    report.findings.iter_mut().for_each(|it| it.diagnostic.severity = Severity::Error);
    let errors = full(&report, &sources, Look::default());
    assert_eq!(errors.matches("error[unknown-key] ES0002").count(), 200);
    assert!(errors.contains("... and 800 more: `--all` shows them\n1000 errors in 1 file\n"));
}

#[test]
fn a_fix_of_many_places_shows_the_first_ones() {
    let (mut report, sources) = crowd(10);
    let spans: Vec<_> = report.findings.iter().map(|it| it.diagnostic.primary.span).collect();
    report.findings.truncate(1);
    let edit = |span: &Span| Edit { span: *span, text: "事件".to_owned() };
    let edits = spans.iter().map(edit).collect();
    let diagnostic = report.findings[0].diagnostic.clone();
    report.findings[0].diagnostic = diagnostic.fix_all(Applicability::Safe, "rename it", edits);
    let drawn = full(&report, &sources, Look::default());
    assert_eq!(drawn.matches(" - 订单: thing").count(), 4, "{drawn}");
    assert_eq!(drawn.matches(" + 事件: thing").count(), 4, "{drawn}");
    assert!(drawn.contains("        ... and in 6 more places\n"), "{drawn}");
}

#[test]
fn github_is_given_what_it_shows_and_told_what_it_does_not() {
    let (mut report, sources) = crowd(25);
    for finding in report.findings.iter_mut().skip(20) {
        finding.diagnostic.severity = Severity::Error;
    }
    let told = github(&report, &sources);
    let levels: Vec<&str> = told.lines().filter_map(|line| line.split([' ', ':']).nth(2)).collect();
    assert_eq!(levels[..5], ["error"; 5]);
    assert_eq!(levels[5..15], ["warning"; 10]);
    assert!(told.ends_with("\n... and 10 more, see the summary of the job\n"), "{told}");
    let summary = job_summary(&report, &sources);
    assert_eq!(summary.lines().filter(|line| line.starts_with("| 🟡 warning |")).count(), 20);
}

#[test]
fn a_comment_stays_as_short_as_forges_want_it() {
    let (report, sources) = crowd(5_000);
    let (comment, summary) = (comment(&report, &sources), job_summary(&report, &sources));
    assert!(
        comment.len() < 65_536 && summary.len() < 1 << 20,
        "{} {}",
        comment.len(),
        summary.len()
    );
    let rows = comment.lines().filter(|line| line.starts_with("| 🟡")).count();
    assert!(comment.contains(&format!("\n... and {} more\n", 5_000 - rows)), "{rows}");
}

#[test]
fn a_thousand_findings_in_a_large_model_are_drawn_at_once() {
    let (report, sources) = crowd(1_000);
    let start = Instant::now();
    let drawn = full(&report, &sources, Look { most: usize::MAX, ..Look::default() });
    let took = start.elapsed();
    assert!(drawn.len() > 100_000);
    // The bar of 0.1 s is for the program as it is shipped, and measured in the benchmarks.
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn statistics_name_the_slowest_rule_and_what_can_be_fixed() {
    let (report, _) = example();
    let told = statistics(&report);
    assert!(told.starts_with(" found  fixable  rule\n"), "{told}");
    assert!(told.contains("     1    100 %  unused-suppression\n"), "{told}");
    let slowest = report.timings.iter().max_by_key(|timing| timing.took).unwrap().took;
    let named = told.lines().find_map(|line| line.strip_prefix("slowest rule: ")).unwrap();
    let name = named.split(',').next().unwrap();
    assert!(report.timings.iter().any(|it| it.rule == name && it.took == slowest), "{told}");
}

#[test]
fn colours_and_lines_are_left_out_where_they_are_not_wanted() {
    let (report, sources) = example();
    let plain = full(&report, &sources, Look { unicode: false, ..Look::default() });
    assert!(!plain.contains(['╭', '│', '·', '☞', '⚠', '×', '\u{1b}']), "{plain}");
    let coloured = full(&report, &sources, Look { colour: true, ..Look::default() });
    assert!(coloured.contains("\u{1b}[31m- ") && coloured.contains("\u{1b}[32m+ "), "{coloured}");
}
