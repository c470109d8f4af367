//! `esgen lint`: what would a reviewer question?

mod baseline;
mod fix;
mod progress;
mod settings;
mod since;
mod watch;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{ModelArgument, Outcome, Result, files, terminal::Terminal};
use crate::{
    lint::{Overrides, lint},
    report,
};
use baseline::BaselineArguments;
use fix::FixArguments;

/// Look for design faults: what is not wrong, but would be questioned in a review.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    #[command(flatten)]
    fixing: FixArguments,
    #[command(flatten)]
    baseline: BaselineArguments,
    /// Only what is new since a branch, tag or commit, or touches lines that were edited since.
    #[arg(long, value_name = "REF", help_heading = "What was there before")]
    changed_since: Option<String>,
    /// Show how far the model is from each level, and what it lacks.
    #[arg(long)]
    progress: bool,
    /// Show how much each rule matters at an element, and who said so: `Orders/Order/OrderPlaced`, or `.` for the model.
    #[arg(long, value_name = "PATH")]
    show_settings: Option<String>,
    /// Look again whenever a file of the model is saved.
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "suppress", "prune"])]
    watch: bool,
    /// Read this file of the model from standard input, as an editor has it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["watch", "fix", "unsafe_fixes"])]
    stdin_filename: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let overrides = Overrides::default();
    let root = root(arguments)?;
    if arguments.progress {
        return progress::show(&root, &overrides, terminal);
    }
    if let Some(path) = &arguments.show_settings {
        return settings::show(&files::load(&root)?, &overrides, path.trim_matches('.'), terminal);
    }
    if arguments.watch {
        return watch::run(
            &root,
            |terminal| once(arguments, &root, &overrides, terminal),
            terminal,
        );
    }
    once(arguments, &root, &overrides, terminal).map(|seen| seen.outcome)
}

/// The root file of the model: for a file that comes from an editor, the nearest one upward from it.
fn root(arguments: &Arguments) -> Result<PathBuf> {
    match (&arguments.model.model, &arguments.stdin_filename) {
        (None, Some(file)) => files::upward_from(file),
        (Some(_), _) | (None, None) => files::find(&arguments.model),
    }
}

/// What one look gives.
struct Seen {
    outcome: Outcome,
    /// Whether the model could be read.
    is_whole: bool,
}

fn once(
    arguments: &Arguments,
    root: &Path,
    overrides: &Overrides,
    terminal: &mut Terminal,
) -> Result<Seen> {
    let mut analysis = match &arguments.stdin_filename {
        Some(file) => files::reading_with(root, Some((file.as_path(), files::stdin()?)))?.analyze(),
        None => files::load(root)?,
    };
    if arguments.fixing.is_asked() {
        match arguments.fixing.run(analysis, overrides, terminal)? {
            Ok(fixed) => analysis = fixed,
            Err(outcome) => return Ok(Seen { outcome, is_whole: true }),
        }
    }
    let mut report = lint(&analysis, overrides);
    let gone = arguments.baseline.run(root, &mut report, terminal)?;
    report.add_stale(&gone, &analysis);
    if let Some(name) = &arguments.changed_since {
        since::only_since(name, (root, &analysis), (&mut report, overrides), terminal)?;
    }
    terminal.result(&report::pretty(&report.diagnostics(), &analysis.sources, terminal.look()));
    let outcome = if report.fails() { Outcome::Findings } else { Outcome::Fine };
    Ok(Seen { outcome, is_whole: analysis.is_whole })
}
