//! `esgen publish` and `esgen audit`: what is frozen stays frozen, and what a store holds is compared with it.

use super::common::Place;

const V1: &str = "\
esgen: 1
model: shop
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, fields: { total: Int, note: Text? }, emits: OrderPlaced }
        events:
          OrderPlaced:
            description: A customer wants something.
            fields: { total: Int, note: Text? }
";

const V2: &str = "\
esgen: 1
model: shop
contexts:
  Orders:
    aggregates:
      Order:
        commands:
          PlaceOrder: { creates: true, fields: { total: Int, note: Text?, channel: Text }, emits: OrderPlaced }
        events:
          OrderPlaced:
            description: A customer wants something.
            version: 2
            fields: { total: Int, note: Text?, channel: Text }
            changes:
              2:
                because: we sell by phone too
                steps:
                  - add: { channel: web }
";

impl Place {
    /// As if nothing had ever been published.
    fn forget(&self) {
        std::fs::remove_file(self.path("esgen.lock")).expect("a file");
        std::fs::remove_dir_all(self.path("history")).expect("a folder");
    }
}

fn published() -> Place {
    let place = Place::empty();
    place.write("esgen.yaml", V1);
    place.run("publish").gave(0, &["orders.order_placed@1", "published: 1 new version"]);
    place
}

#[test]
fn what_is_published_is_written_once_and_stays() {
    let place = published();
    let lock = place.read("esgen.lock");
    assert!(lock.contains("orders.order_placed@1:") && lock.contains("total: Int"), "{lock}");
    assert!(place.read("history/orders.order_placed/v1.json").contains("\"payloads\""));
    place.run("publish").gave(0, &["everything is published"]);
    assert_eq!(place.read("esgen.lock"), lock);

    place.write("esgen.yaml", V2);
    place.run("publish --dry-run").gave(0, &["orders.order_placed@2", "would be published"]);
    assert_eq!(place.read("esgen.lock"), lock);
    let golden = place.read("history/orders.order_placed/v1.json");
    place.run("publish").gave(0, &["published: 1 new version"]);
    assert_eq!(place.read("history/orders.order_placed/v1.json"), golden);
    let entry = &lock[lock.find("  orders.").expect("an entry")..];
    assert!(place.read("esgen.lock").contains(entry), "the first entry is as it was");
    assert!(place.read("history/orders.order_placed/v2.json").contains("\"from_previous\""));
}

#[test]
fn a_model_with_errors_publishes_nothing() {
    let place = published();
    place.write("esgen.yaml", V1.replace("total: Int", "total: Text"));
    let lock = place.read("esgen.lock");
    place.run("publish").gave(1, &["published-shape-changed", "nothing was published"]);
    assert_eq!(place.read("esgen.lock"), lock);
}

#[test]
fn a_release_needs_every_version_published() {
    let place = published();
    place.run("check --release").gave(0, &["shop is fine"]);
    place.write("esgen.yaml", V2);
    place.run("check").gave(0, &["shop is fine"]);
    place.run("check --release").gave(1, &["drafts-at-release", "version 2 of `OrderPlaced`"]);
    place.run("publish").gave(0, &["published"]);
    place.run("check --release").gave(0, &["shop is fine"]);
    // The reason is no part of what is frozen, so that it can get lost behind the lock.
    let because = "because: ";
    let (before, after) = V2.split_once(because).unwrap();
    let (_, rest) = after.split_once('\n').unwrap();
    place.write("esgen.yaml", format!("{before}{because}say here why it changed\n{rest}"));
    place.run("check").gave(0, &["shop is fine"]);
    place
        .run("check --release")
        .gave(1, &["nobody has said why version 2 of `OrderPlaced` came about"]);
}

#[test]
fn an_edited_golden_file_and_an_edited_lock_are_found() {
    let place = published();
    let path = "history/orders.order_placed/v1.json";
    let golden = place.read(path);
    place.write(path, golden.replace("\"total\": 0", "\"total\": 1"));
    place.run("check").gave(1, &["golden-changed", "is not what was published"]);
    std::fs::remove_file(place.path(path)).expect("a file");
    place.run("check").gave(1, &["golden-changed", "is not there"]);
    place.write(path, golden.replace('\n', "\r\n"));
    place.run("check").gave(0, &["is fine"]);

    let lock = place.read("esgen.lock");
    place.write("esgen.lock", lock.replace("total: Int", "total: Text"));
    place.run("check").gave(1, &["lock-tampered", "edited in the lock file"]);
    place.write("esgen.lock", lock.replace("format: 1", "format: 2"));
    place.run("check").gave(1, &["baseline-unreadable", "newer esgen"]);
}

#[test]
fn a_merge_of_two_locks_is_put_together_or_refused() {
    let place = published();
    let lock = place.read("esgen.lock");
    let start = lock.find("  orders.").expect("an entry");
    let (head, entry) = lock.split_at(start);
    place.run("publish --merge").gave(2, &["no marks of a merge"]);
    let conflict =
        |theirs: &str| format!("{head}<<<<<<< ours\n{entry}=======\n{theirs}>>>>>>> theirs\n");

    let other = published();
    other.write(
        "esgen.yaml",
        V1.replace("OrderPlaced", "OrderMoved").replace("PlaceOrder", "MoveOrder"),
    );
    other.forget();
    other.run("publish").gave(0, &["orders.order_moved@1"]);
    let theirs = other.read("esgen.lock");
    let theirs = &theirs[theirs.find("  orders.").expect("an entry")..];
    place.write("esgen.lock", conflict(theirs));
    place.run("check").gave(1, &["marks of a merge", "esgen publish --merge"]);
    place.run("publish --merge").gave(0, &["2 versions of both sides"]);
    let merged = place.read("esgen.lock");
    let moved = merged.find("orders.order_moved@1").expect("theirs");
    assert!(moved < merged.find("orders.order_placed@1").expect("ours"), "{merged}");

    let place = published();
    other.write("esgen.yaml", V1.replace("total: Int", "total: Decimal"));
    other.forget();
    other.run("publish").gave(0, &["orders.order_placed@1"]);
    let theirs = other.read("esgen.lock");
    let theirs = &theirs[theirs.find("  orders.").expect("an entry")..];
    let conflict = conflict(theirs);
    place.write("esgen.lock", conflict.as_str());
    place.run("publish --merge").gave(2, &["both sides published `orders.order_placed@1`"]);
    assert_eq!(place.read("esgen.lock"), conflict, "nothing is half-written");
}

#[test]
fn people_attest_what_no_program_can_see() {
    let place = published();
    place.write("esgen.yaml", V2);
    place.run("publish").gave(0, &[]);
    place
        .run("publish --purge orders.order_placd@1")
        .gave(2, &["did you mean", "orders.order_placed@1"]);
    place.run("publish --purge orders.order_placed@1").gave(0, &["is purged now"]);
    assert!(place.read("esgen.lock").contains("state: purged"));

    place.write("esgen.yaml", V2.replace("wants something", "wants a thing"));
    place.run("check").gave(1, &["meaning-edited", "--same-meaning Orders.OrderPlaced"]);
    place.run("publish --same-meaning Orders.OrderPlaced").gave(0, &["means the same"]);
    place.run("check").gave(0, &["is fine"]);
}

#[test]
fn an_accepted_finding_is_silent_until_its_day() {
    let place = published();
    let model = V2.replace(
        "- add: { channel: web }",
        "- add: { channel: web }\n                  - rename: { total: sum }",
    );
    let model = model.replace("fields: { total: Int, note", "fields: { sum: Int, note");
    place.write("esgen.yaml", model.as_str());
    let run = place.run("check -f json");
    let run = run.gave(1, &["rolling-deploy-breaks"]);
    let finding = run.out.split("\"finding\":\"").nth(1).expect("a name").split('"').next();
    let finding = finding.expect("a name").to_owned();
    let accept = |until: &str| {
        format!(
            "{model}evolution:\n  accepted:\n    - {{ finding: \"{finding}\", because: we stop the old instances first{until} }}\n"
        )
    };
    place.write("esgen.yaml", accept(""));
    place.run("check").gave(0, &["is fine"]);
    place.write("esgen.yaml", accept(", until: \"2020-01-31\""));
    place.run("check").gave(1, &["stale-acceptance", "2020-01-31", "rolling-deploy-breaks"]);
    place.write("esgen.yaml", accept(", until: soon"));
    place.run("check").gave(1, &["`soon` is not a day"]);
    place.write("esgen.yaml", accept("").replace("EV302:", "EV302:0"));
    place.run("check").gave(1, &["stale-acceptance", "accepts nothing"]);
    let more = accept("").replace(
        "- rename: { total: sum }",
        "- rename: { total: sum }\n                  - drop: { note: Text? }\n                  - add: note",
    );
    place.write("esgen.yaml", more);
    place.run("check").gave(0, &[]);
}

#[test]
fn a_store_is_held_against_what_was_published() {
    let place = published();
    place.write("esgen.yaml", V2);
    place.run("publish").gave(0, &[]);
    place.write("counts.csv", "type,version,count\norders.order_placed,2,17\n");
    place.run("audit counts.csv").gave(
        0,
        &["orders.order_placed@2  17  published, read as it is", "--purge orders.order_placed@1"],
    );
    place.write(
        "counts.csv",
        "orders.order_placed,1,5\norders.order_placed,9,1\norders.order_plaecd,1,1\norders.order_placed,,2\n",
    );
    place.run("audit counts.csv").gave(
        1,
        &[
            "read in 1 hop",
            "from the future: the model knows versions up to 2",
            "did you mean `orders.order_placed`?",
            "carries no version",
        ],
    );
    let run = place.run("audit counts.csv --format json");
    let schema = serde_json::from_str(include_str!("../../schemas/audit.schema.json")).unwrap();
    let document = serde_json::from_str(&run.out).expect("JSON");
    assert!(jsonschema::validate(&schema, &document).is_ok());
    place.write("counts.csv", "orders.order_placed,1,5\norders.order_placed,one,1\n");
    place.run("audit counts.csv").gave(2, &["line 2", "not a whole number"]);
    for nothing in
        ["Error: database is locked\n", "", "orders.order_placed,1\n", "orders.order_placed;1;9\n"]
    {
        place.write("counts.csv", nothing);
        assert_eq!(place.run("audit counts.csv").code, Some(2), "{nothing}");
    }
    place.run("audit nowhere.csv").gave(2, &["cannot read `nowhere.csv`"]);
}

#[test]
fn old_versions_are_forgotten_only_when_somebody_attests_that_they_are_gone() {
    let place = published();
    place.write("esgen.yaml", V2);
    place.run("publish").gave(0, &[]);
    let start = V2.find("            changes:").expect("the changes");
    let forgotten = V2[..start].replace("version: 2", "version: 2\n            oldest: 2");
    place.write("esgen.yaml", forgotten.as_str());
    place.run("check").gave(1, &["upcaster-without-attestation", "--purge orders.order_placed@1"]);
    place.write("esgen.yaml", V2);
    place.write("before/esgen.yaml", V2);
    place.write("before/esgen.lock", place.read("esgen.lock"));
    place.run("publish --purge orders.order_placed@1").gave(0, &[]);
    place.write("esgen.yaml", forgotten.as_str());
    place.run("check").gave(0, &["is fine"]);
    place.run("publish").gave(0, &["everything is published"]);
    place.run("diff --against before").gave(0, &["v2 is read as it is", "nobody breaks"]);
    place.write("counts.csv", "orders.order_placed,1,3\n");
    place.run("audit counts.csv").gave(1, &["attested to be gone, and still there"]);
    place.write("esgen.yaml", forgotten.replace("oldest: 2", "oldest: 3"));
    place.run("check").gave(1, &["version-gap", "`OrderPlaced` has no version 3"]);
}

#[test]
fn a_draft_is_published_when_somebody_has_said_why() {
    let place = published();
    place.write("esgen.yaml", V1.replace("note: Text?", "note: Text?, channel: Text?"));
    place.run("evolve Orders.OrderPlaced").gave(0, &["version 2: 1 step"]);
    place.run("check").gave(0, &["is fine"]);
    place.run("publish").gave(2, &["nobody has said why `orders.order_placed@2` came about"]);
    let said = place.read("esgen.yaml").replace("say here why it changed", "we sell by phone too");
    place.write("esgen.yaml", said);
    place.run("publish").gave(0, &["orders.order_placed@2"]);
}

#[test]
fn what_an_event_was_split_into_is_decided_once() {
    let place = published();
    let split = V1.replace("emits: OrderPlaced", "emits: OrderNoted").replace(
        "            fields: { total: Int, note: Text? }\n",
        "            fields: { total: Int, note: Text? }
            unversioned_is: 1
            split_into:
              - OrderNoted: { total: total, note: note }
          OrderNoted: { fields: { total: Int, note: Text? } }
",
    );
    place.write("esgen.yaml", split.as_str());
    place.run("check").gave(0, &["is fine"]);
    place.run("publish").gave(0, &["orders.order_placed@1  is read like this from now on"]);
    place.run("check").gave(0, &["is fine"]);
    place.write("esgen.yaml", split.replace("total: total,", "total: { value: 0 },"));
    place
        .run("check")
        .gave(1, &["published-steps-changed", "now `total: 0`", "with `total: total`"]);
    place.write("esgen.yaml", split.replace("            unversioned_is: 1\n", ""));
    place.run("check").gave(1, &["published-steps-changed", "without a version are published as"]);
}

#[test]
fn an_aggregate_can_be_renamed_when_its_streams_keep_their_name() {
    let place = published();
    let renamed = V1.replace("      Order:\n", "      Purchase:\n");
    place.write("esgen.yaml", renamed.as_str());
    place.run("check").gave(1, &["not-an-upcast-stream", "write `stored_as: orders.order` on it"]);
    let kept =
        renamed.replace("      Purchase:\n", "      Purchase:\n        stored_as: orders.order\n");
    place.write("esgen.yaml", kept.as_str());
    place.run("check").gave(0, &["is fine"]);
    place.run("generate -o out").gave(0, &[]);
    let code = place.read("out/crates/orders/src/generated/purchase/mod.rs");
    assert!(code.contains("const CATEGORY: &'static str = \"orders.order\";"), "{code}");
    place.write("esgen.yaml", kept.replace("orders.order\n", "an order\n"));
    place.run("check").gave(1, &["invalid-identifier", "cannot name streams"]);
    let twice = kept.clone() + "      Other: { stored_as: orders.order, events: [OtherDone] }\n";
    place.write("esgen.yaml", twice);
    place.run("check").gave(1, &["wire-name-clash", "two aggregates are stored as `orders.order`"]);
}

#[test]
fn a_lost_lock_is_no_empty_one() {
    let place = published();
    std::fs::remove_file(place.path("esgen.lock")).expect("a file");
    for command in ["check", "publish"] {
        place.run(command).gave(1, &["baseline-unreadable", "`esgen.lock` is not there"]);
    }
    place.write("esgen.lock", "\n");
    place.run("check").gave(1, &["the lock file is empty", "version control"]);

    let place = published();
    place.write("esgen.yaml", V2);
    place.write("history/orders.order_placed/v2.json", "{}\n");
    place.run("publish").gave(1, &["v2.json` is a golden file of nothing that is published"]);
    assert_eq!(place.read("history/orders.order_placed/v2.json"), "{}\n");
}

#[test]
fn attesting_does_nothing_else() {
    let place = published();
    place.write("esgen.yaml", V2);
    place.run("publish --purge orders.order_placed@1").gave(0, &["is purged now"]);
    assert!(!place.read("esgen.lock").contains("order_placed@2"));
    place.run("publish").gave(0, &["orders.order_placed@2"]);
    place.run("publish --purge orders.order_placed@2").gave(2, &["is written today"]);
}

#[test]
fn the_way_out_of_a_missing_attestation_is_open() {
    let place = published();
    place.write("esgen.yaml", V2);
    place.run("publish").gave(0, &[]);
    let start = V2.find("            changes:").expect("the changes");
    let forgotten = V2[..start].replace("version: 2", "version: 2\n            oldest: 2");
    place.write("esgen.yaml", forgotten);
    place.write("counts.csv", "orders.order_placed,2,3\n");
    place.run("audit counts.csv").gave(0, &["--purge orders.order_placed@1"]);
    place.run("publish --purge orders.order_placed@1").gave(0, &["is purged now"]);
    place.run("check").gave(0, &["is fine"]);
}

#[test]
fn what_is_published_is_compared_while_other_things_are_wrong() {
    let place = published();
    let edited = V1.replace(
        "fields: { total: Int, note: Text? }\n",
        "fields: { total: Int, note: Text?, by: Text }\n",
    );
    place.write("esgen.yaml", edited);
    place.run("check").gave(1, &["event-field-unsourced", "published-shape-changed"]);
}

#[cfg(unix)]
#[test]
fn others_may_read_what_is_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = published();
    let mode = std::fs::metadata(place.path("esgen.lock")).expect("a file").permissions().mode();
    let own = std::fs::metadata(place.path("esgen.yaml")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, own & 0o777);
}

#[test]
fn a_hand_in_the_lock_is_seen() {
    let place = published();
    let lock = place.read("esgen.lock");
    place.write("esgen.lock", lock.replace("state: published", "state: purged"));
    place.run("check").gave(1, &["lock-tampered", "edited in the lock file"]);
    place.write("esgen.lock", lock.replace("format: 1", "format: 0"));
    place.run("check").gave(1, &["baseline-unreadable"]);
    place.write("esgen.lock", lock.replace("order_placed@1", "order_placed@01"));
    place.run("check").gave(1, &["lock-tampered", "names no version"]);
    place.write("esgen.lock", "format: 1\nversions: {}\n");
    place.write("esgen.yaml", V1.replace("total: Int", "total: Text"));
    place.run("check").gave(1, &["lock-tampered", "golden file of nothing that is published"]);
    // A publication that was cut off before it wrote the lock leaves what the next one writes.
    place.write("esgen.lock", lock.as_str());
    place.write("esgen.yaml", V2);
    place.run("publish").gave(0, &[]);
    let both = place.read("esgen.lock");
    place.write("esgen.lock", lock.as_str());
    place.run("check").gave(0, &["is fine"]);
    place.run("publish").gave(0, &["orders.order_placed@2"]);
    assert_eq!(place.read("esgen.lock"), both);
}
