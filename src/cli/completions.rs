//! `esgen completions`: completions for shells, and the manual page.

use clap::{Args, CommandFactory, ValueEnum};

use super::{Cli, Failure, Outcome, Result, terminal::Terminal};

/// Print completions for a shell, or the manual page.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The shell, or `man` for the manual page.
    #[arg(value_enum)]
    target: Target,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Target {
    Bash,
    Elvish,
    Fish,
    Powershell,
    Zsh,
    Man,
}

const EXAMPLES: &str = "\
Examples:
  esgen completions bash > ~/.local/share/bash-completion/completions/esgen
  esgen completions fish > ~/.config/fish/completions/esgen.fish
  esgen completions man | man -l -";

pub(super) fn run(arguments: &Arguments, terminal: &mut Terminal) -> Result {
    terminal.result(&text(arguments.target)?);
    Ok(Outcome::Fine)
}

fn text(target: Target) -> Result<String> {
    use clap_complete::{Shell, generate};
    let shell = match target {
        Target::Bash => Shell::Bash,
        Target::Elvish => Shell::Elvish,
        Target::Fish => Shell::Fish,
        Target::Powershell => Shell::PowerShell,
        Target::Zsh => Shell::Zsh,
        Target::Man => return manual(),
    };
    let mut bytes = Vec::new();
    generate(shell, &mut Cli::command(), "esgen", &mut bytes);
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn manual() -> Result<String> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut bytes)
        .map_err(|error| Failure::new(format!("cannot write the manual page: {error}")))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
