//! `esgen lint`: what would a reviewer question?

use clap::Args;

use super::{ModelArgument, Outcome, Result, files, terminal::Terminal};
use crate::{
    lint::{Overrides, lint},
    report,
};

/// Look for design faults: what is not wrong, but would be questioned in a review.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let analysis = files::load(&files::find(&arguments.model)?)?;
    let report = lint(&analysis, &Overrides::default());
    terminal.result(&report::pretty(&report.diagnostics(), &analysis.sources, terminal.look()));
    Ok(if report.fails() { Outcome::Findings } else { Outcome::Fine })
}
