//! Looks at a model again whenever somebody saves a file of it.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::{Failure, Outcome, Result, terminal::Terminal};

/// An editor writes a file in several steps; what follows within this time belongs together.
const SETTLE: Duration = Duration::from_millis(80);

/// What one look at a model gave.
pub(super) struct Glance<T> {
    pub(super) seen: T,
    /// Whether the model could be read.
    pub(super) is_whole: bool,
}

/// Looks, shows, waits, and looks again, until somebody presses Ctrl-C. What is shown is the newest look, and the last
/// one before it at which the model could be read.
///
/// # Errors
/// When the folder of the model cannot be watched.
pub(super) fn follow<T>(
    root: &Path,
    mut look: impl FnMut(&mut Terminal) -> Result<Glance<T>>,
    mut show: impl FnMut(&Result<Glance<T>>, Option<&T>, &mut Terminal),
    terminal: &mut Terminal,
) -> Result {
    let watch = Watch::on(root)?;
    let mut last_good = None;
    loop {
        let glance = look(terminal);
        show(&glance, last_good.as_ref(), terminal);
        if let Ok(Glance { seen, is_whole: true }) = glance {
            last_good = Some(seen);
        }
        if !watch.wait() {
            return Ok(Outcome::Fine);
        }
    }
}

/// Watches the folder of a model.
struct Watch {
    news: Receiver<News>,
    /// Watching ends when it is dropped.
    _watcher: RecommendedWatcher,
}

/// What there is to wait for.
enum News {
    /// A file was saved.
    Saved,
    /// Somebody pressed Ctrl-C.
    Over,
}

impl Watch {
    /// Watches the folder of a root file, and everything below it.
    ///
    /// # Errors
    /// When the system cannot watch it.
    fn on(root: &Path) -> Result<Self> {
        let folder = root.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        let (tell, news) = channel();
        let end = tell.clone();
        // Nobody listens any more when the command ends, here and below.
        ctrlc::set_handler(move || drop(end.send(News::Over)))
            .map_err(|error| Failure::new(format!("cannot listen to Ctrl-C: {error}")))?;
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            if event.is_ok_and(|event| concerns_a_model(&event)) {
                drop(tell.send(News::Saved));
            }
        })
        .and_then(|mut watcher| {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
            Ok(watcher)
        })
        .map_err(|error| Failure::new(format!("cannot watch `{}`: {error}", folder.display())))?;
        Ok(Self { news, _watcher: watcher })
    }

    /// Waits until a file was saved and nothing more follows; tells whether to go on.
    fn wait(&self) -> bool {
        let mut news = self.news.recv().unwrap_or(News::Over);
        while let News::Saved = news {
            news = match self.news.recv_timeout(SETTLE) {
                Ok(news) => news,
                Err(_) => return true,
            };
        }
        false
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
