//! Builds, tests and runs a generated workspace with the user's own cargo.

use std::{
    io,
    path::Path,
    process::{Command, ExitStatus},
};

use super::{Failure, Outcome, Result, terminal::Terminal};

/// Builds the workspace, which takes minutes the first time and shows how far it is, and runs all of its tests, which
/// have something to say only when one of them fails.
///
/// # Errors
/// When there is no cargo.
pub(super) fn test(root: &Path, terminal: &mut Terminal) -> Result {
    terminal.note(&format!("building {}", root.display()));
    if !in_sight(&mut cargo(root, &["build", "--workspace", "--tests"]))?.success() {
        return Ok(Outcome::Findings);
    }
    terminal.note(&format!("testing {}", root.display()));
    let tested = cargo(root, &["test", "--workspace", "--quiet"])
        .output()
        .map_err(|error| no_cargo(&error))?;
    let told = String::from_utf8_lossy(&tested.stdout);
    if !tested.status.success() {
        terminal.problem(&told);
        terminal.problem(&String::from_utf8_lossy(&tested.stderr));
        return Ok(Outcome::Findings);
    }
    terminal.note(&format!("{} tests passed", passed(&told)));
    Ok(Outcome::Fine)
}

/// How many tests passed, by the sums at the end of each program of tests.
fn passed(told: &str) -> usize {
    let sums = told.lines().filter_map(|line| line.strip_prefix("test result: ok. "));
    sums.filter_map(|sum| sum.split(' ').next()?.parse::<usize>().ok()).sum()
}

/// Runs the demonstration of the service: stored events of every version, read by today's code.
///
/// # Errors
/// When there is no cargo.
pub(super) fn demo(root: &Path, model: &str, terminal: &mut Terminal) -> Result {
    terminal.note(&format!("running {model}"));
    let status = in_sight(&mut cargo(root, &["run", "--bin", model, "--", "demo"]))?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).current_dir(root);
    cargo
}

/// Runs cargo where the user sees what it does.
fn in_sight(cargo: &mut Command) -> Result<ExitStatus> {
    cargo.status().map_err(|error| no_cargo(&error))
}

fn no_cargo(error: &io::Error) -> Failure {
    Failure::new(format!("cannot run cargo: {error}")).help("install Rust from rustup")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tests_of_all_programs_are_counted() {
        let told = "\nrunning 2 tests\n..\ntest result: ok. 2 passed; 0 failed; 0 ignored\n\n\
             running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored\n\
             test result: ok. 13 passed; 0 failed; 1 ignored\n";
        assert_eq!(passed(told), 15);
    }
}
