//! `esgen diagram`: draws the model.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, ModelArgument, Outcome, Result, check, files, terminal::Terminal};
use crate::{diagnostic::did_you_mean, diagram, model::Model};

/// Draw the board of a model.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// The format of the picture.
    #[arg(short, long, value_enum, default_value_t = Format::Dot)]
    format: Format,
    /// Write to this file instead of the terminal.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Draw only these contexts, and what they touch.
    #[arg(long, value_name = "CONTEXT")]
    context: Vec<String>,
    /// Leave the legend out.
    #[arg(long)]
    no_legend: bool,
}

/// The format of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Graphviz.
    Dot,
}

const EXAMPLES: &str = "\
Examples:
  esgen diagram | dot -Tsvg -o board.svg    draw the whole board
  esgen diagram --context Orders            only one context, and what it touches
  esgen diagram --no-legend -o board.dot    write the text for Graphviz to a file";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let analysis = files::load(&files::find(&arguments.model)?)?;
    if check::has_errors(&analysis) {
        check::show(&analysis, check::Format::Pretty, terminal);
        terminal.note("nothing was drawn");
        return Ok(Outcome::Findings);
    }
    let options =
        diagram::Options { contexts: arguments.context.clone(), legend: !arguments.no_legend };
    if let Some(unknown) = diagram::unknown_contexts(&analysis.model, &options).first() {
        return Err(no_context(unknown, &analysis.model));
    }
    let text = match arguments.format {
        Format::Dot => diagram::board_as_dot(&analysis.model, &options),
    };
    match &arguments.output {
        Some(path) => files::write(path, &text)?,
        None => terminal.result(&text),
    }
    Ok(Outcome::Fine)
}

fn no_context(name: &str, model: &Model) -> Failure {
    let known: Vec<_> =
        model.contexts.values().map(|context| context.name.value.as_str()).collect();
    let failure = Failure::new(format!("there is no context `{name}`"));
    match did_you_mean(name, known.iter().copied()) {
        Some(help) => failure.help(help),
        None if known.is_empty() => failure.help("the model has none"),
        None => failure.help(format!("there is `{}`", known.join("`, `"))),
    }
}
