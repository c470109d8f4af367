//! `esgen diagram --inject`: documents whose pictures are kept up to date.

use super::common::Place;

const DOCUMENT: &str = "# Shop\n\n<!-- esgen:board context=Orders -->\nold\n<!-- /esgen -->\n\nText.\n<!-- esgen:catalog -->\n<!-- /esgen -->\n";

#[test]
fn marked_blocks_are_brought_up_to_date_and_stay_so() {
    let place = Place::with_model();
    place.write("README.md", DOCUMENT);
    place.run("diagram --inject README.md --check").gave(1, &["`README.md` is stale"]);
    assert_eq!(place.read("README.md"), DOCUMENT);
    place.run("diagram --inject README.md").gave(0, &[]);
    let written = place.read("README.md");
    let board = place.run("diagram -f mermaid --context Orders").out;
    let catalog = place.run("diagram catalog").out;
    assert_eq!(
        written,
        format!(
            "# Shop\n\n<!-- esgen:board context=Orders -->\n```mermaid\n{board}```\n<!-- /esgen -->\n\nText.\n<!-- esgen:catalog -->\n\n{catalog}\n<!-- /esgen -->\n"
        )
    );
    place.run("diagram --inject README.md --check").gave(0, &[]);
    let before = std::fs::metadata(place.path("README.md")).unwrap().modified().unwrap();
    place.run("diagram --inject README.md esgen.yaml").gave(0, &[]);
    let after = std::fs::metadata(place.path("README.md")).unwrap().modified().unwrap();
    assert_eq!(before, after, "a document that is right is not written");
}

#[test]
fn a_wrong_mark_is_told_with_its_line_and_changes_nothing() {
    let place = Place::with_model();
    for (mark, told) in [
        ("bord", ["README.md:2: there is no kind of picture called `bord`", "`board`"]),
        ("board context=Order", ["README.md:2: there is no context `Order`", "`Orders`"]),
        ("board theme=dark", ["README.md:2: a mark cannot say `theme=dark`", "`context=NAME`"]),
        ("board Orders", ["README.md:2: a mark cannot say `Orders`", "`legend=no`"]),
    ] {
        let document = format!("\n<!-- esgen:{mark} -->\nold\n<!-- /esgen -->\n");
        place.write("README.md", &document);
        place.run("diagram --inject README.md").gave(2, &told);
        assert_eq!(place.read("README.md"), document);
    }
    place.write("README.md", "# nothing\n");
    place.run("diagram --inject README.md").gave(2, &["README.md:1: there is no marked block"]);
    place.run("diagram --inject nowhere.md").gave(2, &["cannot read `nowhere.md`"]);
    place
        .run("diagram board --inject README.md")
        .gave(2, &["`board` says nothing about a document"]);
    place.run("diagram --inject README.md -o x.svg").gave(2, &["cannot be used with"]);
    place.write("README.md", b"<!-- esgen:board -->\n\xff\n<!-- /esgen -->\n");
    place.run("diagram --inject README.md").gave(2, &["`README.md` is not text"]);
}

#[test]
fn a_model_with_errors_leaves_the_document_alone() {
    let place = Place::empty();
    place.write(
        "esgen.yaml",
        "esgen: 1\nmodel: shop\ncontexts: { A: { events: { E: { fields: { x: Nope } } } } }\n",
    );
    place.write("README.md", DOCUMENT);
    place.run("diagram --inject README.md").gave(1, &["unknown-type", "nothing was drawn"]);
    assert_eq!(place.read("README.md"), DOCUMENT);
}
