//! `esgen lint --watch`: looks again whenever a file is saved.

use std::path::Path;

use super::{
    super::{Outcome, Result, terminal::Terminal, watch::Watch},
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
    let watch = Watch::on(root)?;
    let mut last_good = String::new();
    loop {
        let mut page = terminal.recording();
        let seen = look(&mut page);
        let text = page.recorded();
        terminal.clear();
        terminal.result(&text);
        match seen {
            Ok(Seen { is_whole: true, .. }) => last_good = text,
            Ok(_) if !last_good.is_empty() => {
                terminal.result("\nbefore it broke:\n\n");
                terminal.result(&last_good);
            }
            Ok(_) => {}
            // A file that an editor is just replacing is there again in a moment.
            Err(failure) => terminal.failure(&failure),
        }
        terminal.note("watching; stop with Ctrl-C");
        if !watch.wait() {
            return Ok(Outcome::Fine);
        }
    }
}
