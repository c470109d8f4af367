//! Golden files are as frozen as the versions they belong to.

use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        golden::{self, Goldens},
        lock::{self, Entry, Lock, VersionId},
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
pub(super) fn check(published: &Lock, goldens: &Goldens) -> Vec<Diagnostic> {
    let frozen = published.versions.iter().filter(|(_, entry)| !entry.samples.is_empty());
    frozen.filter_map(|(id, entry)| compared(id, entry, goldens)).collect()
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
