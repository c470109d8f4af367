//! `esgen schema`: the language as JSON Schema, for editors.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Outcome, Result, files, terminal::Terminal};
use crate::syntax;

/// Print the JSON Schema of the modelling language, for editors and other tools.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The kind of file.
    #[arg(value_enum, default_value_t = Kind::Model)]
    kind: Kind,
    /// Write to this file instead of the terminal.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A kind of file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The root file of a model.
    Model,
    /// A file that a model includes.
    Part,
}

/// The schema of the root file of a model, as it is written to disk.
pub(super) fn of_model() -> String {
    format!("{:#}\n", syntax::model_schema())
}

const EXAMPLES: &str = "\
Examples:
  esgen schema -o esgen.schema.json    for `# yaml-language-server: $schema=./esgen.schema.json`
  esgen schema part                    for the files that a model includes";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let text = match arguments.kind {
        Kind::Model => of_model(),
        Kind::Part => format!("{:#}\n", syntax::part_schema()),
    };
    match &arguments.output {
        Some(path) => files::write(path, &text)?,
        None => terminal.result(&text),
    }
    Ok(Outcome::Fine)
}
