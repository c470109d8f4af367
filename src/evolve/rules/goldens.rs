//! Golden files are as frozen as the versions they belong to.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        golden::{self, Goldens},
        lock::{self, Entry, Lock, VersionId},
        plan::Plan,
    },
    model::Model,
};

const RESTORE: &str = "take the file from version control again; a published payload never changes";

/// Golden files without a lock: something was published, and nobody remembers what.
pub(super) fn without_lock(model: &Model, goldens: &Goldens) -> Option<Diagnostic> {
    let path = goldens.keys().next()?;
    let message = format!("`{}` is not there, but something was published", lock::FILE);
    Some(
        Diagnostic::error(rule::BASELINE_UNREADABLE, model.name.span, message)
            .label(format!("`{}/{path}` is a golden file", golden::FOLDER))
            .help(format!(
                "take `{}` from version control again; if nothing was ever stored, remove `{}`",
                lock::FILE,
                golden::FOLDER
            )),
    )
}

/// Compares the golden files that are there, by their path below [`golden::FOLDER`], with what was published.
pub(super) fn check(
    model: &Model,
    plan: &Plan,
    published: &Lock,
    goldens: &Goldens,
) -> Vec<Diagnostic> {
    let frozen = published.versions.iter().filter(|(_, entry)| !entry.samples.is_empty());
    let mut out: Vec<_> = frozen.filter_map(|(id, entry)| compared(id, entry, goldens)).collect();
    out.extend(orphan(model, plan, published, goldens));
    out
}

/// A golden file of a version that the lock does not have: somebody took the entry out. What a publication that was cut
/// off has left is what it will write again.
fn orphan(model: &Model, plan: &Plan, published: &Lock, goldens: &Goldens) -> Option<Diagnostic> {
    let known: BTreeSet<String> = published.versions.keys().map(golden::path_of).collect();
    let mut orphans = goldens.iter().filter(|(path, _)| is_golden(path) && !known.contains(*path));
    let first = orphans.clone().next()?;
    let mut drafts = BTreeMap::new();
    for planned in plan.events() {
        let numbers = planned.versions.iter().map(|version| version.number);
        let new = numbers.filter_map(|number| {
            let id = VersionId::new(&planned.stored_name(number)?.name, number);
            let path = golden::path_of(&id);
            (first.0 <= &path && goldens.contains_key(&path) && !known.contains(&path))
                .then(|| golden::of_version(plan, planned, number))?
        });
        drafts.extend(new.map(|file| (file.path, file.text)));
    }
    let is_left = |(path, text): &(&String, &String)| {
        drafts.get(*path).is_some_and(|draft| golden::hash(draft) == golden::hash(text))
    };
    let (path, _) = orphans.find(|file| !is_left(file))?;
    let message =
        format!("`{}/{path}` is a golden file of nothing that is published", golden::FOLDER);
    let help = format!(
        "bring the entry back into `{}`; if that version was never published, remove the file",
        lock::FILE
    );
    Some(Diagnostic::error(rule::LOCK_TAMPERED, model.name.span, message).help(help))
}

/// Whether a file is named like one that publishing writes: `v2.json`, not `v2.of_2019.json`.
fn is_golden(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let number = name.strip_prefix('v').and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|digits| digits.parse::<u32>().is_ok())
}

fn compared(id: &VersionId, entry: &Entry, goldens: &Goldens) -> Option<Diagnostic> {
    let path = golden::path_of(id);
    let message = match goldens.get(&path) {
        Some(text) if golden::hash(text) == entry.samples => return None,
        Some(_) => format!("the golden file of `{id}` is not what was published"),
        None if !entry.state.is_kept() => return None,
        None => format!("the golden file of `{id}` is not there"),
    };
    Some(
        Diagnostic::error(rule::GOLDEN_CHANGED, entry.span, message)
            .label(format!("`{}/{path}`", golden::FOLDER))
            .help(RESTORE),
    )
}
