//! Golden files are as frozen as the versions they belong to.

use crate::{
    diagnostic::{Diagnostic, rule},
    evolve::{
        golden::{self, Goldens},
        lock::{Entry, Lock, VersionId},
    },
};

const RESTORE: &str = "take the file from version control again; a published payload never changes";

/// Compares the golden files that are there, by their path below [`golden::FOLDER`], with what was published.
pub fn check_goldens(published: &Lock, goldens: &Goldens) -> Vec<Diagnostic> {
    let frozen = published.versions.iter().filter(|(_, entry)| !entry.samples.is_empty());
    frozen.filter_map(|(id, entry)| check(id, entry, goldens)).collect()
}

fn check(id: &VersionId, entry: &Entry, goldens: &Goldens) -> Option<Diagnostic> {
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
