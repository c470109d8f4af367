//! Templates of a user in place of ours: they are used, and their mistakes are told with file and line.

use super::common::Place;

const RULES: &str = "mine/crates/[context]/src/generated/types.rs.j2";

#[test]
fn a_users_template_stands_in_place_of_ours() {
    let place = Place::with_model();
    place.write("mine/NOTES.md.j2", "{{ title }}\n");
    place.write("mine/crates/[context]/NOTES.md.once.j2", "{{ context.name }}\n");
    place.run("generate -o service --templates mine").gave(0, &["created"]);
    assert!(place.read("service/NOTES.md").ends_with("A small shop\n"));
    assert_eq!(place.read("service/crates/orders/NOTES.md"), "Orders\n");
    place.run("generate -o service").gave(0, &["1 removed"]);
    assert!(place.has("service/crates/orders/NOTES.md"), "it is the user's by now");
}

#[test]
fn a_mistake_is_told_with_file_and_line() {
    let place = Place::with_model();
    let file = "crates/[context]/src/generated/types.rs.j2";
    for (text, words) in [
        ("//! x\n\n{{ contxt.name }}\n", "line 3: undefined value"),
        ("//! x\n{% if %}\n", "line 2: syntax error"),
        ("{% include \"nope\" %}", "line 1"),
    ] {
        place.write(RULES, text);
        let run = place.run("generate -o service --templates mine").gave(2, &[file, words]);
        assert!(run.out.is_empty());
    }
    place.write(RULES, "fn broken( {\n");
    place.run("generate -o service --templates mine").gave(2, &["rustfmt", "types.rs", "--no-fmt"]);
    assert!(!place.has("service"));
}

#[test]
fn a_template_cannot_write_outside_nor_twice() {
    let place = Place::with_model();
    place.write("mine/a b.txt", "x");
    place.run("generate -o service --templates mine").gave(2, &["a b.txt", "not a path inside"]);
    std::fs::remove_file(place.path("mine/a b.txt")).unwrap();
    place.write("mine/Cargo.toml.j2", "x");
    place
        .run("generate -o service --templates mine")
        .gave(2, &["another template has already made"]);
    std::fs::remove_file(place.path("mine/Cargo.toml.j2")).unwrap();
    place.write("mine/[nope]/x.j2", "x");
    place.run("generate -o service --templates mine").gave(2, &["[nope]/x.j2", "nopes"]);
    place.run("generate -o service --templates nowhere").gave(2, &["cannot read `nowhere`"]);
    assert!(!place.has("service"));
}
