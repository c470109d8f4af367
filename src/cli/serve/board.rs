//! What is shown now, for everybody who looks at it, and for everybody who waits for something new.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The page that is shown; nothing until the first one is drawn.
#[derive(Default)]
pub(super) struct Board {
    page: Mutex<Option<Page>>,
    changed: Condvar,
}

/// A page, and a name that is the same only for the same page.
#[derive(Clone)]
pub(super) struct Page {
    pub(super) version: String,
    pub(super) html: Arc<str>,
}

impl Board {
    /// Shows a page; tells whether it is another one than before.
    pub(super) fn show(&self, page: Page) -> bool {
        let mut shown = self.lock();
        let is_new = shown.as_ref().is_none_or(|shown| shown.version != page.version);
        if is_new {
            *shown = Some(page);
            self.changed.notify_all();
        }
        is_new
    }

    /// The page that is shown; waits for the first one, but not for ever.
    pub(super) fn page(&self, patience: Duration) -> Option<Page> {
        self.when(patience, |_| true)
    }

    /// Waits for a page of another version; nothing when none has come.
    pub(super) fn other_than(&self, version: &str, patience: Duration) -> Option<Page> {
        self.when(patience, |page| page.version != version)
    }

    fn when(&self, patience: Duration, is_it: impl Fn(&Page) -> bool) -> Option<Page> {
        let is_wanted = |page: &Option<Page>| page.as_ref().is_some_and(&is_it);
        let waited =
            self.changed.wait_timeout_while(self.lock(), patience, |page| !is_wanted(page));
        let (page, _) = waited.unwrap_or_else(PoisonError::into_inner);
        page.clone().filter(|page| is_it(page))
    }

    /// A page is replaced in one step, so that it is whole whatever happened to who held the lock.
    fn lock(&self) -> MutexGuard<'_, Option<Page>> {
        self.page.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
