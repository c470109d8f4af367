//! A comparison as one JSON document, described by `schemas/diff.schema.json`.

use serde_json::{Value, json};

use super::{About, words};
use crate::{
    diagnostic::Diagnostic,
    evolve::diff::{Diff, EventDiff, FieldDiff, Reader, Verdict},
    report::json_lines,
    source::SourceMap,
};

/// Version of this format.
const VERSION: u8 = 1;

/// Writes a comparison with everything that it knows.
pub fn json(diff: &Diff, about: &About, sources: &SourceMap) -> String {
    let assumptions = diff.assumptions().into_iter();
    let assumptions = assumptions.map(|one| json!({ "name": one.as_str(), "text": one.text() }));
    let document = json!({
        "v": VERSION,
        "model": about.model,
        "baseline": about.baseline,
        "notes": about.notes,
        "impact": diff.impact().as_str(),
        "summary": words::summary(diff),
        "events": diff.events.iter().map(|it| event(it, sources)).collect::<Vec<_>>(),
        "findings": findings(diff.findings.iter().chain(&diff.effects), sources),
        "assumptions": assumptions.collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

fn event(event: &EventDiff, sources: &SourceMap) -> Value {
    let location = event.place.map(|span| {
        let at = sources.start_of(span);
        json!({ "path": sources.path(span.file), "line": at.line, "column": at.column })
    });
    json!({
        "event": event.event,
        "kind": event.kind.as_str(),
        "was": event.was,
        "stored": event.stored,
        "from": event.from,
        "to": event.to,
        "draft": event.draft,
        "audience": event.audience.as_str(),
        "breaks": event.breaks(),
        "because": event.because,
        "steps": event.steps,
        "notes": event.notes,
        "fields": event.fields.iter().map(field).collect::<Vec<_>>(),
        "stored_events": verdict(&event.history),
        "rolling_deploy": verdict(&event.rolling),
        "readers": event.readers.iter().map(reader).collect::<Vec<_>>(),
        "line": event.line,
        "policies": event.policies,
        "sagas": event.sagas,
        "rebuild": event.rebuild,
        "snapshots": event.snapshots,
        "advice": event.advice,
        "findings": findings(event.findings.iter(), sources),
        "location": location,
    })
}

fn field(field: &FieldDiff) -> Value {
    json!({
        "field": field.field,
        "change": field.change.as_str(),
        "made_of": field.made_of,
        "was": field.was,
        "is": field.is,
        "source": field.source,
        "exactness": field.exact.as_str(),
        "assumed": field.assumed,
    })
}

fn verdict(verdict: &Verdict) -> Value {
    let assumes: Vec<&str> = verdict.assumes.iter().map(|one| one.as_str()).collect();
    json!({
        "question": verdict.question.as_str(),
        "answer": verdict.answer.as_str(),
        "text": verdict.text,
        "assumes": assumes,
    })
}

fn reader(reader: &Reader) -> Value {
    json!({
        "context": reader.context,
        "pinned": reader.pinned,
        "fields": reader.fields,
        "by_hand": reader.by_hand,
        "moves": reader.moves,
        "verdict": verdict(&reader.verdict),
    })
}

/// The objects that `--format json` of other commands writes a line each.
fn findings<'d>(all: impl Iterator<Item = &'d Diagnostic>, sources: &SourceMap) -> Vec<Value> {
    let all: Vec<Diagnostic> = all.cloned().collect();
    let lines = json_lines(&all, sources);
    lines.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}
