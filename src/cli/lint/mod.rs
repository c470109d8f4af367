//! `esgen lint`: what would a reviewer question?

mod baseline;
mod fix;
mod since;

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
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let overrides = Overrides::default();
    let root = files::find(&arguments.model)?;
    let mut analysis = files::load(&root)?;
    if arguments.fixing.is_asked() {
        match arguments.fixing.run(analysis, &overrides, terminal)? {
            Ok(fixed) => analysis = fixed,
            Err(outcome) => return Ok(outcome),
        }
    }
    let mut report = lint(&analysis, &overrides);
    let gone = arguments.baseline.run(&root, &mut report, terminal)?;
    report.add_stale(&gone, &analysis);
    if let Some(name) = &arguments.changed_since {
        since::only_since(name, (&root, &analysis), (&mut report, &overrides), terminal)?;
    }
    terminal.result(&report::pretty(&report.diagnostics(), &analysis.sources, terminal.look()));
    Ok(if report.fails() { Outcome::Findings } else { Outcome::Fine })
}
