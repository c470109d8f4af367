//! `esgen check`: is it a model?

use clap::{Args, ValueEnum};

use super::{ModelArgument, Outcome, Result, files, terminal::Terminal};
use crate::{diagnostic::Severity, pipeline::Analysis, report};

/// Check that a model can be read, that its references and types hold, and that old events stay readable.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// How findings are shown.
    #[arg(short, long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
    /// Also demand what a release needs: every version published.
    #[arg(long)]
    release: bool,
    /// The least severity at which the exit code is 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// The least severity that makes a check fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Errors only.
    Error,
    /// Errors and warnings.
    Warning,
    /// Everything that is found.
    Info,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the lines at fault, for people.
    Pretty,
    /// One JSON object a line, for programs.
    Json,
}

const EXAMPLES: &str = "\
Examples:
  esgen check                   the model of this folder, or the nearest one upward
  esgen check shop.yaml         a model by its name
  esgen check --release         before a release: is everything published?
  esgen check -f json | jq .    one finding a line, for programs";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let mut analysis = files::load(&files::find(&arguments.model)?)?;
    if arguments.release && !has_errors(&analysis) {
        analysis.demand_release();
    }
    show(&analysis, arguments.format, terminal);
    let worst = match arguments.fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Info => Severity::Info,
    };
    let fails = analysis.diagnostics.iter().any(|finding| finding.severity <= worst);
    Ok(if fails { Outcome::Findings } else { Outcome::Fine })
}

/// Whether the model cannot be used as it stands.
pub(super) fn has_errors(analysis: &Analysis) -> bool {
    analysis.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
}

/// Whether there is an error of another rule than these.
pub(super) fn has_errors_beside(analysis: &Analysis, rules: &[&str]) -> bool {
    let mut errors = analysis.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    errors.any(|finding| !rules.contains(&finding.rule))
}

/// Shows every finding; for people a clean model is told by a line that says what it holds.
pub(super) fn show(analysis: &Analysis, format: Format, terminal: &mut Terminal) {
    let findings = &analysis.diagnostics;
    match format {
        Format::Pretty if findings.is_empty() => terminal.note(&praise(analysis)),
        Format::Pretty => {
            terminal.result(&report::pretty(findings, &analysis.sources, terminal.look()));
        }
        Format::Json => terminal.result(&report::json_lines(findings, &analysis.sources)),
    }
}

fn praise(analysis: &Analysis) -> String {
    let model = &analysis.model;
    format!(
        "{} is fine: {}, {}, {}, {}",
        model.name.value,
        counted(model.contexts.len(), "context"),
        counted(model.aggregates.len(), "aggregate"),
        counted(model.commands.len(), "command"),
        counted(model.events.len(), "event"),
    )
}

/// A number with its noun: `1 error`, `2 errors`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
