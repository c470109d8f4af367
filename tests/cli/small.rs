//! The commands that only print or start something: help, `init`, `schema`, `completions`, and a reader that leaves.

use std::{
    io::Read,
    process::{Command, Stdio},
};

use super::common::{MODEL, Place};

#[test]
fn every_subcommand_shows_examples() {
    let place = Place::empty();
    place.run("--help").gave(0, &["Examples:", "Exit codes"]);
    for command in [
        "check",
        "generate",
        "diagram",
        "serve",
        "diff",
        "publish",
        "audit",
        "evolve",
        "explain",
        "upcast",
        "init",
        "schema",
        "completions",
    ] {
        place
            .run(&format!("{command} --help"))
            .gave(0, &["Examples:", &format!("esgen {command}")]);
    }
    place.run("--version").gave(0, &[env!("CARGO_PKG_VERSION")]);
    place.run("").gave(2, &["Usage"]);
}

#[test]
fn init_starts_a_model_that_is_fine_and_generates() {
    let place = Place::empty();
    place.run("init coffee-shop -o new").gave(0, &["esgen check"]);
    assert_eq!(place.read("new/esgen.yaml"), MODEL.replace("model: shop", "model: coffee-shop"));
    assert_eq!(place.read("new/esgen.schema.json"), place.run("schema").out);
    place.run("check new").gave(0, &["coffee-shop is fine"]);
    place.run("generate new -o service").gave(0, &["created"]);
    place.run("generate new -o service --check").gave(0, &["is what the model gives"]);
}

#[test]
fn init_keeps_what_is_there_and_refuses_bad_names() {
    let place = Place::empty();
    place.write("esgen.yaml", "mine");
    place.run("init").gave(2, &["`./esgen.yaml` is there already", "--output"]);
    assert_eq!(place.read("esgen.yaml"), "mine");
    assert!(!place.has("esgen.schema.json"));
    for name in ["Shop", "a--b", "-x", "ü", "a_b", "1a", "a-", ""] {
        let run = place.run_all(&["init", "-o", "other", "--", name]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.err);
    }
    assert!(!place.has("other"));
    place.write("mine/esgen.schema.json", "mine");
    place.run("init -o mine").gave(2, &["esgen.schema.json", "is there already"]);
    assert_eq!(place.read("mine/esgen.schema.json"), "mine");
}

#[test]
fn the_committed_schemas_are_those_that_are_printed() {
    let place = Place::empty();
    assert_eq!(place.run("schema").out, include_str!("../../schemas/model.schema.json"));
    assert_eq!(place.run("schema model").out, include_str!("../../schemas/model.schema.json"));
    assert_eq!(place.run("schema part").out, include_str!("../../schemas/part.schema.json"));
    let run = place.run("schema part -o deep/part.json").gave(0, &[]);
    assert!(run.out.is_empty());
    assert_eq!(place.read("deep/part.json"), include_str!("../../schemas/part.schema.json"));
}

#[test]
fn every_shell_has_completions_and_there_is_a_manual_page() {
    let place = Place::empty();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh", "man"] {
        let run =
            place.run(&format!("completions {shell}")).gave(0, &["generate", "diagram", "diff"]);
        assert!(run.err.is_empty());
    }
    place.run("completions tcsh").gave(2, &["invalid value"]);
}

/// A pipe whose other end is closed, as `esgen schema | head -1` leaves it.
#[test]
fn a_reader_that_leaves_early_is_no_error() {
    for arguments in ["schema", "completions bash", "--help"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_esgen"))
            .args(arguments.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = [0; 1];
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{arguments}");
    }
}
