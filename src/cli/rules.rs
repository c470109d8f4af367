//! `esgen rules`: every rule that there is.

use clap::{Args, ValueEnum};

use super::{Outcome, terminal::Terminal};
use crate::{lint::catalogue, report};

/// List every rule: its name, code, how much it matters at each level, and what it finds.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// How the list is written.
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// How the list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In columns, for people.
    Text,
    /// One JSON document, for programs.
    Json,
    /// Markdown tables, for documents.
    Md,
}

const EXAMPLES: &str = "\
Examples:
  esgen rules                       every rule, by category
  esgen rules -f json | jq .        for programs
  esgen explain reaction-loop       the page of one rule";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Outcome {
    let all = catalogue();
    terminal.result(&match arguments.format {
        Format::Text => report::rules_text(&all),
        Format::Json => report::rules_json(&all).pretty(),
        Format::Md => report::rules_markdown(&all),
    });
    Outcome::Fine
}
