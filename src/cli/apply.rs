//! Writes a planned tree so that a run that is killed leaves the old tree or the new one.
//!
//! New texts are staged beside the tree first. A journal that lists every move is then put in place with one
//! rename: before it nothing has changed, after it the run counts as done and whoever comes next finishes the
//! moves. Staging lies inside the tree, so that every move is a rename on one file system.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::generate::{
    files::{Files, is_safe},
    plan::{Action, Plan},
};

const STAGING: &str = ".esgen/staging";
const JOURNAL: &str = ".esgen/journal.json";

/// What remains to be done once the journal is in place.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Journal {
    moves: Vec<String>,
    removals: Vec<String>,
}

/// Whether a run was cut off after it had decided and before it had finished.
pub(super) fn is_unfinished(root: &Path) -> bool {
    root.join(JOURNAL).exists()
}

/// Finishes a run that was cut off, or throws away what it had only staged.
///
/// # Errors
/// When the disk refuses, or the journal names a path outside the tree.
pub(super) fn recover(root: &Path) -> io::Result<()> {
    let journal = root.join(JOURNAL);
    if journal.exists() {
        let text = fs::read_to_string(&journal)?;
        return finish(root, &serde_json::from_str(&text)?);
    }
    remove_folder(&root.join(STAGING))
}

/// Writes what the plan says, and the manifest at its path: all of it, or nothing.
///
/// # Errors
/// When the disk refuses, or a folder of the tree is a link to somewhere else.
pub(super) fn apply<T: AsRef<[u8]>>(
    root: &Path,
    wanted: &Files<T>,
    plan: &Plan,
    manifest: &str,
) -> io::Result<()> {
    let mut journal = Journal::default();
    for (path, action) in &plan.actions {
        match action {
            Action::Create | Action::Update => {
                stage(root, path, wanted[path].text.as_ref())?;
                journal.moves.push(path.clone());
            }
            Action::Remove => journal.removals.push(path.clone()),
            Action::Keep | Action::Owned | Action::Orphan | Action::Conflict(_) => {}
        }
    }
    let text = plan.manifest.text();
    if fs::read(root.join(manifest)).ok().as_deref() != Some(text.as_bytes()) {
        stage(root, manifest, text.as_bytes())?;
        journal.moves.push(manifest.to_owned());
    }
    if journal.moves.is_empty() && journal.removals.is_empty() {
        return Ok(());
    }
    commit(root, &journal)?;
    finish(root, &journal)
}

fn stage(root: &Path, path: &str, text: &[u8]) -> io::Result<()> {
    refuse_links(root, path)?;
    let staged = root.join(STAGING).join(path);
    create_parent(&staged)?;
    let mut file = fs::File::create(&staged)?;
    io::Write::write_all(&mut file, text)?;
    file.sync_data()
}

/// The moment at which the new tree replaces the old one.
fn commit(root: &Path, journal: &Journal) -> io::Result<()> {
    let target = root.join(JOURNAL);
    let draft = target.with_extension("draft");
    create_parent(&draft)?;
    fs::write(&draft, serde_json::to_vec(journal)?)?;
    fs::File::open(&draft)?.sync_all()?;
    fs::rename(draft, target)
}

/// Does what the journal lists. Doing it twice does no harm: what is no longer staged was moved before.
fn finish(root: &Path, journal: &Journal) -> io::Result<()> {
    for path in &journal.moves {
        refuse_links(root, path)?;
        let staged = root.join(STAGING).join(path);
        if staged.exists() {
            let target = root.join(path);
            create_parent(&target)?;
            fs::rename(staged, target)?;
        }
    }
    for path in &journal.removals {
        refuse_links(root, path)?;
        remove_file(root, path)?;
    }
    fs::remove_file(root.join(JOURNAL))?;
    remove_folder(&root.join(STAGING))
}

fn remove_file(root: &Path, path: &str) -> io::Result<()> {
    match fs::remove_file(root.join(path)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Err(_) | Ok(()) => {}
    }
    // Folders that have become empty go too; one that holds something refuses, as it should.
    let folders =
        Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
    for folder in folders {
        if fs::remove_dir(root.join(folder)).is_err() {
            break;
        }
    }
    Ok(())
}

fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Err(_) | Ok(()) => Ok(()),
    }
}

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// A path below the root could still lead outside through a link, so links are refused on the way.
fn refuse_links(root: &Path, path: &str) -> io::Result<()> {
    let outside =
        || io::Error::other(format!("`{path}` would be written outside the output folder"));
    if !is_safe(path) {
        return Err(outside());
    }
    let mut place = PathBuf::from(root);
    for part in path.split('/') {
        place.push(part);
        if place.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
            return Err(outside());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::{
        files::{File, Owner},
        manifest::{self, Manifest},
        plan::{Options, plan},
    };

    fn tree(files: &[(&str, &str)]) -> Files {
        let file = |text: &&str| File { text: (*text).to_owned(), owner: Owner::Esgen };
        files.iter().map(|(path, text)| ((*path).to_owned(), file(text))).collect()
    }

    fn write(root: &Path, wanted: &Files) -> io::Result<()> {
        let last = fs::read_to_string(root.join(manifest::PATH)).ok();
        let last = last.and_then(|text| Manifest::read(&text).ok()).unwrap_or_default();
        let plan = plan(wanted, &last, |path| fs::read(root.join(path)).ok(), Options::default());
        apply(root, wanted, &plan, manifest::PATH)
    }

    fn text(root: &Path, path: &str) -> Option<String> {
        fs::read_to_string(root.join(path)).ok()
    }

    #[test]
    fn a_tree_is_replaced_and_leaves_nothing_behind() {
        let root = tempfile::tempdir().unwrap();
        for files in [tree(&[("a/x.rs", "1"), ("b.rs", "1")]), tree(&[("b.rs", "2")])] {
            write(root.path(), &files).unwrap();
        }
        assert_eq!(text(root.path(), "b.rs").as_deref(), Some("2"));
        assert!(!root.path().join("a").exists());
        assert!(!root.path().join(STAGING).exists() && !is_unfinished(root.path()));
    }

    #[test]
    fn a_run_that_is_cut_off_leaves_the_old_tree_before_the_journal_and_the_new_one_after() {
        let old = tree(&[("a.rs", "old"), ("b.rs", "old"), ("gone.rs", "old")]);
        let new = tree(&[("a.rs", "new"), ("b.rs", "new")]);
        for moved in 0..=2 {
            let root = tempfile::tempdir().unwrap();
            let root = root.path();
            write(root, &old).unwrap();
            stage(root, "a.rs", b"new").unwrap();
            stage(root, "b.rs", b"new").unwrap();
            if moved == 0 {
                recover(root).unwrap();
                assert_eq!(text(root, "a.rs").as_deref(), Some("old"));
                assert!(!root.join(STAGING).exists());
                continue;
            }
            let moves = new.keys().cloned().collect();
            commit(root, &Journal { moves, removals: vec!["gone.rs".to_owned()] }).unwrap();
            if moved == 2 {
                fs::rename(root.join(STAGING).join("a.rs"), root.join("a.rs")).unwrap();
            }
            recover(root).unwrap();
            assert_eq!(
                (text(root, "a.rs"), text(root, "b.rs")),
                (Some("new".into()), Some("new".into()))
            );
            assert!(text(root, "gone.rs").is_none() && !is_unfinished(root));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_lead_outside() {
        let root = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("crates")).unwrap();
        let wanted = tree(&[("crates/x.rs", "1")]);
        assert!(write(root.path(), &wanted).is_err());
        assert!(!outside.path().join("x.rs").exists());
    }
}
