//! What is generated compiles without a warning, is linted and formatted, and passes its own tests; so do the crates
//! that every generated workspace is given a copy of. Needs cargo, and crates that it may have to download.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const EXAMPLES: &[&str] = &[
    "bank",
    "chess",
    "coffee-shop",
    "customers",
    "flowing-retail-choreographed",
    "flowing-retail-orchestrated",
    "hello-retail",
    "order-backbone",
    "voting",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs cargo in a folder. Each workspace has a target folder of its own: their crates have equal names.
fn cargo(folder: &Path, name: &str, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", root().join("target").join("generated").join(name))
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

/// One after the other, since two builds at a time only wait for each other.
#[test]
fn generated_workspaces_and_the_crates_in_them_are_sound() {
    for name in EXAMPLES {
        is_sound(&staged(name), "examples");
    }
    is_sound(&corner_cases(), "corpus");
    let runtime = runtime_with_its_suites();
    cargo(&runtime, "runtime", &["fmt", "--all", "--check"]);
    cargo(&runtime, "runtime", &["test", "--quiet", "--workspace"]);
}

/// The workspace of an example, at the one place where all of them are built in turn: what they have in common, which
/// is most of it, is compiled once.
fn staged(name: &str) -> PathBuf {
    let stage = root().join("target").join("generated").join("example-sources");
    let example = root().join("examples").join(name).join("generated");
    fs::create_dir_all(&stage).expect("a stage");
    remove_strangers(&stage, &example);
    copy(&example, &stage);
    fs::copy(example.join("Cargo.lock"), stage.join("Cargo.lock"))
        .expect("the crates of an example");
    stage
}

/// Removes what the other folder does not have.
fn remove_strangers(folder: &Path, other: &Path) {
    for entry in fs::read_dir(folder).expect("a folder on the stage") {
        let path = entry.expect("an entry").path();
        let twin = other.join(path.file_name().expect("a name"));
        match (path.is_dir(), twin.is_dir()) {
            (true, true) => remove_strangers(&path, &twin),
            (true, false) => fs::remove_dir_all(&path).expect("a folder goes away"),
            (false, _) if !twin.is_file() => fs::remove_file(&path).expect("a file goes away"),
            (false, _) => {}
        }
    }
}

/// What a continuous integration would ask of a workspace.
fn is_sound(workspace: &Path, name: &str) {
    cargo(workspace, name, &["fmt", "--all", "--check"]);
    let clippy =
        ["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
    cargo(workspace, name, &clippy);
    cargo(workspace, name, &["test", "--quiet", "--locked", "--workspace"]);
}

/// The workspace of the model that gathers what is hard to generate, with the locked crates of the bank.
fn corner_cases() -> PathBuf {
    let folder = root().join("target").join("generated").join("corpus-sources");
    if folder.exists() {
        // Files that belong to their owner would stay as an older model wrote them.
        fs::remove_dir_all(&folder).expect("the last run's workspace goes away");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_esgen"))
        .args(["generate", "tests/fixtures/corpus/esgen.yaml", "--output"])
        .arg(&folder)
        .current_dir(root())
        .output()
        .expect("esgen runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::copy(root().join("examples/bank/generated/Cargo.lock"), folder.join("Cargo.lock"))
        .expect("the crates of the bank");
    cargo(&folder, "corpus", &["update", "--quiet", "--workspace"]);
    folder
}

/// The crates that every workspace is given a copy of, with the suites that stay here, as one workspace.
fn runtime_with_its_suites() -> PathBuf {
    let folder = root().join("target").join("generated").join("runtime-sources");
    for name in ["kernel", "store-sqlite", "service"] {
        copy(&root().join("templates/crates").join(name), &folder.join(name));
    }
    let manifest =
        "[workspace]\nresolver = \"3\"\nmembers = [\"kernel\", \"store-sqlite\", \"service\"]\n";
    fs::write(folder.join("Cargo.toml"), manifest).expect("a manifest");
    fs::copy(root().join("rustfmt.toml"), folder.join("rustfmt.toml"))
        .expect("the form of our Rust");
    folder
}

/// Copies a folder over another; a file that is the same keeps its time, so that cargo builds it once.
/// A manifest is a template in our tree, since `cargo package` leaves out every folder with a manifest of its own.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the project") {
        let path = entry.expect("an entry").path();
        let Some(name) = path.file_name().filter(|name| *name != "target" && *name != "Cargo.lock")
        else {
            continue;
        };
        let target = if name == "Cargo.toml.j2" { to.join("Cargo.toml") } else { to.join(name) };
        if path.is_dir() {
            copy(&path, &target);
        } else if fs::read(&path).ok() != fs::read(&target).ok() {
            fs::copy(&path, &target).expect("a copy");
        }
    }
}
