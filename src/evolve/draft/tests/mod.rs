//! Drafts of a model that has moved on from what it published.

mod guesses;
mod properties;

use super::{Drafts, Stuck, Working, drafts, stand_in_the_way};
use crate::{
    diagnostic::{Diagnostic, Edit, Severity, edited, has_errors, rule},
    evolve::{
        Plan,
        lock::{Lock, of_model},
        plan, rules,
    },
    model::{Model, resolve},
    source::SourceMap,
    syntax::{self, Document},
};

/// A model in one file that is being worked on.
struct Work {
    text: String,
    sources: SourceMap,
    documents: Vec<Document>,
    model: Model,
    plan: Plan,
    published: Lock,
    /// Whether every event is there with all of its shape.
    whole: bool,
    findings: Vec<Diagnostic>,
}

/// A model whose published versions are those of another.
fn working(published: &str, now: &str) -> Work {
    let before = Work::new(published, Lock::default());
    assert!(before.whole, "{published}\n{:#?}", before.findings);
    Work::new(now, of_model(&before.model, &before.plan))
}

impl Work {
    fn new(text: &str, published: Lock) -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add("esgen.yaml", text);
        let (document, mut findings) = syntax::parse(file, &sources);
        let documents = vec![document];
        let (model, found) = resolve(&documents);
        let whole = !has_errors(&findings) && !stand_in_the_way(&documents, &found);
        findings.extend(found);
        let (plan, found) = plan(&model);
        findings.extend(found);
        if !has_errors(&findings) {
            findings.extend(rules::check_model(&model, &plan));
            findings.extend(rules::check(&model, &plan, &published));
        }
        let text = text.to_owned();
        Self { text, sources, documents, model, plan, published, whole, findings }
    }

    fn drafts(&self) -> Drafts {
        let Self { sources, documents, model, plan, published, .. } = self;
        drafts(Working { sources, documents, model, plan, published }, None)
    }

    fn with(&self, edits: &[Edit]) -> Self {
        let edits: Vec<&Edit> = edits.iter().collect();
        Self::new(&edited(&self.text, &edits), self.published.clone())
    }

    fn errors(&self) -> impl Iterator<Item = &Diagnostic> {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error)
    }
}

/// Why a model with its drafts is not what drafts promise, if it is not.
fn broken_promise(work: &Work, drafts: &Drafts) -> Option<String> {
    let after = work.with(&drafts.edits);
    let told = |why: &str| {
        Some(format!("{why}\n{}\n---\n{}\n{:#?}", work.text, after.text, after.findings))
    };
    if !after.whole {
        return told("it cannot be read any more");
    }
    let left = after.drafts();
    if !left.drafts.is_empty() || left.stuck != drafts.stuck {
        return told("a second run has something to do");
    }
    // Steps that somebody wrote before may be wrong in their own way.
    if drafts.drafts.is_empty() || drafts.drafts.iter().any(|draft| !draft.is_new) {
        return None;
    }
    let is_open = after.text.contains("# decide");
    let open = [rule::NO_VALUE_FOR_OLD_EVENTS, rule::MAP_NOT_TOTAL, rule::VALUE_OF_WRONG_TYPE];
    let wrong = after.errors().find(|error| !open.contains(&error.rule));
    match (wrong, after.errors().count() > 0) {
        (Some(_), _) => told("checking finds what is not to be decided"),
        (None, true) if !is_open => told("something is to be decided without a mark"),
        (None, false) if is_open => told("a mark asks for a decision that nobody misses"),
        (None, _) => None,
    }
}

/// Whether nothing but the number of a version was replaced, and what stood in braces stands below each other.
fn only_adds(work: &Work, drafts: &Drafts) -> bool {
    drafts.edits.iter().all(|edit| {
        let replaced = work.sources.slice(edit.span);
        let is_moved = |inside: &str| {
            let added: String = drafts.edits.iter().map(|edit| edit.text.as_str()).collect();
            let mut words = inside.split([' ', ',', '{', '}']);
            edit.text.is_empty() && words.all(|word| added.contains(word))
        };
        let braces = replaced.trim_start().strip_prefix('{');
        replaced.is_empty() || replaced.parse::<u32>().is_ok() || braces.is_some_and(is_moved)
    })
}
