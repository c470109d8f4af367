//! A rule of design is right when it speaks up for a fault that is put into a good model, at the place of the fault, and
//! the other rules stay calm. Every rule has an operator that puts its fault into each model of the corpus.
//!
//! An operator changes one place that fits its pattern, and says where it expects the finding: the word that is marked,
//! or the last names of the path of the element. `inside Name` is anything in it. A model takes one mutant of each operator,
//! at a place that differs from model to model. `RULE=name` tries the operators of one rule, and `MUTANTS=1` prints the
//! models that went wrong.
#![expect(clippy::unwrap_used, reason = "a test may fail where it stands")]

#[path = "mutations/corpus.rs"]
mod corpus;
#[path = "mutations/data.rs"]
mod data;
#[path = "mutations/design.rs"]
mod design;
#[path = "mutations/docs.rs"]
mod docs;
#[path = "mutations/evolution.rs"]
mod evolution;
#[path = "mutations/flow.rs"]
mod flow;
#[path = "mutations/meta.rs"]
mod meta;
#[path = "mutations/model.rs"]
mod model;
#[path = "mutations/naming.rs"]
mod naming;
#[path = "mutations/sagas.rs"]
mod sagas;
#[path = "mutations/security.rs"]
mod security;

use std::collections::{BTreeMap, BTreeSet};

use corpus::{Known, corpus};
use esgen::{
    diagnostic::Severity,
    lint::{
        Finding, Overrides, Report, RuleOrigin, Selector, baseline::Baseline, catalogue, known,
        lint,
    },
    pipeline::{Analysis, check_text},
    report::{Look, pretty},
};
use model::Model;

/// Puts the fault of a rule into a model.
struct Operator {
    rule: &'static str,
    /// Where it can be put.
    pattern: &'static str,
    /// Changes the model at a place. Gives where the finding is expected; nothing where the fault cannot be put here.
    put: fn(&mut Model, &str) -> Option<String>,
}

const fn at(
    pattern: &'static str,
    rule: &'static str,
    put: fn(&mut Model, &str) -> Option<String>,
) -> Operator {
    Operator { rule, pattern, put }
}

/// Every operator, category by category.
fn operators() -> impl Iterator<Item = &'static Operator> {
    let all = [
        flow::ALL,
        sagas::ALL,
        design::ALL,
        data::ALL,
        evolution::ALL,
        naming::ALL,
        security::ALL,
        docs::ALL,
        meta::ALL,
    ];
    all.into_iter().flatten()
}

/// Rules whose fault is not in a model, with the test that shows them.
const ELSEWHERE: [(&str, &str); 1] =
    [("stale-baseline", "what_is_mended_is_stale_in_the_baseline: the fault is in the baseline")];

/// How many other rules may have something new to say.
const OTHERS: usize = 2;

/// How many operators are tried at once.
const THREADS: usize = 2;

/// A model, and how much each rule finds in it.
struct Original {
    known: Known,
    counts: BTreeMap<&'static str, usize>,
}

struct Linted {
    analysis: Analysis,
    report: Report,
}

impl Linted {
    fn new(model: &Model, also: Vec<Selector>) -> Self {
        let text = serde_yaml::to_string(&model.0).unwrap();
        let analysis = check_text(text.as_bytes());
        let today = "2026-11-21".parse().ok();
        let report =
            lint(&analysis, &Overrides { also, today, preview: true, ..Overrides::default() });
        Self { analysis, report }
    }

    fn counts(&self) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for finding in &self.report.findings {
            *counts.entry(finding.diagnostic.rule).or_default() += 1;
        }
        counts
    }

    fn is_at(&self, finding: &Finding, expected: &str) -> bool {
        let path = &finding.place.path;
        if let Some(around) = expected.strip_prefix("inside ") {
            return path.split('/').any(|part| part == around);
        }
        let word = self.analysis.sources.slice(finding.diagnostic.primary.span);
        word.trim().trim_matches(['"', '\'']) == expected
            || path == expected
            || path.ends_with(&format!("/{expected}"))
    }

    fn told(&self) -> String {
        pretty(&self.report.diagnostics(), &self.analysis.sources, Look::default())
    }
}

fn is_of_the_language(finding: &Finding) -> bool {
    let origin = known(finding.diagnostic.rule).map(|it| it.origin);
    let is_design = matches!(origin, Some(RuleOrigin::Design(_)));
    finding.diagnostic.severity == Severity::Error && !is_design
}

/// The first mutant of a model, from some place on, with where the finding is expected.
fn mutant(operator: &Operator, model: &Model, start: usize) -> Option<(Model, String)> {
    let mut model = model.clone();
    // Scenarios are half of a model, and only those who ask for them look at them.
    if !operator.pattern.starts_with("scenarios") {
        model.forget_scenarios();
    }
    let places = model.places(operator.pattern);
    let all = places.len();
    places.iter().cycle().skip(start).take(all).find_map(|place| {
        let mut mutant = model.clone();
        let expected = (operator.put)(&mut mutant, place)?;
        Some((mutant, expected))
    })
}

/// What is wrong with what a mutant gives.
fn wrong(
    operator: &Operator,
    original: &Original,
    linted: &Linted,
    expected: &str,
) -> Option<String> {
    let counts = linted.counts();
    let is_new = |rule: &&'static str| counts.get(rule) > original.counts.get(rule);
    let new: BTreeSet<&str> = counts.keys().copied().filter(is_new).collect();
    let mut findings = linted.report.findings.iter();
    let is_found =
        findings.any(|it| it.diagnostic.rule == operator.rule && linted.is_at(it, expected));
    let mut hard = linted.report.findings.iter().filter(|it| is_of_the_language(it));
    let others: Vec<&str> = new.iter().copied().filter(|it| *it != operator.rule).collect();
    if let Some(hard) = hard.next().filter(|_| operator.rule != meta::BREAKS_THE_LANGUAGE) {
        Some(format!(
            "the mutant is no model: {}: {}",
            hard.diagnostic.rule, hard.diagnostic.message
        ))
    } else if !is_found || !new.contains(operator.rule) {
        Some(format!("not found; new are {new:?}"))
    } else if others.len() > OTHERS {
        Some(format!("a crowd of others: {others:?}"))
    } else {
        None
    }
}

/// What goes wrong with one operator, model by model, and to how many models it applies.
fn run(operator: &Operator, originals: &[Original]) -> (usize, Vec<String>) {
    let (mut applied, mut failures) = (0, Vec::new());
    for (place, original) in originals.iter().enumerate() {
        let Some((mutant, expected)) = mutant(operator, &original.known.model, place) else {
            continue;
        };
        applied += 1;
        let linted = Linted::new(&mutant, vec![Selector::Rule(operator.rule)]);
        if let Some(why) = wrong(operator, original, &linted, &expected) {
            let (rule, name) = (operator.rule, &original.known.name);
            failures.push(format!("{rule} at {expected} of {name}: {why}"));
            if std::env::var_os("MUTANTS").is_some() {
                let text = serde_yaml::to_string(&mutant.0).unwrap();
                println!("{}\n{text}\n{}", failures.last().unwrap(), linted.told());
            }
        }
    }
    (applied, failures)
}

/// Every original with the counts of all rules, strict ones included.
fn originals() -> Vec<Original> {
    let everything: Vec<Selector> = catalogue()
        .iter()
        .filter(|it| it.rule().is_some())
        .map(|it| Selector::Rule(it.name))
        .collect();
    let original = |known: Known| {
        let linted = Linted::new(&known.model, everything.clone());
        let mut hard = linted.report.findings.iter().filter(|it| is_of_the_language(it));
        assert!(hard.next().is_none(), "{}: {}", known.name, linted.told());
        Original { counts: linted.counts(), known }
    };
    corpus().into_iter().map(original).collect()
}

#[test]
fn every_rule_has_an_operator() {
    let shown: BTreeSet<&str> =
        operators().map(|it| it.rule).chain(ELSEWHERE.iter().map(|(rule, _)| *rule)).collect();
    let rules: BTreeSet<&str> =
        catalogue().iter().filter(|it| it.rule().is_some()).map(|it| it.name).collect();
    let missing: Vec<_> = rules.difference(&shown).collect();
    assert!(missing.is_empty(), "rules without an operator in tests/mutations: {missing:?}");
    let gone: Vec<_> = shown.difference(&rules).collect();
    assert!(gone.is_empty(), "operators of no rule: {gone:?}");
}

#[test]
fn every_fault_is_found_where_it_is() {
    let originals = originals();
    let only = std::env::var("RULE").ok();
    let operators: Vec<&Operator> =
        operators().filter(|it| only.as_ref().is_none_or(|only| it.rule == only)).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(operator) =
            operators.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
        {
            done.push((operator.rule, run(operator, &originals)));
        }
        done
    };
    let done: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|it| it.join().unwrap()).collect()
    });
    let mut wrong: Vec<String> = Vec::new();
    let mut mutants = 0;
    for (rule, (applied, failures)) in done {
        mutants += applied;
        wrong.extend(failures);
        if applied == 0 {
            wrong.push(format!("{rule}: no model of the corpus can have its fault"));
        }
    }
    wrong.sort();
    println!("{mutants} mutants");
    assert!(wrong.is_empty(), "{} of {mutants}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_mended_is_stale_in_the_baseline() {
    let operator = operators().find(|it| it.rule == "todo-left").unwrap();
    for known in corpus() {
        let Some((mutant, _)) = mutant(operator, &known.model, 0) else { continue };
        let mut baseline = Baseline::default();
        baseline.add(&Linted::new(&mutant, Vec::new()).report, None);
        let mut mended = Linted::new(&known.model, Vec::new());
        let gone: Vec<_> = baseline.apply(&mut mended.report).into_iter().cloned().collect();
        mended.report.add_stale(&gone, &mended.analysis);
        let stale = |it: &&Finding| it.diagnostic.rule == "stale-baseline";
        assert_eq!(mended.report.findings.iter().filter(stale).count(), 1, "{}", known.name);
    }
}
