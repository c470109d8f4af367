//! `esgen lint --progress`: how far the model is from each level.

use std::path::Path;

use super::super::{Outcome, Result, files, terminal::Terminal};
use crate::{
    lint::{Overrides, Progress, lint},
    model::Level,
    report,
    syntax::ast,
};

const LEVELS: [(ast::Level, Level); 3] = [
    (ast::Level::BigPicture, Level::BigPicture),
    (ast::Level::Process, Level::Process),
    (ast::Level::Design, Level::Design),
];

/// Looks at the model as if it were of each level.
///
/// # Errors
/// When the model cannot be read.
pub(super) fn show(root: &Path, overrides: &Overrides, terminal: &mut Terminal) -> Result {
    let at = |(claimed, level)| -> Result<Progress> {
        let analysis = files::reading(root)?.at(claimed).analyze();
        Ok(Progress::of(level, &lint(&analysis, overrides)))
    };
    let all: Vec<Progress> = LEVELS.into_iter().map(at).collect::<Result<_>>()?;
    terminal.result(&report::progress_text(&all));
    Ok(Outcome::Fine)
}
