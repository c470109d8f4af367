//! `esgen lint`: what would a reviewer question?

mod baseline;
mod choice;
mod fix;
mod output;
mod progress;
mod settings;
mod since;
mod watch;

use std::path::{Path, PathBuf};

use clap::Args;

use super::{ModelArgument, Outcome, Result, files, terminal::Terminal};
use crate::{
    lint::{Overrides, Report, lint},
    pipeline::{Analysis, Reading},
};
use baseline::BaselineArguments;
use choice::ChoiceArguments;
use fix::FixArguments;
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
    #[command(flatten)]
    fixing: FixArguments,
    #[command(flatten)]
    baseline: BaselineArguments,
    /// Only what is new since a branch, tag or commit, or touches lines that were edited since.
    #[arg(long, value_name = "REF", help_heading = "What was there before")]
    #[arg(conflicts_with_all = ["fix", "unsafe_fixes", "diff"])]
    changed_since: Option<String>,
    /// Show how far the model is from each level, and what it lacks.
    #[arg(long, conflicts_with_all = OTHER_ANSWERS, conflicts_with_all = ["show_settings", "stdin_filename", "level"])]
    progress: bool,
    /// Show how much each rule matters at an element, and who said so: `Orders/Order/OrderPlaced`, or `.` for the model.
    #[arg(long, value_name = "PATH", conflicts_with_all = OTHER_ANSWERS)]
    show_settings: Option<String>,
    /// Look again whenever a file of the model is saved.
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "suppress", "prune"])]
    watch: bool,
    /// Read this file of the model from standard input, as an editor has it.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["watch", "fix", "unsafe_fixes"])]
    stdin_filename: Option<PathBuf>,
}

/// What asks for findings, and not about the model or its settings.
const OTHER_ANSWERS: [&str; 9] =
    ["watch", "format", "output", "statistics", "fix", "unsafe_fixes", "diff", "suppress", "prune"];

const EXAMPLES: &str = "\
Examples:
  esgen lint                                  the model of this folder, or the nearest one upward
  esgen lint --preset strict --level design   everything that could be questioned
  esgen lint --only naming,reaction-loop      a category and a rule
  esgen lint -f concise                       one line a finding
  esgen lint --fix                            what can be mended without asking
  esgen lint --changed-since main             only what this branch brings
  esgen lint --output sarif=lint.sarif --output gitlab=quality.json

Exit codes: 0 nothing to complain about, 1 findings at or above --fail-on, 2 could not run; the same for every format.";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let overrides = arguments.choice.overrides(arguments.choice.today()?);
    let root = root(arguments)?;
    if arguments.progress {
        return progress::show(&root, &overrides, terminal);
    }
    if let Some(path) = &arguments.show_settings {
        let analysis = look(arguments, &root, &overrides)?.analyze();
        return settings::show(&analysis, &overrides, path.trim_matches('.'), terminal);
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

/// What `esgen lint` says of a model when it is asked for nothing in particular.
///
/// # Errors
/// When the baseline cannot be read.
pub(super) fn report(root: &Path, analysis: &Analysis, terminal: &mut Terminal) -> Result<Report> {
    let overrides = Overrides { today: Some(files::today()?), ..Overrides::default() };
    judged(root, analysis, &overrides, &BaselineArguments::default(), terminal)
}

fn judged(
    root: &Path,
    analysis: &Analysis,
    overrides: &Overrides,
    baseline: &BaselineArguments,
    terminal: &mut Terminal,
) -> Result<Report> {
    let mut report = lint(analysis, overrides);
    let gone = baseline.run(root, &mut report, terminal)?;
    report.add_stale(&gone, analysis);
    Ok(report)
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
    let mut analysis = look(arguments, root, overrides)?.analyze();
    if arguments.fixing.is_asked() {
        match arguments.fixing.run(analysis, overrides, terminal)? {
            Ok(fixed) => analysis = fixed,
            Err(outcome) => return Ok(Seen { outcome, is_whole: true }),
        }
    }
    let mut report = judged(root, &analysis, overrides, &arguments.baseline, terminal)?;
    if let Some(name) = &arguments.changed_since {
        since::only_since(name, (root, &analysis), (&mut report, overrides), terminal)?;
    }
    for rule in arguments.choice.ignored_in_vain(&report) {
        terminal.note(&format!("`{rule}` cannot be turned off: without it there is no model"));
    }
    arguments.output.write(&report, &analysis.sources, terminal)?;
    let is_fine = arguments.output.exits_zero() || !report.fails();
    let outcome = if is_fine { Outcome::Fine } else { Outcome::Findings };
    Ok(Seen { outcome, is_whole: analysis.is_whole })
}

/// Reads the model as it is to be looked at.
fn look(arguments: &Arguments, root: &Path, overrides: &Overrides) -> Result<Reading> {
    let edited = match &arguments.stdin_filename {
        Some(file) => Some((file.as_path(), files::stdin()?)),
        None => None,
    };
    let mut reading = files::reading_with(root, edited)?;
    if let Some(today) = overrides.today {
        reading = reading.on(today);
    }
    Ok(match arguments.choice.level() {
        Some(level) => reading.at(level),
        None => reading,
    })
}
