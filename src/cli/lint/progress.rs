//! `esgen lint --progress`: how far the model is from each level.

use std::path::Path;

use super::super::{Outcome, Result, files, terminal::Terminal};
use crate::{
    lint::{Overrides, Progress, lint},
    model::Level,
    report,
};

/// Looks at the model as if it were of each level.
///
/// # Errors
/// When the model cannot be read.
pub(super) fn show(root: &Path, overrides: &Overrides, terminal: &mut Terminal) -> Result {
    let at = |level| -> Result<Progress> {
        let analysis = files::reading(root)?.at(level).analyze();
        Ok(Progress::of(level, &lint(&analysis, overrides)))
    };
    let all: Vec<Progress> = Level::ALL.iter().copied().map(at).collect::<Result<_>>()?;
    terminal.result(&report::progress_text(&all));
    Ok(Outcome::Fine)
}
