//! The committed workspaces and boards of the examples are what the models give, byte for byte.
//!
//! `UPDATE=1 cargo test --test golden` writes them again; look at the difference before you commit it.

#[path = "golden/change.rs"]
mod change;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
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

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

fn esgen(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_esgen"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the binary runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn the_committed_workspaces_are_what_the_models_give() {
    for name in EXAMPLES {
        let mut arguments = vec!["generate", "-o", "generated"];
        arguments.push(if is_update() { "--force" } else { "--check" });
        let output = esgen(&arguments, &example(name));
        assert!(output.status.success(), "{name}: {}", told(&output));
    }
}

#[test]
fn every_version_of_the_bank_is_published() {
    let output = esgen(&["check", "--release"], &example("bank"));
    assert!(output.status.success(), "{}", told(&output));
    let output = esgen(&["publish", "--dry-run"], &example("bank"));
    assert!(told(&output).contains("everything is published"), "{}", told(&output));
}

#[test]
fn the_committed_boards_are_what_the_models_give() {
    for name in EXAMPLES {
        for file in ["board.dot", "board.svg"] {
            let mut arguments = vec!["diagram", "-o", file];
            arguments.extend((!is_update()).then_some("--check"));
            let output = esgen(&arguments, &example(name));
            assert!(output.status.success(), "{name}: {}", told(&output));
        }
    }
}

#[test]
fn the_committed_galleries_are_what_the_models_give() {
    for name in EXAMPLES {
        let mut arguments = vec!["diagram", "all", "-f", "svg,md", "-o", "pictures"];
        arguments.push(if is_update() { "--force" } else { "--check" });
        let output = esgen(&arguments, &example(name));
        assert!(output.status.success(), "{name}: {}", told(&output));
    }
}

/// The pictures of the bank in the documents: their arguments, and their files.
const PICTURES: [(&[&str], &str); 14] = [
    (&["board"], "board-bank.svg"),
    (&["board", "--context", "Transfers", "--theme", "dark"], "board-bank-transfers-dark.svg"),
    (&["board", "--from", "AccountCreditFailed"], "board-bank-from.svg"),
    (&["board", "--around", "DebitRecorded"], "board-bank-around.svg"),
    (&["board", "--context", "Customers", "--views", "edges"], "board-bank-views.svg"),
    (
        &["board", "--from", "RequestTransfer", "--direction", "tb", "--theme", "dark"],
        "board-bank-down-dark.svg",
    ),
    (&["board", "--from", "RequestTransfer", "--wrap", "1400"], "board-bank-wrapped.svg"),
    (&["blueprint"], "blueprint-bank.svg"),
    (
        &["blueprint", "--context", "Transfers", "--theme", "dark"],
        "blueprint-bank-transfers-dark.svg",
    ),
    (&["contexts"], "contexts-bank.svg"),
    (&["lifecycle", "MoneyTransfer"], "lifecycle-money-transfer.svg"),
    (&["sequence", "TransferSaga"], "sequence-transfer-saga.svg"),
    (&["sequence", "RequestTransfer", "--theme", "dark"], "sequence-request-transfer-dark.svg"),
    (&["lineage", "TransferRequested"], "lineage-transfer-requested.svg"),
];

#[test]
fn the_pictures_of_the_documents_are_what_the_models_give() {
    for (asked, file) in PICTURES {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/img").join(file);
        let file = file.display().to_string();
        let mut arguments = [&["diagram"], asked, &["-o", &file]].concat();
        arguments.extend((!is_update()).then_some("--check"));
        let output = esgen(&arguments, &example("bank"));
        assert!(output.status.success(), "{}", told(&output));
    }
}

#[test]
fn the_picture_of_a_change_is_what_the_models_give() {
    let repository = change::of_the_bank(&example("bank"));
    for (theme, file) in [("auto", "board-bank-change.svg"), ("dark", "board-bank-change-dark.svg")]
    {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/img").join(file);
        let file = file.display().to_string();
        let mut arguments = vec!["diagram", "--against", "main", "--theme", theme, "-o", &file];
        if theme == "dark" {
            arguments.extend(["--context", "Notifications"]);
        }
        arguments.extend((!is_update()).then_some("--check"));
        let output = esgen(&arguments, repository.path());
        assert!(output.status.success(), "{}", told(&output));
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a scratch folder");
    for name in EXAMPLES {
        let model = example(name).display().to_string();
        let trees = ["one", "other"].map(|tree| folder.path().join(name).join(tree));
        for tree in &trees {
            let output =
                esgen(&["generate", &model, "-o", &tree.display().to_string()], folder.path());
            assert!(output.status.success(), "{name}: {}", told(&output));
        }
        let manifest =
            |tree: &PathBuf| fs::read(tree.join(".esgen/manifest.json")).expect("a manifest");
        assert_eq!(manifest(&trees[0]), manifest(&trees[1]), "{name}");
    }
}
