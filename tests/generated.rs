//! What is generated compiles without a warning, is linted and formatted, and passes its own tests; so do the crates
//! that every generated workspace is given a copy of. Needs cargo, and crates that it may have to download.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs cargo in a folder, with one target folder for all workspaces so that dependencies are built once.
fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root().join("target").join("generated"))
        .env("RUSTFLAGS", "-D warnings")
        .output()
        .expect("cargo runs");
    assert!(
        output.status.success(),
        "cargo {} in {}\n{}\n{}",
        arguments.join(" "),
        folder.display(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
}

fn is_sound(folder: &Path) {
    cargo(folder, &["fmt", "--all", "--check"]);
    cargo(folder, &["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    cargo(folder, &["test", "--quiet", "--workspace"]);
}

#[test]
fn the_workspace_of_the_bank_is_sound() {
    is_sound(&root().join("examples/bank/generated"));
}

#[test]
fn the_workspace_of_the_poll_is_sound() {
    is_sound(&root().join("examples/voting/generated"));
}

#[test]
fn the_crates_that_every_workspace_gets_pass_their_suites() {
    for name in ["kernel", "store-sqlite", "service"] {
        is_sound(&root().join("templates/crates").join(name));
    }
}
