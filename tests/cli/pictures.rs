//! `esgen diagram all`, and what becomes of a picture that is too large for a page.

use std::{fmt::Write as _, path::Path};

use super::common::Place;

/// The files of a folder, one a line.
fn listed(place: &Place, folder: &str) -> String {
    let shown = |path: &Path| path.to_string_lossy().replace('\\', "/");
    place.tree(folder).keys().map(|path| shown(path) + "\n").collect()
}

fn example(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
    folder.to_string_lossy().into_owned()
}

/// A model of several contexts with so many events each that nobody could read all of them on one page.
fn large(contexts: &[&str], events: usize) -> String {
    let mut model = "esgen: 1\nmodel: large\nlevel: big-picture\ncontexts:\n".to_owned();
    for context in contexts {
        let _ = write!(model, "  {context}:\n    events:\n");
        for number in 0..events {
            let _ = writeln!(model, "      {context}Moved{number}: {{}}");
        }
    }
    model
}

#[test]
fn everything_is_drawn_into_one_folder_with_an_index() {
    let place = Place::empty();
    let model = example("voting");
    place.run_all(&["diagram", "all", &model, "-o", "pictures"]).gave(0, &["created"]);
    insta::assert_snapshot!(listed(&place, "pictures"));
    insta::assert_snapshot!(place.read("pictures/index.md"));
    for file in listed(&place, "pictures").lines().filter(|file| !file.starts_with('.')) {
        let is_linked = place.read("pictures/index.md").contains(&format!("]({file})"));
        assert!(is_linked || file == "index.md", "{file}");
    }
    let before = place.tree("pictures");
    let run = ["diagram", "all", &model, "-o", "pictures"];
    place.run_all(&run).gave(0, &["unchanged"]);
    assert_eq!(place.tree("pictures"), before, "the same model gives the same bytes");
    place.run_all(&[&run[..], &["--check"]].concat()).gave(0, &[]);
}

#[test]
fn a_folder_has_the_formats_that_are_asked_for() {
    let place = Place::with_model();
    place.run("diagram all -o it -f png,dot").gave(0, &[]);
    let files = listed(&place, "it");
    assert!(files.contains("board.png\n") && files.contains("board.dot\n"), "{files}");
    assert!(!files.contains(".svg"), "{files}");
    assert!(place.tree("it")[Path::new("board.png")].starts_with(b"\x89PNG"));
    place.run("diagram all -o it --theme dark").gave(0, &["removed"]);
    assert!(listed(&place, "it").contains("board.svg\n"));
    assert!(!listed(&place, "it").contains("board.dot"), "what is not asked for any more goes");
}

#[test]
fn a_folder_that_is_stale_is_found() {
    let place = Place::with_model();
    place.run("diagram all -o it --check").gave(1, &["create board.svg", "is not what the model"]);
    assert!(!place.has("it"));
    place.run("diagram all -o it").gave(0, &[]);
    place.run("diagram all -o it --check").gave(0, &[]);
    place.run("diagram all -o it --check --no-legend").gave(1, &["update board.svg"]);
    place.write("esgen.yaml", "esgen: 1\nmodel: shop\ntitle: '# [Shop](x) <b>'\n");
    place.run("diagram all -o it --check").gave(1, &["update index.md"]);
    place.run("diagram all -o it").gave(0, &["updated"]);
    let index = place.read("it/index.md");
    assert!(index.starts_with("# \\# \\[Shop\\](x) &lt;b&gt;\n"), "{index}");
}

#[test]
fn a_file_of_the_user_is_never_lost() {
    let place = Place::with_model();
    place.write("docs/index.md", "mine");
    let run = place.run("diagram all -o docs").gave(1, &["nothing was written"]);
    assert!(run.err.contains("index.md: was there before"), "{}", run.err);
    assert_eq!(listed(&place, "docs"), "index.md\n");
    place.write("it/notes.md", "mine");
    place.write("it/lifecycle-gone.svg", "mine");
    place.run("diagram all -o it").gave(0, &[]);
    let board = place.read("it/board.svg");
    place.write("it/board.svg", "edited");
    place.run("diagram all -o it").gave(1, &["board.svg: was edited"]);
    assert_eq!(place.read("it/board.svg"), "edited");
    place.run("diagram all -o it --force").gave(0, &["1 updated"]);
    assert_eq!(place.read("it/board.svg"), board);
    let kept = ["it/notes.md", "it/lifecycle-gone.svg"].map(|file| place.read(file));
    assert_eq!(kept, ["mine", "mine"]);
}

#[test]
fn what_was_drawn_and_is_gone_from_the_model_goes_from_the_folder() {
    let place = Place::empty();
    let model = std::fs::read_to_string(Path::new(&example("voting")).join("esgen.yaml")).unwrap();
    place.write("esgen.yaml", &model);
    place.run("diagram all -o it").gave(0, &[]);
    assert!(place.has("it/lifecycle-poll.svg"));
    place.write("esgen.yaml", "esgen: 1\nmodel: voting\n");
    place.run("diagram all -o it").gave(0, &["removed"]);
    assert!(!place.has("it/lifecycle-poll.svg"));
    place.write("esgen.yaml", &model);
    place.run("diagram all -o it").gave(0, &[]);
    place.write("it/lifecycle-poll.svg", "edited");
    place.write("esgen.yaml", "esgen: 1\nmodel: voting\n");
    place.run("diagram all -o it").gave(1, &["lifecycle-poll.svg: is no longer generated"]);
    assert_eq!(place.read("it/lifecycle-poll.svg"), "edited");
}

#[test]
fn a_workspace_and_pictures_do_not_know_each_other() {
    let place = Place::with_model();
    place.run("generate -o it --no-fmt").gave(0, &[]);
    let workspace = place.tree("it");
    place.run("diagram all -o it").gave(0, &["created"]);
    let both = place.tree("it");
    assert!(workspace.iter().all(|(path, bytes)| both.get(path) == Some(bytes)));
    place.run("generate -o it --no-fmt --check").gave(0, &[]);
    place.run("diagram all -o it --check").gave(0, &[]);
}

#[test]
fn what_says_nothing_about_everything_is_refused() {
    let place = Place::with_model();
    place.run("diagram all").gave(2, &["there is no folder", "-o docs/pictures"]);
    place.run("diagram all -o -").gave(2, &["there is no folder"]);
    place.run("diagram all -o it --context Orders").gave(2, &["`--context` says nothing"]);
    place.run("diagram all esgen.yaml more -o it").gave(2, &["`more` is one word too many"]);
    place.run("diagram -f svg,png").gave(2, &["one picture has one format"]);
    place.run("diagram --force").gave(2, &["`--force` says nothing about one picture"]);
    place.run("diagram alll").gave(2, &["did you mean `all`?"]);
    place.write("esgen.yaml", "esgen: 1\nmodel: [");
    place.run("diagram all -o it").gave(1, &["nothing was drawn"]);
    assert!(!place.has("it"));
}

#[test]
fn a_board_that_nobody_could_read_becomes_a_map_and_a_page_for_each_context() {
    let place = Place::empty();
    place.write("esgen.yaml", large(&["Orders", "Sales", "Cash"], 21));
    let run = place.run("diagram -o it/board.svg").gave(0, &[]);
    assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    for word in ["63 blocks", "`it/board.svg` is the context map", "3 contexts", "--whole"] {
        assert!(run.err.contains(word), "no `{word}` in {}", run.err);
    }
    let files = listed(&place, "it");
    assert_eq!(files.lines().count(), 4, "{files}");
    assert!(place.read("it/board.svg").contains("Context map"));
    assert!(place.read("it/board-orders.svg").contains("event:Orders.OrdersMoved20"));
    assert!(!place.read("it/board-orders.svg").contains("event:Cash.CashMoved0"));
    assert!(place.read("it/board-cash.svg").contains("event:Cash.CashMoved0"));
    place.run("diagram -o it/board.svg --check").gave(0, &[]);
    place.write("it/board-cash.svg", "old");
    place.run("diagram -o it/board.svg --check").gave(1, &["`it/board-cash.svg` is stale"]);
}

#[test]
fn one_page_is_what_a_pipe_gets_and_what_is_asked_for() {
    let place = Place::empty();
    place.write("esgen.yaml", large(&["Orders", "Cash"], 31));
    let whole = place.run("diagram -o it/board.svg --whole").gave(0, &[]);
    assert_eq!((whole.err.as_str(), listed(&place, "it").as_str()), ("", "board.svg\n"));
    let piped = place.run("diagram").gave(0, &["62 blocks are hard to read on one page"]);
    assert_eq!(piped.out, place.read("it/board.svg"));
    let dot = place.run("diagram -o board.dot").gave(0, &["62 blocks", "`--context` draws a part"]);
    assert!(dot.out.is_empty() && place.read("board.dot").contains("CashMoved0"));
    let part = place.run("diagram --context Cash").gave(0, &[]);
    assert_eq!(part.err, "");
    place.run("diagram all -o all").gave(0, &[]);
    assert!(place.has("all/board-cash.svg") && !place.has("all/board.svg"));
    assert!(place.read("all/index.md").contains("60 blocks"));
    place.run("diagram all -o all --whole").gave(0, &["removed"]);
    assert!(place.has("all/board.svg") && !place.has("all/board-cash.svg"));
}

#[test]
fn a_large_model_that_cannot_be_parted_is_drawn_whole_with_a_word() {
    let place = Place::empty();
    place.write("esgen.yaml", large(&["Orders"], 61));
    place.run("diagram -o it/board.svg").gave(0, &["61 blocks are hard to read"]);
    assert_eq!(listed(&place, "it"), "board.svg\n");
    place.write("esgen.yaml", large(&["Orders", "Cash"], 30));
    let fits = place.run("diagram -o it/board.svg").gave(0, &[]);
    assert_eq!(fits.err, "");
}
