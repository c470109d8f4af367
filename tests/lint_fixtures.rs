//! The edges of rules of design, where a page would grow too long: each fixture says what a rule finds in it.
//!
//! `<rule>__<case>.yaml` begins with `# lint: silent`, or with `# lint: <severity>: <rule> at <word>` for each finding.
//! Other rules than that of the file name, and those that are named, are not looked at. A rule that is off by default is
//! on for its own files. The fixtures that say `# expect: rule` and `# at: word` show a habit; it is found at that word.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use esgen::{
    lint::{Finding, Overrides, Report, Selector, known, lint},
    pipeline::{Analysis, Reading},
    report::{Look, pretty},
};

struct Fixture {
    name: String,
    text: String,
}

impl Fixture {
    fn all() -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lint");
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    #[expect(clippy::disallowed_methods, reason = "tests read their fixtures")]
    fn read(path: &Path) -> Self {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        Self { name, text: fs::read_to_string(path).unwrap() }
    }

    /// What stands behind the lines that begin so.
    fn said(&self, start: &str) -> Vec<&str> {
        self.text.lines().filter_map(|line| line.strip_prefix(start)).map(str::trim).collect()
    }

    fn linted(&self, rules: &BTreeSet<&'static str>) -> (Analysis, Report) {
        let bytes = self.text.clone().into_bytes();
        let analysis = Reading::new("esgen.yaml", bytes).analyze();
        let also = rules.iter().map(|rule| Selector::Rule(rule)).collect();
        let today = "2026-06-01".parse().ok();
        let report = lint(&analysis, &Overrides { also, today, ..Overrides::default() });
        (analysis, report)
    }
}

fn told(report: &Report, analysis: &Analysis) -> String {
    pretty(&report.diagnostics(), &analysis.sources, Look::default())
}

fn shown(finding: &Finding, analysis: &Analysis) -> String {
    let found = &finding.diagnostic;
    let word = analysis.sources.slice(found.primary.span).trim();
    format!("{}: {} at {word}", found.severity.as_str(), found.rule)
}

/// Of which rules a mark tells.
fn rule_of(mark: &str) -> Option<&'static str> {
    let (_, rest) = mark.split_once(": ")?;
    let (rule, _) = rest.split_once(" at ")?;
    Some(known(rule)?.name)
}

#[test]
fn edges_give_exactly_what_is_said() {
    let mut wrong = Vec::new();
    for fixture in Fixture::all() {
        let Some((rule, _)) = fixture.name.split_once("__") else { continue };
        let name = &fixture.name;
        let Some(rule) = known(&rule.replace('_', "-")) else {
            wrong.push(format!("{name}: there is no such rule"));
            continue;
        };
        let marks: BTreeSet<String> =
            fixture.said("# lint: ").into_iter().map(str::to_owned).collect();
        let mut rules: BTreeSet<&str> = marks.iter().filter_map(|mark| rule_of(mark)).collect();
        rules.insert(rule.name);
        let (analysis, report) = fixture.linted(&rules);
        let asked = report.open().filter(|it| rules.contains(it.diagnostic.rule));
        let mut found: BTreeSet<String> = asked.map(|it| shown(it, &analysis)).collect();
        if found.is_empty() {
            found.insert("silent".to_owned());
        }
        if found != marks {
            let told = told(&report, &analysis);
            wrong.push(format!("{name}:\n  said  {marks:?}\n  found {found:?}\n{told}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn habits_are_found_where_they_are() {
    let mut wrong = Vec::new();
    for fixture in Fixture::all() {
        for (rule, word) in fixture.said("# expect: ").into_iter().zip(fixture.said("# at: ")) {
            // What the history of events finds, or nothing finds yet, is not of design.
            let Some(rule) = known(rule).and_then(|known| known.rule()) else { continue };
            let (analysis, report) = fixture.linted(&BTreeSet::from([rule.name]));
            let fits = |finding: &&Finding| {
                let found = &finding.diagnostic;
                found.rule == rule.name && analysis.sources.slice(found.primary.span) == word
            };
            if report.open().filter(fits).count() != 1 {
                let told = told(&report, &analysis);
                wrong.push(format!("{}: not {} at {word}\n{told}", fixture.name, rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
