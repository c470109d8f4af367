//! `esgen generate`: the same bytes each time, and nothing of a user's is lost.

use std::{fs, path::Path};

use super::common::{MODEL, Place};

/// A generated file, and one that belongs to the user.
const OURS: &str = "service/crates/orders/src/generated/order/mod.rs";
const YOURS: &str = "service/crates/orders/src/lib.rs";
const MANIFEST: &str = "service/.esgen/manifest.json";

fn generated() -> Place {
    let place = Place::with_model();
    place.run("generate -o service").gave(0, &["created"]);
    place
}

/// The model with the read model taken out, so that files are no longer generated.
fn smaller() -> String {
    let (before, after) = MODEL.split_once("    read_models:").unwrap();
    format!("{before}{}", after.split_once("\n\n").unwrap().1)
}

#[test]
fn two_runs_give_the_same_bytes() {
    let place = generated();
    let first = place.tree("service");
    place.run("generate -o service").gave(0, &["unchanged", "yours"]);
    place.run("generate -o again").gave(0, &[]);
    assert!(first.len() > 20);
    assert_eq!(first, place.tree("service"));
    assert_eq!(first, place.tree("again"));
}

#[test]
fn an_edited_file_stops_the_run_before_anything_is_written() {
    let place = generated();
    place.write(OURS, "// mine\n");
    place.write("esgen.yaml", MODEL.replace("quantity", "pieces"));
    let before = place.tree("service");
    let words =
        ["nothing was written", "order/mod.rs: was edited after it was generated", "--force"];
    place.run("generate -o service").gave(1, &words);
    assert_eq!(before, place.tree("service"));
    place.run("generate -o service --dry-run").gave(1, &["conflict", "order/mod.rs"]);
    place.run("generate -o service --force").gave(0, &["updated"]);
    assert!(place.read(OURS).contains("impl Aggregate for Order"));
    place.run("generate -o service --check").gave(0, &[]);
}

#[test]
fn a_users_file_is_never_touched() {
    let place = generated();
    place.write(YOURS, "// mine\n");
    for options in ["", "--force", "--keep-orphans", "--check"] {
        place.run(&format!("generate -o service {options}")).gave(0, &[]);
        assert_eq!(place.read(YOURS), "// mine\n");
    }
    fs::remove_file(place.path(YOURS)).unwrap();
    place.run("generate -o service --check").gave(1, &["create", "lib.rs"]);
    place.run("generate -o service").gave(0, &["1 created"]);
}

#[test]
fn check_dry_run_and_diff_only_look() {
    let place = Place::with_model();
    place.run("generate -o service --check").gave(1, &["stale", "create"]);
    place.run("generate -o service --dry-run").gave(0, &["create"]);
    assert!(!place.has("service"), "looking makes no folder");
    place.run("generate -o service").gave(0, &[]);
    place.run("generate -o service --check").gave(0, &["is what the model gives"]);
    place.write("esgen.yaml", MODEL.replace("quantity", "pieces"));
    let before = place.tree("service");
    let run = place.run("generate -o service --check").gave(1, &["stale", "update"]);
    assert!(
        run.out.contains("+    pub pieces: i64,") && run.out.contains("--- a/crates/"),
        "{}",
        run.out
    );
    place.run("generate -o service --dry-run --diff").gave(0, &["-    pub quantity: i64,"]);
    assert_eq!(before, place.tree("service"));
    place.run("generate -o service --diff").gave(0, &["+    pub pieces: i64,", "updated"]);
    place.run("generate -o service --check --force").gave(2, &["cannot be used with"]);
}

#[test]
fn files_that_are_no_longer_generated_go_unless_they_are_kept_or_edited() {
    let view = "service/crates/orders/src/generated/read_models/open_orders.rs";
    let place = generated();
    place.write("esgen.yaml", smaller());
    place.run("generate -o service --keep-orphans").gave(0, &[]);
    assert!(place.has(view));
    place.write(view, "// mine\n");
    place
        .run("generate -o service")
        .gave(1, &["open_orders.rs: is no longer generated, and was edited"]);
    assert_eq!(place.read(view), "// mine\n");
    place.run("generate -o service --force").gave(0, &["removed"]);
    assert!(!place.has(view) && !place.has("service/crates/orders/src/generated/read_models"));
    place.run("generate -o service --check").gave(0, &[]);
}

#[test]
fn a_file_that_was_there_before_is_not_overwritten() {
    let place = Place::with_model();
    place.write(OURS, "// mine\n");
    place.write("service/notes.txt", "mine");
    place.run("generate -o service").gave(1, &["order/mod.rs: was there before"]);
    assert_eq!(place.tree("service").len(), 2);
    place.run("generate -o service --force").gave(0, &[]);
    assert_eq!(place.read("service/notes.txt"), "mine");
}

#[test]
fn a_manifest_that_cannot_be_used_stops_the_run() {
    let place = generated();
    for (text, words) in [
        ("{\"format\": 99}", "a newer esgen wrote"),
        ("{", "is not a manifest"),
        ("", "is not a manifest"),
        ("{\"format\": 1, \"generated\": 3, \"owned\": []}", "is not a manifest"),
    ] {
        place.write(MANIFEST, text);
        let before = place.tree("service");
        place.run("generate -o service --force").gave(2, &[words]);
        assert_eq!(before, place.tree("service"));
    }
    fs::remove_file(place.path(MANIFEST)).unwrap();
    place.run("generate -o service").gave(0, &["unchanged"]);
}

#[test]
fn a_manifest_cannot_name_files_outside() {
    let place = generated();
    place.write("precious.txt", "mine");
    let hash = esgen::generate::manifest::hash(b"mine");
    let manifest = place
        .read(MANIFEST)
        .replace("\"generated\": {", &format!("\"generated\": {{\"../precious.txt\": \"{hash}\","));
    place.write(MANIFEST, manifest);
    place.run("generate -o service").gave(0, &[]);
    assert_eq!(place.read("precious.txt"), "mine");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_are_refused() {
    let place = generated();
    fs::create_dir(place.path("outside")).unwrap();
    fs::remove_dir_all(place.path("service/crates/orders/src")).unwrap();
    std::os::unix::fs::symlink(place.path("outside"), place.path("service/crates/orders/src"))
        .unwrap();
    place.run("generate -o service").gave(2, &["outside the output folder"]);
    assert!(place.tree("outside").is_empty());
    fs::write(place.path("plain"), "").unwrap();
    place.run("generate -o plain").gave(2, &["plain"]);
}

#[test]
fn paths_may_hold_spaces_and_any_script() {
    let place = Place::empty();
    place.write("我的 模型/订单 [1].yaml", MODEL);
    place.run_all(&["check", "我的 模型/订单 [1].yaml"]).gave(0, &["is fine"]);
    let run = place.run_all(&["generate", "我的 模型/订单 [1].yaml", "-o", "输出 folder"]);
    run.gave(0, &["输出 folder", "created"]);
    let run =
        place.run_all(&["generate", "我的 模型/订单 [1].yaml", "-o", "输出 folder", "--check"]);
    run.gave(0, &[]);
}

#[test]
fn without_rustfmt_the_templates_speak() {
    let place = Place::with_model();
    place.run("generate -o service --no-fmt").gave(0, &["created"]);
    place.run("generate -o service --no-fmt --check").gave(0, &[]);
    place.run("generate -o service").gave(0, &["updated"]);
    assert!(place.tree("service").keys().all(|path| !path.starts_with(".esgen/staging")));
}

#[test]
fn a_model_with_errors_gives_nothing() {
    let place = Place::with_model();
    place.write("esgen.yaml", MODEL.replace("quantity: Int", "quantity: Itn"));
    place.run("generate -o service").gave(1, &["unknown-type", "nothing was generated"]);
    assert!(!place.has("service"));
    place.run("generate").gave(2, &["--output"]);
}

#[test]
fn what_cannot_be_read_as_a_file_is_not_replaced() {
    let place = generated();
    let before = place.tree("service");
    place.write("esgen.yaml", MODEL.replace("quantity", "pieces"));
    fs::remove_file(place.path(OURS)).unwrap();
    fs::create_dir(place.path(OURS)).unwrap();
    for options in ["", "--force", "--check"] {
        let run = place.run(&format!("generate -o service {options}"));
        run.gave(2, &["cannot read", "order/mod.rs"]);
    }
    fs::remove_dir(place.path(OURS)).unwrap();
    place.write(OURS, &before[Path::new(OURS.strip_prefix("service/").unwrap())]);
    assert_eq!(before, place.tree("service"));
}

#[test]
fn a_file_is_no_folder_to_generate_into() {
    let place = Place::with_model();
    place.write("service", "mine");
    place.run("generate -o service").gave(2, &["`service` is not a folder"]);
    assert_eq!(place.read("service"), "mine");
}
