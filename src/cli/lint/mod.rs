//! `esgen lint`: what would a reviewer question?

mod choice;
mod output;

use clap::Args;

use super::{ModelArgument, Outcome, Result, files, terminal::Terminal};
use crate::lint::lint;
use choice::ChoiceArguments;
use output::OutputArguments;

/// Look for design faults: what is not wrong, but would be questioned in a review.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    #[command(flatten)]
    choice: ChoiceArguments,
    #[command(flatten)]
    output: OutputArguments,
}

const EXAMPLES: &str = "\
Examples:
  esgen lint                                  the model of this folder, or the nearest one upward
  esgen lint --preset strict --level design   everything that could be questioned
  esgen lint --only naming,reaction-loop      a category and a rule
  esgen lint -f concise                       one line a finding
  esgen lint --output sarif=lint.sarif --output gitlab=quality.json

Exit codes: 0 nothing to complain about, 1 findings at or above --fail-on, 2 could not run; the same for every format.";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let today = arguments.choice.today()?;
    let overrides = arguments.choice.overrides(today);
    let analysis = files::load_on(&files::find(&arguments.model)?, today)?;
    let report = lint(&analysis, &overrides);
    arguments.output.write(&report, &analysis.sources, terminal)?;
    let is_fine = arguments.output.exits_zero() || !report.fails();
    Ok(if is_fine { Outcome::Fine } else { Outcome::Findings })
}
