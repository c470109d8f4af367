//! An entry of the baseline that nothing fits would let the same fault come back unseen.

use super::by_the_engine;
use crate::{
    diagnostic::Diagnostic,
    lint::{Levels, Rule, baseline::Entry},
    model::Model,
};

/// The rule.
pub(super) static RULE: Rule = Rule {
    name: "stale-baseline",
    code: "ES0014",
    summary: "An entry of the baseline that is not found any more.",
    levels: Levels::of("W/W/W"),
    fix: None,
    options: &[],
    page: include_str!("stale_baseline.md"),
    check: by_the_engine,
};

/// The finding about entries that nothing fits: one for all of them, since one command takes them away.
pub(in crate::lint) fn stale(gone: &[Entry], model: &Model) -> (&'static Rule, Diagnostic) {
    let message = match gone.len() {
        1 => "1 entry of the baseline is not found any more".to_owned(),
        several => format!("{several} entries of the baseline are not found any more"),
    };
    let finding = RULE
        .at(model.name.span, message)
        .help("`esgen lint --prune` takes them away, so that they cannot come back unseen");
    let noted = gone.iter().take(5).fold(finding, |finding, entry| {
        finding.note(format!("{}: {}", entry.rule, entry.element))
    });
    (&RULE, noted)
}
