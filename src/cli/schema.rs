//! `esgen schema`: the language as JSON Schema, for editors.

use std::path::PathBuf;

use clap::Args;

use super::{Outcome, Result, files, terminal::Terminal};
use crate::syntax;

/// Print the JSON Schema of the modelling language, for editors and other tools.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Write to this file instead of the terminal.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let text = syntax::schema_text();
    match &arguments.output {
        Some(path) => files::write(path, &text)?,
        None => terminal.result(&text),
    }
    Ok(Outcome::Fine)
}
