//! `esgen check`: is it a model?

use clap::{Args, ValueEnum};

use super::{ModelArgument, Outcome, Result, files, terminal::Terminal};
use crate::{diagnostic::Severity, pipeline::Analysis, report};

/// Check that a model can be read, that its references and types hold, and that old events stay readable.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// How findings are shown.
    #[arg(short, long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
}

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With the lines at fault, for people.
    Pretty,
    /// One JSON object a line, for programs.
    Json,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let analysis = files::load(&files::find(&arguments.model)?)?;
    show(&analysis, arguments.format, terminal);
    Ok(outcome(&analysis))
}

/// Whether the model cannot be used as it stands.
pub(super) fn has_errors(analysis: &Analysis) -> bool {
    analysis.diagnostics.iter().any(|finding| finding.severity == Severity::Error)
}

/// Whether anything that was found stands in the way of using the model.
pub(super) fn outcome(analysis: &Analysis) -> Outcome {
    let stands_in_the_way = |severity| severity == Severity::Error || severity == Severity::Warning;
    if analysis.diagnostics.iter().any(|finding| stands_in_the_way(finding.severity)) {
        Outcome::Findings
    } else {
        Outcome::Fine
    }
}

/// Shows every finding, and for people a last line that says how it stands.
pub(super) fn show(analysis: &Analysis, format: Format, terminal: &mut Terminal) {
    match format {
        Format::Pretty => {
            terminal.result(&report::pretty(&analysis.diagnostics, &analysis.sources, terminal.look()));
            terminal.note(&summary(analysis));
        }
        Format::Json => terminal.result(&report::json(&analysis.diagnostics, &analysis.sources)),
    }
}

fn summary(analysis: &Analysis) -> String {
    let count = |severity| analysis.diagnostics.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors + warnings == 0 {
        let model = &analysis.model;
        return format!(
            "{} is fine: {}, {}, {}, {}",
            model.name.value,
            counted(model.contexts.len(), "context"),
            counted(model.aggregates.len(), "aggregate"),
            counted(model.commands.len(), "command"),
            counted(model.events.len(), "event"),
        );
    }
    let files = analysis.sources.files().count();
    format!("found {} and {} in {}", counted(errors, "error"), counted(warnings, "warning"), counted(files, "file"))
}

/// A number with its noun: `1 error`, `2 errors`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
