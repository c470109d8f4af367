//! Waits for somebody to save a file of a model.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Failure, Result};

/// An editor writes a file in several steps; what follows within this time belongs together.
const SETTLE: Duration = Duration::from_millis(80);

/// Watches the folder of a model.
pub(super) struct Watch {
    changes: Receiver<()>,
    /// Watching ends when it is dropped.
    _watcher: RecommendedWatcher,
}

impl Watch {
    /// Watches the folder of a root file, and everything below it.
    ///
    /// # Errors
    /// When the system cannot watch it.
    pub(super) fn on(root: &Path) -> Result<Self> {
        let folder = root.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        let (tell, changes) = channel();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| concerns_a_model(&event)) {
                // Nobody listens any more when the command ends.
                let _ = tell.send(());
            }
        })
        .and_then(|mut watcher| {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
            Ok(watcher)
        })
        .map_err(|error| Failure::new(format!("cannot watch `{}`: {error}", folder.display())))?;
        Ok(Self { changes, _watcher: watcher })
    }

    /// Waits until a file was saved and nothing more follows.
    pub(super) fn wait(&self) -> bool {
        if self.changes.recv().is_err() {
            return false;
        }
        while self.changes.recv_timeout(SETTLE).is_ok() {}
        true
    }
}

fn concerns_a_model(event: &notify::Event) -> bool {
    let is_change = !matches!(event.kind, EventKind::Access(_));
    let is_ours = |path: &PathBuf| {
        let ends = ["yaml", "yml", "lock", "json"];
        path.extension().is_some_and(|end| ends.iter().any(|it| end == *it))
    };
    is_change && event.paths.iter().any(is_ours)
}
