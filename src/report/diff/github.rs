//! A comparison as workflow commands, which GitHub shows beside the lines of a pull request.

use super::words;
use crate::{
    diagnostic::Diagnostic,
    evolve::diff::{Diff, EventDiff},
    report::annotation::{command, level},
    source::SourceMap,
};

/// One command for each event and for each finding. The paths of the sources count from the root of the repository.
pub fn github(diff: &Diff, sources: &SourceMap) -> String {
    let mut out = String::new();
    for event in &diff.events {
        let level = if event.breaks() { "warning" } else { "notice" };
        let title = format!("{} ({})", words::title(event), words::marks(event));
        command(&mut out, level, event.place, &title, &told(event), sources);
    }
    for finding in words::all(diff) {
        let title = format!("{} {}", words::code(finding), finding.rule);
        let place = Some(finding.primary.span);
        command(&mut out, level(finding.severity), place, &title, &text(finding), sources);
    }
    out
}

fn told(event: &EventDiff) -> String {
    let verdicts = event.verdicts().map(|(who, verdict)| {
        let (question, answer) = (verdict.question.as_str(), verdict.answer.as_str());
        format!("{who} ({question}): {answer}, {}", verdict.text)
    });
    let advice = event.advice.iter().map(|advice| format!("to do: {advice}"));
    verdicts.chain(advice).collect::<Vec<_>>().join("\n")
}

fn text(finding: &Diagnostic) -> String {
    let label = Some(&finding.primary.text).filter(|label| !label.is_empty());
    let parts = std::iter::once(&finding.message).chain(label).chain(&finding.help);
    parts.map(String::as_str).collect::<Vec<_>>().join("\n")
}
