//! `esgen lint --watch`: looks again whenever a file is saved.

use std::path::Path;

use super::{
    super::{
        Result,
        terminal::Terminal,
        watch::{self, Glance},
    },
    Seen,
};

/// Looks, waits, and looks again, until somebody stops it. While the model cannot be read, what was last seen in it
/// stays below the mistakes.
///
/// # Errors
/// When the folder cannot be watched.
pub(super) fn run(
    root: &Path,
    mut look: impl FnMut(&mut Terminal) -> Result<Seen>,
    terminal: &mut Terminal,
) -> Result {
    let look = |terminal: &mut Terminal| {
        let mut page = terminal.recording();
        let Seen { is_whole, outcome: _ } = look(&mut page)?;
        Ok(Glance { seen: page.recorded(), is_whole })
    };
    watch::follow(root, look, show, terminal)
}

fn show(glance: &Result<Glance<String>>, last_good: Option<&String>, terminal: &mut Terminal) {
    terminal.clear();
    match glance {
        Ok(Glance { seen, is_whole }) => {
            terminal.result(seen);
            if let Some(last_good) = last_good.filter(|_| !is_whole) {
                terminal.result("\nbefore it broke:\n\n");
                terminal.result(last_good);
            }
        }
        // A file that an editor is just replacing is there again in a moment.
        Err(failure) => terminal.failure(failure),
    }
    terminal.note("watching; stop with Ctrl-C");
}
