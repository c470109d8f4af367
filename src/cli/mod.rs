//! The command line: the only part that touches disk, environment and terminal.

#![expect(clippy::disallowed_methods, reason = "this is where files are read and written")]

mod apply;
mod audit;
mod build;
mod check;
mod completions;
mod diagram;
mod diff;
mod events;
mod evolve;
mod explain;
mod files;
mod format;
mod generate;
mod harmless;
mod init;
mod lint;
mod meta;
mod publish;
mod remarks;
mod repository;
mod rules;
mod schema;
mod serve;
mod terminal;
mod tree;
mod upcast;
mod watch;

use std::{path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand, ValueEnum};

use terminal::Terminal;

/// Reads an event storming written as YAML, checks it, draws it, and generates event-sourced Rust services.
#[derive(Debug, Parser)]
#[command(name = "esgen", version, propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// When to use colours.
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    color: Colour,
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  esgen init shop                           start a model
  esgen check                               is it a model? every mistake with its place
  esgen lint                                what would a reviewer question?
  esgen diagram -o board.svg                draw the board
  esgen serve                               the board in the browser, while you edit
  esgen diff --against main                 what does this branch change for stored events?
  esgen generate -o service --verify --run  generate a workspace, test it, run it
  esgen explain OrderPlaced@1               an old version, how it is read today, who reads it
  esgen upcast OrderPlaced 1 old.json       read a stored payload, step by step

Without MODEL a command looks for `esgen.yaml` in this folder and upward.
Exit codes: 0 fine, 1 findings, 2 could not run.";

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Lint(lint::Arguments),
    Generate(generate::Arguments),
    Diagram(diagram::Arguments),
    Serve(serve::Arguments),
    Diff(diff::Arguments),
    Evolve(evolve::Arguments),
    Publish(publish::Arguments),
    Audit(audit::Arguments),
    Explain(explain::Arguments),
    Rules(rules::Arguments),
    Upcast(upcast::Arguments),
    Init(init::Arguments),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The model that a command works on.
#[derive(Debug, Args)]
struct ModelArgument {
    /// The root file of the model, or a folder with an `esgen.yaml`.
    #[arg(value_name = "MODEL")]
    model: Option<PathBuf>,
}

/// How a command ended when nothing went wrong on the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// There was nothing to complain about.
    Fine,
    /// There were findings, or a tree is stale.
    Findings,
    /// Something changed, and everybody can go on.
    Compatible,
}

/// Why a command could not run, in one line, and what to do about it.
#[derive(Debug)]
struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

type Result<T = Outcome> = std::result::Result<T, Failure>;

/// Runs the command line and gives the exit code of the process.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked_for = !error.use_stderr();
            // A closed pipe is no reason to complain: nobody reads any more.
            let _ = error.print();
            return if asked_for { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let mut terminal = Terminal::new(cli.color);
    let outcome = run(cli.command, &mut terminal);
    match outcome.and_then(|outcome| terminal.check().map(|()| outcome)) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Ok(Outcome::Compatible) => ExitCode::from(3),
        Err(failure) => {
            terminal.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, terminal: &mut Terminal) -> Result {
    match command {
        Command::Check(arguments) => check::run(&arguments, terminal),
        Command::Lint(arguments) => lint::run(&arguments, terminal),
        Command::Generate(arguments) => generate::run(&arguments, terminal),
        Command::Diagram(arguments) => diagram::run(&arguments, terminal),
        Command::Serve(arguments) => serve::run(&arguments, terminal),
        Command::Diff(arguments) => diff::run(&arguments, terminal),
        Command::Evolve(arguments) => evolve::run(&arguments, terminal),
        Command::Publish(arguments) => publish::run(&arguments, terminal),
        Command::Audit(arguments) => audit::run(&arguments, terminal),
        Command::Explain(arguments) => explain::run(&arguments, terminal),
        Command::Rules(arguments) => Ok(rules::run(&arguments, terminal)),
        Command::Upcast(arguments) => upcast::run(&arguments, terminal),
        Command::Init(arguments) => init::run(&arguments, terminal),
        Command::Schema(arguments) => schema::run(&arguments, terminal),
        Command::Completions(arguments) => completions::run(&arguments, terminal),
    }
}
