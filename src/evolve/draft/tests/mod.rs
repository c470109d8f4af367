//! Drafts of a model that has moved on from what it published.

mod guesses;
mod properties;

use super::{Drafts, Stuck};
use crate::{
    diagnostic::{Diagnostic, Severity, rule},
    evolve::lock::of_model,
    pipeline::{Analysis, Reading, check_text},
};

/// A model whose published versions are those of another.
fn working(published: &str, now: &str) -> Analysis {
    let before = check_text(published.as_bytes());
    assert!(before.whole, "{published}\n{:#?}", before.diagnostics);
    let mut reading = Reading::new("esgen.yaml", now.as_bytes().to_vec());
    reading.lock("esgen.lock", of_model(&before.model, &before.plan).to_string().into_bytes());
    reading.analyze()
}

/// The text of the model.
fn text(analysis: &Analysis) -> String {
    analysis.sources.files().next().map(|(_, file)| file.text().to_owned()).unwrap_or_default()
}

fn errors(analysis: &Analysis) -> impl Iterator<Item = &Diagnostic> {
    analysis.diagnostics.iter().filter(|finding| finding.severity == Severity::Error)
}

/// Why a model with its drafts is not what drafts promise, if it is not.
fn broken_promise(analysis: &Analysis, drafts: &Drafts) -> Option<String> {
    let after = analysis.with(&drafts.edits);
    let told = |why: &str| {
        Some(format!("{why}\n{}\n---\n{}\n{:#?}", text(analysis), text(&after), after.diagnostics))
    };
    if !after.whole {
        return told("it cannot be read any more");
    }
    let left = after.drafts(None)?;
    if !left.drafts.is_empty() || left.stuck != drafts.stuck {
        return told("a second run has something to do");
    }
    // Steps that somebody wrote before may be wrong in their own way.
    if drafts.drafts.is_empty() || drafts.drafts.iter().any(|draft| !draft.is_new) {
        return None;
    }
    let is_open = text(&after).contains("# decide");
    let open = [rule::NO_VALUE_FOR_OLD_EVENTS, rule::MAP_NOT_TOTAL, rule::VALUE_OF_WRONG_TYPE];
    let wrong = errors(&after).find(|error| !open.contains(&error.rule));
    match (wrong, errors(&after).count() > 0) {
        (Some(_), _) => told("checking finds what is not to be decided"),
        (None, true) if !is_open => told("something is to be decided without a mark"),
        (None, false) if is_open => told("a mark asks for a decision that nobody misses"),
        (None, _) => None,
    }
}

/// Whether nothing but the number of a version was replaced.
fn only_adds(analysis: &Analysis, drafts: &Drafts) -> bool {
    drafts.edits.iter().all(|edit| {
        let replaced = analysis.sources.slice(edit.span);
        replaced.is_empty() || replaced.parse::<u32>().is_ok()
    })
}
