//! Two people publish on two branches, and git merges their locks. What does not contradict comes together, by git
//! alone or with `lock::merge`; one version with two shapes does not.

use std::{fs, path::Path, process::Command};

use esgen::{
    evolve::lock::{self, Lock},
    pipeline::{Reading, check_text},
};
use tempfile::TempDir;

/// A repository with one lock, and a branch for each of two people.
struct Repository(TempDir);

impl Repository {
    /// Begins with what both know.
    fn with(base: &str) -> Self {
        let repository = Self(TempDir::new().unwrap());
        repository.git(&["init", "-q", "-b", "main"]);
        repository.publish(base);
        repository.git(&["branch", "theirs"]);
        repository
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs git without any settings of the machine; says whether it went well.
    fn git(&self, arguments: &[&str]) -> bool {
        let status = Command::new("git")
            .args(["-c", "user.name=somebody", "-c", "user.email=somebody@shop.example"])
            .args(arguments)
            .current_dir(self.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        status.status.success()
    }

    /// Commits the lock of a model whose events are given.
    fn publish(&self, events: &str) {
        fs::write(self.path().join(lock::FILE), lock_of(events).to_string()).unwrap();
        assert!(self.git(&["add", "."]) && self.git(&["commit", "-q", "-m", "publish"]));
    }

    /// Publishes on both branches and merges them; says whether git did it alone, and the text that it left.
    fn merge(&self, ours: &str, theirs: &str) -> (bool, String) {
        assert!(self.git(&["checkout", "-q", "theirs"]));
        self.publish(theirs);
        assert!(self.git(&["checkout", "-q", "main"]));
        self.publish(ours);
        let is_clean = self.git(&["merge", "-q", "theirs"]);
        (is_clean, fs::read_to_string(self.path().join(lock::FILE)).unwrap())
    }
}

fn lock_of(events: &str) -> Lock {
    let head = "esgen: 1\nmodel: shop\nlevel: design\ncontexts:\n  Shop:\n    aggregates:\n      Order:\n        events:\n";
    let body: String = events.lines().flat_map(|line| ["          ", line, "\n"]).collect();
    let analysis = check_text(format!("{head}{body}").as_bytes());
    assert!(analysis.diagnostics.is_empty(), "{events}{:?}", analysis.diagnostics);
    lock::of_model(&analysis.model, &analysis.plan)
}

/// The text of a lock as a lock, with what is wrong with it.
fn read(text: &str) -> (Lock, Vec<String>) {
    let mut reading = Reading::new("esgen.yaml", b"esgen: 1\nmodel: shop\n".to_vec());
    reading.lock(lock::FILE, text.as_bytes().to_vec());
    let analysis = reading.analyze();
    let rules = analysis.diagnostics.iter().map(|it| it.rule.to_owned());
    // The events are not in this model, which says nothing about the text of the lock.
    let rules = rules.filter(|rule| rule != "event-vanished").collect();
    (analysis.lock.unwrap(), rules)
}

/// The texts of all entries, which say everything but where an entry stands.
fn same(one: &Lock, other: &Lock) -> bool {
    one.to_string() == other.to_string()
}

const PLACED: &str = "OrderPlaced: { fields: { item: Text } }\n";
const PLACED_2: &str = "OrderPlaced: { version: 2, fields: { item: Text, note: Text? }, changes: { 2: { because: notes, steps: [ add: note ] } } }\n";
const PLACED_2_OTHER: &str = "OrderPlaced: { version: 2, fields: { item: Text, gift: Bool? }, changes: { 2: { because: gifts, steps: [ add: gift ] } } }\n";
const PAID: &str = "OrderPaid: { fields: { amount: Int } }\n";
const PAID_2: &str = "OrderPaid: { version: 2, fields: { amount: Int, by: Text? }, changes: { 2: { because: who, steps: [ add: by ] } } }\n";
const SENT: &str = "OrderSent: { fields: { to: Text } }\n";
const SHIPPED: &str = "OrderShipped: { fields: { by: Text } }\n";

#[test]
fn versions_of_events_that_stand_side_by_side_merge_by_themselves() {
    let base = format!("{PAID}{PLACED}{SENT}");
    let (ours, theirs) = (format!("{PAID_2}{PLACED}{SENT}"), format!("{PAID}{PLACED_2}{SENT}"));
    let (is_clean, text) = Repository::with(&base).merge(&ours, &theirs);
    assert!(is_clean, "{text}");
    let (merged, found) = read(&text);
    assert_eq!(found, Vec::<String>::new());
    assert!(same(&merged, &lock_of(&format!("{PAID_2}{PLACED_2}{SENT}"))), "{text}");
}

#[test]
fn new_events_at_different_places_merge_by_themselves() {
    let (ours, theirs) = (format!("{PAID}{PLACED}"), format!("{PLACED}{SENT}"));
    let (is_clean, text) = Repository::with(PLACED).merge(&ours, &theirs);
    assert!(is_clean, "{text}");
    assert!(same(&read(&text).0, &lock_of(&format!("{PAID}{PLACED}{SENT}"))), "{text}");
}

#[test]
fn new_events_that_sort_next_to_each_other_are_put_together() {
    let (ours, theirs) = (format!("{PLACED}{SENT}"), format!("{PLACED}{SHIPPED}"));
    let (is_clean, text) = Repository::with(PLACED).merge(&ours, &theirs);
    assert!(!is_clean, "{text}");
    let (one, other) = Lock::sides(&text).unwrap();
    let ((ours, first), (theirs, second)) = (read(&one), read(&other));
    assert_eq!((first, second), (Vec::new(), Vec::new()), "{one}{other}");
    let merged = lock::merge(&ours, &theirs).unwrap();
    assert!(same(&merged, &lock_of(&format!("{PLACED}{SENT}{SHIPPED}"))), "{merged}");
}

#[test]
fn one_version_with_two_shapes_is_refused() {
    let base = format!("{PAID}{PLACED}");
    let (ours, theirs) = (format!("{PAID}{PLACED_2}"), format!("{PAID_2}{PLACED_2_OTHER}"));
    let (is_clean, text) = Repository::with(&base).merge(&ours, &theirs);
    assert!(!is_clean, "{text}");
    let (one, other) = Lock::sides(&text).unwrap();
    let refused = lock::merge(&read(&one).0, &read(&other).0).unwrap_err();
    let names: Vec<String> = refused.iter().map(|it| it.id.to_string()).collect();
    assert_eq!(names, ["shop.order_placed@2"]);
}

#[test]
fn one_version_that_both_published_alike_is_no_conflict() {
    let base = format!("{PAID}{PLACED}");
    let (ours, theirs) = (format!("{PAID}{PLACED_2}"), format!("{PAID_2}{PLACED_2}"));
    let (is_clean, text) = Repository::with(&base).merge(&ours, &theirs);
    assert!(is_clean, "{text}");
    assert!(same(&read(&text).0, &lock_of(&theirs)), "{text}");
}

#[test]
fn a_life_that_goes_on_merges_with_a_new_version() {
    let base = format!("{PAID}{PLACED}");
    let retired = "OrderPaid: { retired: nobody pays, fields: { amount: Int } }\n";
    let (ours, theirs) = (format!("{retired}{PLACED}"), format!("{PAID}{PLACED_2}"));
    let (is_clean, text) = Repository::with(&base).merge(&ours, &theirs);
    assert!(is_clean, "{text}");
    assert!(same(&read(&text).0, &lock_of(&format!("{retired}{PLACED_2}"))), "{text}");
}

/// Git shows what both came from where it is asked to, and the sides come apart all the same.
#[test]
fn conflicts_in_other_styles_come_apart_too() {
    for style in ["merge", "diff3", "zdiff3"] {
        let repository = Repository::with(PLACED);
        repository.git(&["config", "merge.conflictStyle", style]);
        let (ours, theirs) = (format!("{PLACED}{SENT}"), format!("{PLACED}{SHIPPED}"));
        let (_, text) = repository.merge(&ours, &theirs);
        let (one, other) = Lock::sides(&text).unwrap();
        assert!(same(&read(&one).0, &lock_of(&ours)), "{style}: {text}");
        assert!(same(&read(&other).0, &lock_of(&theirs)), "{style}: {text}");
    }
}
