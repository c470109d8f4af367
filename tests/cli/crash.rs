//! A run that is killed leaves the old tree or the new one, once the next run has looked.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::Instant,
};

use super::common::{MODEL, Place};

type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// The files that a user sees.
fn visible(place: &Place) -> Tree {
    let mut tree = place.tree("service");
    tree.retain(|path, _| !path.starts_with(".esgen"));
    tree
}

fn generate(place: &Place, model: &str) -> Tree {
    place.write("esgen.yaml", model);
    place.run("generate -o service --no-fmt").gave(0, &[]);
    visible(place)
}

#[test]
fn a_run_that_was_cut_off_is_finished_by_the_next() {
    let place = Place::with_model();
    let old = generate(&place, MODEL);
    place.write("service/.esgen/staging/NEW.md", "new\n");
    place.run("generate -o service --no-fmt").gave(0, &["unchanged"]);
    assert!(!place.has("service/.esgen/staging"), "what was only staged is thrown away");
    assert_eq!(old, visible(&place));
    place.write("service/.esgen/staging/NEW.md", "new\n");
    place.write(
        "service/.esgen/journal.json",
        r#"{"moves":["NEW.md"],"removals":["rustfmt.toml"]}"#,
    );
    for looking in ["--check", "--dry-run"] {
        place.run(&format!("generate -o service {looking}")).gave(2, &["was cut off"]);
    }
    place.run("generate -o service --no-fmt").gave(0, &["1 created"]);
    assert_eq!(place.read("service/NEW.md"), "new\n");
    assert!(!place.has("service/.esgen/journal.json"));
}

#[test]
fn a_journal_that_leads_outside_is_refused() {
    let place = Place::with_model();
    generate(&place, MODEL);
    place.write("precious.txt", "mine");
    for journal in [
        r#"{"moves":[],"removals":["../precious.txt"]}"#,
        "{",
        r#"{"moves":["../x"],"removals":[]}"#,
    ] {
        place.write("service/.esgen/journal.json", journal);
        place.run("generate -o service --no-fmt").gave(2, &["cannot recover `service`"]);
        assert_eq!(place.read("precious.txt"), "mine");
    }
}

/// Twenty kills, spread over the time that a whole run takes. The run behind each finishes what was begun and then
/// stops at a file of the user's, so that what it left can be seen.
#[test]
fn kill_9_leaves_the_old_tree_or_the_new_one() {
    let place = Place::with_model();
    place.write("service/mine.txt", "mine");
    place.write("clash/mine.txt", "theirs");
    let changed = MODEL.replace("quantity", "pieces").replace("OpenOrders", "Backlog");
    let old = generate(&place, MODEL);
    let start = Instant::now();
    let new = generate(&place, &changed);
    let whole = start.elapsed();
    assert_ne!(old, new);
    let mut seen = [0, 0];
    for kill in 0..20_u32 {
        generate(&place, MODEL);
        place.write("esgen.yaml", &changed);
        let mut child = Command::new(env!("CARGO_BIN_EXE_esgen"))
            .args(["generate", "-o", "service", "--no-fmt"])
            .current_dir(place.path(""))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(whole * kill / 18);
        child.kill().unwrap();
        child.wait().unwrap();
        place.run("generate -o service --no-fmt --templates clash").gave(1, &["mine.txt"]);
        let left = visible(&place);
        let which = [&old, &new].iter().position(|tree| **tree == left);
        seen[which.unwrap_or_else(|| panic!("kill {kill}: half a tree"))] += 1;
        assert!(!place.has("service/.esgen/staging") && !place.has("service/.esgen/journal.json"));
    }
    assert!(seen[0] > 0, "no kill came in time");
}
