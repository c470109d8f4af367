//! `esgen explain`: what a version of an event is, or what a rule finds.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, Result, events, terminal::Terminal};
use crate::{
    lint::{Known, NoRule, known, named},
    report::{self, Explained},
};

/// Explain a version of an event: its fields, how it is read today, who reads it. Or explain a rule.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// An event as `Context.Event`, `Event` or the type it is stored under, with `@2` for a version; or a rule.
    #[arg(value_name = "EVENT[@VERSION]|RULE")]
    word: String,
    /// The root file of the model, or a folder with an `esgen.yaml`.
    #[arg(short, long, value_name = "MODEL")]
    model: Option<PathBuf>,
    /// How the explanation is shown.
    #[arg(short, long, value_enum, default_value_t = Format::Pretty)]
    format: Format,
}

/// How an explanation is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// As text, for people.
    Pretty,
    /// As one JSON document, for programs.
    Json,
}

const EXAMPLES: &str = "\
Examples:
  esgen explain Orders.OrderPlaced       the newest version, and who reads it
  esgen explain OrderPlaced@1            an old version, and how it is read today
  esgen explain orders.order_placed@2    the same event by its stored type
  esgen explain map-not-total            what a rule finds, with an example";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let word = arguments.word.as_str();
    if let Some((known, remark)) = rule(word) {
        terminal.result(&match arguments.format {
            Format::Pretty => remark + &report::rule_page(&known),
            Format::Json => report::rule_json_page(&known).pretty(),
        });
        return Ok(Outcome::Fine);
    }
    // A stored type may look like a rule too, so that only what is no event is a slip in a rule.
    let or_no_rule = |failure| if is_like_a_rule(word) { no_rule(word) } else { failure };
    let model = arguments.model.as_ref();
    let loaded = events::load(model, "nothing was explained", terminal).map_err(or_no_rule)?;
    let Some(analysis) = loaded else { return Ok(Outcome::Findings) };
    let (name, number) = split(word)?;
    let told = events::named(&analysis, name).map_err(or_no_rule)?;
    let number = number.unwrap_or(told.newest());
    let version = told.planned().version(number);
    let version = version.ok_or_else(|| events::no_version(&told, number))?;
    let explained = Explained { told, version };
    terminal.result(&match arguments.format {
        Format::Pretty => explained.text(),
        Format::Json => explained.json().pretty(),
    });
    Ok(Outcome::Fine)
}

/// The rule that a word means, and a remark where it is called differently elsewhere.
fn rule(word: &str) -> Option<(Known, String)> {
    match named(word) {
        Ok(rule) => Some((rule, String::new())),
        Err(NoRule::Called(name)) => {
            Some((known(name)?, format!("`{word}` is called `{name}` here.\n\n")))
        }
        Err(NoRule::Near(_) | NoRule::Needless(_) | NoRule::Unknown) => None,
    }
}

fn no_rule(word: &str) -> Failure {
    let meant = named(word).err().unwrap_or(NoRule::Unknown);
    Failure::new(format!("there is no rule `{word}`")).help(meant.help())
}

/// Whether a word can be nothing but the name or code of a rule: events have capital letters or dots.
fn is_like_a_rule(word: &str) -> bool {
    let is_name = word.is_ascii() && !word.contains(['.', '@', '_']);
    let is_code = ["ES", "EV"].iter().any(|start| {
        word.strip_prefix(start).is_some_and(|rest| {
            !rest.is_empty() && rest.bytes().all(|digit| digit.is_ascii_digit())
        })
    });
    is_code || (is_name && !word.contains(char::is_uppercase))
}

/// A name, and the version behind `@`.
fn split(word: &str) -> Result<(&str, Option<u32>)> {
    let Some((name, version)) = word.rsplit_once('@') else { return Ok((word, None)) };
    let number = version.trim_start_matches('v').parse().map_err(|_| {
        Failure::new(format!("`{version}` is no version"))
            .help("write a number behind `@`, as in `OrderPlaced@2`")
    })?;
    Ok((name, Some(number)))
}
