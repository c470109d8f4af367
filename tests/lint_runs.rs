//! Linting a model twice says the same twice, a more finished model is asked no less, and fixes come to an end.

use std::collections::BTreeSet;

use esgen::{
    lint::{Overrides, Report, known, lint},
    model::Level,
    report::{Look, pretty},
    syntax::ast::Preset,
};

#[path = "support/mended.rs"]
mod mended;
#[path = "support/models.rs"]
mod models;

use models::{Model, examples, originals};

fn all() -> impl Iterator<Item = Model> {
    examples().into_iter().chain(originals())
}

fn strict() -> Overrides {
    let today = "2026-06-01".parse().ok();
    Overrides { presets: vec![Preset::Strict], preview: true, today, ..Overrides::default() }
}

#[test]
fn two_runs_say_the_same() {
    for model in all() {
        let told = || {
            let analysis = model.reading().analyze();
            let report = lint(&analysis, &strict());
            let prints: Vec<_> = report.findings.iter().map(|it| it.fingerprint.clone()).collect();
            (pretty(&report.diagnostics(), &analysis.sources, Look::default()), prints)
        };
        assert_eq!(told(), told(), "{}", model.name);
    }
}

#[test]
fn safe_fixes_of_models_come_to_an_end() {
    for model in all() {
        mended::mend(&model.name, model.reading().analyze(), &strict());
    }
}

/// What is found by whom, where.
fn places(report: &Report) -> BTreeSet<(&'static str, String)> {
    report.open().map(|it| (it.diagnostic.rule, it.place.path.clone())).collect()
}

/// What is found at one level is found at the next one, unless the rule says that it means nothing there.
#[test]
fn a_more_finished_model_is_asked_no_less() {
    for model in all() {
        for levels in Level::ALL.windows(2) {
            let [lower, higher] = levels else { unreachable!("two of them") };
            let at = |level: Level| lint(&model.reading().at(level).analyze(), &strict());
            let (less, more) = (at(*lower), at(*higher));
            let still_matters = |rule: &str| {
                let rule = known(rule).and_then(|known| known.rule());
                rule.is_none_or(|rule| more.settings.severity(rule, *higher).is_some())
            };
            let lost: Vec<_> = places(&less)
                .difference(&places(&more))
                .filter(|(rule, _)| still_matters(rule))
                .cloned()
                .collect();
            let higher = higher.as_str();
            assert!(lost.is_empty(), "{}: {lost:?} is not found at {higher}", model.name);
        }
    }
}
