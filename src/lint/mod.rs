//! Design faults that are no mistakes of the language: what a reviewer would question. Takes an analysed model, gives a
//! report: every finding with the element it lies in, a name that survives edits, and whether somebody has agreed to it.
//!
//! A rule is one file below `rules`, with a page beside it and one word in the list of its category. Rules only look at
//! the model; how much a finding matters, and whether it is shown at all, is decided here, after the settings.

pub mod baseline;
mod catalogue;
mod circles;
mod crossings;
mod effective;
mod elsewhere;
mod entries;
mod fields;
mod fix;
mod flow;
mod holes;
mod judge;
mod moves;
mod on;
mod outlines;
mod personal;
mod print;
mod progress;
mod rename;
mod report;
mod rule;
mod rules;
mod settings;
mod shadow;
mod since;
mod suppress;
mod today;
mod words;

pub use catalogue::{Category, Known, Origin as RuleOrigin, catalogue, known, named};
pub use effective::{AtElement, Effective, Said, effective};
pub use elsewhere::{ELSEWHERE, NoRule};
pub use fix::{Applied, Fixed, fix};
pub use progress::Progress;
pub use report::{Finding, Place, Report, SuppressedBy, Suppression, Timing};
pub use rule::{Levels, OptionKind, Rule, RuleOption};
pub use settings::{Origin, Overrides, Selector, Settings};

use std::time::Instant;

use crate::pipeline::Analysis;
use flow::Flow;
use holes::{Holes, Sight};
use judge::Found;
use on::On;
use outlines::Outlines;
use rename::Renames;
use shadow::Shadows;

/// Runs every rule that is on.
///
/// What the language and the history of events complain about is part of the report. A model with holes is looked at as
/// far as it is known, by the rules that need no whole.
pub fn lint(analysis: &Analysis, overrides: &Overrides) -> Report {
    let (settings, mut findings) = Settings::new(analysis, overrides);
    let outlines = Outlines::new(analysis);
    let flow = Flow::new(&analysis.model);
    let (mut timings, mut waiting) = (Vec::new(), 0);
    let renames = Renames::default();
    let (holes, shadows) = (Holes::new(analysis), Shadows::new(analysis, &outlines));
    let on = On::new(analysis, &flow, &outlines, &settings, &renames);
    for rule in rules::all().filter(|rule| settings.is_on(rule, &analysis.model)) {
        let sight = holes.sight(rule);
        if sight == Sight::None {
            waiting += 1;
            continue;
        }
        let start = Instant::now();
        let mut found = Found::new(rule, &settings);
        (rule.check)(&on, &mut found);
        let found = found.into_findings();
        if sight == Sight::Shadowed {
            // Nothing is known about what it did not find, so that no allowance is called needless.
            findings.extend(found.into_iter().filter(|finding| !shadows.hide(finding)));
            continue;
        }
        timings.push(Timing { rule: rule.name, took: start.elapsed(), found: found.len() });
        findings.extend(found);
    }
    findings.extend(judge::of_other_stages(analysis, &settings));
    let mut findings = print::printed(findings, analysis, &outlines);
    let about_agreements = suppress::suppress(&mut findings, &on, &timings);
    findings.extend(print::printed(about_agreements, analysis, &outlines));
    findings.sort_by(print::reading_order);
    Report::new(findings, timings, waiting, settings)
}

/// Gives a model under the settings to whoever wants to look at it without running rules.
fn with_view<T>(analysis: &Analysis, overrides: &Overrides, look: impl Fn(&On<'_>) -> T) -> T {
    let (settings, _) = Settings::new(analysis, overrides);
    let outlines = Outlines::new(analysis);
    let flow = Flow::new(&analysis.model);
    let renames = Renames::default();
    look(&On::new(analysis, &flow, &outlines, &settings, &renames))
}
