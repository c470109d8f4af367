//! Builds, tests and runs a generated workspace with the user's own cargo.

use std::{
    path::Path,
    process::{Command, ExitStatus},
};

use super::{Failure, Outcome, Result, terminal::Terminal};

/// Builds the workspace and runs all of its tests.
///
/// # Errors
/// When there is no cargo.
pub(super) fn test(root: &Path, terminal: &mut Terminal) -> Result {
    terminal.note(&format!("testing {}", root.display()));
    let status = cargo(root, &["test", "--workspace", "--quiet"])?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}

/// Runs the demonstration of the service: stored events of every version, read by today's code.
///
/// # Errors
/// When there is no cargo.
pub(super) fn demo(root: &Path, model: &str, terminal: &mut Terminal) -> Result {
    terminal.note(&format!("running {model}"));
    let status = cargo(root, &["run", "--quiet", "--bin", model, "--", "demo"])?;
    Ok(if status.success() { Outcome::Fine } else { Outcome::Findings })
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<ExitStatus> {
    Command::new("cargo").args(arguments).current_dir(root).status().map_err(|error| {
        Failure::new(format!("cannot run cargo: {error}")).help("install Rust from rustup")
    })
}
