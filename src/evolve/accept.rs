//! Findings about neighbours that a team has looked at and accepted, each with a reason and, at best, an end.
//!
//! What concerns history cannot be accepted: stored events do not go away by agreement.

use jiff::civil::Date;

use super::hash::short;
use crate::{
    diagnostic::{Diagnostic, code_of, rule},
    model::{Accepted, Model},
};

/// Gives a finding the name by which it can be accepted. `subject` says what it is about, in names of the model only,
/// so that the name survives edits elsewhere.
pub(super) fn acceptable(mut finding: Diagnostic, subject: &str) -> Diagnostic {
    let mut print = short([finding.rule, subject]);
    print.truncate(12);
    let name = format!("{}:{print}", code_of(finding.rule).unwrap_or(finding.rule));
    finding.notes.push(format!("right as it is? accept `{name}` under `evolution:`"));
    finding.finding = Some(name);
    finding
}

/// Leaves out what the model accepts, and reports acceptances that accept nothing, or whose time is over on `today`.
pub fn accept(model: &Model, today: Option<Date>, found: &mut Vec<Diagnostic>) {
    for accepted in &model.accepted {
        let is_accepted = |it: &Diagnostic| it.finding.as_ref() == Some(&accepted.finding.value);
        let matches = found.iter().any(is_accepted);
        let is_over =
            accepted.until.as_ref().is_some_and(|end| today.is_some_and(|now| end.value < now));
        if matches && !is_over {
            found.retain(|finding| !is_accepted(finding));
        } else {
            found.push(stale(accepted, matches));
        }
    }
}

fn stale(accepted: &Accepted, matches: bool) -> Diagnostic {
    let name = &accepted.finding.value;
    if let Some(until) = accepted.until.as_ref().filter(|_| matches) {
        let message = format!("`{name}` was accepted until {}", until.value);
        return Diagnostic::warning(rule::STALE_ACCEPTANCE, until.span, message)
            .help("resolve the finding, or decide again and write a later day");
    }
    let message = format!("nothing of the name `{name}` is found");
    Diagnostic::info(rule::STALE_ACCEPTANCE, accepted.finding.span, message)
        .label("accepts nothing")
        .help("take it away: the finding was resolved, or is behind you since the version is published")
}
