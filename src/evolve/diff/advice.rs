//! What to do about an event that somebody cannot read; one of it is enough.

use super::{EventDiff, Kind};
use crate::{diagnostic::Severity, evolve::lock::Audience};

/// The ways out, best first.
pub(super) fn of(event: &EventDiff) -> Vec<String> {
    let mut advice: Vec<String> = Vec::new();
    let errors = event.findings.iter().filter(|finding| finding.severity == Severity::Error);
    let is_of_readers = |code: Option<&str>| code.is_some_and(|code| code.starts_with("EV3"));
    let of_rules = errors.filter(|finding| !is_of_readers(finding.code()));
    advice.extend(of_rules.filter_map(|finding| finding.help.clone()));
    if event.history.breaks() {
        if advice.is_empty() && event.kind == Kind::Vanished {
            advice.push("bring it back with `retired: why`".to_owned());
        }
        return unique(advice);
    }
    let broken: Vec<_> = event.readers.iter().filter(|reader| reader.verdict.breaks()).collect();
    let names: Vec<&str> = broken.iter().map(|reader| reader.context.as_str()).collect();
    let public = event.audience == Audience::Public;
    if let (Some(from), true) = (event.from, public && (!broken.is_empty() || event.line.is_some()))
    {
        let who = if names.is_empty() { "all readers have".to_owned() } else { have(&names) };
        advice.push(format!("also_publish: [{from}] until {who} moved"));
    }
    for reader in broken.iter().filter(|reader| !reader.moves) {
        let to = event.to.unwrap_or_default();
        advice.push(format!("change {} to v{to} in this change", reader.context));
    }
    if event.rolling.breaks() || broken.iter().any(|reader| reader.moves) {
        let to = event.to.unwrap_or_default();
        advice.push(format!("deploy twice: first code that reads v{to}, then code that writes it"));
        advice.push("stop the old instances before the new ones start".to_owned());
    }
    unique(advice)
}

fn have(names: &[&str]) -> String {
    match names {
        [one] => format!("{one} has"),
        several => format!("{} have", several.join(" and ")),
    }
}

fn unique(advice: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in advice {
        if !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}
