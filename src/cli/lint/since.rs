//! `esgen lint --changed-since`: only what is new since a commit.

use std::path::Path;

use super::super::{
    Result,
    diff::against::{Found, named},
    terminal::Terminal,
};
use crate::{
    lint::{Overrides, Report, lint},
    pipeline::Analysis,
};

/// Leaves out of a report what was found at a commit already, and tells how much that is.
///
/// # Errors
/// When the commit cannot be read.
pub(super) fn only_since(
    name: &str,
    (root, now): (&Path, &Analysis),
    (report, overrides): (&mut Report, &Overrides),
    terminal: &mut Terminal,
) -> Result<()> {
    let base = named(name, root, &now.model.name.value)?;
    for note in &base.notes {
        terminal.note(note);
    }
    let earlier = match base.found {
        Found::Model(earlier) => earlier,
        Found::Lock(_) | Found::Nothing => return Ok(()),
    };
    let before = lint(&earlier, overrides);
    match report.only_since(&before, &earlier, now) {
        0 => {}
        1 => terminal.note(&format!("1 older finding is hidden: it was there at `{name}`")),
        hidden => {
            terminal
                .note(&format!("{hidden} older findings are hidden: they were there at `{name}`"));
        }
    }
    Ok(())
}
