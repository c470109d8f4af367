//! Reports of any size about a model.

use esgen::{
    diagnostic::{Diagnostic, rule},
    lint::{Finding, Overrides, Place, Report, lint},
    pipeline::check_text,
    source::{SourceMap, Span},
};

/// A report with that many warnings, each with a label and another place, evenly over the model.
pub(crate) fn report(text: &str, number: usize) -> (Report, SourceMap) {
    let analysis = check_text(text.as_bytes());
    let mut report = lint(&analysis, &Overrides::default());
    let (file, source) = analysis.sources.files().next().expect("the model");
    let starts = source.line_starts();
    let span = |place: usize| {
        let start = starts[place * (starts.len() - 2) / number];
        Span::new(file, start, start + 4)
    };
    let finding = |place| Finding {
        diagnostic: Diagnostic::warning(
            rule::UNKNOWN_KEY,
            span(place),
            "this is not as it should be",
        )
        .label("here")
        .related(span(place / 2), "because of this")
        .help("do something about it"),
        place: Place::model(),
        level: None,
        fingerprint: format!("{place:016x}"),
        suppressed: None,
        hotspot: None,
    };
    report.findings = (0..number).map(finding).collect();
    (report, analysis.sources)
}
