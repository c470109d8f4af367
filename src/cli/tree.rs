//! A folder of files that a command writes again and again: what a run would do to it, and what stands in the way.

use std::{cell::RefCell, fs, io::ErrorKind, path::Path};

use super::{Failure, Result, apply, files, terminal::Terminal};
use crate::generate::{
    files::Files,
    manifest::{Manifest, Unusable},
    plan::{self, Action, Conflict, Options, Plan},
};

/// A folder, and where in it stands what the last run wrote.
#[derive(Clone, Copy)]
pub(super) struct Tree<'t> {
    pub(super) root: &'t Path,
    /// The path of the manifest below the folder.
    pub(super) manifest: &'static str,
}

impl Tree<'_> {
    /// Finishes what a run left undone that was cut off.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(super) fn recover(self) -> Result<()> {
        if !self.root.exists() {
            return Ok(());
        }
        if !self.root.is_dir() {
            let message = format!("`{}` is not a folder", self.root.display());
            return Err(
                Failure::new(message).help("name a folder; it is made when it is not there")
            );
        }
        apply::recover(self.root).map_err(|error| files::cannot("recover", self.root, &error))
    }

    /// Refuses a folder in which a run was cut off, for those who only look.
    ///
    /// # Errors
    /// When there is something to finish; `command` does it.
    pub(super) fn refuse_unfinished(self, command: &str) -> Result<()> {
        if apply::is_unfinished(self.root) {
            let message = format!("a run that wrote `{}` was cut off", self.root.display());
            return Err(Failure::new(message).help(format!("finish it with `{command}`")));
        }
        Ok(())
    }

    /// Decides for every file. Nothing is written.
    ///
    /// # Errors
    /// When the manifest cannot be read, or something stands at the path of a file that cannot be read as one: what
    /// is in it is not known, so it must not be replaced.
    pub(super) fn plan<T: AsRef<[u8]>>(self, wanted: &Files<T>, options: Options) -> Result<Plan> {
        let last = self.last_manifest()?;
        let unreadable = RefCell::new(None);
        let on_disk = |path: &str| {
            let path = self.root.join(path);
            match fs::read(&path) {
                Ok(text) => Some(text),
                Err(error) => {
                    if error.kind() != ErrorKind::NotFound {
                        unreadable.replace(Some(files::cannot("read", &path, &error)));
                    }
                    None
                }
            }
        };
        let plan = plan::plan(wanted, &last, on_disk, options);
        unreadable.into_inner().map_or(Ok(plan), Err)
    }

    /// Does what was decided: all of it, or nothing.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(super) fn write<T: AsRef<[u8]>>(self, wanted: &Files<T>, plan: &Plan) -> Result<()> {
        apply::apply(self.root, wanted, plan, self.manifest)
            .map_err(|error| files::cannot("write", self.root, &error))
    }

    fn last_manifest(self) -> Result<Manifest> {
        let path = self.root.join(self.manifest);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Ok(Manifest::default());
            }
            Err(error) => return Err(files::cannot("read", &path, &error)),
        };
        Manifest::read(&text).map_err(|unusable| match unusable {
            Unusable::Newer(format) => Failure::new(format!(
                "`{}` has format {format}, which a newer esgen wrote",
                path.display()
            ))
            .help("use that esgen, or a newer one"),
            Unusable::Broken(reason) => {
                Failure::new(format!("`{}` is not a manifest: {reason}", path.display()))
                    .help("restore it from version control, or remove it and use `--force`")
            }
        })
    }

    /// One line that counts what was done.
    pub(super) fn summary(self, plan: &Plan) -> String {
        let count = |wanted: fn(&Action) -> bool| {
            plan.actions.values().filter(|action| wanted(action)).count()
        };
        let parts = [
            (count(|action| *action == Action::Create), "created"),
            (count(|action| *action == Action::Update), "updated"),
            (count(|action| *action == Action::Remove), "removed"),
            (count(|action| *action == Action::Keep), "unchanged"),
            (count(|action| *action == Action::Owned), "yours"),
        ];
        let told: Vec<_> = parts
            .iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, word)| format!("{number} {word}"))
            .collect();
        format!("{}: {}", self.root.display(), told.join(", "))
    }
}

/// Tells what a run would do, a file a line.
pub(super) fn tell_steps(plan: &Plan, terminal: &mut Terminal) {
    for (path, action) in &plan.actions {
        if let Some(verb) = verb(action) {
            terminal.note(&format!("{verb:>8} {path}"));
        }
    }
}

fn verb(action: &Action) -> Option<&'static str> {
    match action {
        Action::Create => Some("create"),
        Action::Update => Some("update"),
        Action::Remove => Some("remove"),
        Action::Orphan => Some("keep"),
        Action::Conflict(_) => Some("conflict"),
        Action::Keep | Action::Owned => None,
    }
}

/// Tells which files stand in the way, and whether there are any.
pub(super) fn has_conflicts(plan: &Plan, help: &str, terminal: &mut Terminal) -> bool {
    if plan.conflicts().next().is_none() {
        return false;
    }
    terminal.note("nothing was written, since something would be lost:");
    for (path, conflict) in plan.conflicts() {
        let why = match conflict {
            Conflict::Edited => "was edited after it was generated",
            Conflict::Foreign => "was there before and is not generated",
            Conflict::EditedOrphan => "is no longer generated, and was edited",
        };
        terminal.note(&format!("  {path}: {why}"));
    }
    terminal.note(&format!("help: {help}"));
    true
}
