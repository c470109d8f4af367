//! `esgen diagram`: what is drawn, and whether Graphviz takes it.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use super::common::{Place, git};

#[test]
fn a_board_is_printed_or_written() {
    let place = Place::with_model();
    let run = place.run("diagram -f dot").gave(0, &["digraph", "OrderPlaced"]);
    assert_eq!(
        run.out,
        place.run("diagram board -f dot -o -").out,
        "the same model gives the same bytes"
    );
    place.run("diagram -o deep/board.dot").gave(0, &[]);
    assert_eq!(place.read("deep/board.dot"), run.out);
    let bare = place.run("diagram -f dot --no-legend").gave(0, &["OrderPlaced"]);
    assert!(bare.out.len() < run.out.len());
    let one = place.run("diagram -f dot --context Orders").gave(0, &["OrderPlaced"]);
    assert!(one.out.contains("digraph"));
}

#[test]
fn the_name_of_the_file_tells_the_format() {
    let place = Place::with_model();
    let svg = place.run("diagram").gave(0, &["<svg", "Order Placed", "prefers-color-scheme"]);
    place.run("diagram board esgen.yaml -o board.svg").gave(0, &[]);
    assert_eq!(place.read("board.svg"), svg.out);
    place.run("diagram esgen.yaml --theme dark -o board.PNG").gave(0, &[]);
    let png = place.tree(".").remove(Path::new("board.PNG")).unwrap();
    assert!(png.starts_with(b"\x89PNG"));
    place.run("diagram --theme dark --no-legend -f svg -o picture").gave(0, &[]);
    assert!(!place.read("picture").contains("Legend"));
    place.run("diagram -o board.jpg").gave(2, &["`board.jpg` does not tell the format", ".svg"]);
    assert!(!place.has("board.jpg"));
}

#[test]
fn a_stale_picture_is_found() {
    let place = Place::with_model();
    place.run("diagram -o board.svg --check").gave(1, &["`board.svg` is not there"]);
    assert!(!place.has("board.svg"));
    place.run("diagram -o board.svg").gave(0, &[]);
    place.run("diagram -o board.svg --check").gave(0, &[]);
    place.run("diagram -o board.svg --check --theme dark").gave(1, &["`board.svg` is stale"]);
    place.run("diagram --check").gave(2, &["--output"]);
    place.run("diagram --check -o -").gave(2, &["there is no file to check"]);
}

#[test]
fn every_kind_is_drawn() {
    let place = Place::with_model();
    place.run("diagram contexts").gave(0, &["<svg", "Context map"]);
    place.run("diagram catalog").gave(0, &["\n## Orders (", "(command `"]);
    place.run("diagram contexts -f mermaid").gave(0, &["flowchart LR", "accTitle: Context map"]);
    place.run("diagram -f plantuml --context Orders").gave(0, &["@startuml", "Order Placed"]);
    place.run("diagram --help").gave(0, &["board  ", "lifecycle AGGREGATE  ", "-o board.svg"]);
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bank");
    let bank = bank.to_str().unwrap();
    let ask = |words: &[&str]| place.run_all(&[&["diagram", "lifecycle"], words].concat());
    ask(&["Account", bank]).gave(0, &["<svg", "Lifecycle of Account"]);
    ask(&["Accounts", bank])
        .gave(2, &["`Accounts` is not an aggregate with a lifecycle", "did you mean `Account`?"]);
    ask(&[bank])
        .gave(2, &["a lifecycle is drawn of an aggregate", "`Account`, `Notice`, `MoneyTransfer`"]);
    ask(&["Account", bank, "--context", "Accounts"])
        .gave(2, &["`--context` says nothing about a picture of kind `lifecycle`"]);
    place.write("esgen.yaml", "esgen: 1\nmodel: bare\n");
    ask(&[]).gave(2, &["the model does not have an aggregate with a lifecycle"]);
}

#[test]
fn a_sequence_and_a_lineage_are_asked_for_by_short_names_or_whole_ones() {
    let place = Place::with_model();
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bank");
    let bank = bank.to_str().unwrap();
    let ask = |words: &[&str]| place.run_all(&[&["diagram"], words, &[bank]].concat());
    let short = ask(&["sequence", "RequestTransfer"]).gave(0, &["Sequence of Request Transfer"]);
    assert_eq!(ask(&["sequence", "Transfers.RequestTransfer"]).out, short.out);
    ask(&["sequence", "Accounts.RequestTransfer"])
        .gave(2, &["`Accounts.RequestTransfer` is not a command or a saga"]);
    ask(&["sequence", "RequestTransfr"]).gave(2, &["did you mean `RequestTransfer`?"]);
    ask(&["sequence", "TransferSaga", "-f", "mermaid"]).gave(0, &["sequenceDiagram", "alt "]);
    ask(&["sequence", "TransferSaga", "-f", "plantuml"]).gave(0, &["@startuml", "alt "]);
    ask(&["sequence", "TransferSaga", "-f", "dot"]).gave(2, &["there is no DOT", "PlantUML"]);
    let short = ask(&["lineage", "AccountOpened"]).gave(0, &["Lineage of Account Opened"]);
    assert_eq!(ask(&["lineage", "Accounts.AccountOpened"]).out, short.out);
    ask(&["lineage", "AccountRefunded"]).gave(2, &["is not an event with a history"]);
    ask(&["lineage", "AccountOpend"]).gave(2, &["did you mean `AccountOpened`?"]);
    ask(&["lineage", "AccountOpened", "-f", "mermaid"]).gave(0, &["classDiagram"]);
    ask(&["lineage"]).gave(2, &["a lineage is drawn of an event with a history"]);
}

#[test]
fn what_has_one_name_in_two_contexts_is_asked_for_with_the_context() {
    let place = Place::empty();
    let context = |name: &str| {
        format!(
            "  {name}: {{ aggregates: {{ {name}Thing: {{ commands: {{ Open: {{ emits: {name}Opened }} }}, events: [{name}Opened] }} }} }}\n"
        )
    };
    let text = format!(
        "esgen: 1\nmodel: twins\nlevel: process\ncontexts:\n{}{}",
        context("One"),
        context("Two")
    );
    place.write("esgen.yaml", &text);
    place.run("diagram sequence Open").gave(2, &["`One.Open`, `Two.Open`"]);
    place.run("diagram sequence Two.Open").gave(0, &["Two Opened"]);
}

#[test]
fn graphviz_takes_every_lineage_without_a_word() {
    if !has_dot() {
        return;
    }
    let place = Place::empty();
    let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bank");
    let bank = bank.to_str().unwrap();
    for event in ["AccountOpened", "BalanceInquired", "CustomerMoved", "TransferRequested"] {
        place.run_all(&["diagram", "lineage", event, bank, "-o", "lineage.dot"]).gave(0, &[]);
        assert_taken(&place.path("lineage.dot"), event);
    }
}

#[test]
fn an_unknown_kind_is_told_with_the_nearest() {
    let place = Place::with_model();
    place.run("diagram bord").gave(2, &["`bord`", "did you mean `board`?"]);
    place
        .run("diagram contexts -f md")
        .gave(2, &["there is no Markdown of a picture of kind `contexts`", "SVG, PNG, DOT"]);
    place.run("diagram catalog -o x.svg").gave(2, &["there is no SVG", "there is Markdown"]);
    place.run("diagram board nowhere.yaml").gave(2, &["there is no model at `nowhere.yaml`"]);
}

#[test]
fn an_unknown_context_is_told_with_the_nearest() {
    let place = Place::with_model();
    place.run("diagram --context Order").gave(2, &["no context `Order`", "did you mean `Orders`?"]);
    place.run("diagram --context Zebra").gave(2, &["no context `Zebra`", "there is `Orders`"]);
    place.run("diagram --context Orders --context Zebra -o x.dot").gave(2, &["`Zebra`"]);
    assert!(!place.has("x.dot"));
}

#[test]
fn a_model_with_errors_is_not_drawn() {
    let place = Place::empty();
    place.write(
        "esgen.yaml",
        "esgen: 1\nmodel: shop\ncontexts: { A: { events: { E: { fields: { x: Nope } } } } }\n",
    );
    place.run("diagram -o x.dot").gave(1, &["unknown-type", "nothing was drawn"]);
    assert!(!place.has("x.dot"));
}

#[test]
fn graphviz_takes_every_board_without_a_word() {
    if !has_dot() {
        return;
    }
    let place = Place::with_model();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut models = vec![place.path("esgen.yaml"), root.join("examples/bank/esgen.yaml")];
    for entry in fs::read_dir(root.join("tests/fixtures/language")).unwrap() {
        models.push(entry.unwrap().path());
    }
    for model in models.iter().filter(|path| path.extension().is_some_and(|end| end == "yaml")) {
        let drawn = place.run_all(&["diagram", model.to_str().unwrap(), "-o", "board.dot"]);
        drawn.gave(0, &[]);
        assert_taken(&place.path("board.dot"), &model.display().to_string());
    }
}

const SHOP: &str = "esgen: 1
model: shop
level: process
contexts:
  Orders:
    aggregates:
      Order:
        commands: { Place: { emits: Placed }, Cancel: { emits: Cancelled } }
        events: { Placed: {}, Cancelled: {} }
";

/// A repository with a shop on `main`, in which orders are no longer cancelled but returned.
fn changed_shop() -> Place {
    let place = Place::empty();
    git(&place, ".", &["init", "-q", "-b", "main", "."]);
    place.write("esgen.yaml", SHOP);
    git(&place, ".", &["add", "-A"]);
    git(&place, ".", &["commit", "-q", "-m", "a shop"]);
    place.write("esgen.yaml", SHOP.replace("Cancel", "Return").replace("Returnled", "Returned"));
    place
}

#[test]
fn a_board_shows_what_became_of_a_model() {
    let place = changed_shop();
    let board = place.run("diagram board --against main").gave(0, &["<svg"]);
    for sign in
        ["since main: 2 added, 2 removed", "+ added", "− removed", "id=\"command:Orders.Cancel\""]
    {
        assert!(board.out.contains(sign), "{sign}");
    }
    assert_eq!(place.run("diagram --against main").out, board.out, "the same bytes again");
    let dot = place.run("diagram --against main -f dot");
    dot.gave(0, &["COMMAND + added", "EVENT - removed", "since main: 2 added, 2 removed"]);
    let one = place.run("diagram --against main --context Orders --no-legend --theme dark");
    one.gave(0, &["Orders in shop", "since main: 2 added, 2 removed"]);
    place.run("diagram --against main -o board.png").gave(0, &[]);
    place.run("diagram --against main -o board.svg").gave(0, &[]);
    place.run("diagram --against main -o board.svg --check").gave(0, &[]);
    place.run("diagram -o board.svg --check").gave(1, &["stale"]);
}

#[test]
fn a_board_is_compared_with_a_commit_a_folder_or_a_file() {
    let place = changed_shop();
    place.write("old/esgen.yaml", SHOP);
    for against in ["HEAD", "main", "old", "./old", "old/esgen.yaml"] {
        let run = place.run(&format!("diagram --against {against}"));
        run.gave(0, &[&format!("since {against}: 2 added, 2 removed")]);
    }
    place.write("esgen.yaml", SHOP);
    let same = place.run("diagram --against main").gave(0, &["no differences since main"]);
    assert!(!same.out.contains("+ added") && !same.out.contains("added line"));
    git(&place, ".", &["rm", "-q", "--cached", "esgen.yaml"]);
    git(&place, ".", &["commit", "-q", "-m", "nothing"]);
    place.run("diagram --against HEAD").gave(0, &["everything is new", "since HEAD: 6 added"]);
}

#[test]
fn what_a_board_cannot_be_compared_with_is_told() {
    let place = changed_shop();
    place.run("diagram --against nowhere").gave(2, &["nowhere"]);
    let contexts = place.run("diagram contexts --against main");
    contexts.gave(2, &["of kind `contexts` cannot show what changed", "`board` can"]);
    let mermaid = place.run("diagram -f mermaid --against main");
    mermaid.gave(2, &["Mermaid cannot say what changed"]);
    place.write("published/esgen.lock", "format: 1\nversions: {}\n");
    let lock = place.run("diagram --against published/esgen.lock");
    lock.gave(2, &["`published/esgen.lock` is a lock, which knows nothing but events"]);
    place.write("broken/esgen.yaml", SHOP.replace("emits: Placed", "emits: Plced"));
    let broken = place.run("diagram --against broken/esgen.yaml");
    broken.gave(2, &["the model at `broken/esgen.yaml` has mistakes", "`esgen check` accepts"]);
    place.write("esgen.yaml", SHOP.replace("emits: Placed", "emits: Plced"));
    place.run("diagram --against main").gave(1, &["Plced", "nothing was drawn"]);
}

#[test]
fn a_page_has_everything_and_can_be_checked() {
    let place = Place::with_model();
    place.run("diagram -o model.html").gave(0, &[]);
    let page = place.read("model.html");
    assert!(page.starts_with("<!doctype html>") && page.contains("OrderPlaced"));
    assert_eq!(place.run("diagram -f html").gave(0, &[]).out, page);
    place.run("diagram -o model.html --check").gave(0, &[]);
    place.run("diagram contexts -o map.htm").gave(2, &["a page has pictures of every kind"]);
    assert!(!place.has("map.htm"));
}

/// Whether Graphviz is installed. `ESGEN_REQUIRE_DOT` makes its absence a failure.
fn has_dot() -> bool {
    let has = Command::new("dot").arg("-V").stderr(Stdio::null()).status().is_ok();
    assert!(
        has || std::env::var_os("ESGEN_REQUIRE_DOT").is_none(),
        "ESGEN_REQUIRE_DOT is set and there is no `dot`"
    );
    if !has {
        eprintln!("note: Graphviz is not installed, so that nothing was drawn with it");
    }
    has
}

/// Fails unless Graphviz draws a file and has nothing to say about it.
fn assert_taken(file: &Path, what: &str) {
    let dot = Command::new("dot").arg("-Tsvg").arg(file).output().unwrap();
    let complaints = String::from_utf8_lossy(&dot.stderr).into_owned();
    assert!(dot.status.success() && complaints.is_empty(), "{what}: {complaints}");
    assert!(dot.stdout.starts_with(b"<?xml"), "{what}");
}
