//! `esgen diff`: what a change means for stored events and for whoever reads along.

pub(super) mod against;
mod git;

use clap::{Args, ValueEnum};

use super::{
    Failure, ModelArgument, Outcome, Result, check, files, repository::Repository,
    terminal::Terminal,
};
use crate::{
    evolve::diff::{Baseline, Impact, Side, diff},
    pipeline::Analysis,
    report::diff::{self as formats, About},
};
use against::{Base, Found};
pub(super) use git::Git;

/// Show what a change means: for every event that was ever stored, and for everyone who reads along.
///
/// Compares the model with `esgen.lock`, or with a git ref, a folder or a file. Each verdict says which question it
/// answers: history (can today's code read what is stored?) or neighbours (can code that was not redeployed read what
/// is written from now on?).
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    model: ModelArgument,
    /// A branch, tag or commit, a folder, or the root file of a model. Without it, `esgen.lock`.
    #[arg(short, long, value_name = "REF|DIR|FILE")]
    against: Option<String>,
    /// How the comparison is written.
    #[arg(short, long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exit with 1 when somebody cannot read something, and with 3 when everything that changed is compatible.
    #[arg(long)]
    exit_code: bool,
}

/// How a comparison is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// In columns, for people.
    Text,
    /// One JSON document, for programs.
    Json,
    /// A comment for a pull request.
    Markdown,
    /// Annotations of GitHub Actions.
    Github,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
}

const EXAMPLES: &str = "\
Examples:
  esgen diff                             what would be published, and who would notice?
  esgen diff --against main              what does this branch change?
  esgen diff --against v1.4.0 -f json    since a release, for programs
  esgen diff --against ../old            against another folder

Exit codes: 0 done; with --exit-code 0 nothing changed, 1 somebody breaks, 3 compatible; 2 could not run.";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    let root = files::find(&arguments.model)?;
    let ours = files::load(&root)?;
    if !ours.is_whole {
        check::show(&ours, check::Format::Pretty, terminal);
        return Err(Failure::new("the model has mistakes, so that nothing was compared")
            .help("correct them first; `esgen check` shows the same"));
    }
    let base = match &arguments.against {
        None => against::published(&ours),
        Some(name) => against::named(name, &root, &ours.model.name.value)?,
    };
    let found = diff(side(&ours), baseline(&base), &ours.diagnostics);
    let model = ours.model.name.value.clone();
    let about = About { model, baseline: base.name, notes: base.notes };
    let from_root = || Repository::here().map(|here| here.paths_of(&ours.sources));
    let text = match arguments.format {
        Format::Text => formats::text(&found, &about, &ours.sources, terminal.look()),
        Format::Json => formats::json(&found, &about, &ours.sources),
        Format::Markdown => formats::markdown(&found, &about),
        Format::Github => formats::github(&found, &from_root()?),
        Format::Sarif => formats::sarif(&found, &about, &from_root()?),
    };
    terminal.result(&text);
    Ok(match found.impact() {
        Impact::Breaking if arguments.exit_code => Outcome::Findings,
        Impact::Compatible if arguments.exit_code => Outcome::Compatible,
        Impact::None | Impact::Compatible | Impact::Breaking => Outcome::Fine,
    })
}

fn side(analysis: &Analysis) -> Side<'_> {
    Side { model: &analysis.model, plan: &analysis.plan, published: analysis.lock.as_ref() }
}

fn baseline(base: &Base) -> Baseline<'_> {
    match &base.found {
        Found::Nothing => Baseline::Nothing,
        Found::Lock(lock) => Baseline::Published(lock),
        Found::Model(analysis) => Baseline::Model(side(analysis)),
    }
}
