//! `esgen diff` as its users meet it: against the lock, real git repositories, folders and files, in every format.

use serde_json::Value;

use super::{
    common::{Place, Run, answer, esgen, git},
    sarif,
};

const BEFORE: &str = include_str!("diff/before.yaml");
const AFTER: &str = include_str!("diff/after.yaml");

/// A folder with a published model that was changed since.
fn changed() -> Place {
    let place = Place::empty();
    place.write("esgen.yaml", BEFORE);
    place.run("publish").gave(0, &["published: 5 new versions"]);
    place.write("esgen.yaml", AFTER);
    place
}

/// The same in a git repository: what is published is on `main`, the change is not committed.
fn repository() -> Place {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    place.write("esgen.yaml", BEFORE);
    place.run("publish").gave(0, &[]);
    commit(&place);
    place.write("esgen.yaml", AFTER);
    place
}

fn commit(place: &Place) {
    git(place, ".", &["add", "-A"]);
    git(place, ".", &["commit", "-q", "-m", "one more state"]);
}

/// Runs `esgen` in a folder below a place.
fn run_in(place: &Place, folder: &str, arguments: &[&str]) -> Run {
    answer(esgen(&place.path(folder)).args(arguments))
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap()
}

/// What each event became, with the answers of history and of a rolling deploy.
fn verdicts(run: &Run) -> Vec<String> {
    let document = json(run);
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let events = document["events"].as_array().unwrap().iter().map(|event| {
        let (history, rolling) =
            (&event["stored_events"]["answer"], &event["rolling_deploy"]["answer"]);
        [&event["event"], &event["kind"], history, rolling].map(word).join(" ")
    });
    events.collect()
}

const EXPECTED: [&str; 4] = [
    "Ordering.OrderPlaced changed ok breaks",
    "Ordering.OrderCancelled changed breaks breaks",
    "Ordering.OrderLookedAt retired ok unasked",
    "Ordering.OrderReturned new unasked waits",
];

#[test]
fn a_change_is_told_event_by_event() {
    let place = changed();
    let run = answer(esgen(place.0.path()).arg("diff").env("COLUMNS", "100")).gave(0, &[]);
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    insta::assert_snapshot!("text", run.out);
}

#[test]
fn markdown_holds_no_markup_of_a_model() {
    let run = changed().run("diff --format markdown").gave(0, &[]);
    assert!(!run.out.contains("<b>countries") && !run.out.contains('@'));
    insta::assert_snapshot!("markdown", run.out);
}

#[test]
fn github_and_sarif_count_paths_from_the_root_of_the_repository() {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    place.write("models/shop/esgen.yaml", BEFORE);
    run_in(&place, "models/shop", &["publish"]).gave(0, &[]);
    commit(&place);
    place.write("models/shop/esgen.yaml", AFTER);
    let run = run_in(&place, "models", &["diff", "shop", "--against", "main", "-f", "github"]);
    let github = run.gave(0, &[]).out;
    insta::assert_snapshot!("github", github);
    place.write("models/shop/deep/readme", "");
    let upward = run_in(&place, "models/shop/deep", &["diff", "--against", "main", "-f", "github"]);
    assert_eq!(upward.out, github);
    let run = run_in(&place, "models/shop", &["diff", "--against", "main", "-f", "sarif"]);
    let document = json(&run);
    insta::assert_snapshot!("sarif", run.out);
    let errors: Vec<String> = jsonschema::validator_for(&sarif::schema())
        .unwrap()
        .iter_errors(&document)
        .map(|it| it.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new());
    let results = document["runs"][0]["results"].as_array().unwrap();
    let uri = "/locations/0/physicalLocation/artifactLocation/uri";
    assert!(results.iter().all(|it| {
        it.pointer(uri).is_none_or(|uri| uri.as_str().unwrap().starts_with("models/shop/"))
    }));
}

#[test]
fn json_fits_its_schema() {
    let schema = include_str!("../../schemas/diff.schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let place = repository();
    for arguments in ["diff -f json", "diff -f json --against main"] {
        let run = place.run(arguments).gave(0, &[]);
        let errors: Vec<String> =
            validator.iter_errors(&json(&run)).map(|it| it.to_string()).collect();
        assert_eq!(errors, Vec::<String>::new());
        assert_eq!(verdicts(&run), EXPECTED, "{arguments}");
    }
    insta::assert_snapshot!("json", place.run("diff -f json").out);
}

#[test]
fn the_exit_code_says_whether_anybody_breaks() {
    let place = Place::empty();
    place.write("esgen.yaml", BEFORE);
    place.run("diff").gave(0, &["there is no `esgen.lock`", "everything is new"]);
    place.run("diff --exit-code").gave(3, &[]);
    place.run("publish").gave(0, &[]);
    place.run("diff --exit-code").gave(0, &["nothing changed"]);
    place.write("esgen.yaml", AFTER);
    place.run("diff --exit-code").gave(1, &["breaks"]);
    place.run("diff").gave(0, &["breaks"]);
    let new = "          OrderRated: { version: 2, fields: { stars: { type: Int, max: 10 }, words: Text? }, \
               changes: { 2: { because: people say why, steps: [ add: words ] } } }\n";
    let old = BEFORE.lines().find(|line| line.contains("OrderRated: {")).unwrap();
    place.write("esgen.yaml", BEFORE.replace(&format!("{old}\n"), new));
    place.run("diff --exit-code").gave(3, &["1 event changed, nobody breaks"]);
    place.write("esgen.yaml", BEFORE.replace("emits: OrderPlaced", "emits: OrderPlacd"));
    place.run("diff --exit-code").gave(0, &["nothing changed"]);
    place.write("esgen.yaml", BEFORE.replace("type: Int,", "type: Intt,"));
    place.run("diff --exit-code").gave(2, &["Intt", "nothing was compared"]);
}

#[test]
fn a_commit_is_compared_with_from_anywhere_in_its_repository() {
    let place = repository();
    place.write("deep/down/readme", "");
    git(&place, ".", &["tag", "v1"]);
    for name in ["main", "v1", "HEAD", "HEAD~0"] {
        let run = run_in(&place, "deep/down", &["diff", "-f", "json", "--against", name]);
        assert_eq!(verdicts(&run), EXPECTED, "{name}: {}", run.err);
    }
    let before = place.tree(".git");
    place.run("diff --against main").gave(0, &["shop against main"]);
    let touched = |name: &str| !name.contains("index") && !name.contains("logs");
    let changed = place.tree(".git");
    assert!(
        before
            .iter()
            .filter(|(path, _)| touched(&path.to_string_lossy()))
            .all(|(path, bytes)| changed.get(path) == Some(bytes))
    );
}

#[test]
fn a_worktree_of_a_bare_repository_is_enough() {
    let place = repository();
    git(&place, ".", &["clone", "-q", "--bare", ".", "bare.git"]);
    git(&place, "bare.git", &["worktree", "add", "-q", "../checkout", "-b", "work", "main"]);
    place.write("checkout/esgen.yaml", AFTER);
    let run = run_in(&place, "checkout", &["diff", "-f", "json", "--against", "main"]);
    assert_eq!(verdicts(&run), EXPECTED);
}

#[test]
fn a_shallow_clone_says_what_to_fetch() {
    let place = repository();
    place.write("esgen.yaml", BEFORE);
    place.write("readme", "a second state");
    commit(&place);
    let url = format!("file://{}", place.path(".").display());
    git(&place, ".", &["clone", "-q", "--depth", "1", &url, "shallow"]);
    let run = run_in(&place, "shallow", &["diff", "--against", "HEAD~1"]);
    run.gave(2, &["in this clone, which is shallow", "fetch-depth: 0", "GIT_DEPTH: 0"]);
    let hash = "0123456789abcdef0123456789abcdef01234567";
    run_in(&place, "shallow", &["diff", "--against", hash]).gave(2, &["which is shallow"]);
    let unknown = run_in(&place, "shallow", &["diff", "--against", "v1.4.0"]);
    unknown.gave(2, &["neither a git ref nor a path", "clone is shallow", "fetch-depth: 0"]);
    for nonsense in ["not a ref", "a..b~1", "mian", "nobody~2"] {
        let run = run_in(&place, "shallow", &["diff", "--against", nonsense]);
        let run = run.gave(2, &["neither a git ref nor a path"]);
        assert!(!run.err.contains("shallow:"), "{nonsense}: {}", run.err);
    }
    run_in(&place, "shallow", &["diff", "--against", "HEAD"]).gave(0, &["nothing changed"]);
}

#[test]
fn a_name_that_means_nothing_gets_an_answer() {
    let place = repository();
    git(&place, ".", &["branch", "release"]);
    place
        .run("diff --against relaese")
        .gave(2, &["neither a git ref nor a path", "did you mean `release`?"]);
    place.run("diff --against=--help").gave(2, &["neither a git ref nor a path"]);
    git(&place, ".", &["clone", "-q", ".", "clone"]);
    git(&place, "clone", &["checkout", "-q", "--detach"]);
    git(&place, "clone", &["branch", "-q", "-D", "main"]);
    run_in(&place, "clone", &["diff", "--against", "main"])
        .gave(2, &["did you mean `origin/main`?"]);
    let outside = changed();
    let mut command = esgen(outside.0.path());
    command.env("GIT_CEILING_DIRECTORIES", outside.0.path().parent().unwrap());
    answer(command.args(["diff", "--against", "main"])).gave(2, &["in no git repository"]);
    let mut command = esgen(place.0.path());
    answer(command.env("PATH", "").args(["diff", "--against", "main"])).gave(2, &["no `git`"]);
}

#[test]
fn files_may_have_other_names_and_places() {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    let (head, contexts) = BEFORE.split_once("contexts:\n").unwrap();
    place.write("old/model.yaml", format!("{head}include: [parts/*.yaml]\n"));
    place.write("old/parts/all.yaml", format!("contexts:\n{contexts}"));
    place.write("old/parts/deep/other.yaml", "not: a part, since a star stays in its folder\n");
    place.write("other.yaml", "esgen: 1\nmodel: another\n");
    run_in(&place, ".", &["publish", "old/model.yaml"]).gave(0, &[]);
    commit(&place);
    place.write("esgen.yaml", AFTER);
    place.write("esgen.lock", place.read("old/esgen.lock"));
    let run =
        place.run("diff -f json --against main").gave(0, &["the model was in `old/model.yaml`"]);
    assert_eq!(verdicts(&run), EXPECTED);
}

#[test]
fn a_ref_without_the_model_is_an_empty_baseline() {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    place.write("readme", "nothing yet");
    commit(&place);
    place.write("esgen.yaml", BEFORE);
    let run = place.run("diff --against main --exit-code");
    run.gave(
        3,
        &[
            "there is no model `shop` at `main`: everything is new",
            "OrderPlaced 1   Ordering, public, new, draft",
        ],
    );
}

#[test]
fn a_ref_without_a_lock_has_published_all_that_it_says() {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    place.write("esgen.yaml", BEFORE);
    commit(&place);
    place.write("esgen.yaml", AFTER);
    let run = place.run("diff --against main -f json").gave(0, &["all-published"]);
    assert_eq!(verdicts(&run), EXPECTED);
}

#[test]
fn a_lock_of_a_newer_program_is_refused() {
    let place = repository();
    let lock = place.read("esgen.lock");
    place.write("esgen.lock", lock.replace("format: 1", "format: 2"));
    place.write("esgen.yaml", BEFORE);
    commit(&place);
    place.write("esgen.lock", &lock);
    let words = ["the lock file has format 2", "EV601", "use the newer esgen that wrote it"];
    place.run("diff --against main").gave(2, &words);
    place.write("esgen.lock", lock.replace("format: 1", "format: 2"));
    place.run("diff").gave(2, &["the lock file has format 2", "nothing was compared"]);
}

#[test]
fn what_is_published_elsewhere_may_not_get_lost() {
    let place = repository();
    let lock = place.read("esgen.lock");
    let start = lock.find("  ordering.order_rated@1:").unwrap();
    let end = lock[start + 2..].find("\n  shipping").map(|at| start + 3 + at).unwrap();
    place.write("esgen.lock", format!("{}{}", &lock[..start], &lock[end..]));
    place.write("esgen.yaml", BEFORE);
    place
        .run("diff --against main --exit-code")
        .gave(1, &["EV105", "`ordering.order_rated@1` is published in the baseline"]);
    place.run("diff --against .").gave(0, &["nothing changed"]);
}

#[test]
fn folders_files_and_locks_are_baselines_too() {
    let place = changed();
    place.write("old/esgen.yaml", BEFORE);
    place.write("old/esgen.lock", place.read("esgen.lock"));
    place.write("alone/esgen.lock", place.read("esgen.lock"));
    for path in ["old", "./old", "old/esgen.yaml", "old/esgen.lock", "alone"] {
        let run = place.run(&format!("diff -f json --against {path}")).gave(0, &[]);
        assert_eq!(verdicts(&run), EXPECTED, "{path}");
    }
    place.write("empty/readme", "");
    place.run("diff --against empty").gave(2, &["there is no model at `empty`"]);
    place.write("wrong/esgen.yaml", "esgen: 1\nmodel: shop\ncontexts: { Shop: { evnts: [] } }\n");
    place.run("diff --against wrong").gave(2, &["the model at `wrong` has mistakes"]);
    place.write("wrong/esgen.lock", place.read("esgen.lock"));
    place
        .run("diff --against wrong")
        .gave(0, &["the model at `wrong` has mistakes", "its lock is compared"]);
}

const PUBLIC: &str = "\
esgen: 1
model: shop
contexts:
  Shop:
    aggregates:
      Order:
        events:
          OrderPlaced:
            audience: public
            also_publish: [1]
            version: 2
            fields: { item: Text }
            changes: { 2: { because: the shop says item, steps: [ rename: { article: item } ] } }
    publishes: { channel: orders }
";

/// Nothing of it is in the lock, and readers outside would not notice either: that they hear nothing is no news.
#[test]
fn silence_breaks_readers_outside() {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    place.write("esgen.yaml", PUBLIC);
    place.run("publish").gave(0, &[]);
    commit(&place);
    for (from, to, told) in [
        ("            also_publish: [1]\n", "", "version-withdrawn"),
        ("channel: orders", "channel: sales", "moved-without-readers"),
        ("channel: orders", "channel: orders, style: notification", "data-withheld"),
        ("    publishes: { channel: orders }\n", "", "made-private"),
    ] {
        let text = PUBLIC.replacen(from, to, 1);
        let is_kept = text.contains("publishes: {");
        let text = if is_kept { text } else { text.replace("            also_publish: [1]\n", "") };
        place.write("esgen.yaml", text);
        place.run("check").gave(0, &["is fine"]);
        place
            .run("diff --against main --exit-code")
            .gave(1, &["0 events changed, 0 breaking, 1 breaking beside events, 0 errors", told]);
    }
    place.write("esgen.yaml", PUBLIC.replace("orders }", "orders, style: state-transfer }"));
    place.run("diff --against main --exit-code").gave(0, &["nothing changed"]);
}
